// Who comes to a large room is told of everybody by its first neighbours, without anybody announcing itself for it.

import { expect, test, vi } from 'vitest';
import {
  encodeExchangeMessage,
  EXCHANGE_PROTOCOL,
  type ToldMember,
} from '../../src/mesh/exchange-protocol.ts';
import { allKnowAll, createOverlayWorld } from '../support/make-overlay.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 120_000 });

const PEERS = 30;

test.each(seedsToRun([1, 2, 3]))(
  '[M3] a newcomer to thirty knows all of them within three seconds, at the price of its own announcement (seed %i)',
  async (seed) => {
    const world = createOverlayWorld(seed);
    const all = [...(await world.addMany(PEERS))];
    await world.clock.advance(500);
    for (const each of all.slice(1)) each.meet(all[0]!);
    await world.clock.until(() => allKnowAll(all), 60_000, 500);
    // Longer than gossip tells new neighbours of.
    await world.clock.advance(40_000);
    const newcomer = await world.add();
    await world.clock.advance(200);
    const { traffic } = world.network;
    traffic.reset();
    newcomer.meet(all[7]!);
    all.push(newcomer);
    await world.clock.until(() => allKnowAll(all), 3_000, 100);
    // Thirty announcements, as every member once made for a newcomer, are 900 copies and their receipts.
    expect(traffic.frames).toBeLessThan(600);
  },
);

test('[M3] what a neighbour invents about members is verified like all gossip, and blamed on it', async () => {
  const world = createOverlayWorld(1);
  const [first, ...others] = await world.addMany(12);
  await world.clock.advance(500);
  const all = [first!, ...others];
  for (const each of others) each.meet(first!);
  await world.clock.until(() => allKnowAll(all), 60_000, 500);
  // By then they have asked each other.
  await world.clock.advance(5_000);
  const victim = all.find(({ peerId }) => first!.overlay.mesh.linked.includes(peerId))!;
  const invented: ToldMember = {
    key: new Uint8Array(65).fill(4),
    nonce: new Uint8Array(32),
    sequence: 1,
    payload: new Uint8Array(10),
    signature: new Uint8Array(64),
    hops: 2,
    ageMs: 40_000,
  };
  const payload = encodeExchangeMessage({ type: 'TOLD', members: [invented], isLast: 1 });
  const malformed = () => victim.overlay.snapshot(first!.peerId).link?.malformed;
  expect(malformed()).toBe(0);
  expect(first!.overlay.mesh.send(victim.peerId, EXCHANGE_PROTOCOL, payload)).toBe(true);
  await world.clock.advance(1_000);
  expect(malformed()).toBe(1);
  expect(allKnowAll(all)).toBe(true);
});
