// Newcomers to a large room in which much is said, on paths that take up to a second: what they say first reaches all, what
// is said from then on reaches them, and of what was said before they are told some, once.

import { describe, expect, test, vi } from 'vitest';
import { randomInteger } from '../../src/primitives/random.ts';
import {
  allKnowAll,
  createOverlayWorld,
  type OverlayWorld,
  type SimOverlay,
} from '../support/make-overlay.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 300_000 });

const SEEDS = seedsToRun([1, 2, 3]);
const SLOW = { latencyMs: 300, jitterMs: 700 } as const;
const PEERS = 20;
const NEWCOMERS = 8;
/** Words this close are as old as each other, but for the ways they came. */
const WORD_MS = 100;
const BEFORE = 'abcdefghij';
const SINCE = 'yz';
/** When the first newcomer comes: what was said is about to be too old to be passed on, and is for the last of them. */
const FIRST_COMES_AFTER_MS = 17_000;
const COME_EVERY_MS = 1_000;
/** A dozen links of a second, and questions for what did not come. */
const ARRIVES_WITHIN_MS = 25_000;

type Crowd = readonly SimOverlay[];

async function gather(world: OverlayWorld): Promise<SimOverlay[]> {
  const draw = createSeededRandom(world.seed + 5);
  const all = [...(await world.addMany(PEERS))];
  await world.clock.advance(5_000);
  for (const [index, each] of all.entries()) {
    if (index > 0) each.meet(all[randomInteger(draw, index)]!);
    if (index % 10 === 9) await world.clock.advance(8_000);
  }
  await world.clock.until(() => allKnowAll(all), 120_000, 500);
  await world.clock.advance(20_000);
  return all;
}

/** Everybody says these words, one soon after the other. */
async function say(world: OverlayWorld, crowd: Crowd, words: string): Promise<void> {
  for (const word of words) {
    for (const each of crowd) each.say(word);
    await world.clock.advance(WORD_MS);
  }
}

/** What `listener` heard of `speaker`, in the order of the alphabet: gossip promises none. */
function heardOf(listener: SimOverlay, speaker: SimOverlay): string {
  const words = listener.heard.filter(({ from }) => from === speaker.peerId).map(({ text }) => text);
  return words.toSorted().join('');
}

/** What each of `listeners` heard of each of `speakers`, where that is not as it should be. */
function wrong(listeners: Crowd, speakers: Crowd, isRight: (heard: string) => boolean): readonly string[] {
  const pairs = listeners.flatMap((one) =>
    speakers.filter((other) => other !== one).map((other) => heardOf(one, other)),
  );
  return pairs.filter((heard) => !isRight(heard));
}

function isOnce(heard: string): boolean {
  return new Set(heard).size === heard.length;
}

describe.each(SEEDS)('seed %i', (seed) => {
  test('[G1] newcomers are heard by all, miss nothing from then on, and hear nothing twice', async () => {
    const world = createOverlayWorld(seed, SLOW);
    const old = await gather(world);
    await say(world, old, BEFORE);
    await world.clock.advance(FIRST_COMES_AFTER_MS);
    const newcomers: SimOverlay[] = [];
    for (let n = 0; n < NEWCOMERS; n += 1) {
      const newcomer = await world.add();
      await world.clock.advance(COME_EVERY_MS);
      newcomer.meet(old[n]!);
      newcomers.push(newcomer);
    }
    const all = [...old, ...newcomers];
    await world.clock.until(() => allKnowAll(all), 60_000, 500);
    await say(world, newcomers, SINCE);
    await say(world, old, SINCE);
    await world.clock.advance(ARRIVES_WITHIN_MS);
    expect(wrong(old, old, (heard) => heard === BEFORE + SINCE)).toEqual([]);
    expect(wrong(all, newcomers, (heard) => heard === SINCE)).toEqual([]);
    expect(wrong(newcomers, old, (heard) => heard.endsWith(SINCE) && isOnce(heard))).toEqual([]);
    // Some are told of some of what was said before: else nothing was shown.
    expect(wrong(newcomers, old, (heard) => heard === SINCE)).not.toEqual([]);
  });
});
