// What broke the first of its kind: a few people share a file, everybody passes it on, and it never ends. Rooms over real
// WebRTC and a real broker, and every byte that a data channel is handed.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { delay } from '../../src/primitives/clock.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createRoom } from '../../src/room/create-room.ts';
import { createRoomCode, type RoomCode } from '../../src/room/room-code.ts';
import type { Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { createRoomSwarms, type RoomSwarms } from '../../src/swarm/room-swarms.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { createMemoryStores, type MemoryStores } from '../support/memory-chunks.ts';
import { createNodeCrypto } from '../support/node-crypto.ts';
import { startPeerServer } from '../support/peer-server.ts';
import { makeFile, storedHash } from '../support/swarm-files.ts';

const KIB = 1024;
const QUIET_MS = 10_000;
/** On all links together. */
const QUIET_BYTES = 20_000;
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createNodeCrypto();
let server: Awaited<ReturnType<typeof startPeerServer>>;
let sentBytes = 0;

beforeAll(async () => {
  server = await startPeerServer();
  // oxlint-disable-next-line typescript/unbound-method -- called with its connection below
  const create = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function createCounted(...settings) {
    const channel = create.apply(this, settings);
    const send = channel.send.bind(channel) as (data: Uint8Array) => void;
    channel.send = (data: unknown) => {
      sentBytes += (data as Uint8Array).byteLength;
      send(data as Uint8Array);
    };
    return channel;
  };
});
afterAll(() => server.stop());

interface Person extends RoomSwarms {
  readonly room: Room;
  readonly stores: MemoryStores;
}

async function join(code: RoomCode): Promise<Person> {
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const broker = server.address;
  const transports = [createPeerjsTransport({ broker, iceServers: [], clock, random, digest: crypto })];
  const place = { kind: 'room', code } as const;
  const room = createRoom({ place, peer, crypto, clock, random, log: silentLog, transports, name: 'Peer' });
  const stores = createMemoryStores();
  return { room, stores, ...createRoomSwarms({ room, clock, random, hash: crypto, stores }) };
}

async function until(isSo: () => boolean): Promise<void> {
  const endMs = clock.nowMs() + PATIENCE_MS;
  while (!isSo() && clock.nowMs() < endMs) await delay(clock, LOOK_MS);
  expect(isSo()).toBe(true);
}

const isLinked = ({ room }: Person, others: number) =>
  room.peers.value.filter(({ link }) => link.kind === 'direct' || link.kind === 'unknown').length === others;

test.each([
  [4, 2_048 * KIB],
  [5, 512 * KIB],
])(
  '[F10] %i who share %i bytes have them once, and are quiet',
  { timeout: 150_000 },
  async (count, sizeBytes) => {
    const code = createRoomCode(random);
    const people: Person[] = [];
    for (let at = 0; at < count; at += 1) people.push(await join(code));
    await until(() => people.every((person) => isLinked(person, count - 1)));
    const [offerer, ...others] = people;
    const file = makeFile({ clock, sizeBytes });
    const before = sentBytes;
    const offered = offerer!.swarms.offer(file.manifest, file.source);
    const id = offered.ok ? offered.value : '';
    await until(() => others.every(({ swarms }) => swarms.offers.length === 1));
    for (const { swarms } of others) swarms.accept(id);
    await until(() => others.every(({ swarms }) => swarms.snapshot(id)?.state.kind === 'complete'));
    expect(others.map((person) => storedHash(person, file.manifest))).toEqual(others.map(() => file.sha256));
    const afterwards = sentBytes;
    await delay(clock, QUIET_MS);
    expect(afterwards - before).toBeGreaterThan(sizeBytes * others.length);
    // Everybody gets it once: what the old one sent for 512 KiB among five was 218 MB.
    expect(afterwards - before).toBeLessThan(1.3 * sizeBytes * others.length);
    expect(sentBytes - afterwards).toBeLessThan(QUIET_BYTES);
    for (const person of people) {
      person.dispose();
      person.room.leave();
    }
  },
);
