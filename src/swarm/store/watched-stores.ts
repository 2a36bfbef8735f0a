// Places for files that tell when something moves: a chunk is stored, or read for somebody.

import { ok } from '../../primitives/result.ts';
import type { ChunkReader, ChunkStore, ChunkStores } from '../chunk-store.ts';

export function createWatchedStores(stores: ChunkStores, onMoved: () => void): ChunkStores {
  /** What is told to those who opened it, and what it is of. */
  const inner = new WeakMap<ChunkStore, ChunkStore>();
  return {
    async open(request) {
      const opened = await stores.open(request);
      if (!opened.ok) return opened;
      const store = watchedStore(opened.value, onMoved);
      inner.set(store, opened.value);
      return ok(store);
    },
    async adopt(store, root) {
      const known = inner.get(store);
      if (known) await stores.adopt?.(known, root);
    },
  };
}

export function watchedReader(reader: ChunkReader, onMoved: () => void): ChunkReader {
  return {
    get(index) {
      onMoved();
      return reader.get(index);
    },
  };
}

function watchedStore(store: ChunkStore, onMoved: () => void): ChunkStore {
  const { shape, kept, canRead, aheadChunks } = store;
  return {
    shape,
    kept,
    canRead,
    aheadChunks,
    ...watchedReader(store, onMoved),
    put(index, bytes) {
      onMoved();
      return store.put(index, bytes);
    },
    finish: () => store.finish(),
    close: () => store.close(),
    discard: () => store.discard(),
  };
}
