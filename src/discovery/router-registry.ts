// The entries of a namespace's members as its router keeps and copies them: bounded, forgotten after 90 s without a
// check-in. Entries arrive here verified; the registry cannot invent or change any.

import type { PeerId } from '../primitives/ids.ts';
import { randomInteger, type RandomSource } from '../primitives/random.ts';
import type { Entry } from '../secure/entry.ts';

/** What a registry keeps of a verified entry. */
export type DiscoveredPeer = Pick<Entry, 'peerId' | 'transportIds' | 'issued' | 'encoded'>;

export interface RouterRegistry {
  /** False when it is older than what is known, or the registry is full. */
  put(entry: DiscoveredPeer, nowMs: number): boolean;
  remove(peerId: PeerId): void;
  /** Entries that are not too old, at most `limit` of them at random; never that of `except`. */
  list(
    nowMs: number,
    options: { readonly limit: number; readonly except?: PeerId },
  ): readonly DiscoveredPeer[];
  has(peerId: PeerId): boolean;
  /** Place of a peer among all that are known, by id. */
  rankOf(peerId: PeerId, nowMs: number): number;
  readonly size: number;
}

/** A member that missed one check-in (60 s) and half of the next is gone. Source: seed 001. */
export const REGISTRY_TTL_MS = 90_000;
/** What one router keeps: the members of the largest room. */
export const MAX_REGISTRY_ENTRIES = 1_024;

interface Kept {
  readonly entry: DiscoveredPeer;
  readonly atMs: number;
}

export function createRouterRegistry(random: RandomSource): RouterRegistry {
  const kept = new Map<PeerId, Kept>();

  function forgetOld(nowMs: number): void {
    for (const [peerId, { atMs }] of kept) {
      if (nowMs - atMs >= REGISTRY_TTL_MS) kept.delete(peerId);
    }
  }

  return {
    put(entry, nowMs) {
      forgetOld(nowMs);
      const known = kept.get(entry.peerId);
      if (known ? known.entry.issued > entry.issued : kept.size >= MAX_REGISTRY_ENTRIES) return false;
      kept.delete(entry.peerId);
      kept.set(entry.peerId, { entry, atMs: nowMs });
      return true;
    },
    remove: (peerId) => void kept.delete(peerId),
    list(nowMs, { limit, except }) {
      forgetOld(nowMs);
      const entries = Array.from(kept.values(), ({ entry }) => entry);
      return draw(
        entries.filter(({ peerId }) => peerId !== except),
        limit,
        random,
      );
    },
    has: (peerId) => kept.has(peerId),
    rankOf(peerId, nowMs) {
      forgetOld(nowMs);
      return Array.from(kept.keys()).filter((each) => each < peerId).length;
    },
    get size() {
      return kept.size;
    },
  };
}

/** Of many, each newcomer is told of others, so that no member is dialled by all of them. */
function draw<T>(items: T[], limit: number, random: RandomSource): readonly T[] {
  if (items.length <= limit) return items;
  for (let at = 0; at < limit; at += 1) {
    const other = at + randomInteger(random, items.length - at);
    const [one, two] = [items[at], items[other]];
    if (one !== undefined && two !== undefined) [items[at], items[other]] = [two, one];
  }
  return items.slice(0, limit);
}
