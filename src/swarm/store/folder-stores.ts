// A folder that its person chose, as a place for files: folders kept, names made unlike what is there.

import { makeFileIn, type FolderHandle } from '../../platform/files/chosen-places.ts';
import {
  openWritableFile,
  openWritableSink,
  type WritableHandle,
} from '../../platform/files/writable-file.ts';
import type { FileError, PositionedFile } from '../../primitives/file-port.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type { ChunkStores, StoreRequest } from '../chunk-store.ts';
import { uniqueFileName } from '../file-name.ts';
import { createFileStores } from './file-stores.ts';
import type { OpenPlace } from './staged-stores.ts';

/**
 * Straight into the folder, by position: nothing lies elsewhere, but a file cannot be read before it is whole, and so
 * helps nobody meanwhile.
 */
export function createFolderStores(folder: FolderHandle): ChunkStores {
  return createFileStores({ openFile: (request) => openIn(folder, request) });
}

/** The same for one file. What was in it stays until the new one is whole. */
export function createChosenFileStores(handle: WritableHandle): ChunkStores {
  return createFileStores({ openFile: () => openWritableFile(handle, { isChosen: true }) });
}

/** Where staged files (staged-stores.ts) go in the end. */
export function placeIn(folder: FolderHandle): OpenPlace {
  return async (request) => {
    const made = await makeFileIn(folder, pathOf(request));
    if (!made.ok) return made;
    const { handle, remove } = made.value;
    const sink = await openWritableSink(handle, remove);
    return sink.ok ? ok({ sink: sink.value, blob: () => handle.getFile() }) : sink;
  };
}

/** The same for one file. */
export function placeAt(handle: WritableHandle): OpenPlace {
  return async () => {
    const sink = await openWritableSink(handle);
    return sink.ok ? ok({ sink: sink.value, blob: () => handle.getFile() }) : sink;
  };
}

async function openIn(
  folder: FolderHandle,
  request: StoreRequest,
): Promise<Result<PositionedFile, FileError>> {
  const made = await makeFileIn(folder, pathOf(request));
  if (!made.ok) return made;
  const { handle, remove } = made.value;
  return openWritableFile(handle, { isChosen: true, remove });
}

function pathOf({ folders, fileName }: StoreRequest) {
  return { folders, name: fileName, nextName };
}

/** `name (2).txt` at the second attempt. */
function nextName(name: string, attempt: number): string {
  let refused = 1;
  return uniqueFileName(name, () => refused++ < attempt);
}
