// A room too large for everybody to be linked with everybody, and two members in it with nothing of ours between them
// and what they say: the others go on seeing and hearing each other, once, and see nobody who is not there.

import { expect, test, vi } from 'vitest';
import { encodeEnvelope } from '../../src/mesh/envelope.ts';
import {
  encodeGossipMessage,
  GOSSIP_PROTOCOL,
  MAX_IDS,
  signedBytes,
  type GossipMessage,
} from '../../src/mesh/gossip/gossip-message.ts';
import { encodeMembersMessage, MEMBERS_PROTOCOL } from '../../src/mesh/membership-protocol.ts';
import { encodeMeshMessage } from '../../src/mesh/protocol.ts';
import { encodeRelayMessage, RELAY_PROTOCOL, type RelayMessage } from '../../src/mesh/relay/protocol.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { peerIdBytes, type PeerId } from '../../src/primitives/ids.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import type { HandshakeContext } from '../../src/secure/secure-link.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { createHostileTalk } from '../support/hostile-frames.ts';
import { allSeeAll, createSimWorld, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { linkRaw, type RawMallory } from '../support/mallory.ts';
import { plainTalk } from '../support/plain-talk.ts';
import { makePerson } from '../support/secure-pair.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

/** Other histories: `KITH_FUZZ_SEED=77 npx vitest run --project pure tests/hostile/partial-room.test.ts`. */
const SEED = Number(process.env['KITH_FUZZ_SEED'] ?? 1);
const SEEDS = seedsToRun([SEED, SEED + 1]);
const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal'];
/** Small, so that eight are many. */
const TOPOLOGY = { fullMembers: 4, minLinks: 2, targetLinks: 3, maxLinks: 4 };
const FRAMES = 250;

vi.setConfig({ testTimeout: 120_000 });

async function gather(
  seed: number,
): Promise<{ readonly world: SimWorld; readonly rooms: readonly SimRoom[] }> {
  const world = createSimWorld(seed);
  const rooms: SimRoom[] = [];
  for (const name of NAMES) {
    rooms.push(await world.makeRoom(name, { overrides: { topology: TOPOLOGY } }));
    await world.clock.advance(1_000);
  }
  await world.clock.until(() => allSeeAll(rooms), 120_000, 500);
  const ways = rooms.flatMap(({ peers }) => peers.value.map(({ link }) => link.kind));
  expect(ways.filter((kind) => kind !== 'direct').length).toBeGreaterThan(NAMES.length);
  return { world, rooms };
}

function enveloped({ id, version }: { readonly id: string; readonly version: number }, body: Uint8Array) {
  return encodeEnvelope(id, version, body);
}

/** What she says about others, in forms that every decoder takes. */
async function lies(
  { self, namespace }: { readonly self: PeerId; readonly namespace: Uint8Array },
  rooms: readonly SimRoom[],
  random: RandomSource,
): Promise<readonly Uint8Array[]> {
  const [ada, ben] = rooms.map((room) => room.self.peerId);
  const { peer } = await makePerson(4_242);
  const goodbye = encodeMembersMessage({ type: 'BYE' });
  const unsigned = {
    key: rooms[1]!.identity.publicKey,
    nonce: random.bytes(32),
    sequence: 2 ** 50,
    protocol: MEMBERS_PROTOCOL.id,
    version: MEMBERS_PROTOCOL.version,
    payload: goodbye,
  };
  const signature = await peer.identity.sign(signedBytes(unsigned, namespace));
  const gossip: GossipMessage[] = [
    { type: 'GOSSIP', ...unsigned, signature, hops: 2, ageMs: 0 },
    { type: 'GOSSIP', ...unsigned, signature, hops: 1, ageMs: 30_000 },
    {
      type: 'IHAVE',
      ids: Array.from({ length: MAX_IDS }, () => random.bytes(16)),
      hops: new Uint8Array(MAX_IDS),
    },
    { type: 'GRAFT', ids: Array.from({ length: MAX_IDS }, () => random.bytes(16)) },
    { type: 'PRUNE' },
  ];
  const sealed = random.bytes(500);
  const relayed: RelayMessage[] = [
    { type: 'RELAY', to: ada!, from: ben!, id: random.bytes(8), hops: 16, sealed },
    { type: 'RELAY', to: ben!, from: ada!, id: random.bytes(8), hops: 3, sealed },
    { type: 'RELAY', to: self, from: ada!, id: random.bytes(8), hops: 0, sealed },
    { type: 'NO_ROUTE', to: ben!, from: ada!, id: random.bytes(8) },
  ];
  return [
    ...gossip.map((message) => enveloped(GOSSIP_PROTOCOL, encodeGossipMessage(message))),
    ...relayed.map((message) => enveloped(RELAY_PROTOCOL, encodeRelayMessage(message))),
    enveloped(MEMBERS_PROTOCOL, goodbye),
    enveloped(MEMBERS_PROTOCOL, encodeMessage({ type: 'BYE', peer: peerIdBytes(ben!) })),
    encodeMeshMessage({ type: 'KNOWN_PEERS', entries: Array.from({ length: 64 }, () => random.bytes(200)) }),
    encodeMeshMessage({ type: 'FULL', peers: [random.bytes(200)] }),
  ];
}

/** How much was said before the link ended. */
async function talk(
  world: SimWorld,
  { link }: RawMallory,
  random: RandomSource,
  said: readonly Uint8Array[],
): Promise<number> {
  link.send(
    'control',
    encodeMeshMessage({ type: 'HELLO', lost: 0, delivery: { stream: 1, base: 0 }, links: 0 }),
  );
  link.send('control', encodeMeshMessage({ type: 'USE', generation: 2 ** 50 }));
  await world.clock.advance(200);
  const speech = createHostileTalk(random, 'subtle', [...said, ...said, ...said]);
  let count = 0;
  for (; count < FRAMES && link.isOpen; count += 1) {
    const { channel, payload } = speech.next();
    link.send(channel, payload);
    if (randomInteger(random, 8) === 0) await world.clock.advance(randomInteger(random, 400));
  }
  return count;
}

test.each(SEEDS)('seed %i: two liars in a partial mesh keep nobody from anybody', async (seed) => {
  const { world, rooms } = await gather(seed);
  const { clock, network, code } = world;
  const context: HandshakeContext = await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), code);
  const random = createSeededRandom(seed);
  let said = 0;
  for (const victim of [rooms[0]!, rooms[5]!, rooms[0]!]) {
    const mallory = await linkRaw({ clock, network, context }, victim, 8_000 + randomInteger(random, 1_000));
    const place = { self: mallory.peerId, namespace: context.namespace };
    said += await talk(world, mallory, random, await lies(place, rooms, random));
  }
  expect(said).toBeGreaterThan(60);
  await clock.advance(2_000);
  expect(allSeeAll(rooms)).toBe(true);
  const heard = rooms.map((): string[] => []);
  for (const [index, room] of rooms.entries())
    room.channel(plainTalk).onMessage(({ from }) => heard[index]!.push(from));
  const message = { type: 'text', id: new Uint8Array(16).fill(7), text: 'still here', sentMs: 0 } as const;
  rooms[2]!.channel(plainTalk).broadcast(message);
  await clock.advance(5_000);
  const from = rooms[2]!.self.peerId;
  expect(heard).toEqual(rooms.map((_, index) => (index === 2 ? [] : [from])));
});
