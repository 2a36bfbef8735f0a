// First seeding: whoever offers a file hands out different chunks to everybody in turn, so that the swarm holds one whole
// copy after one upload. It names to each what it may ask for, as far ahead as the other takes in a second, and deals
// again what nobody near holds any more.

import type { Cancel } from '../primitives/clock.ts';
import { Bitfield, runsOf } from './bitfield.ts';
import {
  DEAL_AHEAD_MS,
  DEAL_STALE_MS,
  FEW_NEWCOMERS,
  HAVE_DELAY_MS,
  MAX_DEAL_CHUNKS,
  MIN_DEAL_CHUNKS,
  NEWCOMER_SHARE,
} from './limits.ts';
import type { Partner } from './partner.ts';
import type { SwarmCore } from './swarm-core.ts';

/** Of a first hand each partner gets at most this part of its even share, so that those who come a moment later get some. */
const FIRST_HAND_SHARE = 4;
const FIRST_HAND_CHUNKS = 32;
/** Nobody is waited for: enough for the fastest link until its rate is known. */
const ONLY_HAND_CHUNKS = 64;

interface Deal {
  readonly partner: Partner;
  readonly atMs: number;
}

export class Dealer {
  readonly #core: SwarmCore;
  /** Dealt, and not announced by whoever got it. */
  readonly #open = new Map<number, Deal>();
  /** What each may ask for and was not sent. */
  readonly #unserved = new Map<Partner, Set<number>>();
  readonly #dealt = new Map<Partner, Bitfield>();
  /** Got something and said nothing: they get nothing more before they do. */
  readonly #dull = new Set<Partner>();
  /** They may ask for anything. */
  readonly #free = new Set<Partner>();
  #cursor = 0;
  #lastDealMs = Number.NEGATIVE_INFINITY;
  #cancelDeal: Cancel | undefined;
  #cancelStale: Cancel | undefined;

  constructor(core: SwarmCore) {
    this.#core = core;
  }

  /** What it was dealt so far, for the answer to its ACCEPT. */
  handOf(partner: Partner): Bitfield {
    const hand = this.#dealt.get(partner) ?? new Bitfield(this.#core.chunkCount);
    this.#dealt.set(partner, hand);
    return hand;
  }

  /** A newcomer, new leaves, or something was announced: there may be something to deal. At most ten times a second. */
  dealSoon(): void {
    const delayMs = this.#lastDealMs + HAVE_DELAY_MS - this.#core.nowMs;
    // Timers of a page in the background come once a second: where it is time already, none is waited for.
    if (delayMs <= 0) return this.#dealNow();
    this.#cancelDeal ??= this.#core.tools.clock.schedule(delayMs, () => this.#dealNow());
  }

