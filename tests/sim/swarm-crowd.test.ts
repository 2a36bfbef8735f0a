// Crowds: uneven rates, people who come and go, and meshes in which not everybody is linked with everybody.

import { describe, expect, it, vi } from 'vitest';
import { randomBetween, randomInteger } from '../../src/primitives/random.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import type { NetPeer, SwarmNet } from '../support/swarm-net.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const SEEDS = seedsToRun([1, 2]);

vi.setConfig({ testTimeout: 60_000 });

/** A ring, so that nobody is cut off, and some links across. */
function linkPartially(net: SwarmNet, peers: readonly NetPeer[], degree: number): void {
  for (const [at, peer] of peers.entries()) net.link(peer, peers[(at + 1) % peers.length]!);
  for (const peer of peers) {
    for (let more = 2; more < degree; more += 2)
      net.link(peer, peers[randomInteger(net.random, peers.length)]!);
  }
}

describe.each(SEEDS)('seed %i', (seed) => {
  it('fifty of uneven rates, every fifth leaves and somebody comes: all who stay finish', async () => {
    const rates = createSeededRandom(seed);
    const scene = await stageSwarm({
      seed,
      leechers: 49,
      sizeBytes: 4 * MIB,
      chunkSizeBytes: 16_384,
      maxLinks: 16,
      isUnlinked: true,
      peer: (at) => {
        const upRate = at === 0 ? MIB : randomBetween(rates, 128 * KIB, 2 * MIB);
        return {
          upRate,
          downRate: upRate * randomBetween(rates, 1, 6),
          latencyMs: randomBetween(rates, 2, 60),
        };
      },
    });
    const { net, leechers, seeder, id } = scene;
    linkPartially(net, [seeder, ...leechers], 8);
    const leaving = leechers.filter((_, at) => at % 5 === 0);
    const staying = leechers.filter((_, at) => at % 5 !== 0);
    const newcomers: NetPeer[] = [];
    expect(leaving).toHaveLength(10);
    for (const peer of leaving) {
      await net.clock.advance(300);
      net.remove(peer);
      const newcomer = net.add({ upRate: 512 * KIB });
      newcomers.push(newcomer);
      for (let links = 0; links < 4; links += 1)
        net.link(newcomer, staying[randomInteger(net.random, staying.length)]!);
      await net.clock.advance(100);
      newcomer.swarms.accept(id);
    }
    await scene.untilWhole([...staying, ...newcomers], 300_000);
    expect(staying.every((peer) => scene.hasFile(peer))).toBe(true);
    expect(newcomers.every((peer) => scene.hasFile(peer))).toBe(true);
    expect(scene.copies()).toBeLessThanOrEqual(1.5);
    expect(net.peers.flatMap(({ blamed }) => blamed)).toEqual([]);
  });

  it('[F9] those who are interested and not neighbours ask for links, and finish', async () => {
    const scene = await stageSwarm({ seed, leechers: 12, sizeBytes: 8 * MIB, isUnlinked: true, maxLinks: 6 });
    const { net, seeder, leechers } = scene;
    // Every second one does not care, and stands between the others.
    const idle = leechers.filter((_, at) => at % 2 === 0);
    const interested = leechers.filter((_, at) => at % 2 === 1);
    for (const peer of idle) peer.swarms.leave(scene.id);
    for (const [at, peer] of [seeder, ...leechers].entries())
      net.link(peer, [seeder, ...leechers][(at + 1) % 13]!);
    await scene.untilWhole(interested, 120_000);
    expect(interested.every((peer) => scene.hasFile(peer))).toBe(true);
    // Each alone would take six. Here they find one another while it is handed out.
    expect(scene.copies()).toBeLessThanOrEqual(4);
    // A dial budget is not used up.
    expect(Math.max(...net.peers.map(({ linkRequests }) => linkRequests.length))).toBeLessThanOrEqual(8);
  });

  it('one of uplinks a tenth as fast still is served: the offerer helps when the others are slow', async () => {
    const peer = (at: number) => (at === 0 ? { upRate: 4 * MIB } : { upRate: 100 * KIB, downRate: 4 * MIB });
    const scene = await stageSwarm({ seed, leechers: 2, sizeBytes: 8 * MIB, peer });
    const tookMs = await scene.untilWhole(scene.leechers, 120_000);
    // By their own uplinks alone each would need 40 s for the other half.
    expect(tookMs).toBeLessThan(15_000);
  });

  it('an uneven four are done in the time of the slowest downlink, and a little', async () => {
    const downs = [4 * MIB, 2 * MIB, MIB, 512 * KIB];
    const peer = (at: number) => (at === 0 ? { upRate: 2 * MIB } : { upRate: MIB, downRate: downs[at - 1]! });
    const scene = await stageSwarm({ seed, leechers: 4, sizeBytes: 8 * MIB, peer });
    const tookMs = await scene.untilWhole(scene.leechers, 120_000);
    expect(tookMs).toBeLessThan(1.3 * 16_000);
    expect(scene.copies()).toBeLessThanOrEqual(1.3);
  });
});

describe('two sources', () => {
  it('add up', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 4 * MIB });
    await scene.untilWhole(scene.leechers);
    const late = scene.net.add({ downRate: 16 * MIB });
    for (const peer of [scene.seeder, scene.leechers[0]!]) scene.net.link(late, peer);
    await scene.net.clock.advance(200);
    const beganMs = scene.net.clock.nowMs();
    late.swarms.accept(scene.id);
    await scene.untilWhole([late]);
    expect(scene.hasFile(late)).toBe(true);
    // One alone would need 4 s.
    expect(scene.net.clock.nowMs() - beganMs).toBeLessThan(2_800);
  });
});
