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
  /**
   * Of a kept room: a name that says nothing, such as a digest. Then files lie there by their root, and are found again
   * after a reload.
   */
  readonly keptFolder: string | undefined;
  /** What cannot be read back comes last: its receiver helps nobody. */
  readonly downloads: ChunkStores | undefined;
}

export function createRoomStores({ budget, files, keptFolder, downloads }: RoomStoresOptions): ChunkStores {
  const memory = createMemoryStores(budget);
  const inPrivate = files && createPrivateStores(files, keptFolder);
  const isSmall = ({ shape }: StoreRequest) => shape.sizeBytes <= SMALL_FILE_BYTES;
  const places: Place[] = [];
  // What is to be found again must lie where it stays.
  if (keptFolder === undefined) places.push({ stores: memory, takes: isSmall });
  if (inPrivate) places.push({ stores: inPrivate });
  places.push({ stores: memory });
  if (downloads) places.push({ stores: downloads });
  return createFittingStores(places);
}

function createPrivateStores(files: PrivateFiles, folder: string | undefined): ChunkStores {
  const keptAs = (root: string | undefined) =>
    root === undefined || folder === undefined ? undefined : { folder, name: root };
  return createFileStores({
    openFile: ({ shape, root }) => files.open(shape.sizeBytes, keptAs(root)),
    async adoptFile(file, root) {
      const place = keptAs(root);
      // One that cannot be moved is not found again, and is whole all the same.
      if (place) await files.keep(file, place);
    },
  });
}
