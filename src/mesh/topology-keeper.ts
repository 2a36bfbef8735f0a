// Keeps the links of one peer as the policy (topology.ts) wants them: looks again when something changed, dials, lets
// go, and swaps a link now and then. Knows no messages; what it asks for is done by the mesh.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import {
  admitLink,
  linksToDial,
  linksToSwap,
  linkToDrop,
  mostLinks,
  nextShape,
  TOPOLOGY_LIMITS,
  type Admission,
  type AdmissionView,
  type Candidate,
  type HeldLink,
  type MeshShape,
  type Swap,
  type TopologyLimits,
} from './topology.ts';

/** What is there, and what can be done about it. */
export interface TopologyPorts {
  /** Links that work. */
  links(): readonly HeldLink[];
  /** Oneself included. */
  memberCount(): number;
  /** Known, not linked, not refused. */
  candidates(): readonly Candidate[];
  dial(peer: PeerId): void;
  /** Not to be dialled any more, if it still is. */
  giveUp(peer: PeerId): void;
  letGo(peer: PeerId): void;
  onShape(shape: MeshShape): void;
}

export interface TopologyKeeperOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly ports: TopologyPorts;
  readonly limits?: Partial<TopologyLimits> | undefined;
}

/** `heldPlaces`: links held, those that wait to be chosen included. `theirLinks`: what the newcomer says it has. */
export type NewcomerFacts = Pick<AdmissionView, 'heldPlaces' | 'theirLinks'>;

export interface TopologyKeeper extends Disposable {
  readonly shape: MeshShape;
  /** Links or what is known of others changed. */
  onChange(): void;
  onLinked(peer: PeerId): void;
  /** Members came or went: the next swap is due soon. */
  onMembersChanged(): void;
  /** The other side let this one go, or had no place for it. */
  onTurnedAway(peer: PeerId, by: 'released' | 'full'): void;
  /** Whether somebody who is not linked yet may be. */
  admit(peer: PeerId, facts: NewcomerFacts): Admission;
  /** Somebody a link to whom is worth having: dialled in place of the next swap. */
  request(peer: PeerId): void;
  /** Which of those just learned of are dialled without being chosen: everybody in a full mesh. */
  peersToDial(unlinked: readonly PeerId[]): readonly PeerId[];
}

/** Changes within this are looked at together. */
const SETTLE_MS = 100;
/** A dial that took so long is not waited for: somebody else is dialled. */
export const DIAL_PATIENCE_MS = 6_000;
/**
 * After each such dial twice as long, up to this, which no dial reaches: where every path is slow, or the machine is busy,
 * nobody would ever be linked otherwise.
 */
export const LONGEST_PATIENCE_MS = 20_000;
/** Whoever turned this peer away is not dialled again for so long, unless nobody else is left. */
export const TURNED_AWAY_MS = 60_000;
/** Links above the bound are let go one at a time, so that both ends do not overdo it. */
const DROP_SPREAD_MS = { from: 200, to: 1_200 } as const;
/** How often a link is swapped (s); half as often each time while nobody comes or goes, down to the slowest. */
export const SWAP_MS = 60_000;
export const SLOWEST_SWAP_MS = 16 * 60_000;
/** Links that joiners can push out: a storm of 50 asks its router for some 40, an attacker for all there are. */
export const EVICTION_LIMIT = { perSecond: 0.5, burst: 16 } as const;
const MAX_REMEMBERED = 256;

export function createTopologyKeeper(options: TopologyKeeperOptions): TopologyKeeper {
  return new LinkKeeper(options);
}

