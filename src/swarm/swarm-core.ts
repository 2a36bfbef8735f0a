// What the parts of one swarm share: who takes part, what is here, what is still to be asked for. No decisions.

import type { PeerId } from '../primitives/ids.ts';
import { Bitfield } from './bitfield.ts';
import type { ChunkReader } from './chunk-store.ts';
import { Conducts } from './conduct.ts';
import { chunkCountOf, chunkLengthAt, type FileShape } from './file-shape.ts';
import { Givers } from './givers.ts';
import { MAX_PARTNERS } from './limits.ts';
import { Leaves } from './merkle.ts';
import type { Partner } from './partner.ts';
import type { ChunkRange, Wanted } from './picker.ts';
import type { SwarmMessage } from './protocol.ts';
import type { SwarmTools } from './swarm-port.ts';

/** A message before it is addressed: each partner has its own name for the swarm. */
export type Unaddressed = SwarmMessage extends infer M
  ? M extends SwarmMessage
    ? Omit<M, 'key'>
    : never
  : never;

/** A store that takes chunks in order is asked for more after each such part of what it takes ahead. */
const STEPS_AHEAD = 8;

export class SwarmCore {
  readonly tools: SwarmTools;
  readonly shape: FileShape;
  readonly chunkCount: number;
  /** Verified and stored. */
  readonly have: Bitfield;
  /** Missing, known by its hash, and asked of nobody. */
  readonly todo: Bitfield;
  /** Kept from an earlier time, and not checked yet. */
  unchecked: Bitfield;
  readonly leaves: Leaves;
  readonly givers: Givers;
  /** How many partners hold each chunk, those who hold everything left out. */
  readonly rarity: Uint16Array;
  readonly partners = new Map<PeerId, Partner>();
  readonly conducts: Conducts;
  /** They lacked something when their link was lost or interrupted here; the other end may have seen nothing of that. */
  readonly #parted = new Set<PeerId>();
  /** Arrived, and being checked and stored, in the order of arrival, with the time. */
  readonly storing = new Map<number, number>();
  lastStoredMs = 0;
  critical: readonly ChunkRange[] = [];
  playingAt: number | undefined;
  /** Counts what came to be wanted. */
  wantVersion = 0;
  #firstMissing = 0;
  /** Chunks are wanted now: accepted, not paused, not whole. */
  isFetching = false;
  /** Chunks are given now. */
  isServing = false;
  /** Where chunks are read for others; undefined when they cannot be. */
  reader: ChunkReader | undefined;
  /** As of the store. */
  aheadChunks: number | undefined;

  constructor(tools: SwarmTools, shape: FileShape) {
    this.tools = tools;
    this.shape = shape;
    this.chunkCount = chunkCountOf(shape);
    this.have = new Bitfield(this.chunkCount);
    this.todo = new Bitfield(this.chunkCount);
    this.unchecked = new Bitfield(this.chunkCount);
    this.leaves = new Leaves(shape);
    this.givers = new Givers(this.chunkCount);
    this.rarity = new Uint16Array(this.chunkCount);
    this.conducts = new Conducts(shape.chunkSizeBytes, this.partners);
  }

  get nowMs(): number {
    return this.tools.clock.nowMs();
  }

  get usable(): readonly Partner[] {
    return Array.from(this.partners.values()).filter(({ isUsable }) => isUsable);
  }

  get wanted(): Wanted {
    const { todo, rarity, critical, playingAt, aheadChunks } = this;
    const end = aheadChunks === undefined ? this.chunkCount : this.#endOf(aheadChunks);
    return { todo, rarity, critical, playingAt, end: Math.min(end, this.chunkCount) };
  }

  /** Something that is here is on its way into its place, and waits for nothing that is to come. */
  get isStoring(): boolean {
    return this.#storedNextSinceMs !== undefined;
  }

  /** How long its place took nothing of what is here, ms. */
  get storeSilentMs(): number {
    const sinceMs = this.#storedNextSinceMs;
    return sinceMs === undefined ? 0 : this.nowMs - Math.max(sinceMs, this.lastStoredMs);
  }

