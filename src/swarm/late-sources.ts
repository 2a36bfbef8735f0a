// Sources that are late: the silent are overtaken, the slow are relieved, the last chunks are asked of several, and a
// dealer is asked for what it dealt to others only in need. Looked at five times a second while a file comes in.

import type { PeerId } from '../primitives/ids.ts';
import type { Downloads } from './downloads.ts';
import {
  ENDGAME_CHUNKS,
  ENDGAME_LATE_MS,
  ENDGAME_SOURCES,
  GIVE_UP_MS,
  IDLE_DEALER_MS,
  SLOW_OTHERS_MS,
} from './limits.ts';
import type { Partner } from './partner.ts';
import { pickChunks } from './picker.ts';
import type { SwarmCore } from './swarm-core.ts';

/** A source is relieved of what it would bring in more than twice the time of another, and this. */
const RELIEF_FACTOR = 2;
const RELIEF_MS = 300;
/** The rate that others once showed fades by half in about 7 s. */
const PEAK_FADE = 0.98;
/** A fifth of a second counts a tenth: two seconds in all. */
const SMOOTHING = 0.1;
/** The others are slow when they give less than this part of the best. */
const SLOW_FACTOR = 2.5;

export class LateSources {
  readonly #core: SwarmCore;
  readonly #downloads: Downloads;
  /** It said nothing for long: nothing is asked of it any more that it knows of. */
  readonly #onGivenUp: (peer: PeerId) => void;
  /** Smoothed over some seconds: what everybody gives, what those give who do not deal, and the best so far, fading. */
  #rate = 0;
  #othersRate = 0;
  #peakRate = 0;
  #slowSinceMs: number | undefined;
  #hungrySinceMs: number | undefined;

  constructor(core: SwarmCore, downloads: Downloads, onGivenUp: (peer: PeerId) => void) {
    this.#core = core;
    this.#downloads = downloads;
    this.#onGivenUp = onGivenUp;
  }

  tick(): void {
    if (!this.#core.isFetching) return;
    const { usable } = this.#core;
    for (const partner of usable) this.#overtakeSilent(partner);
    this.#downloads.fill();
    for (const partner of usable) this.#relieveSlow(partner);
    this.#askTwice();
    this.#askDealers(usable);
  }

  #overtakeSilent(partner: Partner): void {
    const { nowMs, shape } = this.#core;
    const first = partner.asked.values().next();
    if (first.done) return;
    const silentMs = nowMs - Math.max(partner.lastArrivalMs, first.value);
    if (partner.isStalled) return silentMs > GIVE_UP_MS ? this.#giveUp(partner) : undefined;
    if (silentMs < partner.patienceMs(nowMs, shape.chunkSizeBytes)) return;
    partner.isStalled = true;
    // They stay asked: whoever brings them first is taken.
    for (const index of partner.asked.keys()) {
      const isElsewhere = this.#askedOf(index).length > 1;
      if (!isElsewhere && !this.#core.storing.has(index)) this.#core.want(index);
    }
  }

  /** What it was asked, and that this side takes part, may be lost at its end: it is told and asked anew, a chunk at a time. */
  #giveUp(partner: Partner): void {
    const asked = Array.from(partner.asked.keys());
    this.#downloads.cancel(partner, asked);
    this.#onGivenUp(partner.peerId);
    for (const index of asked) this.#core.reopen(index);
  }

  /** One with nothing to do takes over what waits longest at somebody slower. */
  #relieveSlow(idle: Partner): void {
    const room = this.#downloads.roomOf(idle);
    if (room <= 0 || idle.isStalled || this.#core.todo.count > 0) return;
    const { nowMs, shape, usable } = this.#core;
    const ownMs = idle.expectedMs(nowMs, (idle.asked.size + 1) * shape.chunkSizeBytes);
    const taken: number[] = [];
    for (const slow of usable) {
      if (slow === idle || idle.deals) continue;
      const queue = Array.from(slow.asked.keys());
      for (let at = queue.length - 1; at >= 1 && taken.length < room; at -= 1) {
        const slowMs = slow.expectedMs(nowMs, (at + 1) * shape.chunkSizeBytes);
        if (slowMs < RELIEF_MS + RELIEF_FACTOR * ownMs) break;
        const index = queue[at];
        if (index === undefined || !idle.have.has(index) || idle.asked.has(index)) continue;
        this.#downloads.cancel(slow, [index]);
        taken.push(index);
      }
    }
    this.#downloads.ask(idle, taken);
    // Where that could not be said, somebody else is asked.
    for (const index of taken) this.#core.reopen(index);
  }

