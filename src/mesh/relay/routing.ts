// Where a relayed message goes next, if anywhere: to exactly one neighbour, never back, never twice, within rates. Pure
// but for its memory; nothing is sent or opened here.

import { formatHex, type Bytes } from '../../primitives/bytes.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { randomInteger, type RandomSource } from '../../primitives/random.ts';
import { createTokenBucket, type TokenBucket } from '../../primitives/token-bucket.ts';
import { createBoundedMemory } from '../bounded-memory.ts';
import type { NoRoute, Relayed } from './protocol.ts';

/** What is known of the mesh beyond one's own links. */
export interface RelayRoutes {
  /** Neighbours that said they are linked with `peer`. */
  neighboursOf(peer: PeerId): readonly PeerId[];
  /** The neighbour from which news of `peer` came. */
  nextHopTo(peer: PeerId): PeerId | undefined;
}

export interface RoutingOptions {
  readonly self: PeerId;
  readonly linked: () => readonly PeerId[];
  readonly routes: RelayRoutes;
  readonly random: RandomSource;
}

export type DropReason =
  /** Our own, come back. */
  'own' | 'seen' | 'no-hops' | 'no-route' | 'over-rate';

export type Judgement =
  | { readonly kind: 'deliver' }
  | { readonly kind: 'forward'; readonly next: PeerId; readonly message: Relayed }
  | { readonly kind: 'drop'; readonly reason: DropReason };

export type NoRouteJudgement =
  /** A message of our own to `to` went no further. */
  | { readonly kind: 'deliver'; readonly to: PeerId }
  | { readonly kind: 'forward'; readonly next: PeerId }
  | { readonly kind: 'drop' };

/** A message is known again this long: longer than any path takes (s). */
export const SEEN_MS = 2 * 60_000;
/** Messages remembered: two minutes at the rate of 8 neighbours' honest use; the oldest go. */
export const MAX_SEEN = 4_096;
/**
 * Messages of one neighbour. Meeting nine others through one member is about 200 descriptions and candidates within a
 * second, in both directions; afterwards there are few.
 */
export const NEIGHBOUR_LIMIT = { perSecond: 64, burst: 512 } as const;
/** Of those, for one origin: somebody's flood does not use up what its neighbour may pass on for others. */
export const ORIGIN_LIMIT = { perSecond: 32, burst: 256 } as const;
/** Bytes of one neighbour: those 200 with their descriptions are about 400 KiB. */
export const NEIGHBOUR_BYTES = { perSecond: 128 * 1024, burst: 1024 * 1024 } as const;
/** Told to one neighbour that there is no way on. */
const NO_ROUTE_LIMIT = { perSecond: 2, burst: 32 } as const;
/** A way that led nowhere is left alone this long while there is another. */
export const FRUITLESS_MS = 30_000;
const MAX_REMEMBERED = 512;

interface Passed {
  /** The neighbour it came from; undefined for our own. */
  readonly from: PeerId | undefined;
  readonly to: PeerId;
  readonly next: PeerId | undefined;
}

interface Allowance {
  readonly messages: TokenBucket;
  readonly bytes: TokenBucket;
  readonly noRoutes: TokenBucket;
}