class LinkKeeper implements TopologyKeeper {
  readonly #clock: Clock;
  readonly #random: RandomSource;
  readonly #ports: TopologyPorts;
  readonly #limits: TopologyLimits;
  /** Since when. */
  readonly #dialing = new Map<PeerId, number>();
  readonly #turnedAway = createBoundedMemory<PeerId, true>({
    keepMs: TURNED_AWAY_MS,
    maxEntries: MAX_REMEMBERED,
  });
  readonly #evictions = createTokenBucket(EVICTION_LIMIT);
  #shape: MeshShape = 'full';
  #wasLetGo = false;
  /** Nobody is dropped for it where there is room for both. */
  #swap: (Pick<Swap, 'dial'> & Partial<Swap>) | undefined;
  #patienceMs = DIAL_PATIENCE_MS;
  #swapPeriodMs = SWAP_MS;
  #cancelLook: Cancel | undefined;
  #cancelDrop: Cancel | undefined;
  #cancelSwap: Cancel | undefined;
  #cancelPatience: Cancel | undefined;
  #isDisposed = false;

  constructor({ clock, random, ports, limits }: TopologyKeeperOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#ports = ports;
    this.#limits = { ...TOPOLOGY_LIMITS, ...limits };
    this.#planSwap();
  }

  get shape(): MeshShape {
    return this.#shape;
  }

  onChange(): void {
    if (!this.#isDisposed) this.#cancelLook ??= this.#clock.schedule(SETTLE_MS, () => this.#look());
  }

  onLinked(peer: PeerId): void {
    const swap = this.#swap;
    this.#learnPatience(peer);
    this.#forgetDial(peer);
    const isSwapped = swap?.dial === peer && this.#shape === 'partial';
    if (isSwapped) this.#letGoIfHeld(swap.drop);
    this.onChange();
  }

  onMembersChanged(): void {
    this.onChange();
    if (this.#isDisposed || this.#swapPeriodMs === SWAP_MS) return;
    this.#swapPeriodMs = SWAP_MS;
    this.#planSwap();
  }

  onTurnedAway(peer: PeerId, by: 'released' | 'full'): void {
    this.#abandon(peer);
    if (by === 'released') this.#wasLetGo = true;
    this.onChange();
  }

  admit(peer: PeerId, { heldPlaces, theirLinks }: NewcomerFacts): Admission {
    // Whoever this peer dialled has a place already; what is too much is let go afterwards.
    const isExpected = this.#dialing.has(peer) && heldPlaces < mostLinks(this.#shape, this.#limits);
    if (isExpected) return 'accept';
    this.#reshape();
    const view = { shape: this.#shape, heldPlaces, theirLinks, links: this.#ports.links() };
    const admission = admitLink({ ...view, random: this.#random, limits: this.#limits });
    if (typeof admission === 'string' || this.#evictions.take(this.#clock.nowMs())) return admission;
    return 'full';
  }

  request(peer: PeerId): void {
    if (this.#isDisposed || this.#shape === 'full' || this.#swap) return;
    const links = this.#ports.links();
    const candidates = this.#dialable(links.length).filter(({ peerId }) => peerId === peer);
    if (candidates.length === 0) return;
    const hasRoom = links.length <= this.#limits.targetLinks;
    const view = { links, candidates, random: this.#random, limits: this.#limits };
    const swap = hasRoom ? { dial: peer } : linksToSwap(view);
    if (!swap) return;
    this.#swap = swap;
    this.#begin(peer);
  }

  peersToDial(unlinked: readonly PeerId[]): readonly PeerId[] {
    this.#reshape();
    this.onChange();
    return this.#shape === 'full' ? unlinked : [];
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const cancel of [this.#cancelLook, this.#cancelDrop, this.#cancelSwap, this.#cancelPatience])
      cancel?.();
  }

  #look(): void {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    this.#reshape();
    const linkCount = this.#ports.links().length;
    this.#giveUpSlowDials();
    this.#dial(linkCount);
    if (this.#shape === 'full') return;
    if (linkCount >= this.#limits.targetLinks) this.#giveUpDials();
    if (linkCount > this.#limits.maxLinks) this.#planDrop();
  }

  #reshape(): void {
    const facts = { memberCount: this.#ports.memberCount(), wasLetGo: this.#wasLetGo };
    this.#wasLetGo = false;
    const shape = nextShape(this.#shape, facts, this.#limits);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#ports.onShape(shape);
  }

  #dial(linkCount: number): void {
    const chosen = linksToDial({
      shape: this.#shape,
      linkCount,
      dialing: this.#dialing.size,
      candidates: this.#dialable(linkCount),
      random: this.#random,
      limits: this.#limits,
    });
    for (const peer of chosen) this.#begin(peer);
  }

  #begin(peer: PeerId): void {
    this.#dialing.set(peer, this.#clock.nowMs());
    this.#ports.dial(peer);
    this.#watchDials();
  }

  #watchDials(): void {
    this.#cancelPatience ??= this.#clock.schedule(DIAL_PATIENCE_MS, () => {
      this.#cancelPatience = undefined;
      this.#look();
      if (this.#dialing.size > 0) this.#watchDials();
    });
  }

  /** In a full mesh everybody is dialled until it is linked; in a partial one somebody else will do. */
  #giveUpSlowDials(): void {
    const nowMs = this.#clock.nowMs();
    const slow = Array.from(this.#dialing).filter(([, sinceMs]) => nowMs - sinceMs >= this.#patienceMs);
    for (const [peer] of slow) {
      if (this.#shape === 'partial') this.#abandon(peer);
      else this.#forgetDial(peer);
    }
    if (slow.length > 0) this.#patienceMs = Math.min(LONGEST_PATIENCE_MS, 2 * this.#patienceMs);
  }

  /** Twice what it took the last one to come about. */
  #learnPatience(linked: PeerId): void {
    const sinceMs = this.#dialing.get(linked);
    if (sinceMs === undefined) return;
    const enoughMs = 2 * (this.#clock.nowMs() - sinceMs);
    this.#patienceMs = Math.min(LONGEST_PATIENCE_MS, Math.max(DIAL_PATIENCE_MS, enoughMs));
  }

  #giveUpDials(): void {
    for (const peer of Array.from(this.#dialing.keys())) {
      if (peer === this.#swap?.dial) continue;
      this.#forgetDial(peer);
      this.#ports.giveUp(peer);
    }
  }

  #abandon(peer: PeerId): void {
    this.#forgetDial(peer);
    this.#leaveAlone(peer);
    this.#ports.giveUp(peer);
  }

  #forgetDial(peer: PeerId): void {
    this.#dialing.delete(peer);
    if (this.#swap?.dial === peer) this.#swap = undefined;
  }

  #letGo(peer: PeerId): void {
    this.#leaveAlone(peer);
    this.#ports.letGo(peer);
  }

  #letGoIfHeld(peer: PeerId | undefined): void {
    if (peer && this.#ports.links().some(({ peerId }) => peerId === peer)) this.#letGo(peer);
  }

  #leaveAlone(peer: PeerId): void {
    this.#turnedAway.set(peer, true, this.#clock.nowMs());
  }

  #dialable(linkCount: number): readonly Candidate[] {
    const nowMs = this.#clock.nowMs();
    const candidates = this.#ports.candidates().filter(({ peerId }) => !this.#dialing.has(peerId));
    const welcome = candidates.filter(({ peerId }) => !this.#turnedAway.get(peerId, nowMs));
    const isDesperate = welcome.length === 0 && linkCount < this.#limits.minLinks;
    return isDesperate ? candidates : welcome;
  }

  #planDrop(): void {
    const delayMs = randomBetween(this.#random, DROP_SPREAD_MS.from, DROP_SPREAD_MS.to);
    this.#cancelDrop ??= this.#clock.schedule(delayMs, () => {
      this.#cancelDrop = undefined;
      if (this.#shape === 'full') return;
      const links = this.#ports.links();
      const drop = linkToDrop({ links, random: this.#random, limits: this.#limits });
      if (drop) this.#letGo(drop);
      if (links.length > this.#limits.maxLinks) this.#planDrop();
    });
  }

  #planSwap(): void {
    this.#cancelSwap?.();
    const delayMs = randomBetween(this.#random, 0.5, 1.5) * this.#swapPeriodMs;
    this.#cancelSwap = this.#clock.schedule(delayMs, () => {
      this.#swapPeriodMs = Math.min(2 * this.#swapPeriodMs, SLOWEST_SWAP_MS);
      this.#planSwap();
      if (this.#shape === 'partial') this.#beginSwap();
    });
  }

  #beginSwap(): void {
    const links = this.#ports.links();
    const candidates = this.#dialable(links.length);
    const swap = linksToSwap({ links, candidates, random: this.#random, limits: this.#limits });
    if (!swap) return;
    this.#swap = swap;
    this.#begin(swap.dial);
  }
}
