// How a swarm does on links of given rates, in virtual time: what the seeder sends, how long everybody takes, and how
// quiet it is afterwards.

import { describe, expect, it, vi } from 'vitest';
import { seedsToRun } from '../support/seeds.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

vi.setConfig({ testTimeout: 60_000 });
const SEEDS = seedsToRun([1, 2]);

describe.each(SEEDS)('seed %i', (seed) => {
  it.each([4, 8])('[F6] one to %i: the seeder sends little more than one copy', async (count) => {
    const sizeBytes = 32 * MIB;
    const scene = await stageSwarm({ seed, leechers: count, sizeBytes });
    const tookMs = await scene.untilWhole(scene.leechers);
    expect(scene.leechers.map((peer) => scene.hasFile(peer))).toEqual(scene.leechers.map(() => true));
    expect(scene.copies()).toBeLessThanOrEqual(1.15);
    expect(scene.net.totalBytes() / (count * sizeBytes)).toBeLessThanOrEqual(1.05);
    // One transfer takes as long as the uplink needs for the file.
    expect(tookMs).toBeLessThanOrEqual(1.6 * ((sizeBytes * 1_000) / MIB));
  });
});

describe('one to one', () => {
  it('fills the link from the first second on', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 16 * MIB, peer: () => ({ latencyMs: 25 }) });
    const tookMs = await scene.untilWhole(scene.leechers);
    expect(tookMs).toBeLessThanOrEqual(1.05 * 16_000 + 500);
    expect(scene.copies()).toBeLessThanOrEqual(1.01);
  });

  it('does so while the file is still being hashed', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 8 * MIB, hashRate: 2 * MIB });
    await scene.net.clock.advance(1_500);
    expect(scene.seeder.swarms.snapshot(scene.id)?.root).toBeUndefined();
    expect(scene.haveCount(scene.leechers[0]!)).toBeGreaterThan(10);
    const tookMs = await scene.untilWhole(scene.leechers);
    expect(tookMs).toBeLessThanOrEqual(9_500);
    expect(scene.hasFile(scene.leechers[0]!)).toBe(true);
  });

  it('needs no more than two frames a chunk where frames are small', async () => {
    const peer = () => ({ maxFrameBytes: 33 * KIB });
    const scene = await stageSwarm({ leechers: 1, sizeBytes: MIB, peer });
    await scene.untilWhole(scene.leechers);
    expect(scene.hasFile(scene.leechers[0]!)).toBe(true);
  });
});

describe.each(SEEDS)('a path of 50 ms that loses one packet of a hundred, seed %i', (seed) => {
  const sizeBytes = 12 * MIB;

  /** Bytes a second that a newcomer gets from those who have it all. */
  async function rateFrom(holders: 1 | 2): Promise<number> {
    const peer = () => ({ latencyMs: 12.5, loss: 0.01 });
    const scene = await stageSwarm({ seed, leechers: 1, sizeBytes, peer });
    const { net, seeder, leechers } = scene;
    await scene.untilWhole(leechers);
    const newcomer = net.add(peer());
    for (const holder of [seeder, ...leechers].slice(0, holders)) net.link(newcomer, holder);
    await net.clock.advance(1_000);
    const beganMs = net.clock.nowMs();
    expect(newcomer.swarms.accept(scene.id).ok).toBe(true);
    await scene.untilWhole([newcomer]);
    expect(scene.hasFile(newcomer)).toBe(true);
    return (sizeBytes * 1_000) / (net.clock.nowMs() - beganMs);
  }

  it('[F7] two sources add up', async () => {
    const one = await rateFrom(1);
    // What loss leaves of it, whatever the uplink has.
    expect(one).toBeLessThan(0.4 * MIB);
    expect((await rateFrom(2)) / one).toBeGreaterThan(1.8);
  });
});

describe('[F10] afterwards', () => {
  it.each([
    [4, 2 * MIB],
    [5, 512 * KIB],
  ])('%i peers with a file of %i bytes go quiet', async (count, sizeBytes) => {
    const scene = await stageSwarm({ leechers: count - 1, sizeBytes });
    await scene.untilWhole(scene.leechers);
    const before = scene.net.totalBytes();
    await scene.net.clock.advance(10_000);
    const quietBytes = scene.net.totalBytes() - before;
    expect(quietBytes).toBeLessThanOrEqual(20 * KIB);
    await scene.net.clock.advance(60_000);
    expect(scene.net.totalBytes() - before).toBe(quietBytes);
    expect(scene.net.clock.pendingTimers).toBe(0);
    // The old system sent 218 MB for the smaller one.
    expect(before).toBeLessThanOrEqual(1.2 * (count - 1) * sizeBytes);
  });
});
