// An honest sender against the receiver's own bucket: whatever the path does with its messages, none finds it dry.

import { describe, expect, test } from 'vitest';
import { DELIVERED_LIMIT, DeliveryPace, PACED_PER_SECOND } from '../../../src/mesh/delivery-pace.ts';
import { MAX_UNACKNOWLEDGED } from '../../../src/mesh/outbox.ts';
import { randomFraction, randomInteger } from '../../../src/primitives/random.ts';
import { createTokenBucket } from '../../../src/primitives/token-bucket.ts';
import { createDeliveryPair } from '../../support/delivery-pair.ts';
import { createDeliveryEnd, notingPath } from '../../support/delivery-end.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { seedsToRun } from '../../support/seeds.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const { burst, perSecond } = DELIVERED_LIMIT;

describe('[D1] what goes to one peer', () => {
  test('at once is a burst; the rest waits and goes at the rate, without further acknowledgements', async () => {
    const { clock, delivery, say } = createDeliveryEnd();
    const { path, sequences } = notingPath();
    delivery.setPath(path);
    const { stream } = delivery.hello();
    for (let n = 0; n < burst; n += 1) say('');
    // A path holds a part of it at a time.
    for (let next = 0; next < sequences().length;) {
      next = sequences().length;
      delivery.onAcknowledged({ stream, next });
    }
    expect(sequences()).toHaveLength(burst);
    for (let n = 0; n < burst; n += 1) say('');
    expect(sequences()).toHaveLength(burst);
    await clock.advance(1_000);
    expect(sequences().length).toBeGreaterThan(burst + 0.9 * PACED_PER_SECOND);
    expect(sequences().length).toBeLessThanOrEqual(burst + PACED_PER_SECOND);
  });

  test('again on another path costs nothing: the receiver takes it once', () => {
    const { delivery, say } = createDeliveryEnd();
    const [first, second] = [notingPath(), notingPath()];
    delivery.setPath(first.path);
    const count = 0.55 * burst;
    for (let n = 0; n < count; n += 1) say('');
    delivery.setPath(second.path);
    expect([first.sequences().length, second.sequences().length]).toEqual([count, count]);
  });

  test('waits for an acknowledgement alone when so much is under way', () => {
    const pace = new DeliveryPace();
    expect([pace.mayGo(burst - 1, 0), pace.mayGo(burst, 0)]).toEqual([true, false]);
    expect(pace.waitMs(burst, 0)).toBe(Infinity);
    pace.onAcknowledged(100, 0);
    expect(pace.waitMs(burst - 100, 0)).toBeCloseTo(1_000 / PACED_PER_SECOND);
  });

  test('stops no timer but its own, and leaves none behind', async () => {
    const { clock, delivery, say } = createDeliveryEnd();
    delivery.setPath(notingPath(false).path);
    for (let n = 0; n < MAX_UNACKNOWLEDGED; n += 1) say('');
    delivery.onAcknowledged({ stream: delivery.hello().stream, next: 2_000 });
    for (let n = 0; n < 2_000; n += 1) say('');
    await clock.advance(500);
    delivery.dispose();
    expect(clock.pendingTimers).toBe(0);
  });
});

/** Says as much as is taken, in bursts and pauses, over links that are held up, cut and replaced; and a relay. */
async function runFlood(seed: number) {
  const clock = createSimClock();
  const random = createSeededRandom(seed);
  const receiver = createTokenBucket(DELIVERED_LIMIT);
  const pair = createDeliveryPair({
    clock,
    random,
    latencyMs: 5 + randomInteger(random, 400),
    onHeard() {
      if (!receiver.take(clock.nowMs())) dropped += 1;
    },
  });
  let [dropped, said, refused] = [0, 0, 0];
  let link = pair.link();
  for (let step = 0; step < 60; step += 1) {
    const count = randomInteger(random, 5_000);
    for (let n = 0; n < count; n += 1) if (!pair.low.say(`${(said += 1)}`)) refused += 1;
    if (randomFraction(random) < 0.1) {
      link.cut([randomInteger(random, 4_000), randomInteger(random, 4_000)]);
      await clock.advance(randomInteger(random, 30_000));
      link = pair.link();
    }
    if (randomFraction(random) < 0.1) pair.setRelay(randomFraction(random) < 0.5);
    await clock.advance(randomFraction(random) ** 2 * 4_000);
  }
  await clock.advance(120_000);
  return { pair, dropped, refused };
}

test.each(seedsToRun([1, 2, 3, 4, 5]))(
  '[D1] a sender of as much as is taken never meets the limit of the receiver: seed %i',
  async (seed) => {
    const { pair, dropped, refused } = await runFlood(seed);
    expect(pair.high.heard).toEqual(pair.low.said);
    expect(pair.low.said.length).toBeGreaterThan(2 * burst);
    expect(refused).toBeGreaterThan(0);
    expect(dropped).toBe(0);
    expect(PACED_PER_SECOND).toBeLessThan(perSecond);
  },
);
