// Files for places that their person chose, each its own, and the others where a room's files lie. What is chosen is written
// at the end, from a place that gives the file on meanwhile; where that has no room, straight into it.

import type { FolderHandle } from '../../platform/files/chosen-places.ts';
import type { WritableHandle } from '../../platform/files/writable-file.ts';
import { err } from '../../primitives/result.ts';
import type { ChunkStore, ChunkStores, StoreRequest } from '../chunk-store.ts';
import { tellingOf } from './chunk-errors.ts';
import { createChosenFileStores, createFolderStores, placeAt, placeIn } from './folder-stores.ts';
import { createStagedStores } from './staged-stores.ts';

/** As the system's dialog gave it. */
export type ChosenSpot =
  | { readonly kind: 'file'; readonly handle: WritableHandle }
  | { readonly kind: 'folder'; readonly handle: FolderHandle };

export interface PlacedStoresOptions {
  /** Where files lie that no place was chosen for, and the others until they are whole. */
  readonly staging: ChunkStores;
  /** Where those go that find no room there. */
  readonly last: ChunkStores | undefined;
  /** Asked again at the end: it may have been chosen anew. */
  readonly spotOf: (request: StoreRequest) => ChosenSpot | undefined;
}

export function createPlacedStores({ staging, last, spotOf }: PlacedStoresOptions): ChunkStores {
  const staged = createStagedStores(staging, {
    isWanted: (request) => spotOf(request) !== undefined,
    async openPlace(request) {
      const spot = spotOf(request);
      if (!spot) return err({ code: 'denied', detail: 'No place was chosen.' });
      return (spot.kind === 'file' ? placeAt(spot.handle) : placeIn(spot.handle))(request);
    },
  });
  const homes = new WeakMap<ChunkStore, ChunkStores>();

  async function openIn(stores: ChunkStores, request: StoreRequest) {
    const opened = await stores.open(request);
    if (opened.ok) homes.set(opened.value, stores);
    return opened;
  }

  const storesAt = (spot: ChosenSpot) =>
    spot.kind === 'file' ? createChosenFileStores(spot.handle) : createFolderStores(spot.handle);

  return {
    async open(request) {
      const spot = spotOf(request);
      const first = await openIn(spot ? staged : staging, request);
      if (first.ok) return first;
      const direct = spot ? storesAt(spot) : last;
      if (!direct) return first;
      const second = await openIn(direct, request);
      if (second.ok) return second;
      // A place that its person chose and may not be written to is theirs to change, whatever room there is.
      return spot && second.error.code === 'denied' ? second : tellingOf(first, second);
    },
    adopt: async (store, root) => homes.get(store)?.adopt?.(store, root),
  };
}
