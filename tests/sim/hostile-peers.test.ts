// Members of a room that do not keep to the rules: what they send is counted, bounded and in the end refused; the
// others do not notice.

import { expect, test } from 'vitest';
import { createMesh } from '../../src/mesh/mesh.ts';
import type { Mesh, ProtocolAddress } from '../../src/mesh/mesh-ports.ts';
import { peerTransportId } from '../../src/discovery/namespace.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { createSimWorld, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const PROFILE: ProtocolAddress = { id: 'profile', version: 1, channel: 'control' };

/** Somebody with the room's words and a mesh of their own, linked to the victim. */
async function linkMallory(world: SimWorld, victim: SimRoom): Promise<Mesh> {
  const random = createSeededRandom(666);
  const crypto = createFakeCrypto(random);
  const { clock } = world;
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const contexts = [await deriveRoomKeys(crypto, world.code)];
  const mallory = createMesh({
    self: peer.peerId,
    secure: (link, signal) =>
      establishSecureLink(link, { crypto, clock, random, peer, contexts, capabilities: [], signal }),
    openEntry: async () => undefined,
    clock,
    random,
    log: silentLog,
    onEvent: () => undefined,
  });
  const claimed = createMemoryTransport(world.network, 'broker').claim(peerTransportId(peer.peerId));
  await clock.advance(200);
  const endpoint = await claimed;
  if (!endpoint.ok) throw new Error(endpoint.error.code);
  mallory.addEndpoint(endpoint.value);
  const dialled = endpoint.value
    .dial(peerTransportId(victim.self.peerId))
    .then(async (link) => (link.ok ? mallory.adopt(link.value) : undefined));
  await clock.until(() => mallory.linked.length === 1, 5_000);
  await dialled;
  return mallory;
}

async function scene() {
  const world = createSimWorld(4);
  const ada = await world.makeRoom('Ada');
  await world.clock.until(() => ada.state.value.kind === 'open', 5_000);
  const mallory = await linkMallory(world, ada);
  const attack = (address: ProtocolAddress, payload: Uint8Array) =>
    mallory.send(ada.self.peerId, address, payload);
  return { world, ada, mallory, attack };
}

test('[T6] one malformed message is counted, many close the link and keep the peer out', async () => {
  const { world, mallory, attack } = await scene();
  attack(PROFILE, Uint8Array.of(0xff));
  await world.clock.advance(200);
  expect(mallory.linked).toHaveLength(1);
  for (let i = 0; i < 20; i += 1) attack(PROFILE, Uint8Array.of(0xff));
  await world.clock.advance(200);
  expect(mallory.linked).toHaveLength(0);
});

test('[T6] messages of unknown protocols are ignored', async () => {
  const { world, mallory, attack } = await scene();
  for (let i = 0; i < 50; i += 1) attack({ id: 'nothing', version: 1, channel: 'control' }, Uint8Array.of(i));
  await world.clock.advance(200);
  expect(mallory.linked).toHaveLength(1);
});

test('a peer without a profile is not shown', async () => {
  const { world, ada } = await scene();
  await world.clock.advance(30_000);
  expect(ada.peers.value).toEqual([]);
});

test('a flood of messages does not keep others from being heard', async () => {
  const { world, ada, attack } = await scene();
  const bob = await world.makeRoom('Bob');
  await world.clock.until(() => ada.sees.includes('Bob'), 20_000);
  for (let i = 0; i < 5_000; i += 1)
    attack({ id: 'mesh', version: 1, channel: 'realtime' }, new Uint8Array(8));
  bob.setName('Bobby');
  await world.clock.advance(300);
  expect(ada.sees).toEqual(['Bobby']);
});