  /** Endgame: the last chunks are asked of up to three, once they are late. */
  #askTwice(): void {
    const { todo, have, chunkCount, storing, nowMs, shape, usable } = this.#core;
    const missing = chunkCount - have.count - storing.size;
    if (todo.count > 0 || missing > ENDGAME_CHUNKS) return;
    for (const partner of usable) {
      for (const [index, atMs] of partner.asked) {
        const expectedMs = partner.expectedMs(nowMs, partner.asked.size * shape.chunkSizeBytes);
        if (nowMs - atMs < ENDGAME_LATE_MS + Math.min(1.5 * expectedMs, SLOW_OTHERS_MS)) continue;
        if (this.#askedOf(index).length < ENDGAME_SOURCES) this.#askAnother(index);
      }
    }
  }

  #askAnother(index: number): void {
    const { usable, rarity } = this.#core;
    const others = usable.filter(
      ({ asked, have, deals, isStalled }) =>
        !asked.has(index) && !isStalled && (deals ? rarity[index] === 0 : have.has(index)),
    );
    // Who deals is asked where nobody else holds it: the last chunks of everybody would be another upload.
    const best = others.sort((a, b) => a.asked.size - b.asked.size)[0];
    if (best) this.#downloads.ask(best, [index]);
  }

  #askDealers(usable: readonly Partner[]): void {
    const dealers = usable.filter(({ deals, isStalled }) => deals && !isStalled);
    this.#watchOthers(usable);
    for (const dealer of dealers) this.#askDealer(dealer);
  }

  #askDealer(dealer: Partner): void {
    const { todo, wanted, tools } = this.#core;
    const room = this.#downloads.roomOf(dealer);
    if (room <= 0 || todo.count === 0) return;
    // All that is asked for is known by its hash, and whoever hashed it holds it.
    const all = { from: todo, count: room, random: tools.random };
    const areOthersSlow = this.#lasts(this.#slowSinceMs, SLOW_OTHERS_MS);
    const isHungry = this.#lasts(this.#hungrySinceMs, IDLE_DEALER_MS) && !this.#core.hasFreeSource;
    if (!areOthersSlow && !isHungry) return;
    this.#downloads.ask(dealer, pickChunks(wanted, areOthersSlow ? all : { ...all, onlyUnheld: true }));
  }

  #lasts(sinceMs: number | undefined, durationMs: number): boolean {
    return sinceMs !== undefined && this.#core.nowMs - sinceMs >= durationMs;
  }

  /** How the others do: whether anything comes, and whether it is far less than what once came. */
  #watchOthers(usable: readonly Partner[]): void {
    const { nowMs, shape, have, chunkCount } = this.#core;
    const others = usable.filter(({ deals }) => !deals);
    const rateOf = (partners: readonly Partner[]) =>
      partners.reduce((sum, { down }) => sum + down.perSecond(nowMs), 0);
    this.#rate += (rateOf(usable) - this.#rate) * SMOOTHING;
    this.#othersRate += (rateOf(others) - this.#othersRate) * SMOOTHING;
    this.#peakRate = Math.max(this.#peakRate * PEAK_FADE, this.#rate);
    const missingBytes = (chunkCount - have.count) * shape.chunkSizeBytes;
    const isDealtTo = usable.some(
      ({ deals, asked, have: hand }) => deals && Array.from(asked.keys()).some((index) => hand.has(index)),
    );
    const isLong = missingBytes * 1_000 > this.#othersRate * SLOW_OTHERS_MS;
    // Nothing ever came from anybody: that is as slow as it gets.
    const isSlow = !isDealtTo && isLong && this.#othersRate <= this.#peakRate / SLOW_FACTOR;
    const isFed = others.some(({ lastArrivalMs }) => nowMs - lastArrivalMs < IDLE_DEALER_MS);
    this.#slowSinceMs = isSlow ? (this.#slowSinceMs ?? nowMs) : undefined;
    this.#hungrySinceMs = isDealtTo || isFed ? undefined : (this.#hungrySinceMs ?? nowMs);
  }

  /** It refused what was asked beyond what it dealt: not again for a while. */
  onRefused(): void {
    this.#hungrySinceMs = undefined;
    this.#slowSinceMs = undefined;
  }

  #askedOf(index: number): readonly Partner[] {
    return this.#core.usable.filter(({ asked }) => asked.has(index));
  }
}
