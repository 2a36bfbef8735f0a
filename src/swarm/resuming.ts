// What a store kept from an earlier time counts again once its hash does: anything may have happened to it meanwhile.

import { Bitfield } from './bitfield.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { SwarmCore } from './swarm-core.ts';

/** Read and hashed at once: 1 MiB of memory. */
const AT_ONCE = 16;

export class Resuming {
  readonly #core: SwarmCore;
  readonly #store: ChunkStore;
  /** Kept, and not checked yet. */
  readonly #unchecked: Bitfield;
  /** ... and its hash is not known yet. */
  readonly #waiting: Bitfield;
  readonly #queue: number[] = [];
  readonly #onChecked: (index: number, isGood: boolean) => void;
  #running = 0;
  #isDisposed = false;

  constructor(
    core: SwarmCore,
    store: ChunkStore,
    input: { readonly kept: Bitfield; readonly onChecked: (index: number, isGood: boolean) => void },
  ) {
    this.#core = core;
    this.#store = store;
    this.#unchecked = input.kept;
    this.#waiting = Bitfield.read(input.kept.toBytes(), input.kept.length) ?? input.kept;
    this.#onChecked = input.onChecked;
  }

  /** It is not to be asked for before it has been looked at. */
  isPending(index: number): boolean {
    return this.#unchecked.has(index);
  }

  /** Leaves from `from` to before `to` are known. */
  check(from: number, to: number): void {
    for (let index = from; index < to; index += 1) {
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
    this.#unchecked.clear(index);
    this.#onChecked(index, hash !== undefined && this.#core.leaves.matches(index, hash));
    this.#run();
  }
}
