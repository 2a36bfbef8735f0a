// Sources that turn slow in the middle of a file: what waits for them moves to those with nothing to do, and the last of
// it is asked of several.

import { describe, expect, it, vi } from 'vitest';
import type { PeerId } from '../../src/primitives/ids.ts';
import { indexesOf } from '../../src/swarm/bitfield.ts';
import { ENDGAME_CHUNKS, ENDGAME_SOURCES, STALL_MS } from '../../src/swarm/limits.ts';
import { seedsToRun } from '../support/seeds.ts';
import type { NetPeer } from '../support/swarm-net.ts';
import { stageSwarm, type Scene } from '../support/swarm-scene.ts';

const MIB = 2 ** 20;
const CHUNK = 64 * 1024;
/** A chunk a second and a quarter: nobody takes that for silence. */
const SLOW = 80;
/** A chunk in three seconds, which is more than the endgame takes. */
const SLOWER = 200;
/** No chunk of it comes any more while the test runs. */
const AS_GOOD_AS_GONE = 100_000;

vi.setConfig({ testTimeout: 60_000 });

interface Late {
  readonly scene: Scene;
  /** They hold it all, each with the same uplink; whoever offered it is gone. */
  readonly holders: readonly NetPeer[];
  readonly taker: NetPeer;
  /** What the taker asked for and took back, by chunk. */
  readonly asked: Map<number, Set<PeerId>>;
  readonly cancelled: Map<number, Set<PeerId>>;
}

/** Somebody comes late to a file that others hold. */
async function stageLate(seed: number, sizeMib: number, holderCount: number): Promise<Late> {
  const peer = () => ({ upRate: 4 * MIB });
  const scene = await stageSwarm({ seed, leechers: holderCount, sizeBytes: sizeMib * MIB, peer });
  await scene.untilWhole(scene.leechers);
  scene.net.remove(scene.seeder);
  const taker = scene.net.add({ downRate: 64 * MIB });
  const asked = new Map<number, Set<PeerId>>();
  const cancelled = new Map<number, Set<PeerId>>();
  taker.overhear = (to, message) => {
    if (message.type !== 'request' && message.type !== 'cancel') return;
    const kept = message.type === 'request' ? asked : cancelled;
    const count = (sizeMib * MIB) / CHUNK;
    for (const index of indexesOf(message.runs, count, count) ?? [])
      kept.set(index, (kept.get(index) ?? new Set()).add(to));
  };
  await scene.net.clock.advance(7_000);
  return { scene, holders: scene.leechers, taker, asked, cancelled };
}

/** All that is missing is asked of the first holder when it turns slow; the others are linked then. */
async function stageEndgame(seed: number): Promise<Late & { readonly last: readonly number[] }> {
  const late = await stageLate(seed, 8, 4);
  const { scene, holders, taker, asked } = late;
  const { net, id } = scene;
  const [first, ...others] = holders;
  net.link(taker, first!);
  await net.clock.advance(200);
  taker.swarms.accept(id);
  await net.clock.until(() => 128 - scene.haveCount(taker) <= ENDGAME_CHUNKS, 30_000, 1);
  first!.slowdown = AS_GOOD_AS_GONE;
  // What is on its way still comes.
  await net.clock.advance(50);
  const held = taker.stores.opened[0]!.chunks;
  const last = Array.from(asked.keys()).filter((index) => !held.has(index));
  expect(last.length).toBeGreaterThan(ENDGAME_CHUNKS / 2);
  for (const other of others) net.link(taker, other);
  return { ...late, last };
}

describe.each(seedsToRun([1, 2, 3]))('seed %i', (seed) => {
  it('[F7] what waits at one that turns slow moves to another with nothing to do, and is sent once', async () => {
    const { scene, holders, taker, cancelled } = await stageLate(seed, 16, 2);
    const { net, id } = scene;
    const [slow, quick] = holders;
    for (const holder of holders) net.link(taker, holder);
    await net.clock.advance(200);
    const sentBefore = slow!.sent.chunkBytes + quick!.sent.chunkBytes;
    taker.swarms.accept(id);
    await net.clock.until(() => scene.haveCount(taker) > 128, 30_000, 10);
    slow!.slowdown = SLOW;
    const sentFast = slow!.sent.chunkBytes;
    const beganMs = net.clock.nowMs();
    await scene.untilWhole([taker], 120_000);
    expect(scene.hasFile(taker)).toBe(true);
    // Left to the slow one, its queue of three quarters of a second would take it most of a minute.
    expect(net.clock.nowMs() - beganMs).toBeLessThan(5_000);
    const moved = Array.from(cancelled.values()).filter((peers) => peers.has(slow!.id)).length;
    expect(moved).toBeGreaterThan(2 * ENDGAME_CHUNKS);
    // It gives what was on its link by then.
    expect(slow!.sent.chunkBytes - sentFast).toBeLessThan(0.5 * MIB);
    const sent = slow!.sent.chunkBytes + quick!.sent.chunkBytes - sentBefore;
    expect(sent / (16 * MIB)).toBeLessThan(1.05);
    expect(taker.blamed).toEqual([]);
  });

  it('[F7] the last chunks at one that turns slow are asked of others before it counts as silent', async () => {
    const { scene, taker, last, cancelled, holders } = await stageEndgame(seed);
    const beganMs = scene.net.clock.nowMs();
    await scene.untilWhole([taker], 60_000);
    expect(scene.hasFile(taker)).toBe(true);
    expect(scene.net.clock.nowMs() - beganMs).toBeLessThan(STALL_MS / 2);
    for (const index of last) expect(cancelled.get(index)?.has(holders[0]!.id)).toBe(true);
    expect(taker.blamed).toEqual([]);
  });

  it('[F7] the last chunks are asked of three and no more, and taken back when one has brought them', async () => {
    const { scene, holders, taker, last, asked, cancelled } = await stageEndgame(seed);
    const { clock } = scene.net;
    for (const holder of holders.slice(1)) holder.slowdown = SLOWER;
    const sources = () => last.map((index) => asked.get(index)?.size);
    const three = last.map(() => ENDGAME_SOURCES);
    await clock.until(() => sources().every((count) => count === ENDGAME_SOURCES), STALL_MS, 10);
    await clock.advance(STALL_MS / 4);
    expect(sources()).toEqual(three);
    await scene.untilWhole([taker], 60_000);
    expect(scene.hasFile(taker)).toBe(true);
    for (const index of last) expect(cancelled.get(index)?.size).toBeGreaterThanOrEqual(ENDGAME_SOURCES - 1);
    expect(taker.blamed).toEqual([]);
  });
});
