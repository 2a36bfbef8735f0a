// Large rooms, without routers and handshakes: who is linked with whom, who knows of whom, and whether what is said
// reaches all, whatever happens to the network. More histories: `KITH_SEEDS=1-20`, or `random`; larger rooms:
// `KITH_PEERS=500`, which takes a processor some nine minutes, as each has to hear of each (docs/BENCHMARKS.md): sixty have
// to do in every run.

import { describe, expect, test, vi } from 'vitest';
import { randomInteger } from '../../src/primitives/random.ts';
import {
  allKnowAll,
  createOverlayWorld,
  degreesOf,
  linkedParts,
  type AddOverlayOptions,
  type OverlayWorld,
  type SimOverlay,
} from '../support/make-overlay.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

const SEEDS = seedsToRun([1, 2, 3]);
/** For what takes more than five seconds of a processor. All of it: `KITH_SEEDS=1-3`. */
const ONE_SEED = seedsToRun([1]);
const PEERS = Number(process.env['KITH_PEERS'] ?? 60);
// Thirty take about a second a virtual minute; other work on the machine stretches that, and hundreds take minutes.
vi.setConfig({ testTimeout: PEERS > 60 ? 3_600_000 : 900_000 });
const SETTLE_MS = 20_000;
/** Who come and go where everything takes seconds; of them so many leave at once. */
const CROWD = 30;
const LEAVING = 8;

/** Each comes in through one who is there already, ten a second. */
async function grow(world: OverlayWorld, count: number, options?: AddOverlayOptions): Promise<SimOverlay[]> {
  const draw = createSeededRandom(world.seed + 5);
  const all = await world.addMany(count, options);
  await world.clock.advance(500);
  for (const [index, each] of all.entries()) {
    const via = all[randomInteger(draw, Math.max(1, index))];
    if (via && index > 0) each.meet(via);
    if (index % 10 === 0) await world.clock.advance(1_000);
  }
  await world.clock.until(() => allKnowAll(all), 120_000, 1_000);
  await world.clock.advance(SETTLE_MS);
  return [...all];
}

/** One links graph, four to eight links each. */
function expectSound(all: readonly SimOverlay[]): void {
  expect(linkedParts(all)).toEqual([all.length]);
  expect(Math.max(...degreesOf(all))).toBeLessThanOrEqual(8);
  expect(Math.min(...degreesOf(all))).toBeGreaterThanOrEqual(4);
}

/** What one says reaches all others, once. */
async function expectHeardByAll(world: OverlayWorld, all: readonly SimOverlay[], withinMs = 3_000) {
  const said = `said at ${world.clock.nowMs()}`;
  const speaker = all[randomInteger(createSeededRandom(world.clock.nowMs()), all.length)]!;
  expect(speaker.say(said)).toHaveLength(all.length - 1);
  await world.clock.advance(withinMs);
  const heard = all.map((each) => each.heard.filter(({ text }) => text === said).map(({ from }) => from));
  expect(heard).toEqual(all.map((each) => (each === speaker ? [] : [speaker.peerId])));
}

describe.each(ONE_SEED)('seed %i', (seed) => {
  test(`${PEERS} peers make one mesh of at most eight links each, and a broadcast reaches all`, async () => {
    const world = createOverlayWorld(seed);
    const all = await grow(world, PEERS);
    expectSound(all);
    await expectHeardByAll(world, all);
    expect(new Set(all.map(({ overlay }) => overlay.shape))).toEqual(new Set(['partial']));
  });
});