export class RelayRouting {
  readonly #options: RoutingOptions;
  readonly #seen = createBoundedMemory<string, Passed>({ keepMs: SEEN_MS, maxEntries: MAX_SEEN });
  readonly #neighbours = createMemory<PeerId, Allowance>();
  readonly #origins = createMemory<string, TokenBucket>();
  /** The neighbour by which an origin's messages come. */
  readonly #reverse = createMemory<PeerId, PeerId>();
  /** The way last taken to a peer: what belongs together goes together. */
  readonly #chosen = createMemory<PeerId, PeerId>();
  readonly #fruitless = createBoundedMemory<string, true>({
    keepMs: FRUITLESS_MS,
    maxEntries: MAX_REMEMBERED,
  });

  constructor(options: RoutingOptions) {
    this.#options = options;
  }

  /** The neighbour to hand a message for `to` to; `to` itself when it is linked. */
  nextHop(to: PeerId, nowMs: number): PeerId | undefined {
    const chosen = this.#choose(to, undefined, nowMs);
    if (chosen !== undefined) this.#chosen.set(to, chosen, nowMs);
    return chosen;
  }

  canReach(to: PeerId, nowMs: number): boolean {
    return this.#candidates(to, undefined, nowMs).length > 0;
  }

  /** The way taken to `to` led nowhere: another is taken next, where there is one. */
  avoidWayTo(to: PeerId, nowMs: number): void {
    const way = this.#chosen.get(to, nowMs);
    if (way !== undefined) this.#fruitless.set(pair(to, way), true, nowMs);
    this.#chosen.delete(to);
  }

  /** An opened message of `origin` came by `via`: answers take the same way. */
  onDelivered(origin: PeerId, via: PeerId, nowMs: number): void {
    const { linked } = this.#options;
    if (this.#chosen.get(origin, nowMs) === undefined && linked().includes(via))
      this.#chosen.set(origin, via, nowMs);
  }

  /** Remembers a message of our own, handed to `next`. */
  onSent(message: Relayed, next: PeerId, nowMs: number): void {
    this.#seen.set(keyOf(message), { from: undefined, to: message.to, next }, nowMs);
  }

  /** What to do with a message that `neighbour` handed over. */
  judge(message: Relayed, neighbour: PeerId, nowMs: number): Judgement {
    const { self } = this.#options;
    if (!this.#mayPass(message, neighbour, nowMs)) return drop('over-rate');
    if (message.from === self) return drop('own');
    const key = keyOf(message);
    if (this.#seen.get(key, nowMs)) return drop('seen');
    const passed = { from: neighbour, to: message.to, next: undefined };
    this.#seen.set(key, passed, nowMs);
    this.#reverse.set(message.from, neighbour, nowMs);
    if (message.to === self) return { kind: 'deliver' };
    if (message.hops === 0) return drop('no-hops');
    const next = this.#choose(message.to, neighbour, nowMs);
    if (next === undefined) return drop('no-route');
    this.#seen.set(key, { ...passed, next }, nowMs);
    return { kind: 'forward', next, message: { ...message, hops: message.hops - 1 } };
  }

  /** Whether `neighbour` may be told now that there is no way on. */
  mayTellNoRoute(neighbour: PeerId, nowMs: number): boolean {
    return this.#allowanceOf(neighbour, nowMs).noRoutes.take(nowMs);
  }

  /** Believed only from the neighbour that the message was handed to, and once. */
  judgeNoRoute(message: NoRoute, neighbour: PeerId, nowMs: number): NoRouteJudgement {
    const key = keyOf(message);
    const passed = this.#seen.get(key, nowMs);
    if (!passed || passed.next !== neighbour || passed.to !== message.to) return { kind: 'drop' };
    this.#seen.set(key, { ...passed, next: undefined }, nowMs);
    if (passed.from !== undefined) return { kind: 'forward', next: passed.from };
    if (this.#chosen.get(passed.to, nowMs) === neighbour) this.avoidWayTo(passed.to, nowMs);
    return { kind: 'deliver', to: passed.to };
  }

  /** What is for us counts for its neighbour alone: who sent it is known only when it is open. */
  #mayPass({ from, to, sealed }: Relayed, neighbour: PeerId, nowMs: number): boolean {
    const allowance = this.#allowanceOf(neighbour, nowMs);
    const isForUs = to === this.#options.self;
    const mayOrigin = isForUs || this.#originAllowance(pair(neighbour, from), nowMs).take(nowMs);
    return mayOrigin && allowance.messages.take(nowMs) && allowance.bytes.take(nowMs, sealed.length);
  }

  #allowanceOf(neighbour: PeerId, nowMs: number): Allowance {
    const allowance = this.#neighbours.get(neighbour, nowMs) ?? {
      messages: createTokenBucket(NEIGHBOUR_LIMIT),
      bytes: createTokenBucket(NEIGHBOUR_BYTES),
      noRoutes: createTokenBucket(NO_ROUTE_LIMIT),
    };
    this.#neighbours.set(neighbour, allowance, nowMs);
    return allowance;
  }

  /** By neighbour and origin: whoever only claims to speak for somebody does not use up what that one may. */
  #originAllowance(key: string, nowMs: number): TokenBucket {
    const allowance = this.#origins.get(key, nowMs) ?? createTokenBucket(ORIGIN_LIMIT);
    this.#origins.set(key, allowance, nowMs);
    return allowance;
  }

  /** The way taken before while it is one of the best, else one of those at random. */
  #choose(to: PeerId, cameFrom: PeerId | undefined, nowMs: number): PeerId | undefined {
    const candidates = this.#candidates(to, cameFrom, nowMs);
    const before = this.#chosen.get(to, nowMs);
    if (before !== undefined && candidates.includes(before)) return before;
    return candidates.length > 1
      ? candidates[randomInteger(this.#options.random, candidates.length)]
      : candidates[0];
  }

  /** The best there are: itself; else who says to be linked with it; else where it was heard from; else untried ones. */
  #candidates(to: PeerId, cameFrom: PeerId | undefined, nowMs: number): readonly PeerId[] {
    const { self, routes } = this.#options;
    const linked = this.#options.linked().filter((peer) => peer !== cameFrom);
    if (to === self || to === cameFrom) return [];
    if (linked.includes(to)) return [to];
    const isLinked = (peer: PeerId | undefined) => peer !== undefined && linked.includes(peer);
    const told = routes.neighboursOf(to).filter(isLinked);
    const heard = [this.#reverse.get(to, nowMs), routes.nextHopTo(to)].filter(
      (peer) => peer !== undefined && isLinked(peer),
    ) as readonly PeerId[];
    const isFruitful = (peer: PeerId) => this.#fruitless.get(pair(to, peer), nowMs) === undefined;
    // What is known leads nowhere by now, as after somebody's links were exchanged: any neighbour may know better. Only
    // where a message begins, so that it walks no further than one neighbour by chance.
    const isKnown = told.length + heard.length > 0;
    const untried = isKnown && cameFrom === undefined ? linked.filter(isFruitful) : [];
    const ranked = [told.filter(isFruitful), heard.filter(isFruitful), untried, told, heard];
    return ranked.find((peers) => peers.length > 0) ?? [];
  }
}

function createMemory<K, V>() {
  return createBoundedMemory<K, V>({ keepMs: SEEN_MS, maxEntries: MAX_REMEMBERED });
}

function drop(reason: DropReason): Judgement {
  return { kind: 'drop', reason };
}

function keyOf({ from, id }: { readonly from: PeerId; readonly id: Bytes }): string {
  return `${from} ${formatHex(id)}`;
}

function pair(one: PeerId, other: PeerId): string {
  return `${one} ${other}`;
}
