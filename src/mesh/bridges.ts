// Links to peers who have links of their own, but were not known here: they lead to another part of the room, as after a
// partition. Kept until its members have announced themselves.

import type { Clock } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import { MEMBER_UNSEEN_MS } from './membership.ts';
import { TOPOLOGY_LIMITS } from './topology.ts';

export interface Bridges {
  /** Somebody who never announced itself here is linked now. */
  onStranger(peer: PeerId): void;
  /** `theirLinks`: what it says; what it said first is what counts, as a joiner finds more. */
  isBridge(peer: PeerId, theirLinks: number | undefined): boolean;
}

/** Joiners are strangers too; of a storm of them the last are remembered. */
const MAX_STRANGERS = 32;

export function createBridges(clock: Clock): Bridges {
  const strangers = createBoundedMemory<PeerId, { firstLinks: number | undefined }>({
    keepMs: MEMBER_UNSEEN_MS,
    maxEntries: MAX_STRANGERS,
  });
  return {
    onStranger: (peer) => strangers.set(peer, { firstLinks: undefined }, clock.nowMs()),
    isBridge(peer, theirLinks) {
      const stranger = strangers.get(peer, clock.nowMs());
      if (!stranger) return false;
      stranger.firstLinks ??= theirLinks;
      return (stranger.firstLinks ?? 0) >= TOPOLOGY_LIMITS.minLinks;
    },
  };
}
