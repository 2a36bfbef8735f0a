// What a store kept from an earlier time counts again once its hash does: anything may have happened to it meanwhile.

import { concatBytes, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { Bitfield } from './bitfield.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { LeafExchange } from './leaf-exchange.ts';
import { Leaves, rootOf } from './merkle.ts';
import type { SwarmCore } from './swarm-core.ts';

/** Read and hashed at once: 1 MiB of memory. */
const AT_ONCE = 16;

export interface ResumingEvents {
  /** It is here. */
  onGood(index: number): void;
  /** One was looked at. */
  onChecked(): void;
}

export class Resuming {
  readonly #core: SwarmCore;
  readonly #store: ChunkStore;
  /** Kept, and its hash is not known yet. */
  readonly #waiting: Bitfield;
  readonly #queue: number[] = [];
  readonly #events: ResumingEvents;
  #running = 0;
  #isDisposed = false;

  constructor(core: SwarmCore, store: ChunkStore, events: ResumingEvents) {
    this.#core = core;
    this.#store = store;
    const read = () => Bitfield.read(store.kept, core.chunkCount) ?? new Bitfield(core.chunkCount);
    core.unchecked = read();
    this.#waiting = read();
    this.#events = events;
  }

  /** What is here as a whole needs nobody to say its hashes: they are made anew, and count if they fit the root. */
  async checkWhole(leaves: LeafExchange): Promise<void> {
    const { root } = leaves;
    const { have, unchecked } = this.#core;
    if (root && unchecked.isFull && !leaves.isSealed) {
      const hashes = await this.#hashAll(root);
      if (hashes && !this.#isDisposed && !leaves.isSealed && this.#core.leaves.add(0, hashes)) {
        this.#queue.length = 0;
        this.#core.unchecked = new Bitfield(have.length);
        have.setAll();
      }
    }
    if (!this.#isDisposed) await leaves.sealIfWhole();
  }

  /** Leaves from `from` to before `to` are known: what was kept of it is looked at before it is asked for. */
  check(from: number, to: number): void {
    for (let index = from; index < to; index += 1) {
      if (!this.#core.unchecked.has(index)) this.#core.reopen(index);
      if (!this.#waiting.has(index) || !this.#core.leaves.has(index)) continue;
      this.#waiting.clear(index);
      this.#queue.push(index);
    }
    this.#run();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#queue.length = 0;
  }

  /** Undefined when something cannot be read, or it is not the file with this root. */
  async #hashAll(root: Bytes): Promise<Bytes | undefined> {
    const { shape, chunkCount, tools } = this.#core;
    const all: Bytes[] = [];
    for (let from = 0; from < chunkCount && !this.#isDisposed; from += AT_ONCE) {
      const indexes = Array.from({ length: Math.min(AT_ONCE, chunkCount - from) }, (_, at) => from + at);
      const read = await Promise.all(indexes.map((index) => this.#store.get(index)));
      const chunks = read.flatMap((each) => (each.ok ? [each.value] : []));
      if (chunks.length < indexes.length) return undefined;
      all.push(...(await Promise.all(chunks.map((chunk) => tools.hash.sha256(chunk)))));
    }
    const leaves = new Leaves(shape);
    const hashes = concatBytes(...all);
    if (!leaves.add(0, hashes) || !leaves.isWhole) return undefined;
    const made = await rootOf(shape, await leaves.top(tools.hash), tools.hash);
    return equalBytes(made, root) ? hashes : undefined;
  }

  #run(): void {
    while (this.#running < AT_ONCE) {
      const index = this.#queue.shift();
      if (index === undefined) return;
      this.#running += 1;
      void this.#checkOne(index);
    }
  }

  async #checkOne(index: number): Promise<void> {
    const read = await this.#store.get(index);
    const hash = read.ok ? await this.#core.tools.hash.sha256(read.value) : undefined;
    this.#running -= 1;
    if (this.#isDisposed) return;
    this.#core.unchecked.clear(index);
    const { leaves, have } = this.#core;
    const isGood = hash !== undefined && leaves.matches(index, hash);
    if (isGood && have.set(index)) this.#events.onGood(index);
    else this.#core.reopen(index);
    this.#events.onChecked();
    this.#run();
  }
}
