// Where the files of a room go unless their person chose a place: small ones into memory, large ones into private
// storage, and what fits into neither straight into the downloads.

import type { PrivateFiles } from '../../platform/files/private-files.ts';
import type { ChunkStores, StoreRequest } from '../chunk-store.ts';
import { createFileStores } from './file-stores.ts';
import { createFittingStores, type Place } from './fitting-stores.ts';
import type { MemoryBudget } from './memory-budget.ts';
import { createMemoryStores } from './memory-store.ts';

/** Pictures and notes; a file on disk costs a worker and a handle, and is read back more slowly. */
export const SMALL_FILE_BYTES = 16 * 2 ** 20;

export interface RoomStoresOptions {
  readonly budget: MemoryBudget;
  /** Undefined where there is no private storage, or the person wants none to be used. */
  readonly files: PrivateFiles | undefined;
  /** What cannot be read back comes last: its receiver helps nobody. */
  readonly downloads: ChunkStores | undefined;
}

export function createRoomStores({ budget, files, downloads }: RoomStoresOptions): ChunkStores {
  const memory = createMemoryStores(budget);
  const isSmall = ({ shape }: StoreRequest) => shape.sizeBytes <= SMALL_FILE_BYTES;
  const places: Place[] = [{ stores: memory, takes: isSmall }];
  if (files)
    places.push({ stores: createFileStores({ openFile: ({ shape }) => files.open(shape.sizeBytes) }) });
  places.push({ stores: memory });
  if (downloads) places.push({ stores: downloads });
  return createFittingStores(places);
}
