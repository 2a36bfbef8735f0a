// Links to peers who have links of their own, but were not known here: they lead to another part of the room, as after a
// partition. Kept until its members have announced themselves: for as long as there is news of them, and a while.

import type { Clock } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import { MEMBER_UNSEEN_MS } from './membership.ts';
import { TOPOLOGY_LIMITS } from './topology.ts';

export interface Bridges {
  /** Somebody who never announced itself here is linked now. */
  onStranger(peer: PeerId): void;
  /** Somebody announced itself who was not known. */
  onNews(): void;
  /** `theirLinks`: what it says; what it said first is what counts, as a joiner finds more. */
  isBridge(peer: PeerId, theirLinks: number | undefined): boolean;
}

/**
 * Without news of anybody for so long it has done its work: a member answers a stranger within 10 s of its last announcement,
 * and a few more in a larger room, where others answer meanwhile.
 */
export const QUIET_MS = 15_000;
/** Joiners are strangers too; of a storm of them the last are remembered. */
const MAX_STRANGERS = 32;

interface Stranger {
  readonly sinceMs: number;
  firstLinks: number | undefined;
}

export function createBridges(clock: Clock): Bridges {
  const strangers = createBoundedMemory<PeerId, Stranger>({
    keepMs: MEMBER_UNSEEN_MS,
    maxEntries: MAX_STRANGERS,
  });
  let newsAtMs = -Infinity;
  return {
    onStranger(peer) {
      const sinceMs = clock.nowMs();
      strangers.set(peer, { sinceMs, firstLinks: undefined }, sinceMs);
    },
    onNews: () => void (newsAtMs = clock.nowMs()),
    isBridge(peer, theirLinks) {
      const stranger = strangers.get(peer, clock.nowMs());
      if (!stranger) return false;
      stranger.firstLinks ??= theirLinks;
      const isQuiet = clock.nowMs() - Math.max(stranger.sinceMs, newsAtMs) >= QUIET_MS;
      return !isQuiet && (stranger.firstLinks ?? 0) >= TOPOLOGY_LIMITS.minLinks;
    },
  };
}
