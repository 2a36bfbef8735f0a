// Private files and downloads on the browser as it is.

import type { Clock } from '../../primitives/clock.ts';
import { formatHex } from '../../primitives/bytes.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { createSystemClock } from '../system-clock.ts';
import type { DownloadSinkWorld } from './download-sink.ts';
import type { MediaWorld } from './media-stream.ts';
// oxlint-disable-next-line import/default -- the builder gives this import a worker's constructor
import PrivateFileWorker from './private-file-worker.ts?worker&inline';
import type { PrivateFolder } from './private-file-host.ts';
import { createPrivateFiles, type PrivateFiles } from './private-files.ts';

const ID_BYTES = 16;

export function createBrowserFiles(random: RandomSource): PrivateFiles {
  return createPrivateFiles({
    getRoot,
    startWorker: () => new PrivateFileWorker(),
    clock: createSystemClock(),
    locks: navigator.locks,
    pageName: formatHex(random.bytes(ID_BYTES)),
  });
}

/** Rejects where storage is refused, as in a page without an origin. */
async function getRoot(): Promise<PrivateFolder> {
  // TypeScript's DOM has the handles of workers only in its workers.
  const root: unknown = await navigator.storage.getDirectory();
  return root as PrivateFolder;
}

export function createBrowserDownloads(random: RandomSource, clock: Clock): DownloadSinkWorld {
  return {
    clock,
    newId: () => formatHex(random.bytes(ID_BYTES)),
    findWorker: async () => (await navigator.serviceWorker?.getRegistration('./'))?.active ?? undefined,
    visit: (address) => visitInFrame(document, address),
    onPageGone(listener) {
      addEventListener('pagehide', listener);
      return () => removeEventListener('pagehide', listener);
    },
  };
}

export function createBrowserMedia(random: RandomSource, clock: Clock): MediaWorld {
  return {
    clock,
    newId: () => formatHex(random.bytes(ID_BYTES)),
    // Of a page that was loaded past it, it answers nothing.
    findWorker: () => navigator.serviceWorker?.controller ?? undefined,
  };
}

/** What is downloaded was asked for long before: the frame is of no use any more. */
const FRAME_LIFETIME_MS = 60_000;

/**
 * In a frame that nobody sees: a link with `download` passes the service worker by in Chromium, and going there, even
 * though the page stays, asks its person whether to leave.
 */
function visitInFrame(document: Document, address: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = '';
  frame.src = address;
  document.body.append(frame);
  AbortSignal.timeout(FRAME_LIFETIME_MS).addEventListener('abort', () => frame.remove());
}
