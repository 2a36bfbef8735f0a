// Files in origin-private storage or in a folder that its person chose, as places for chunks.

import type { FileError, PositionedFile } from '../../primitives/file-port.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type { ChunkStores, StoreRequest } from '../chunk-store.ts';
import { createFileStore } from './file-store.ts';

export interface FileStoresWorld {
  /** Makes the file at its whole length, or finds what was kept of it; refuses when the disk has no room. */
  openFile(request: StoreRequest): Promise<Result<PositionedFile, FileError>>;
}

export function createFileStores(world: FileStoresWorld): ChunkStores {
  return {
    async open(request) {
      const file = await world.openFile(request);
      return file.ok ? ok(createFileStore(request, file.value)) : file;
    },
  };
}
