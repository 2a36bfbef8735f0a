// Rooms by the room's own code, as many in one page as told; and PeerJS as it comes, to compare with. Driven from
// outside by `bench`.

import { Peer } from 'peerjs';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import type { CryptoPort } from '../../src/primitives/crypto.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { bytes, record } from '../../src/primitives/schema.ts';
import { createRoom } from '../../src/room/create-room.ts';
import { createRoomCode, type RoomCode } from '../../src/room/room-code.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { LinkView, Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';

const clock = createSystemClock();
const random = createWebRandom();
const crypto = onceADerivation(createWebCrypto(globalThis.crypto.subtle));
const rooms: Room[] = [];
const peers: Peer[] = [];
/** Every data channel of the page: what they hold is in no heap. */
const channels = collectChannels();

const CHUNK_BYTES = 48 * 1024;
const schema = record({ data: bytes({ maxLength: CHUNK_BYTES }) });
type Load = { readonly data: Bytes };
const load: Protocol<Load> = {
  id: 'bench-load',
  version: 1,
  channel: 'bulk',
  message: schema,
  maxBytes: CHUNK_BYTES + 64,
  rate: { perSecond: 10_000, burst: 10_000 },
};
const talk: Protocol<Load> = {
  ...load,
  id: 'bench-talk',
  channel: 'control',
  rate: { perSecond: 20, burst: 60 },
};

/** Nothing of it is refused by its rate: what ends it is that no more is held for a peer. */
const held: Protocol<Load> = { ...load, id: 'bench-held', channel: 'control' };
const stale: Protocol<Load> = { ...load, id: 'bench-stale', channel: 'realtime' };

/** In one page the words become keys once, not once a peer. */
function onceADerivation(port: CryptoPort): CryptoPort {
  const derived = new Map<string, Promise<Bytes>>();
  return {
    ...port,
    pbkdf2Sha256(input) {
      const name = `${input.password.join()} ${input.salt.join()}`;
      const bytes = derived.get(name) ?? port.pbkdf2Sha256(input);
      derived.set(name, bytes);
      return bytes;
    },
  };
}

function collectChannels(): readonly RTCDataChannel[] {
  const made: RTCDataChannel[] = [];
  // oxlint-disable-next-line typescript/unbound-method -- called with its connection below
  const create = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function createAndKeep(...settings) {
    const channel = create.apply(this, settings);
    made.push(channel);
    return channel;
  };
  return made;
}

function createPeerjs(broker: BrokerAddress): Peer {
  return new Peer(`bench-${globalThis.crypto.randomUUID()}`, { ...broker, config: { iceServers: [] } });
}

function isReached({ kind }: LinkView): boolean {
  return kind === 'direct' || kind === 'relayed' || kind === 'unknown' || kind === 'via';
}

function reached(room: Room): number {
  return room.peers.value.filter(({ link }) => isReached(link)).length;
}

export const bench = {
  createCode: (): RoomCode => createRoomCode(random),
  async join(code: RoomCode, broker: BrokerAddress): Promise<void> {
    const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
    const transports = [createPeerjsTransport({ broker, iceServers: [], clock, random, digest: crypto })];
    const name = `Peer ${rooms.length + 1}`;
    rooms.push(
      createRoom({
        place: { kind: 'room', code },
        peer,
        crypto,
        clock,
        random,
        log: silentLog,
        transports,
        name,
      }),
    );
  },
  /** Of each room, how many others it reaches, directly or through others. */
  reached: (): readonly number[] => rooms.map(reached),
  directLinks: (): number =>
    rooms.flatMap(({ peers }) => peers.value).filter(({ link }) => isReached(link) && link.kind !== 'via')
      .length,
  /** Everybody says something to everybody; how many copies went out. */
  talk(): number {
    const message = { data: random.bytes(200) };
    return rooms.reduce((sum, room) => sum + room.channel(talk).broadcast(message).length, 0);
  },
  /** Everybody sends to everybody until nothing more is taken. */
  fill(): void {
    const message = { data: random.bytes(CHUNK_BYTES) };
    for (const room of rooms) while (room.channel(load).broadcast(message).length > 0);
  },
  /** The same on every channel in one go, so that outboxes are full too: nothing is acknowledged meanwhile. */
  fillAll(): void {
    const message = { data: random.bytes(CHUNK_BYTES) };
    for (const protocol of [load, held, stale])
      for (const room of rooms) while (room.channel(protocol).broadcast(message).length > 0);
  },
  /** What waits in the browser, outside every heap. */
  handedBytes: () => channels.reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0),
  leave(): void {
    for (const room of rooms.splice(0)) room.leave();
  },

  /** A PeerJS peer that waits to be dialled; its id. */
  async waitAsPeerjs(broker: BrokerAddress): Promise<string> {
    const peer = createPeerjs(broker);
    peers.push(peer);
    await new Promise<void>((resolve) => peer.on('open', () => resolve()));
    return peer.id;
  },
  /** Milliseconds from nothing to an open PeerJS connection. */
  async dialAsPeerjs(broker: BrokerAddress, id: string): Promise<number> {
    const startMs = performance.now();
    const peer = createPeerjs(broker);
    await new Promise<void>((resolve, reject) => {
      peer.on('error', reject);
      peer.on('open', () => peer.connect(id).on('open', () => resolve()));
    });
    const tookMs = performance.now() - startMs;
    peer.destroy();
    return tookMs;
  },
};

export type RoomBench = typeof bench;

Object.assign(globalThis, { bench });
