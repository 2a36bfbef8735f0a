// Files in origin-private storage or in a folder that its person chose, as places for chunks.

import type { FileError, PositionedFile } from '../../primitives/file-port.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type { ChunkStore, ChunkStores, StoreRequest } from '../chunk-store.ts';
import { createFileStore } from './file-store.ts';

export interface FileStoresWorld {
  /** Makes the file at its whole length, or finds what was kept of it; refuses when the disk has no room. */
  openFile(request: StoreRequest): Promise<Result<PositionedFile, FileError>>;
  /** Lays it where it is found again by its root. Not everything can be. */
  readonly adoptFile?: (file: PositionedFile, root: string) => Promise<void>;
}

export function createFileStores(world: FileStoresWorld): ChunkStores {
  const files = new WeakMap<ChunkStore, PositionedFile>();
  return {
    async open(request) {
      const file = await world.openFile(request);
      if (!file.ok) return file;
      const store = createFileStore(request, file.value);
      files.set(store, file.value);
      return ok(store);
    },
    async adopt(store, root) {
      const file = files.get(store);
      if (file) await world.adoptFile?.(file, root);
    },
  };
}
