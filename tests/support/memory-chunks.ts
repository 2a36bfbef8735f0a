// Chunk stores for tests: chunks lie in a map, and go wrong when told to.

import type { Bytes } from '../../src/primitives/bytes.ts';
import { err, ok, type Result } from '../../src/primitives/result.ts';
import type { ChunkStore, ChunkStores, StoreError, StoreRequest } from '../../src/swarm/chunk-store.ts';
import { chunkCountOf } from '../../src/swarm/file-shape.ts';

export interface MemoryStore extends ChunkStore {
  readonly chunks: Map<number, Bytes>;
  /** What every next put is answered with. */
  fault: StoreError | undefined;
  isDiscarded: boolean;
}

export interface MemoryStores extends ChunkStores {
  readonly opened: MemoryStore[];
  readonly requests: StoreRequest[];
  /** What every next opening is answered with. */
  fault: StoreError | undefined;
  /** Chunks that a reload finds, by root. */
  readonly kept: Map<string, Map<number, Bytes>>;
}

type Overrides = Partial<Pick<ChunkStore, 'canRead' | 'aheadChunks'>>;

export function createMemoryStores(overrides: Overrides = {}): MemoryStores {
  const stores: MemoryStores = {
    opened: [],
    requests: [],
    fault: undefined,
    kept: new Map(),
    async open(request) {
      stores.requests.push(request);
      if (stores.fault) return err(stores.fault);
      const store = createMemoryStore(request, stores.kept.get(request.root ?? '') ?? new Map(), overrides);
      stores.opened.push(store);
      return ok(store);
    },
    async adopt(store, root) {
      stores.kept.set(root, (store as MemoryStore).chunks);
    },
  };
  return stores;
}

function createMemoryStore(
  { shape }: StoreRequest,
  chunks: Map<number, Bytes>,
  overrides: Overrides,
): MemoryStore {
  const kept = new Uint8Array(Math.ceil(chunkCountOf(shape) / 8));
  for (const index of chunks.keys()) kept[index >> 3] = (kept[index >> 3] ?? 0) | (0x80 >> (index & 7));
  const store: MemoryStore = {
    shape,
    chunks,
    kept,
    canRead: true,
    aheadChunks: undefined,
    ...overrides,
    fault: undefined,
    isDiscarded: false,
    async put(index, bytes) {
      if (store.fault) return err(store.fault);
      chunks.set(index, bytes);
      return ok();
    },
    async get(index): Promise<Result<Bytes, StoreError>> {
      const bytes = chunks.get(index);
      return bytes ? ok(bytes) : err({ code: 'missing', detail: `chunk ${index}` });
    },
    async finish() {
      if (chunks.size < chunkCountOf(shape)) return err({ code: 'missing', detail: 'not whole' });
      const parts = Array.from(chunks.keys()).sort((a, b) => a - b);
      return ok({
        kind: 'blob',
        blob: new Blob(parts.map((index) => chunks.get(index) ?? new Uint8Array())),
      });
    },
    async close() {},
    async discard() {
      store.isDiscarded = true;
      chunks.clear();
    },
  };
  return store;
}
