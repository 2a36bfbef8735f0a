// Broadcasts that were announced and have not come: who is asked for them, and when. The nearest to the origin is asked
// first, the next one when that did not help.

import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../../primitives/random.ts';
import type { GossipId } from './gossip-message.ts';

export interface MissingOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** False when the neighbour cannot be asked. */
  readonly ask: (peer: PeerId, ids: readonly GossipId[]) => boolean;
  /** It announced a message, was asked for it, and did not send it within {@link KEPT_WITHIN_MS}. */
  readonly onBrokenPromise: (peer: PeerId) => void;
}

/**
 * From the first announcement until somebody is asked: the tree may be slower than a short cut past it. Not longer on
 * slow paths: a hasty question costs a copy and makes the tree faster. The spread lets one of a severed branch ask first
 * and hand on before the others ask too.
 */
export const ASK_AFTER_MS = { from: 250, to: 400 } as const;
/** Until the next one is asked: a round trip over a slow relay and a signature check. */
export const ASK_NEXT_AFTER_MS = 500;
/**
 * How long after that a copy still keeps the announcer's word. On a machine or path that is busy answers take seconds, and
 * whoever was blamed for that lost its neighbours one after the other: a crowd of 60 on two cores fell apart.
 */
export const KEPT_WITHIN_MS = 15_000;
/** Words waited for; of more the oldest counts as broken at once. */
const MAX_OWED = 4_096;
/** Messages that one neighbour may have us wait for: twice what a store of 30 s holds in a lively room. */
export const MAX_PROMISES = 512;
const TICK_MS = 25;
/** How often it is looked whose word is broken. */
const JUDGE_MS = 1_000;

export interface Announcer {
  readonly peer: PeerId;
  /** Links the message travelled to it, as it says. */
  readonly hops: number;
}

interface Missing {
  readonly id: GossipId;
  /** Not asked yet, with the hops they tell. */
  readonly announcers: Map<PeerId, number>;
  asked: Announcer | undefined;
  dueAtMs: number;
}

interface Owed {
  readonly peer: PeerId;
  readonly dueAtMs: number;
}

export class MissingMessages implements Disposable {
  readonly #options: MissingOptions;
  readonly #missing = new Map<GossipId, Missing>();
  /** Announcements of each that are waited for. */
  readonly #promises = new Map<PeerId, number>();
  /** Asked in vain so far, by neighbour and message; the earliest due first. */
  readonly #owed = new Map<string, Owed>();
  #cancelTick: Cancel | undefined;
  #cancelJudging: Cancel | undefined;

  constructor(options: MissingOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#missing.size;
  }

  /** False when the neighbour has announced too much that has not come. */
  announce(id: GossipId, { peer: from, hops }: Announcer): boolean {
    const promises = this.#promises.get(from) ?? 0;
    if (promises >= MAX_PROMISES) return false;
    const missing = this.#missing.get(id) ?? this.#add(id);
    if (missing.asked?.peer === from || missing.announcers.has(from)) return true;
    missing.announcers.set(from, hops);
    this.#promises.set(from, promises + 1);
    return true;
  }

  /** A copy has come from this neighbour, good or not: it kept its word, and need not be asked. */
  arrived(id: GossipId, from: PeerId): void {
    this.#owed.delete(owedKey(id, from));
    const missing = this.#missing.get(id);
    if (!missing) return;
    if (missing.asked?.peer === from) missing.asked = undefined;
    this.#withdraw(missing, from);
    if (missing.announcers.size === 0 && !missing.asked) this.#missing.delete(id);
  }

  /** The message is here. Returns who else has it. */
  resolve(id: GossipId): readonly Announcer[] {
    const missing = this.#missing.get(id);
    if (!missing) return [];
    const holders = Array.from(missing.announcers, ([peer, hops]) => ({ peer, hops }));
    if (missing.asked) holders.push(missing.asked);
    this.#remove(missing);
    return holders;
  }

