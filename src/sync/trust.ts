// Whom to believe: who somebody is, how much it may say by itself, and who broke a rule lately. Bounded in all of it.

import type { Clock } from '../primitives/clock.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';

/** What a peer may say by itself, bytes; what is more is asked for when there is time. */
const TOLD_RATE = { perSecond: 128 * 1024, burst: 2 * 1024 * 1024 };
/** What it takes to apply that: a quarter of the time, and so much at once. More, and the page would do little else. */
const WORK_SHARE = 0.25;
const MAX_WORK_MS = 1_500;
/** How long nothing is taken of somebody who broke a rule. */
const DISTRUST_MS = 60_000;
const MAX_REMEMBERED = 2_048;

interface Work {
  readonly ms: number;
  readonly atMs: number;
}

export class Trust {
  readonly #clock: Clock;
  readonly #mayWrite: (identity: IdentityId, space: string) => boolean;
  readonly #identities = new Map<PeerId, IdentityId>();
  readonly #allowances = new Map<PeerId, TokenBucket>();
  readonly #work = new Map<PeerId, Work>();
  readonly #distrustedUntilMs = new Map<PeerId, number>();

  constructor(clock: Clock, mayWrite: (identity: IdentityId, space: string) => boolean) {
    this.#clock = clock;
    this.#mayWrite = mayWrite;
  }

  learn(peer: PeerId, identity: IdentityId): void {
    if (this.#identities.get(peer) !== identity) remember(this.#identities, peer, identity);
  }

  isWriter(peer: PeerId, space: string): boolean {
    const identity = this.#identities.get(peer);
    return identity !== undefined && this.#mayWrite(identity, space);
  }

  isDistrusted(peer: PeerId): boolean {
    return (this.#distrustedUntilMs.get(peer) ?? -Infinity) > this.#clock.nowMs();
  }

  distrust(peer: PeerId): void {
    remember(this.#distrustedUntilMs, peer, this.#clock.nowMs() + DISTRUST_MS);
  }

  /** Whether it may say so much now. */
  allows(peer: PeerId, bytes: number): boolean {
    if (this.#workMs(peer) >= MAX_WORK_MS) return false;
    const known = this.#allowances.get(peer);
    const allowance = known ?? createTokenBucket(TOLD_RATE);
    if (!known) remember(this.#allowances, peer, allowance);
    return allowance.take(this.#clock.nowMs(), bytes);
  }

  /** What it said has kept the page busy for so long. */
  onSpent(peer: PeerId, tookMs: number): void {
    remember(this.#work, peer, { ms: this.#workMs(peer) + tookMs, atMs: this.#clock.nowMs() });
  }

  /** Of what it made this page do: what its share of the time has not made up for yet. */
  #workMs(peer: PeerId): number {
    const work = this.#work.get(peer);
    return work ? Math.max(0, work.ms - WORK_SHARE * (this.#clock.nowMs() - work.atMs)) : 0;
  }

  /** It left; what it did is remembered for a while. */
  forget(peer: PeerId): void {
    this.#identities.delete(peer);
    this.#allowances.delete(peer);
    this.#work.delete(peer);
  }
}

/** The oldest goes. */
function remember<V>(map: Map<PeerId, V>, peer: PeerId, value: V): void {
  map.set(peer, value);
  if (map.size <= MAX_REMEMBERED) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
