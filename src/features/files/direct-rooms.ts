// A room as files between this person and one other see it: only the other's instances, on channels of their own. What
// is said there goes to them one by one, sealed like any message to one, and nothing of it to anybody else.

import { computed } from '@preact/signals-core';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { Attest } from '../../room/attest.ts';
import type { Protocol } from '../../room/protocol-definition.ts';
import type { Channel, FrameChannel, Received, RoomContext } from '../../room/room.ts';
import { swarmNewsProtocol, swarmProtocol } from '../../swarm/protocol.ts';
import { CHUNK_PROTOCOL } from '../../swarm/room-swarms.ts';
import type { Swarms } from '../../swarm/swarms.ts';

export type SwarmsRoom = Pick<
  RoomContext,
  'self' | 'peers' | 'channel' | 'frames' | 'requestLink' | 'attest'
>;

export interface DirectRooms extends Disposable {
  /** The same with that person alone. */
  with(person: IdentityId): SwarmsRoom;
}

export interface DirectRoomsOptions {
  readonly room: SwarmsRoom;
  /** Somebody offers something, perhaps before there is anything with them. */
  readonly onOffer: (person: IdentityId, hear: (swarms: Pick<Swarms, 'onNews'>) => void) => void;
}

const SUFFIX = '-direct';

/** Its channels are open from the start, or what is offered before anything is would not be heard. */
export function createDirectRooms({ room, onOffer }: DirectRoomsOptions): DirectRooms {
  const news = room.channel({ ...swarmNewsProtocol, id: swarmNewsProtocol.id + SUFFIX });
  const talk = room.channel({ ...swarmProtocol, id: swarmProtocol.id + SUFFIX });
  const frames = room.frames({ ...CHUNK_PROTOCOL, id: CHUNK_PROTOCOL.id + SUFFIX });
  const stop = news.onMessage(({ from, identityId, message }) => {
    if (message.type === 'offer') onOffer(identityId, (swarms) => swarms.onNews(from, message));
  });

  return {
    with(person) {
      const peers = computed(() => room.peers.value.filter(({ identityId }) => identityId === person));
      const isTheirs = (peer: PeerId) => peers.peek().some(({ peerId }) => peerId === peer);
      return {
        self: room.self,
        peers,
        channel: <M>({ id }: Protocol<M>) =>
          channelWith(person, (id === swarmProtocol.id ? talk : news) as unknown as Channel<M>, () =>
            peers.peek().map((each) => each.peerId),
          ),
        frames: () => framesWith(person, frames, isTheirs),
        requestLink: (peer) => (isTheirs(peer) ? room.requestLink(peer) : undefined),
        attest: attestBetween(room.attest),
      };
    },
    dispose: stop,
  };
}

function channelWith<M>(
  person: IdentityId,
  channel: Channel<M>,
  instances: () => readonly PeerId[],
): Channel<M> {
  return {
    broadcast: (message) => instances().filter((peer) => channel.send(peer, message)),
    send: (to, message) => instances().includes(to) && channel.send(to, message),
    onMessage: (listener) =>
      channel.onMessage((received: Received<M>) => {
        if (received.identityId === person) listener(received);
      }),
  };
}

function framesWith(
  person: IdentityId,
  frames: FrameChannel,
  isTheirs: (peer: PeerId) => boolean,
): FrameChannel {
  return {
    maxFrameBytes: frames.maxFrameBytes,
    send: (to, ...parts) => isTheirs(to) && frames.send(to, ...parts),
    bufferedBytes: (to) => frames.bufferedBytes(to),
    onFrame: (listener) =>
      frames.onFrame((received) => {
        if (received.identityId === person) listener(received);
      }),
    onDrained: (listener) =>
      frames.onDrained((to) => {
        if (isTheirs(to)) listener(to);
      }),
    blame: (peer, detail) => frames.blame(peer, detail),
  };
}

/** What is signed between two holds nowhere else: it cannot be passed on to the room as its author's offer. */
function attestBetween(attest: Attest): Attest {
  return {
    ...attest,
    sign: (label, data) => attest.sign(label + SUFFIX, data),
    verify: (label, data, proof) => attest.verify(label + SUFFIX, data, proof),
  };
}
