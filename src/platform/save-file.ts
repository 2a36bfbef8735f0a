// Hands a file to the person: the system's save dialog where the browser has it, else a download.

import type { FileError } from '../primitives/file-port.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { tryFile } from './files/file-error.ts';

/** `saved`: where its person wanted it, completely. `downloading`: handed to the browser, which says no more. */
export type SaveOutcome = 'saved' | 'downloading';

/** `cancelled`: its person closed the dialog. */
export type SaveError = { readonly code: 'cancelled' } | FileError;

export interface FileToSave {
  readonly blob: Blob;
  /** A plain file name with its ending, such as `kith.html`. */
  readonly name: string;
}

/** Not in TypeScript's DOM: https://wicg.github.io/file-system-access/#api-showsavefilepicker */
type SaveFilePicker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

export interface SaveWorld {
  readonly picker: SaveFilePicker | undefined;
  readonly document: Document;
}

/** A browser reads a downloading blob at its own pace; a minute is enough to have opened it. */
const DOWNLOAD_URL_LIFETIME_MS = 60_000;

/** Call it in answer to a click: the dialog needs one. */
export async function saveFile(
  file: FileToSave,
  world: SaveWorld = saveWorldOf(globalThis),
): Promise<Result<SaveOutcome, SaveError>> {
  if (!world.picker) return download(file, world.document);
  try {
    const handle = await world.picker({ suggestedName: file.name });
    return await tryFile(() => write(handle, file.blob));
  } catch (error) {
    // Closed by its person; anything else means the dialog was not to be had (a frame, a click too long ago).
    if (error instanceof Error && error.name === 'AbortError') return err({ code: 'cancelled' });
    return download(file, world.document);
  }
}

function saveWorldOf(scope: {
  readonly document: Document;
  readonly showSaveFilePicker?: unknown;
}): SaveWorld {
  const { document, showSaveFilePicker } = scope;
  if (typeof showSaveFilePicker !== 'function') return { picker: undefined, document };
  return { picker: (options) => Reflect.apply(showSaveFilePicker, scope, [options]), document };
}

async function write(handle: FileSystemFileHandle, blob: Blob): Promise<SaveOutcome> {
  const file = await handle.createWritable();
  await file.write(blob);
  await file.close();
  return 'saved';
}

function download({ blob, name }: FileToSave, document: Document): Result<SaveOutcome, SaveError> {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  AbortSignal.timeout(DOWNLOAD_URL_LIFETIME_MS).addEventListener('abort', () => URL.revokeObjectURL(url));
  return ok('downloading');
}
