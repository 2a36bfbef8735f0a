// Files that the system opens with the installed app: `.kith`, plain text that holds a room link.

import { decodeUtf8 } from '../primitives/bytes.ts';

/** A room link is under 300 characters; whatever is larger is no invitation. Bytes. */
export const LAUNCHED_FILE_MAX_BYTES = 8_192;

/** Not in TypeScript's DOM: https://wicg.github.io/web-app-launch/ */
export interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly LaunchedFile[] }) => void): void;
}

export interface LaunchedFile {
  getFile(): Promise<Blob>;
}

export type LaunchedText =
  | { readonly kind: 'text'; readonly text: string }
  /** Too large, no text, or gone. */
  | { readonly kind: 'unreadable' };

/**
 * Calls `listener` with each file the app is opened with, also the one that started it. The text is untrusted. The
 * queue has a single consumer: subscribe once a page.
 */
export function onLaunchedFile(
  listener: (launched: LaunchedText) => void,
  queue: LaunchQueue | undefined = launchQueueOf(globalThis),
): void {
  queue?.setConsumer((launch) => {
    for (const file of launch.files ?? []) void readText(file).then(listener);
  });
}

function launchQueueOf(scope: object): LaunchQueue | undefined {
  return 'launchQueue' in scope ? (scope.launchQueue as LaunchQueue) : undefined;
}

async function readText(file: LaunchedFile): Promise<LaunchedText> {
  try {
    const blob = await file.getFile();
    if (blob.size > LAUNCHED_FILE_MAX_BYTES) return { kind: 'unreadable' };
    const text = decodeUtf8(new Uint8Array(await blob.arrayBuffer()));
    return text === undefined ? { kind: 'unreadable' } : { kind: 'text', text: text.trim() };
  } catch {
    return { kind: 'unreadable' };
  }
}