describe.each(SEEDS)('seed %i', (seed) => {
  test('half of all crash at once: the rest is one mesh again within a minute, and knows who is left', async () => {
    const world = createOverlayWorld(seed);
    const all = await grow(world, 40);
    const draw = createSeededRandom(seed + 9);
    const left = [...all];
    for (let i = 0; i < 20; i += 1) {
      const [lost] = left.splice(randomInteger(draw, left.length), 1);
      if (lost) world.network.crash(lost.machine);
    }
    await world.clock.until(
      () => linkedParts(left)[0] === 20 && Math.min(...degreesOf(left)) >= 4,
      60_000,
      1_000,
    );
    await world.clock.until(() => allKnowAll(left), 120_000, 1_000);
    expectSound(left);
    await expectHeardByAll(world, left);
  });

  test('two halves that lose sight of each other go on by themselves, and are one again when it heals', async () => {
    const world = createOverlayWorld(seed);
    const all = await grow(world, 30);
    const [left, right] = [all.slice(0, 15), all.slice(15)];
    world.network.partition(left.map(({ machine }) => machine));
    await world.clock.advance(50_000);
    for (const half of [left, right]) expect(linkedParts(half)).toEqual([15]);
    const inHalf = left[0]!.say('in one half');
    expect(inHalf.length).toBeGreaterThanOrEqual(14);
    await world.clock.advance(3_000);
    expect(left.filter(({ heard }) => heard.some(({ text }) => text === 'in one half'))).toHaveLength(14);
    world.network.heal();
    await world.clock.until(() => linkedParts(all)[0] === 30, 30_000, 1_000);
    await world.clock.until(() => allKnowAll(all), 90_000, 1_000);
    await world.clock.advance(30_000);
    expectSound(all);
    await expectHeardByAll(world, all);
  });

  test('clocks that are minutes apart make no difference', async () => {
    const world = createOverlayWorld(seed);
    const draw = createSeededRandom(seed + 3);
    const skews = Array.from({ length: 20 }, () => 60_000 * (randomInteger(draw, 21) - 10));
    const all = await Promise.all(skews.map((clockSkewMs) => world.add({ clockSkewMs })));
    await world.clock.advance(500);
    for (const each of all.slice(1)) each.meet(all[0]!);
    await world.clock.until(() => allKnowAll(all), 60_000, 1_000);
    await world.clock.advance(100_000);
    expect(allKnowAll(all)).toBe(true);
    expectSound(all);
    await expectHeardByAll(world, all);
    all.pop()?.leave();
    await world.clock.until(() => allKnowAll(all), 5_000);
  });

  test('slow, uneven and narrow paths: all get to know each other, nobody is lost, what is said arrives', async () => {
    const slow = { latencyMs: 300, jitterMs: 400, lossRate: 0.2, bytesPerSecond: 24 * 1024 };
    const world = createOverlayWorld(seed, slow);
    const all = await grow(world, 20);
    await world.clock.advance(100_000);
    expect(allKnowAll(all)).toBe(true);
    expect(all.flatMap(({ events }) => events).filter(({ type }) => type === 'lost')).toEqual([]);
    expectSound(all);
    await expectHeardByAll(world, all, 10_000);
  });

  test('a crowd whose answers take seconds, as on a busy machine: nobody is kept out, nobody kept who leaves', async () => {
    const world = createOverlayWorld(seed, { latencyMs: 1_000, jitterMs: 2_000 });
    const all = [...(await world.addMany(CROWD))];
    await world.clock.advance(5_000);
    const draw = createSeededRandom(seed + 5);
    for (const [index, each] of all.entries()) {
      if (index > 0) each.meet(all[randomInteger(draw, index)]!);
      if (index % 10 === 9) await world.clock.advance(8_000);
    }
    await world.clock.until(() => allKnowAll(all), 120_000, 1_000);
    const left = all.flatMap(({ events }) => events).filter(({ type }) => type === 'left');
    expect(left).toEqual([]);
    expect(linkedParts(all)).toEqual([all.length]);

    // Nor does anybody stay whom a late announcement could bring back.
    for (let i = 0; i < LEAVING; i += 1) all.splice(randomInteger(draw, all.length), 1)[0]?.leave();
    await world.clock.until(() => allKnowAll(all), 20_000, 500);
    await world.clock.advance(20_000);
    expect(allKnowAll(all)).toBe(true);
  });

  test('nothing is said in an idle room but heartbeats', async () => {
    const world = createOverlayWorld(seed);
    const all = await grow(world, 20);
    await world.clock.advance(120_000);
    const links = degreesOf(all).reduce((sum, each) => sum + each, 0) / 2;
    const { traffic } = world.network;
    traffic.reset();
    await world.clock.advance(60_000);
    // A ping and its answer each way every 10 s and an entry a minute for each link; an announcement a minute for each
    // member, which reaches every other in about one copy and is mentioned to the neighbours off the tree, with receipts.
    const announcements = 1.25 * all.length * (all.length - 1);
    expect(traffic.frames).toBeLessThan(links * (28 + 4) + announcements * 12);
    expect(traffic.dials).toBeLessThanOrEqual(all.length);
  });
});
