// Waiting until a proven link to a peer is in use, or too long.

import type { Clock } from '../primitives/clock.ts';
import type { MeshPeer } from './mesh-peer.ts';

export interface LinkWaiters {
  /** True when the peer is linked in time; a link that is proven has to be chosen by one of the sides. */
  whenLinked(peer: MeshPeer): Promise<boolean>;
  onLinked(peer: MeshPeer): void;
}

const CHOICE_TIMEOUT_MS = 5_000;

export function createLinkWaiters(clock: Clock): LinkWaiters {
  const waiting = new Map<MeshPeer, Set<() => void>>();
  return {
    whenLinked(peer) {
      if (peer.isSound) return Promise.resolve(true);
      const waiters = waiting.get(peer) ?? new Set();
      waiting.set(peer, waiters);
      return new Promise((resolve) => {
        const finish = () => {
          cancel();
          waiters.delete(finish);
          if (waiters.size === 0) waiting.delete(peer);
          resolve(peer.isSound);
        };
        const cancel = clock.schedule(CHOICE_TIMEOUT_MS, finish);
        waiters.add(finish);
      });
    },
    onLinked(peer) {
      for (const finish of Array.from(waiting.get(peer) ?? [])) finish();
    },
  };
}