  #dealNow(): void {
    const { isServing, hasFreeSource, nowMs } = this.#core;
    this.#cancelDeal?.();
    this.#cancelDeal = undefined;
    if (!isServing) return;
    this.#lastDealMs = nowMs;
    // Whoever holds it all gives to everybody: nothing is scarce any more.
    if (hasFreeSource) return this.#openToNewcomers();
    const takers = this.#takers();
    for (const partner of takers) this.#dealTo(partner, takers.length);
    this.#watchStale();
  }

  /**
   * Whether it may have this though it was not dealt to it: while there is something to deal, only what nobody holds and
   * nobody was dealt, which then counts as dealt to it; or when somebody waits for it.
   */
  mayHave(partner: Partner, index: number, isUrgent: boolean): boolean {
    const { rarity, chunkCount, nowMs } = this.#core;
    this.#wake(partner);
    // Where nobody could be dealt to, nothing was looked at: what is scarce is seen now.
    this.#skipTaken();
    const hand = this.handOf(partner);
    if (hand.has(index) || this.#free.has(partner)) return true;
    const isOpen = this.#open.has(index);
    const isFree = rarity[index] === 0 && !isOpen;
    const isScarce = (isOpen || this.#cursor < chunkCount) && !this.#core.hasFreeSource;
    if (!isFree && isScarce && !isUrgent) return false;
    hand.set(index);
    if (isFree) this.#open.set(index, { partner, atMs: nowMs });
    return true;
  }

  onServed(partner: Partner, index: number): void {
    if (this.#settle(partner, index)) this.dealSoon();
  }

  onAnnounced(partner: Partner, indexes: readonly number[]): void {
    this.#wake(partner);
    this.#free.delete(partner);
    let mayDeal = false;
    for (const index of indexes) {
      this.#open.delete(index);
      if (this.#settle(partner, index)) mayDeal = true;
    }
    if (mayDeal) this.dealSoon();
  }

  /** It wants nothing for now: others get what was on its way to it. */
  onPaused(partner: Partner): void {
    this.#unserved.delete(partner);
    for (const [index, deal] of this.#open) {
      if (deal.partner !== partner) continue;
      this.#open.delete(index);
      this.#cursor = Math.min(this.#cursor, index);
    }
  }

  /** What it alone held, or was to get, is dealt again. */
  drop(partner: Partner): void {
    this.#unserved.delete(partner);
    this.#dealt.delete(partner);
    this.#dull.delete(partner);
    this.#free.delete(partner);
    for (const [index, deal] of this.#open) if (deal.partner === partner) this.#open.delete(index);
    this.#cursor = 0;
    this.dealSoon();
  }

  dispose(): void {
    this.#cancelDeal?.();
    this.#cancelStale?.();
    this.#open.clear();
  }

  /** It was sent this, or has it from elsewhere; true when little is left of what it was dealt. */
  #settle(partner: Partner, index: number): boolean {
    const unserved = this.#unserved.get(partner);
    return unserved?.delete(index) === true && unserved.size <= this.#goalOf(partner, 1) / 2;
  }

  /** It says something again: what was kept from it while it was silent is to be dealt. */
  #wake(partner: Partner): void {
    if (this.#dull.delete(partner)) this.dealSoon();
  }

  /** On to the next chunk that is to be dealt, or is to be once it is hashed. */
  #skipTaken(): void {
    const { chunkCount, rarity, have } = this.#core;
    while (this.#cursor < chunkCount && have.has(this.#cursor)) {
      if (rarity[this.#cursor] === 0 && !this.#open.has(this.#cursor)) return;
      this.#cursor += 1;
    }
  }

  /** Two sources add up for those who have most of it before them; the others are nearly done without. */
  #openToNewcomers(): void {
    const { have, chunkCount } = this.#core;
    if (!have.isFull) return;
    const takers = this.#takers();
    if (takers.length > FEW_NEWCOMERS) return;
    for (const partner of takers) {
      if (this.#free.has(partner) || chunkCount - partner.have.count < NEWCOMER_SHARE * chunkCount) continue;
      if (this.#core.say(partner, { type: 'accept', whole: true, answer: true })) this.#free.add(partner);
    }
  }

  #takers(): readonly Partner[] {
    const { chunkCount } = this.#core;
    return this.#core.usable.filter(
      (partner) => !partner.isWhole && partner.have.count < chunkCount && !this.#dull.has(partner),
    );
  }

  #dealTo(partner: Partner, takers: number): void {
    const unserved = this.#unserved.get(partner) ?? new Set();
    this.#unserved.set(partner, unserved);
    const goal = this.#goalOf(partner, takers);
    if (unserved.size > goal / 2) return;
    const dealt: number[] = [];
    for (let left = goal - unserved.size; left > 0; left -= 1) {
      const index = this.#nextFor(partner);
      if (index === undefined) break;
      dealt.push(index);
    }
    if (dealt.length === 0) return;
    const runs = runsOf(dealt.toSorted((a, b) => a - b));
    if (!this.#core.say(partner, { type: 'have', runs })) return;
    const hand = this.handOf(partner);
    for (const index of dealt) {
      hand.set(index);
      unserved.add(index);
    }
  }

  /** The next chunk that nobody near holds and nobody was dealt; taken at once. */
  #nextFor(partner: Partner): number | undefined {
    this.#skipTaken();
    const index = this.#cursor;
    // What is not hashed yet is dealt when it is: this is where to go on then.
    if (index >= this.#core.chunkCount || !this.#core.have.has(index)) return undefined;
    this.#cursor += 1;
    this.#open.set(index, { partner, atMs: this.#core.nowMs });
    return index;
  }

  #goalOf(partner: Partner, takers: number): number {
    const { nowMs, shape, chunkCount } = this.#core;
    const rate = partner.up.perSecond(nowMs);
    if (rate === 0) {
      if (takers <= 1) return ONLY_HAND_CHUNKS;
      const share = Math.ceil(chunkCount / takers / FIRST_HAND_SHARE);
      return Math.max(MIN_DEAL_CHUNKS, Math.min(FIRST_HAND_CHUNKS, share));
    }
    const chunks = Math.ceil((rate * DEAL_AHEAD_MS) / 1_000 / shape.chunkSizeBytes);
    return Math.max(MIN_DEAL_CHUNKS, Math.min(MAX_DEAL_CHUNKS, chunks));
  }

  /** Only while something dealt is outstanding: a quiet swarm has no timer. */
  #watchStale(): void {
    if (this.#open.size === 0) return;
    this.#cancelStale ??= this.#core.tools.clock.schedule(DEAL_STALE_MS / 2, () => {
      this.#cancelStale = undefined;
      this.#takeBackStale();
      this.#dealNow();
      this.#watchStale();
    });
  }

  #takeBackStale(): void {
    const { nowMs } = this.#core;
    for (const [index, { partner, atMs }] of this.#open) {
      // A slow partner that has not had its turn is no reason; one that had it and says nothing is.
      const isWaiting = partner.wants.has(index) && partner.up.perSecond(nowMs) > 0;
      if (nowMs - atMs < DEAL_STALE_MS || isWaiting) continue;
      this.#open.delete(index);
      this.#unserved.get(partner)?.delete(index);
      this.#dull.add(partner);
      this.#cursor = Math.min(this.#cursor, index);
    }
  }
}
