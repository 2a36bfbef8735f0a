// Hashes of chunks: asked for slice by slice and believed for one of two reasons. The root is known from the offer and
// the slice fits it; or the root is not known yet and the offerer itself says so over its own sealed link.

import type { Cancel } from '../primitives/clock.ts';
import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import { SHA256_BYTES } from '../primitives/crypto.ts';
import { LEAVES_TIMEOUT_MS, MAX_SLICES_ASKED, MAX_WAITING_CHECKS } from './limits.ts';
import { isTopOf, LEAVES_PER_SLICE, leavesInSlice, rootOf, sliceCountOf } from './merkle.ts';
import type { Partner } from './partner.ts';
import type { SwarmCore } from './swarm-core.ts';

export interface LeafEvents {
  /** Leaves from `from` to before `to` are known now. */
  onLeaves(from: number, to: number): void;
  /** The root is known, and that it belongs to the leaves known so far. */
  onSealed(root: Bytes): void;
  /** The offerer says one thing and another. */
  onContradiction(detail: string): void;
  /** A partner sends what does not fit the root. */
  onFault(partner: Partner, detail: string): void;
}

interface Asked {
  readonly partner: Partner;
  readonly atMs: number;
}

export class LeafExchange {
  readonly #core: SwarmCore;
  readonly #events: LeafEvents;
  #root: Bytes | undefined;
  /** Hashes of all slices, checked against the root. */
  #top: Bytes | undefined;
  readonly #asked = new Map<number, Asked>();
  #topAsked: Asked | undefined;
  /** Who waits for slices and the top that are still being hashed here. */
  readonly #waiting = new Map<Partner, Set<number>>();
  /** Who did not answer in time, or wrongly, is asked last. */
  readonly #failed = new Set<Partner>();
  /** Messages are checked one after the other: a slice that came behind the top counts after it. */
  #checks: Promise<void> = Promise.resolve();
  #waitingChecks = 0;
  #cancelRetry: Cancel | undefined;
  #isDisposed = false;

  constructor(core: SwarmCore, events: LeafEvents) {
    this.#core = core;
    this.#events = events;
  }

  get root(): Bytes | undefined {
    return this.#root;
  }

  /**
   * What others may know this file by. A root that was only said may be of another file, or of this with another size: it
   * is a name to find others by while nothing is believed, and again once all fits it.
   */
  get meetingRoot(): Bytes | undefined {
    return this.isSealed || this.#core.leaves.knownCount === 0 ? this.#root : undefined;
  }

  /** The root is known, and all slices by their hashes. */
  get isSealed(): boolean {
    return this.#top !== undefined;
  }

  /** As an offer says, whose origin is proven. False when it was said otherwise before. */
  setRoot(root: Bytes): boolean {
    if (this.#root) return equalBytes(this.#root, root);
    this.#root = root;
    this.ask();
    return true;
  }

  /** The offerer's own hashing goes on. */
  addOwn(from: number, hashes: Uint8Array): void {
    const to = from + hashes.length / SHA256_BYTES;
    this.#core.leaves.add(from, hashes);
    for (const [partner, slices] of this.#waiting) {
      for (const slice of slices) {
        const start = Math.max(from, slice * LEAVES_PER_SLICE);
        const end = Math.min(to, (slice + 1) * LEAVES_PER_SLICE);
        if (start < end)
          this.#core.say(partner, {
            type: 'leaves',
            from: start,
            hashes: this.#core.leaves.bytesOf(start, end),
          });
        if (this.#core.leaves.hasSlice(slice)) slices.delete(slice);
      }
    }
  }

