// Who hears of a file, and from whom.

import { expect, it, vi } from 'vitest';
import { stageSwarm } from '../support/swarm-scene.ts';

const MIB = 1024 * 1024;

vi.setConfig({ testTimeout: 60_000 });

it('[F13] who comes after the offerer left hears of it when those who fetch it have it all', async () => {
  const scene = await stageSwarm({ leechers: 2, sizeBytes: 8 * MIB });
  const { net, seeder, leechers, id } = scene;
  const held = () => new Set(leechers.flatMap(({ stores }) => Array.from(stores.opened[0]!.chunks.keys())));
  await net.clock.until(() => held().size === 128, 60_000, 10);
  net.remove(seeder);
  const late = net.add();
  for (const peer of leechers) net.link(late, peer);
  expect(late.swarms.offers).toEqual([]);
  await scene.untilWhole(leechers, 30_000);
  await net.clock.advance(1_000);
  expect(late.swarms.offers.map((offer) => [offer.id, offer.from])).toEqual([[id, seeder.id]]);
  expect(late.swarms.offers[0]?.holders).toEqual(new Map(leechers.map((peer) => [peer.id, true])));
  late.swarms.accept(id);
  await scene.untilWhole([late], 30_000);
  expect(scene.hasFile(late)).toBe(true);
});