  get #storedNextSinceMs(): number | undefined {
    const { storing, aheadChunks } = this;
    return aheadChunks === undefined ? storing.values().next().value : storing.get(this.#moveFirstMissing());
  }

  /** What is here stays here. */
  #moveFirstMissing(): number {
    this.#firstMissing = this.have.nextClear(this.#firstMissing);
    return this.#firstMissing;
  }

  /** Moves some chunks at a time: one request for each would be one too many for a fast stream. */
  #endOf(aheadChunks: number): number {
    const first = this.#moveFirstMissing();
    return first - (first % Math.max(1, Math.floor(aheadChunks / STEPS_AHEAD))) + aheadChunks;
  }

  lengthAt(index: number): number {
    return chunkLengthAt(this.shape, index);
  }

  /** Chunks asked for and not here yet, those asked of two counted twice. */
  get askedCount(): number {
    let count = 0;
    for (const { asked } of this.partners.values()) count += asked.size;
    return count;
  }

  /** Asked of those who answer. */
  get movingCount(): number {
    let count = 0;
    for (const { asked, isStalled } of this.partners.values()) count += isStalled ? 0 : asked.size;
    return count;
  }

  /** Somebody who gives anything to anybody holds it all. */
  get hasFreeSource(): boolean {
    return this.usable.some(({ isWhole, deals }) => isWhole && !deals);
  }

  isAsked(index: number): boolean {
    for (const { asked } of this.partners.values()) if (asked.has(index)) return true;
    return false;
  }

  /** Puts a chunk back among what is to be asked for, if it is missing and nobody is asked. */
  reopen(index: number): void {
    const isOpen = this.leaves.has(index) && !this.have.has(index) && !this.storing.has(index);
    if (isOpen && !this.isAsked(index)) this.want(index);
  }

  /** Its link is gone, as far as is seen from here. */
  onParted(peer: PeerId): Partner | undefined {
    const partner = this.partners.get(peer);
    if (partner && !partner.isWhole) {
      this.#parted.delete(peer);
      this.#parted.add(peer);
    }
    const [oldest] = this.#parted;
    if (oldest && this.#parted.size > MAX_PARTNERS) this.#parted.delete(oldest);
    return partner;
  }

  /** Whether a peer that is linked now is to be told what is here, unasked: it may have been asking all the while. */
  mustGreet(peer: PeerId): boolean {
    return this.#parted.delete(peer) || this.isFetching;
  }

  /** There is something to ask for, also of those who had nothing to give. */
  want(index: number): void {
    if (this.todo.set(index)) this.wantVersion += 1;
  }

  say(partner: Partner, message: Unaddressed): boolean {
    return this.tools.port.send(partner.peerId, { ...message, key: partner.key });
  }

  /** What `partner` holds counts for how rare a chunk is. */
  setHave(partner: Partner, have: Bitfield, isWhole: boolean): void {
    this.forgetHave(partner);
    partner.have = have;
    partner.isWhole = isWhole;
    partner.dryVersion = undefined;
    if (!isWhole) have.eachSet((index) => this.#count(index, 1));
  }

  addHave(partner: Partner, indexes: readonly number[]): void {
    partner.dryVersion = undefined;
    for (const index of indexes) {
      if (partner.have.set(index) && !partner.isWhole) this.#count(index, 1);
    }
  }

  /** It said that it has it no more, and so not all of it. A dealer that is asked too much stays one. */
  removeHave(partner: Partner, index: number): void {
    if (partner.deals || !partner.have.clear(index)) return;
    if (!partner.isWhole) return this.#count(index, -1);
    partner.isWhole = false;
    partner.have.eachSet((held) => this.#count(held, 1));
  }

  setWhole(partner: Partner): void {
    if (partner.isWhole && !partner.deals) return;
    this.forgetHave(partner);
    partner.isWhole = true;
    partner.deals = false;
    partner.dryVersion = undefined;
    partner.have.setAll();
  }

  forgetHave(partner: Partner): void {
    if (!partner.isWhole) partner.have.eachSet((index) => this.#count(index, -1));
    partner.have = new Bitfield(this.chunkCount);
  }

  #count(index: number, change: 1 | -1): void {
    this.rarity[index] = (this.rarity[index] ?? 0) + change;
  }
}
