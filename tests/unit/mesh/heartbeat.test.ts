import { expect, test } from 'vitest';
import {
  BEAT_MS,
  createHeartbeat,
  FIRST_PINGS,
  PING_PERIOD_MS,
  SILENCE_MS,
} from '../../../src/mesh/heartbeat.ts';
import { createSimClock } from '../../support/sim-clock.ts';

/** A link that answers after what `rttMs` says, or not at all. */
function createScene(rttMs: () => number | undefined, periodMs?: number) {
  const clock = createSimClock(0);
  const silences: number[] = [];
  const answersMs: number[] = [];
  const askedAtMs: number[] = [];
  const page = { hasNews: false };
  let late = 0;
  const heartbeat = createHeartbeat({
    clock,
    periodMs,
    ping(number) {
      askedAtMs.push(clock.nowMs());
      page.hasNews = false;
      const afterMs = rttMs();
      if (afterMs === undefined) return;
      clock.schedule(afterMs, () => {
        heartbeat.onTraffic();
        heartbeat.onPong(number);
      });
    },
    hasNews: () => page.hasNews,
    onBeat: () => undefined,
    onAnswer: (answerMs) => void answersMs.push(answerMs),
    onLate: () => void (late += 1),
    onSilence: () => void silences.push(clock.nowMs()),
  });
  return { clock, heartbeat, page, silences, answersMs, askedAtMs, late: () => late };
}

test('asks three times at first, and then every ten seconds', async () => {
  const { clock, askedAtMs } = createScene(() => 80);
  await clock.advance(60_000);
  expect(askedAtMs.map((atMs) => atMs / 1_000)).toEqual([2, 4, 6, 16, 26, 36, 46, 56]);
});

test('asks within two seconds when there is something to tell', async () => {
  const { clock, page, askedAtMs } = createScene(() => 80);
  await clock.advance(20_500);
  page.hasNews = true;
  await clock.advance(BEAT_MS);
  expect(askedAtMs.at(-1)).toBe(22_000);
});

test.each([1_000, 2_000, 5_000, 20_000])('a period of %i ms is kept to within a beat', async (periodMs) => {
  const { clock, askedAtMs } = createScene(() => 80, periodMs);
  await clock.advance(101_000);
  const pausesMs = askedAtMs
    .slice(FIRST_PINGS)
    .map((atMs, index) => atMs - askedAtMs[index + FIRST_PINGS - 1]!);
  for (const pauseMs of pausesMs) expect(Math.abs(pauseMs - periodMs)).toBeLessThanOrEqual(BEAT_MS / 2);
});

test('the first measurement is shown as it is', async () => {
  const { clock, heartbeat } = createScene(() => 80);
  await clock.advance(BEAT_MS + 80);
  expect(heartbeat.rttMs).toBe(80);
});

test('one slow answer soon after another moves the average by a third, and seldom ones settle it', async () => {
  let rttMs = 100;
  const { clock, heartbeat } = createScene(() => rttMs);
  await clock.advance(2 * BEAT_MS - 1);
  rttMs = 400;
  await clock.advance(401);
  // The answer comes 300 ms later than the one before did.
  expect(heartbeat.rttMs).toBeCloseTo(400 - 300 * 0.65 ** 1.15);
  await clock.advance(PING_PERIOD_MS + BEAT_MS);
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
  await clock.advance(PING_PERIOD_MS + FIRST_PINGS * BEAT_MS + 80);
  expect([answersMs, late()]).toEqual([[80, 80, 80, 80], 0]);
});

test('a ping that is not answered within a beat is late, and the next one goes out', async () => {
  let rttMs: number | undefined = 80;
  const { clock, askedAtMs, late } = createScene(() => rttMs);
  await clock.advance(15_000);
  rttMs = undefined;
  await clock.advance(8_000);
  expect([askedAtMs.slice(FIRST_PINGS), late()]).toEqual([[16_000, 18_000, 20_000, 22_000], 3]);
});
