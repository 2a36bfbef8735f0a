// When to dial whom: at once, then after 1 s doubling to 60 s with jitter, within a budget that no list of addresses
// can exceed (PROTOCOL [T4]). How a dial is done is not known here.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';

export interface DialerOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** True when the peer is linked afterwards. Never rejects. */
  readonly dial: (peer: PeerId, signal: AbortSignal) => Promise<boolean>;
}

export interface Dialer extends Disposable {
  /** Dials `peer` after `delayMs` and again until it is linked or forgotten; nothing new when it is wanted already. */
  want(peer: PeerId, delayMs: number): void;
  /** Linked, or not wanted any more. */
  forget(peer: PeerId): void;
  readonly waiting: number;
}

/** First pause after a failed dial, and the longest (s). */
export const FIRST_BACKOFF_MS = 1_000;
export const MAX_BACKOFF_MS = 60_000;
/** Dials at the same time: each costs a connection, candidates and sockets. */
export const MAX_CONCURRENT_DIALS = 4;
/** Dials in all: joining a full room takes 9 at once, then one every 2 s has to do. */
export const DIAL_BUDGET = { perSecond: 0.5, burst: 20 } as const;
const BUDGET_PAUSE_MS = 2_000;

interface Wanted {
  attempts: number;
  cancel: Cancel;
  readonly abort: AbortController;
}

export function createDialer(options: DialerOptions): Dialer {
  return new BackoffDialer(options);
}

class BackoffDialer implements Dialer {
  readonly #options: DialerOptions;
  readonly #wanted = new Map<PeerId, Wanted>();
  readonly #ready: PeerId[] = [];
  readonly #budget = createTokenBucket(DIAL_BUDGET);
  #running = 0;
  #cancelPause: Cancel | undefined;

  constructor(options: DialerOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#wanted.size;
  }

  want(peer: PeerId, delayMs: number): void {
    if (this.#wanted.has(peer)) return;
    const wanted: Wanted = { attempts: 0, cancel: () => undefined, abort: new AbortController() };
    this.#wanted.set(peer, wanted);
    this.#schedule(peer, wanted, delayMs);
  }

  forget(peer: PeerId): void {
    const wanted = this.#wanted.get(peer);
    if (!wanted) return;
    this.#wanted.delete(peer);
    wanted.cancel();
    wanted.abort.abort();
    const at = this.#ready.indexOf(peer);
    if (at >= 0) this.#ready.splice(at, 1);
  }

  dispose(): void {
    for (const peer of Array.from(this.#wanted.keys())) this.forget(peer);
    this.#cancelPause?.();
  }

  #schedule(peer: PeerId, wanted: Wanted, delayMs: number): void {
    wanted.cancel = this.#options.clock.schedule(delayMs, () => {
      this.#ready.push(peer);
      this.#pump();
    });
  }

  #pump(): void {
    while (!this.#cancelPause && this.#running < MAX_CONCURRENT_DIALS && this.#ready.length > 0) {
      if (!this.#budget.take(this.#options.clock.nowMs())) return this.#pause();
      const peer = this.#ready.shift();
      const wanted = peer && this.#wanted.get(peer);
      if (wanted) void this.#run(peer, wanted);
    }
  }

  #pause(): void {
    this.#cancelPause = this.#options.clock.schedule(BUDGET_PAUSE_MS, () => {
      this.#cancelPause = undefined;
      this.#pump();
    });
  }

  async #run(peer: PeerId, wanted: Wanted): Promise<void> {
    this.#running += 1;
    wanted.attempts += 1;
    const isLinked = await this.#options.dial(peer, wanted.abort.signal);
    this.#running -= 1;
    if (this.#wanted.get(peer) === wanted) {
      if (isLinked) this.#wanted.delete(peer);
      else this.#schedule(peer, wanted, this.#backoffMs(wanted.attempts));
    }
    this.#pump();
  }

  #backoffMs(attempts: number): number {
    const longestMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
    return randomBetween(this.#options.random, longestMs / 2, longestMs * 1.5);
  }
}
