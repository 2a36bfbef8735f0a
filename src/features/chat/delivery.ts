// How far my messages got: to whom each went, who has confirmed it, and sending again to those who come back. Knows
// nothing of how messages look.

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import { formatHex } from '../../primitives/bytes.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { Channel, RoomContext, RosterPeer } from '../../room/room.ts';
import type { ChatMessage } from './protocol.ts';

/** The people one message is for and those who have it; nobody was here when both are empty. */
export interface Reach {
  readonly to: ReadonlySet<IdentityId>;
  readonly reached: ReadonlySet<IdentityId>;
}

export interface Delivery {
  readonly reach: ReadonlySignal<ReadonlyMap<string, Reach>>;
  send(key: string, message: TextMessage): void;
  acknowledge(from: PeerId, id: Uint8Array): void;
  forget(key: string): void;
  dispose(): void;
}

type TextMessage = Extract<ChatMessage, { type: 'text' }>;

export interface DeliveryWay {
  readonly channel: Pick<Channel<ChatMessage>, 'broadcast' | 'send'>;
  /** That instance has the message now. */
  readonly onReached: (key: string, by: PeerId) => void;
}

/** Messages kept for people who dropped out; older ones are not sent again. */
export const MAX_WAITING = 200;

export function createDelivery(room: RoomContext, { channel, onReached }: DeliveryWay): Delivery {
  const reach = signal<ReadonlyMap<string, Reach>>(new Map());
  /** Not confirmed by everyone yet, oldest first. */
  const waiting = new Map<string, { readonly key: string; readonly message: TextMessage }>();
  const linked = new Set<PeerId>();

  function setReach(key: string, next: Reach): void {
    reach.value = new Map(reach.value).set(key, next);
  }

  function sendAgainTo(peer: RosterPeer): void {
    for (const { key, message } of waiting.values()) {
      const known = reach.value.get(key);
      if (known?.to.has(peer.identityId) && !known.reached.has(peer.identityId))
        channel.send(peer.peerId, message);
    }
  }

  const stop = effect(() => {
    const open = room.peers.value.filter(isLinked);
    const came = open.filter((peer) => !linked.has(peer.peerId));
    linked.clear();
    for (const peer of open) linked.add(peer.peerId);
    untracked(() => {
      for (const peer of came) sendAgainTo(peer);
    });
  });

  return {
    reach,
    send(key, message) {
      const peers = room.peers.value.filter((peer) => peer.link.kind !== 'gone');
      const to = new Set(peers.map((peer) => peer.identityId));
      to.delete(room.self.identityId);
      setReach(key, { to, reached: new Set() });
      if (to.size > 0) waiting.set(formatHex(message.id), { key, message });
      if (waiting.size > MAX_WAITING) waiting.delete(waiting.keys().next().value ?? '');
      const handed = new Set(channel.broadcast(message));
      for (const { peerId } of peers) if (!handed.has(peerId)) channel.send(peerId, message);
    },
    acknowledge(from, id) {
      const sent = waiting.get(formatHex(id));
      const identityId = room.peers.value.find((peer) => peer.peerId === from)?.identityId;
      const known = sent && reach.value.get(sent.key);
      if (!sent || !known || identityId === undefined || !known.to.has(identityId)) return;
      const reached = new Set(known.reached).add(identityId);
      setReach(sent.key, { to: known.to, reached });
      onReached(sent.key, from);
      if (reached.size === known.to.size) waiting.delete(formatHex(id));
    },
    forget(key) {
      const rest = new Map(reach.value);
      if (rest.delete(key)) reach.value = rest;
    },
    dispose() {
      stop();
      waiting.clear();
    },
  };
}

/** Those something can be handed to now. */
export function isLinked(peer: RosterPeer): boolean {
  const { kind } = peer.link;
  return kind === 'direct' || kind === 'relayed' || kind === 'via' || kind === 'unknown';
}
