// Places for files that change while files lie in them: a room that is kept from now on, or forgotten. What is open moves
// along, and nobody who reads or writes notices.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Result } from '../../primitives/result.ts';
import { Bitfield } from '../bitfield.ts';
import type { ChunkStore, ChunkStores, StoredFile, StoreError, StoreRequest } from '../chunk-store.ts';
import { chunkCountOf } from '../file-shape.ts';
import { closedFailure, tellingOf } from './chunk-errors.ts';
import { copyChunk } from './sealed-stores.ts';

export interface KeepableStores extends ChunkStores {
  /**
   * From now on files go to `stores`, and what is open moves there; undefined: back to where they lay first. Resolves when
   * it has. What cannot be moved stays where it is.
   */
  moveTo(stores: ChunkStores | undefined): Promise<void>;
}

export function createKeepableStores(first: ChunkStores): KeepableStores {
  const open = new Set<Movable>();
  let current = first;
  let moving: Promise<void> = Promise.resolve();

  return {
    async open(request) {
      await moving;
      const place = current;
      let opened = await place.open(request);
      let home = place;
      // What has no room to be kept may have some to be had.
      if (!opened.ok && place !== first) {
        const refused = opened;
        opened = await first.open(request);
        if (!opened.ok) return tellingOf(refused, opened);
        home = first;
      }
      if (!opened.ok || !opened.value.canRead) return opened;
      const store = new Movable(request, { store: opened.value, home }, (ended) => open.delete(ended));
      open.add(store);
      return { ok: true, value: store };
    },
    async adopt(store, root) {
      if (store instanceof Movable) await store.adopt(root);
    },
    moveTo(stores = first) {
      current = stores;
      moving = moving.then(async () => {
        // One after the other: the disk is one.
        for (const store of Array.from(open)) await store.moveTo(stores);
      });
      return moving;
    },
  };
}

interface Lying {
  readonly store: ChunkStore;
  readonly home: ChunkStores;
}

class Movable implements ChunkStore {
  readonly shape: ChunkStore['shape'];
  readonly kept: Uint8Array;
  readonly canRead = true;
  readonly aheadChunks = undefined;
  readonly #request: StoreRequest;
  readonly #onEnded: (store: Movable) => void;
  #lying: Lying;
  #root: string | undefined;
  readonly #held: Bitfield;
  /** Where the bytes are that somebody looks at, once it was whole. */
  #shown: StoredFile | undefined;
  /** Moved away from, and still looked at. */
  #left: ChunkStore | undefined;
  #moving: Promise<void> | undefined;
  #finishing: Promise<unknown> | undefined;
  #isEnded = false;

  constructor(request: StoreRequest, lying: Lying, onEnded: (store: Movable) => void) {
    const { shape, kept } = lying.store;
    const count = chunkCountOf(shape);
    this.shape = shape;
    this.kept = kept;
    this.#held = Bitfield.read(kept, count) ?? new Bitfield(count);
    this.#request = request;
    this.#root = request.root;
    this.#lying = lying;
    this.#onEnded = onEnded;
  }

  async put(index: number, bytes: Bytes): Promise<Result<void, StoreError>> {
    const { store } = this.#lying;
    const written = await store.put(index, bytes);
    if (!written.ok) return written;
    this.#held.set(index);
    // It moved meanwhile, without this one.
    return store === this.#lying.store ? written : this.#lying.store.put(index, bytes);
  }

  async get(index: number): Promise<Result<Bytes, StoreError>> {
    const { store } = this.#lying;
    const read = await store.get(index);
    return read.ok || store === this.#lying.store ? read : this.#lying.store.get(index);
  }

  async finish(): Promise<Result<StoredFile, StoreError>> {
    await this.#moving;
    const finishing = this.#lying.store.finish();
    this.#finishing = finishing;
    const finished = await finishing;
    if (finished.ok) this.#shown = finished.value;
    if (!finished.ok || finished.value.kind !== 'kept') return finished;
    return { ok: true, value: { kind: 'kept', blob: () => this.#look() } };
  }

  close(): Promise<void> {
    return this.#end((store) => store.close());
  }

  discard(): Promise<void> {
    return this.#end((store) => store.discard());
  }

  async adopt(root: string): Promise<void> {
    this.#root = root;
    await this.#moving;
    await this.#lying.home.adopt?.(this.#lying.store, root);
  }

  moveTo(home: ChunkStores): Promise<void> {
    this.#moving = this.#move(home).finally(() => (this.#moving = undefined));
    return this.#moving;
  }

  async #move(home: ChunkStores): Promise<void> {
    await this.#finishing;
    if (this.#isEnded || home === this.#lying.home) return;
    const opened = await home.open({ ...this.#request, root: this.#root });
    if (!opened.ok) return;
    const target = opened.value;
    if (!target.canRead || !(await this.#copyInto(target))) return target.discard();
    const { store } = this.#lying;
    this.#lying = { store: target, home };
    if (!this.#shown) return store.discard();
    await this.#moveShown(store, target);
  }

  /** A picture that somebody looks at stays readable until the file goes; what is sealed is looked at anew. */
  async #moveShown(from: ChunkStore, target: ChunkStore): Promise<void> {
    const finished = await target.finish();
    const isOpen = this.#shown?.kind === 'blob';
    if (!isOpen && finished.ok) this.#shown = finished.value;
    if (isOpen) this.#left = from;
    else await from.discard();
  }

  /** All that is held, also what comes while it is copied. */
  async #copyInto(target: ChunkStore): Promise<boolean> {
    const count = chunkCountOf(this.shape);
    const copied = new Bitfield(count);
    for (let isDone = false; !isDone;) {
      isDone = true;
      for (let index = 0; index < count; index += 1) {
        if (!this.#held.has(index) || copied.has(index)) continue;
        isDone = false;
        const wasCopied = await copyChunk(this.#lying.store, target, index);
        if (!wasCopied.ok || this.#isEnded) return false;
        copied.set(index);
      }
    }
    return true;
  }

  #look(): Promise<Blob> {
    if (this.#shown?.kind === 'blob') return Promise.resolve(this.#shown.blob);
    return this.#shown?.blob?.() ?? Promise.reject(new Error(closedFailure().error.detail));
  }

  async #end(end: (store: ChunkStore) => Promise<void>): Promise<void> {
    this.#isEnded = true;
    this.#onEnded(this);
    await this.#moving;
    await this.#left?.discard();
    await end(this.#lying.store);
  }
}
