// The entries of a namespace's members as its router keeps and copies them: bounded, forgotten after 90 s without a
// check-in. Entries arrive here verified; the registry cannot invent or change any.

import type { PeerId } from '../primitives/ids.ts';
import type { Entry } from '../secure/entry.ts';

/** What a registry keeps of a verified entry. */
export type DiscoveredPeer = Pick<Entry, 'peerId' | 'transportIds' | 'issued' | 'encoded'>;

export interface RouterRegistry {
  /** False when it is older than what is known, or the registry is full. */
  put(entry: DiscoveredPeer, nowMs: number): boolean;
  remove(peerId: PeerId): void;
  /** Entries that are not too old, at most `limit`, the freshest first; never that of `except`. */
  list(
    nowMs: number,
    options: { readonly limit: number; readonly except?: PeerId },
  ): readonly DiscoveredPeer[];
  /** Place of a peer among all that are known, by id. */
  rankOf(peerId: PeerId, nowMs: number): number;
  readonly size: number;
}

/** A member that missed one check-in (60 s) and half of the next is gone. Source: seed 001. */
export const REGISTRY_TTL_MS = 90_000;
/** What one router keeps, entries; a room of the full mesh is far smaller. */
export const MAX_REGISTRY_ENTRIES = 256;

interface Kept {
  readonly entry: DiscoveredPeer;
  readonly atMs: number;
}

export function createRouterRegistry(): RouterRegistry {
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
      const entries = Array.from(kept.values(), ({ entry }) => entry).reverse();
      return entries.filter(({ peerId }) => peerId !== except).slice(0, limit);
    },
    rankOf(peerId, nowMs) {
      forgetOld(nowMs);
      return Array.from(kept.keys()).filter((each) => each < peerId).length;
    },
    get size() {
      return kept.size;
    },
  };
}
