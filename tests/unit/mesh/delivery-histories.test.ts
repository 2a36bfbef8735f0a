// Whatever becomes of links and relays: what was accepted arrives once and in order. Histories are random; the title of
// each names its seed.

import { describe, expect, test } from 'vitest';
import {
  randomBetween,
  randomFraction,
  randomInteger,
  type RandomSource,
} from '../../../src/primitives/random.ts';
import { createDeliveryPair, type DeliveryPair, type SimPath } from '../../support/delivery-pair.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

const STEPS = 60;
const KEPT_SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

interface History {
  readonly clock: SimClock;
  readonly random: RandomSource;
  readonly pair: DeliveryPair;
  links: SimPath[];
  said: number;
}

const EVENTS: readonly ((history: History) => void)[] = [
  say,
  say,
  say,
  say,
  openLink,
  cutLink,
  cutLink,
  (history) => history.pair.setRelay(true, randomFraction(history.random) * 0.6),
  (history) => history.pair.setRelay(false),
];

function say(history: History): void {
  const { pair, random } = history;
  const end = randomFraction(random) < 0.5 ? pair.low : pair.high;
  const count = 1 + randomInteger(random, 40);
  for (let i = 0; i < count; i += 1)
    end.say(`${(history.said += 1)}`, randomFraction(random) < 0.05 ? 30_000 : 40);
}

function openLink(history: History): void {
  history.links.push(history.pair.link());
}

/** Noticed at once, late, or before the other side does. */
function cutLink({ links, random }: History): void {
  const noticedAfterMs = () => randomFraction(random) ** 2 * 8_000;
  links.splice(randomInteger(random, links.length + 1), 1)[0]?.cut([noticedAfterMs(), noticedAfterMs()]);
}

async function runHistory(seed: number): Promise<History> {
  const clock = createSimClock();
  const random = createSeededRandom(seed);
  const history: History = { clock, random, pair: createDeliveryPair({ clock, random }), links: [], said: 0 };
  for (let step = 0; step < STEPS; step += 1) {
    EVENTS[randomInteger(random, EVENTS.length)]?.(history);
    await clock.advance(randomFraction(random) ** 3 * 4_000);
  }
  return history;
}

describe('[D1] exactly once and in order', () => {
  test.each(KEPT_SEEDS)('over any history that ends with a link: seed %i', async (seed) => {
    const { clock, pair } = await runHistory(seed);
    pair.link();
    await clock.advance(30_000);
    expect(pair.high.heard).toEqual(pair.low.said);
    expect(pair.low.heard).toEqual(pair.high.said);
    expect([pair.low.violations, pair.high.violations]).toEqual([[], []]);
    expect([pair.low.delivery.unacknowledgedBytes, pair.high.delivery.unacknowledgedBytes]).toEqual([0, 0]);
  });

  test.each(KEPT_SEEDS.slice(0, 10))(
    'over any history that ends with a relay alone: seed %i',
    async (seed) => {
      const { clock, pair, links } = await runHistory(seed + 1_000);
      for (const link of links) link.cut([0, 0]);
      pair.setRelay(true, 0.2);
      await clock.advance(20 * 60_000);
      expect(pair.high.heard).toEqual(pair.low.said);
      expect(pair.low.heard).toEqual(pair.high.said);
      expect([pair.low.violations, pair.high.violations]).toEqual([[], []]);
    },
  );

  test('when the link is cut at every point of a short talk, noticed on either side first', async () => {
    for (let cutAtMs = 0; cutAtMs <= 400; cutAtMs += 5) {
      for (const noticed of [
        [0, 3_000],
        [3_000, 0],
        [10, 10],
      ] as const) {
        const clock = createSimClock();
        const pair = createDeliveryPair({ clock, random: createSeededRandom(cutAtMs) });
        const first = pair.link();
        clock.schedule(cutAtMs, () => first.cut(noticed));
        for (let i = 0; i < 40; i += 1) {
          pair.low.say(`low ${i}`);
          pair.high.say(`high ${i}`);
          await clock.advance(10);
        }
        await clock.advance(4_000);
        pair.link();
        await clock.advance(1_000);
        expect({ cutAtMs, heard: pair.high.heard }).toEqual({ cutAtMs, heard: pair.low.said });
        expect({ cutAtMs, heard: pair.low.heard }).toEqual({ cutAtMs, heard: pair.high.said });
      }
    }
  });

  test('when one side forgets the other, which does not', async () => {
    const clock = createSimClock();
    const pair = createDeliveryPair({ clock, random: createSeededRandom(3) });
    const first = pair.link();
    await clock.advance(200);
    for (let i = 0; i < 10; i += 1) pair.low.say(`before ${i}`);
    // All arrive; no acknowledgement comes back.
    await clock.advance(100);
    first.cut([100, 100]);
    await clock.advance(200);
    pair.high.forget();
    for (let i = 0; i < 10; i += 1) pair.low.say(`after ${i}`);
    pair.link();
    await clock.advance(1_000);
    expect(pair.high.heard).toEqual(pair.low.said);
    expect(pair.low.said).toHaveLength(20);
  });
});

test('a talk over a good link costs few frames beside the messages', async () => {
  const clock = createSimClock();
  const random = createSeededRandom(1);
  const pair = createDeliveryPair({ clock, random });
  pair.link();
  await clock.advance(200);
  for (let i = 0; i < 1_000; i += 1) {
    pair.low.say(`${i}`);
    await clock.advance(randomBetween(random, 0, 2));
  }
  await clock.advance(1_000);
  expect(pair.high.heard).toHaveLength(1_000);
  expect(pair.high.arrivals).toBe(1_000);
  expect(pair.low.arrivals).toBeLessThanOrEqual(1_000 / 16 + 10);
});
