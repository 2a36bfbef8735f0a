import { expect, test } from 'vitest';
import { createHeartbeat, PING_PERIOD_MS, SILENCE_MS } from '../../../src/mesh/heartbeat.ts';
import { createSimClock } from '../../support/sim-clock.ts';

/** A link that answers after what `rttMs` says, or not at all. */
function createScene(rttMs: () => number | undefined) {
  const clock = createSimClock();
  const silences: number[] = [];
  const answersMs: number[] = [];
  let late = 0;
  const heartbeat = createHeartbeat({
    clock,
    ping(number) {
      const afterMs = rttMs();
      if (afterMs === undefined) return;
      clock.schedule(afterMs, () => {
        heartbeat.onTraffic();
        heartbeat.onPong(number);
      });
    },
    onBeat: () => undefined,
    onAnswer: (answerMs) => void answersMs.push(answerMs),
    onLate: () => void (late += 1),
    onSilence: () => void silences.push(clock.nowMs()),
  });
  return { clock, heartbeat, silences, answersMs, late: () => late };
}

test('the first measurement is shown as it is', async () => {
  const { clock, heartbeat } = createScene(() => 80);
  await clock.advance(PING_PERIOD_MS + 80);
  expect(heartbeat.rttMs).toBe(80);
});

test('one slow answer moves the average by a third, and five seconds later it has settled', async () => {
  let rttMs = 100;
  const { clock, heartbeat } = createScene(() => rttMs);
  await clock.advance(2 * PING_PERIOD_MS - 1);
  rttMs = 400;
  await clock.advance(401);
  expect(heartbeat.rttMs).toBeCloseTo(205);
  await clock.advance(10_000);
  expect(heartbeat.rttMs).toBeGreaterThan(350);
});

test('answers to nothing are ignored', () => {
  const { heartbeat } = createScene(() => undefined);
  heartbeat.onPong(1);
  heartbeat.onPong(4_000_000);
  expect(heartbeat.rttMs).toBeUndefined();
});

test('silence that no transport ended is reported after 80 s', async () => {
  const { clock, silences } = createScene(() => undefined);
  await clock.advance(SILENCE_MS - 1);
  expect(silences).toEqual([]);
  await clock.advance(1);
  expect(silences).toHaveLength(1);
});

test('every answer is told with its time, and no ping that was answered is late', async () => {
  const { clock, answersMs, late } = createScene(() => 80);
  await clock.advance(3 * PING_PERIOD_MS + 80);
  expect([answersMs, late()]).toEqual([[80, 80, 80], 0]);
});

test('a ping that is not answered before the next is late', async () => {
  const { clock, answersMs, late } = createScene(() => undefined);
  await clock.advance(4 * PING_PERIOD_MS);
  expect([answersMs, late()]).toEqual([[], 3]);
});
