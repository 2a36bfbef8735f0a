// One peer in a room over real WebRTC inside Node: the same core as in the browser, a real PeerServer, real time.

import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { integer, record } from '../../src/primitives/schema.ts';
import { createRoom } from '../../src/room/create-room.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { RoomCode } from '../../src/room/room-code.ts';
import type { CreateRoomOptions } from '../../src/room/room-options.ts';
import type { Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { createWebrtcTransport } from '../../src/transport/webrtc-transport.ts';
import { createNodeCrypto } from './node-crypto.ts';

export interface RealRoomOptions extends Pick<CreateRoomOptions, 'topology'> {
  readonly code: RoomCode;
  readonly broker: BrokerAddress;
}

export interface RealRoom {
  readonly peerId: PeerId;
  /** Broadcasts the next number. */
  say(): void;
  look(): RealRoomView;
  leave(): void;
}

/** What can be seen of a room from outside its process. */
export interface RealRoomView {
  readonly peerId: PeerId;
  /** Members it knows, however they are reached. */
  readonly memberCount: number;
  readonly linkCount: number;
  readonly said: readonly number[];
  /** Numbers heard of each, in the order of their arrival. */
  readonly heard: Readonly<Record<PeerId, readonly number[]>>;
}

interface Said {
  readonly number: number;
}

const SPEECH: Protocol<Said> = {
  id: 'speech',
  version: 1,
  channel: 'control',
  message: record({ number: integer({ min: 0, max: 1_000_000 }) }),
  maxBytes: 64,
  rate: { perSecond: 200, burst: 400 },
};
/** Forty peers ask each other 780 times a period; on two cores that leaves them time for anything else. */
const PING_PERIOD_MS = 10_000;
const LINKED = new Set(['direct', 'relayed', 'unknown']);

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createNodeCrypto();

export async function joinRealRoom({ code, broker, topology }: RealRoomOptions): Promise<RealRoom> {
  const surroundings = { clock, random, digest: crypto, iceServers: [] };
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const room = createRoom({
    place: { kind: 'room', code },
    peer,
    crypto,
    clock,
    random,
    topology,
    log: silentLog,
    pingPeriodMs: PING_PERIOD_MS,
    name: `Peer ${peer.peerId}`.slice(0, 12),
    transports: [createPeerjsTransport({ ...surroundings, broker })],
    transportOver: (signaling) => createWebrtcTransport({ ...surroundings, signaling }),
  });
  return withSpeech(room);
}

function withSpeech(room: Room): RealRoom {
  const channel = room.channel(SPEECH);
  const heard: Record<PeerId, number[]> = {};
  const said: number[] = [];
  channel.onMessage(({ from, message }) => (heard[from] ??= []).push(message.number));
  const { peerId } = room.self;
  return {
    peerId,
    say() {
      channel.broadcast({ number: said.length });
      said.push(said.length);
    },
    look() {
      const links = room.peers.value.map(({ link }) => link.kind).filter((kind) => kind !== 'gone');
      const linkCount = links.filter((kind) => LINKED.has(kind)).length;
      return { peerId, memberCount: links.length, linkCount, said, heard };
    },
    leave: () => room.leave(),
  };
}