  /** All leaves are known: the root follows from them, whether they were hashed here or told by the offerer. */
  async seal(): Promise<Bytes> {
    const { leaves, tools, shape, partners } = this.#core;
    const top = await leaves.top(tools.hash);
    const root = await rootOf(shape, top, tools.hash);
    this.#root = root;
    this.#top = top;
    this.#asked.clear();
    for (const partner of partners.values()) if (this.#waiting.has(partner)) this.#sayTop(partner);
    this.#waiting.clear();
    return root;
  }

  /** Somebody asks: what is here is told; what is being hashed here is told as it comes. */
  onAsk(partner: Partner, slices: readonly number[], wantsTop: boolean): void {
    if (wantsTop && this.#top) this.#sayTop(partner);
    const isHashing = this.#core.isServing && !this.#top;
    for (const slice of slices) {
      const from = slice * LEAVES_PER_SLICE;
      const { leaves, chunkCount } = this.#core;
      if (from >= chunkCount) continue;
      if (leaves.hasSlice(slice) || isHashing) this.#sayKnown(partner, from);
      if (isHashing) this.#await(partner, slice);
    }
    if (wantsTop && isHashing) this.#await(partner, undefined);
  }

  onTop(partner: Partner, root: Bytes, slices: Bytes): void {
    this.#check(async () => {
      if (this.#top) return;
      const { shape, tools } = this.#core;
      // Without a root only the offerer is believed, and its word is the offer's.
      const isBelieved = this.#root ? equalBytes(root, this.#root) : partner.isOfferer;
      if (!isBelieved) return;
      if (!(await isTopOf(root, shape, slices, tools.hash)))
        return this.#events.onFault(partner, 'no such root');
      await this.#takeTop(root, slices);
    });
  }

  onLeaves(partner: Partner, from: number, hashes: Bytes): void {
    this.#check(async () => {
      if (this.#top) return this.#takeSlice(partner, from, hashes);
      // With a root from the start nothing counts but what fits it.
      const isBelieved = partner.isOfferer && (!this.#root || this.#core.leaves.knownCount > 0);
      if (!isBelieved || hashes.length === 0 || hashes.length % SHA256_BYTES !== 0) return;
      if (!this.#core.leaves.add(from, hashes)) return this.#events.onContradiction('hashes that changed');
      this.#events.onLeaves(from, from + hashes.length / SHA256_BYTES);
      await this.sealIfWhole();
      this.ask();
    });
  }

  /** With every leaf known from the offerer, the root follows. */
  async sealIfWhole(): Promise<void> {
    if (this.#top || !this.#core.leaves.isWhole) return;
    const expected = this.#root;
    const root = await this.seal();
    if (expected && !equalBytes(expected, root)) return this.#events.onContradiction('another root');
    this.#events.onSealed(root);
  }

  /** Asks for what is missing, a few slices at a time, in order. */
  ask(): void {
    if (this.#isDisposed || !this.#core.isFetching) return;
    this.#forgetLate();
    const wantsTop = !this.#top && !this.#topAsked;
    const slices = this.#slicesToAsk();
    if (slices.length === 0 && !wantsTop) return;
    const partner = this.#whomToAsk();
    if (!partner || !this.#core.say(partner, { type: 'ask', slices, ...(wantsTop ? { top: true } : {}) }))
      return;
    const asked: Asked = { partner, atMs: this.#core.nowMs };
    for (const slice of slices) this.#asked.set(slice, asked);
    if (wantsTop) this.#topAsked = asked;
    this.#retryLater();
  }

  drop(partner: Partner): void {
    this.#waiting.delete(partner);
    for (const [slice, asked] of this.#asked) if (asked.partner === partner) this.#asked.delete(slice);
    if (this.#topAsked?.partner === partner) this.#topAsked = undefined;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelRetry?.();
  }

  #slicesToAsk(): readonly number[] {
    const { leaves, shape } = this.#core;
    const slices: number[] = [];
    const count = sliceCountOf(shape);
    for (let slice = 0; slice < count && slices.length + this.#asked.size < MAX_SLICES_ASKED; slice += 1) {
      if (!leaves.hasSlice(slice) && !this.#asked.has(slice)) slices.push(slice);
    }
    return slices;
  }

  /** The offerer while it alone knows; then whoever holds most, another than the last time. */
  #whomToAsk(): Partner | undefined {
    const { usable } = this.#core;
    if (!this.#root) return usable.find(({ isOfferer }) => isOfferer);
    const holders = usable.filter(({ isWhole, have }) => isWhole || have.count > 0);
    const byHolding = holders.sort((a, b) => weightOf(b) - weightOf(a));
    return byHolding.find((partner) => !this.#failed.has(partner)) ?? this.#forgive(byHolding);
  }

  #forgive(partners: readonly Partner[]): Partner | undefined {
    this.#failed.clear();
    return partners[0];
  }

  #forgetLate(): void {
    const before = this.#core.nowMs - LEAVES_TIMEOUT_MS;
    // While the offerer hashes, an answer takes as long as the hashing.
    if (!this.#root && this.#core.usable.some(({ isOfferer }) => isOfferer)) return;
    for (const [slice, { partner, atMs }] of this.#asked) {
      if (atMs > before) continue;
      this.#asked.delete(slice);
      this.#failed.add(partner);
    }
    if (this.#topAsked && this.#topAsked.atMs <= before) {
      this.#failed.add(this.#topAsked.partner);
      this.#topAsked = undefined;
    }
  }

  #retryLater(): void {
    this.#cancelRetry ??= this.#core.tools.clock.schedule(LEAVES_TIMEOUT_MS, () => {
      this.#cancelRetry = undefined;
      this.ask();
      if (this.#asked.size > 0 || this.#topAsked) this.#retryLater();
    });
  }

  #await(partner: Partner, slice: number | undefined): void {
    const waiting = this.#waiting.get(partner) ?? new Set();
    this.#waiting.set(partner, waiting);
    if (slice !== undefined && !this.#core.leaves.hasSlice(slice)) waiting.add(slice);
  }

  #sayTop(partner: Partner): void {
    if (this.#root && this.#top)
      this.#core.say(partner, { type: 'top', root: this.#root, slices: this.#top });
  }

  /** From the slice's beginning as far as there is no gap. */
  #sayKnown(partner: Partner, from: number): void {
    const { leaves, chunkCount } = this.#core;
    const limit = Math.min(chunkCount, from + LEAVES_PER_SLICE);
    let to = from;
    while (to < limit && leaves.has(to)) to += 1;
    if (to > from) this.#core.say(partner, { type: 'leaves', from, hashes: leaves.bytesOf(from, to) });
  }

  async #takeTop(root: Bytes, slices: Bytes): Promise<void> {
    const { leaves, shape, tools } = this.#core;
    for (let slice = 0; slice < sliceCountOf(shape); slice += 1) {
      if (!leaves.hasSlice(slice)) continue;
      const told = await leaves.sliceHash(slice, tools.hash);
      if (!equalBytes(told, sliceAt(slices, slice))) return this.#events.onContradiction('another root');
    }
    this.#root = root;
    this.#top = slices;
    this.#topAsked = undefined;
    // What was asked of the offerer as it hashed may be had from others now.
    this.#asked.clear();
    this.#events.onSealed(root);
    this.ask();
  }

  async #takeSlice(partner: Partner, from: number, hashes: Bytes): Promise<void> {
    const { leaves, shape, tools } = this.#core;
    const slice = from / LEAVES_PER_SLICE;
    if (!Number.isInteger(slice) || leaves.hasSlice(slice) || !this.#asked.has(slice)) return;
    // A beginning only, as an offerer tells while it hashes: asked again.
    if (hashes.length !== leavesInSlice(shape, slice) * SHA256_BYTES) return;
    const told = await tools.hash.sha256(hashes);
    if (!this.#top || !equalBytes(told, sliceAt(this.#top, slice))) {
      this.#asked.delete(slice);
      this.#failed.add(partner);
      this.#events.onFault(partner, 'leaves that do not fit the root');
      return this.ask();
    }
    this.#asked.delete(slice);
    if (!leaves.add(from, hashes)) return this.#events.onContradiction('hashes that changed');
    this.#events.onLeaves(from, from + hashes.length / SHA256_BYTES);
    this.ask();
  }

  #check(action: () => Promise<void>): void {
    // What honest ones send was asked for, a few slices at a time.
    if (this.#waitingChecks >= MAX_WAITING_CHECKS) return;
    this.#waitingChecks += 1;
    this.#checks = this.#checks.then(async () => {
      this.#waitingChecks -= 1;
      if (!this.#isDisposed) await action();
    });
  }
}

function sliceAt(top: Uint8Array, slice: number): Uint8Array {
  return top.subarray(slice * SHA256_BYTES, (slice + 1) * SHA256_BYTES);
}

function weightOf({ isWhole, have }: Partner): number {
  return isWhole ? Number.MAX_SAFE_INTEGER : have.count;
}
