// Several places for files, in an order of preference: what does not fit into one goes to the next.

import type { ChunkStore, ChunkStores, StoreRequest } from '../chunk-store.ts';
import { failure, tellingOf, type StoreFailure } from './chunk-errors.ts';

export interface Place {
  readonly stores: ChunkStores;
  /** Whether such a file belongs here at all; any, unless said. */
  readonly takes?: (request: StoreRequest) => boolean;
}

/** Opens at the first place that takes the file and has room for it; else the refusal that helps most is the answer. */
export function createFittingStores(places: readonly Place[]): ChunkStores {
  /** Where what is open lies. Weak: nobody says when a store is done with. */
  const homes = new WeakMap<ChunkStore, ChunkStores>();
  return {
    async open(request) {
      let refusal: StoreFailure | undefined;
      for (const { stores, takes } of places) {
        if (takes && !takes(request)) continue;
        const opened = await stores.open(request);
        if (!opened.ok) {
          refusal = refusal ? tellingOf(refusal, opened) : opened;
          continue;
        }
        homes.set(opened.value, stores);
        return opened;
      }
      return refusal ?? failure('denied', 'There is no place for files.');
    },
    adopt: async (store, root) => homes.get(store)?.adopt?.(store, root),
  };
}