  /** A neighbour is gone and its promises with it. */
  forget(peer: PeerId): void {
    for (const missing of this.#missing.values()) this.arrived(missing.id, peer);
    for (const [key, owed] of this.#owed) if (owed.peer === peer) this.#owed.delete(key);
    this.#promises.delete(peer);
  }

  dispose(): void {
    this.#cancelJudging?.();
    this.#owed.clear();
    this.#missing.clear();
    this.#promises.clear();
    this.#cancelTick?.();
  }

  #add(id: GossipId): Missing {
    const { clock, random } = this.#options;
    const waitMs = randomBetween(random, ASK_AFTER_MS.from, ASK_AFTER_MS.to);
    const missing: Missing = {
      id,
      announcers: new Map(),
      asked: undefined,
      dueAtMs: clock.nowMs() + waitMs,
    };
    this.#missing.set(id, missing);
    this.#tickLater();
    return missing;
  }

  #remove(missing: Missing): undefined {
    for (const peer of Array.from(missing.announcers.keys())) this.#withdraw(missing, peer);
    this.#missing.delete(missing.id);
  }

  #withdraw(missing: Missing, peer: PeerId): void {
    if (!missing.announcers.delete(peer)) return;
    const left = (this.#promises.get(peer) ?? 1) - 1;
    if (left > 0) this.#promises.set(peer, left);
    else this.#promises.delete(peer);
  }

  #tickLater(): void {
    if (this.#missing.size > 0)
      this.#cancelTick ??= this.#options.clock.schedule(TICK_MS, () => this.#tick());
  }

  #tick(): void {
    this.#cancelTick = undefined;
    const nowMs = this.#options.clock.nowMs();
    const questions = new Map<PeerId, GossipId[]>();
    for (const missing of this.#missing.values()) {
      if (missing.dueAtMs > nowMs) continue;
      const peer = this.#whomToAsk(missing);
      if (!peer) continue;
      missing.dueAtMs = nowMs + ASK_NEXT_AFTER_MS;
      questions.set(peer, [...(questions.get(peer) ?? []), missing.id]);
    }
    for (const [peer, ids] of questions) {
      if (!this.#options.ask(peer, ids)) this.#takeBack(ids);
    }
    this.#tickLater();
  }

  /** Nobody was asked after all, so nobody owes an answer. */
  #takeBack(ids: readonly GossipId[]): void {
    for (const id of ids) {
      const missing = this.#missing.get(id);
      if (missing) missing.asked = undefined;
    }
  }

  /** The nearest of those left; without one the message is given up until it is announced again. */
  #whomToAsk(missing: Missing): PeerId | undefined {
    if (missing.asked) this.#owe(missing.id, missing.asked.peer);
    missing.asked = nearest(missing.announcers);
    if (!missing.asked) return this.#remove(missing);
    this.#withdraw(missing, missing.asked.peer);
    return missing.asked.peer;
  }

  #owe(id: GossipId, peer: PeerId): void {
    this.#owed.set(owedKey(id, peer), { peer, dueAtMs: this.#options.clock.nowMs() + KEPT_WITHIN_MS });
    this.#judgeLater();
  }

  #judgeLater(): void {
    this.#cancelJudging ??= this.#options.clock.schedule(JUDGE_MS, () => {
      this.#cancelJudging = undefined;
      this.#judge();
      if (this.#owed.size > 0) this.#judgeLater();
    });
  }

  #judge(): void {
    for (const [key, { peer, dueAtMs }] of this.#owed) {
      if (dueAtMs > this.#options.clock.nowMs() && this.#owed.size <= MAX_OWED) return;
      this.#owed.delete(key);
      this.#options.onBrokenPromise(peer);
    }
  }
}

function owedKey(id: GossipId, peer: PeerId): string {
  return `${peer} ${id}`;
}

function nearest(announcers: ReadonlyMap<PeerId, number>): Announcer | undefined {
  let first: Announcer | undefined;
  for (const [peer, hops] of announcers) if (!first || hops < first.hops) first = { peer, hops };
  return first;
}
