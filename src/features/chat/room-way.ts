// How the thread that everybody hears goes: what is said by broadcast, what is missing between neighbours.

import { createDisposables } from '../../primitives/disposable.ts';
import type { RosterPeer } from '../../room/room.ts';
import { TYPING } from '../../sync/presence/typing.ts';
import type { Presence } from '../../sync/shared-docs.ts';
import type { ChatWorld, ThreadWay } from './chat-world.ts';
import { isLinked } from './delivery.ts';
import { sinceMsFor } from './history.ts';
import { ROOM_THREAD } from './log/entry.ts';
import { chatExchangeProtocol, chatProtocol, type LiveMessage } from './protocol.ts';
import type { LiveThread } from './live-thread.ts';
import { createRoomTypists } from './room-typists.ts';

export interface RoomWay {
  readonly way: ThreadWay;
  /** Hands on what comes from now on. */
  connect(thread: LiveThread): () => void;
}

export function openRoomWay(world: ChatWorld, presence: Pick<Presence, 'field'>): RoomWay {
  const { room } = world;
  const live = room.channel(chatProtocol);
  const exchange = room.channel(chatExchangeProtocol);
  const sharers = () => room.peers.value.filter(({ link }) => link.kind !== 'gone');

  function broadcast(message: LiveMessage): readonly RosterPeer['peerId'][] {
    const handed = live.broadcast(message);
    const known = new Set(handed);
    // A link that is down for a moment: it waits there until it is back.
    const others = room.peers.peek().filter(({ peerId, link }) => link.kind !== 'gone' && !known.has(peerId));
    const sent = others.filter(({ peerId }) => live.send(peerId, message));
    return [...handed, ...sent.map(({ peerId }) => peerId)];
  }

  return {
    way: {
      id: 'room',
      name: Promise.resolve(ROOM_THREAD),
      sharers,
      neighbours: () => room.peers.value.filter(isLinked),
      say: (run) => broadcast({ type: 'say', run }),
      typists: createRoomTypists(world, presence),
      // The shell sees for itself that somebody writes, but not that it was sent by a click.
      tellTyping(isWriting) {
        if (!isWriting) presence.field(TYPING).takeBack();
      },
      tell: (to, message) => exchange.send(to, message),
      sinceMsFor: (identity) => sinceMsFor(world, identity),
    },
    connect(thread) {
      const disposables = createDisposables();
      disposables.add(
        live.onMessage(({ message, from, identityId }) =>
          thread.hear({ peerId: from, identityId }, message.run),
        ),
      );
      disposables.add(
        exchange.onMessage(({ message, from, identityId }) =>
          thread.receive({ peerId: from, identityId }, message),
        ),
      );
      return () => disposables.dispose();
    },
  };
}
