// Which instances have which messages, and who of those here has them all. By instance, not by person: whoever reloads
// comes back with nothing. Knows nothing of how messages travel.

import { signal } from '@preact/signals-core';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { RosterPeer } from '../../room/room.ts';
import type { Holding } from '../holding.ts';
import { isLinked } from './delivery.ts';

/** The instances that have a message, by entry key. */
export type HeldBy = ReadonlyMap<string, ReadonlySet<PeerId>>;

export interface Holders {
  /** As it is now; a computation or an effect that reads it follows it. */
  read(): HeldBy;
  /** These instances have the message, besides those known before. */
  add(key: string, peers: readonly PeerId[]): void;
  forget(key: string): void;
}

export function createHolders(): Holders {
  /** Changed in place: a copy for each of thousands of messages would be felt. */
  const heldBy = new Map<string, Set<PeerId>>();
  const changes = signal(0);
  return {
    read() {
      void changes.value;
      return heldBy;
    },
    add(key, peers) {
      const known = heldBy.get(key) ?? new Set();
      for (const peer of peers) known.add(peer);
      heldBy.set(key, known);
      changes.value += 1;
    },
    forget(key) {
      if (heldBy.delete(key)) changes.value += 1;
    },
  };
}

/** What is held here, and by whom else who is linked now; this person's own other tabs are nobody else. */
export function holdingOf(heldBy: HeldBy, peers: readonly RosterPeer[], self: IdentityId): Holding {
  if (heldBy.size === 0) return { kind: 'nothing' };
  const others = peers.filter((peer) => isLinked(peer) && peer.identityId !== self);
  const messages = Array.from(heldBy.values());
  const complete = others.filter(({ peerId }) => messages.every((has) => has.has(peerId)));
  return {
    kind: 'something',
    wholly: new Set(complete.map((peer) => peer.identityId)),
    isLast: messages.some((has) => !others.some(({ peerId }) => has.has(peerId))),
  };
}
