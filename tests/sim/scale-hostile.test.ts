// Large rooms with somebody in them who does not keep to the rules: floods, and lists of people who are not. The others
// go on as if nothing were. More histories: `KITH_SEEDS=1-20`, or `random`.

import { describe, expect, test, vi } from 'vitest';
import { DIAL_BUDGET } from '../../src/mesh/dialer.ts';
import { GOSSIP_PROTOCOL } from '../../src/mesh/gossip/gossip-message.ts';
import { MAX_KNOWN_PEERS, MESH_PROTOCOL } from '../../src/mesh/protocol.ts';
import { RELAY_PROTOCOL } from '../../src/mesh/relay/protocol.ts';
import type { ProtocolAddress } from '../../src/mesh/mesh-ports.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { signEntry } from '../../src/secure/entry.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import {
  allKnowAll,
  createOverlayWorld,
  degreesOf,
  linkedParts,
  OVERLAY_NAMESPACE,
  type OverlayWorld,
  type SimOverlay,
} from '../support/make-overlay.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 600_000 });

const SEEDS = seedsToRun([1, 2, 3]);

/** Twenty, the last of whom is Mallory. */
async function gather(seed: number) {
  const world = createOverlayWorld(seed);
  const all = [...(await world.addMany(20))];
  await world.clock.advance(500);
  for (const each of all.slice(1)) each.meet(all[0]!);
  await world.clock.until(() => allKnowAll(all), 60_000, 500);
  await world.clock.advance(15_000);
  const mallory = all.pop()!;
  return { world, honest: all, mallory };
}

async function expectHeardByHonest(world: OverlayWorld, honest: readonly SimOverlay[]): Promise<void> {
  const said = `said at ${world.clock.nowMs()}`;
  honest[3]?.say(said);
  await world.clock.advance(5_000);
  const heard = honest.map((each) => each.heard.filter(({ text }) => text === said).length);
  expect(heard).toEqual(honest.map((_, index) => (index === 3 ? 0 : 1)));
}

describe.each(SEEDS)('seed %i', (seed) => {
  test('a flooder is cut off, and its noise goes no further than its neighbours', async () => {
    const { world, honest, mallory } = await gather(seed);
    const noise = createSeededRandom(seed);
    const { mesh } = mallory.overlay;
    const spam = (protocol: ProtocolAddress, bytes: Bytes) => {
      for (const neighbour of mesh.linked) mesh.send(neighbour, protocol, bytes);
    };
    const protocols: readonly ProtocolAddress[] = [
      GOSSIP_PROTOCOL,
      RELAY_PROTOCOL,
      { ...MESH_PROTOCOL, channel: 'control' },
      { id: 'text', version: 1, channel: 'control' },
    ];
    for (let second = 0; second < 20; second += 1) {
      for (let i = 0; i < 400; i += 1) spam(protocols[i % 4]!, noise.bytes(20 + (i % 50)));
      for (let i = 0; i < 200; i += 1) mallory.say('noise');
      await world.clock.advance(1_000);
    }
    await expectHeardByHonest(world, honest);
    expect(linkedParts(honest)).toEqual([19]);
    expect(Math.min(...degreesOf(honest))).toBeGreaterThanOrEqual(4);
    for (const { overlay } of honest) expect(overlay.mesh.linked).not.toContain(mallory.peerId);
    const heardNoise = honest.filter(({ heard }) => heard.some(({ text }) => text === 'noise'));
    expect(heardNoise.length).toBeLessThanOrEqual(8);
  });

  test('lists of people who are not cost a few dials, and keep nobody apart', async () => {
    const { world, honest, mallory } = await gather(seed);
    const nobody = await Promise.all(
      Array.from({ length: 4 * MAX_KNOWN_PEERS }, (_, index) => inventEntry(seed * 1_000 + index)),
    );
    world.network.traffic.reset();
    for (let minute = 0; minute < 3; minute += 1) {
      for (const neighbour of mallory.overlay.mesh.linked) {
        const from = minute * MAX_KNOWN_PEERS;
        const entries = nobody.slice(from, from + MAX_KNOWN_PEERS);
        const address: ProtocolAddress = { ...MESH_PROTOCOL, channel: 'control' };
        mallory.overlay.mesh.send(neighbour, address, encodeMessage({ type: 'KNOWN_PEERS', entries }));
      }
      await world.clock.advance(60_000);
    }
    const budget = DIAL_BUDGET.burst + DIAL_BUDGET.perSecond * 180;
    expect(world.network.traffic.dials).toBeLessThan(8 * budget);
    expect(linkedParts(honest)).toEqual([19]);
    expect(Math.min(...degreesOf(honest))).toBeGreaterThanOrEqual(4);
    expect(allKnowAll([...honest, mallory])).toBe(true);
    await expectHeardByHonest(world, honest);

    const newcomer = await world.add();
    await world.clock.advance(500);
    newcomer.meet(honest[0]!);
    await world.clock.until(() => newcomer.overlay.mesh.linked.length >= 4, 30_000, 500);
  });
});

/** Of somebody who could be in the room, and is nowhere. */
async function inventEntry(seed: number): Promise<Bytes> {
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const transportIds = [`kith-none-${seed}` as TransportId];
  const place = { purpose: 'room', namespace: OVERLAY_NAMESPACE } as const;
  return signEntry(place, { transportIds, issued: 1, ttlMs: 90_000 }, peer);
}
