import { beforeEach, describe, expect, test } from 'vitest';
import type { Beat, Pong } from '../../../src/transport/envelope.ts';
import {
  HIDDEN_SILENT_TICKS,
  LOST_TICKS,
  PROBE_MS,
  SILENT_TICKS,
  TICK_MS,
  createHeartbeat,
  type Heartbeat,
} from '../../../src/transport/heartbeat.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

let clock: SimClock;
let heartbeat: Heartbeat;
let page: { isHidden: boolean; isPathUp: boolean; hasProgressed: boolean; isWaiting: boolean };
let pings: Beat[];
let pongs: Pong[];
let interruptions: [isInterrupted: boolean, atMs: number][];
let doubts: [isDoubted: boolean, atMs: number][];
let lostAtMs: number[];
/** Of the page's own sleep: time goes by, and no timer fires. */
let sleptMs: number;

beforeEach(() => {
  clock = createSimClock(0);
  sleptMs = 0;
  page = { isHidden: false, isPathUp: true, hasProgressed: false, isWaiting: false };
  pings = [];
  pongs = [];
  interruptions = [];
  doubts = [];
  lostAtMs = [];
  const ownClock = { ...clock, nowMs: () => clock.nowMs() + sleptMs };
  heartbeat = createHeartbeat(ownClock, {
    sendPing: (beat) => pings.push(beat),
    sendPong: (pong) => pongs.push(pong),
    isHidden: () => page.isHidden,
    isPathUp: () => page.isPathUp,
    hasProgressed: () => page.hasProgressed,
    isWaiting: () => page.isWaiting,
    onDoubted: (isDoubted) => doubts.push([isDoubted, clock.nowMs()]),
    onInterrupted: (isInterrupted) => interruptions.push([isInterrupted, clock.nowMs()]),
    onLost: () => lostAtMs.push(clock.nowMs()),
  });
});

const answer = (ping: Beat | undefined, parts: Partial<Pong> = {}) =>
  heartbeat.onPong({ counter: ping?.counter ?? NaN, isHidden: false, timeUs: 0, ...parts });

/** Answers each ping at once until no more come. */
async function measureEnough(): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    await clock.advance(TICK_MS);
    answer(pings.at(-1));
    heartbeat.heard();
  }
}

describe('silence', () => {
  test('[L2] interrupts within 5 s of the last frame, and not within 4', async () => {
    await clock.advance(500);
    heartbeat.heard();
    await clock.advance(4_000);
    expect(interruptions).toEqual([]);
    await clock.advance(1_000);
    expect(interruptions).toHaveLength(1);
    expect(interruptions[0]?.[1]).toBeLessThanOrEqual(5_500);
    expect(heartbeat.isInterrupted).toBe(true);
  });

  test('[L9] of more than two seconds has another path looked for, and nobody is told before four', async () => {
    await clock.advance(500);
    heartbeat.heard();
    await clock.advance(2_800);
    expect(doubts).toEqual([]);
    await clock.advance(700);
    expect(doubts).toEqual([[true, 3_400]]);
    heartbeat.heard();
    expect([doubts.at(-1), interruptions]).toEqual([[false, 4_000], []]);
  });

  test('[L9] of more than a second has it looked for where what was said does not leave', async () => {
    await clock.advance(500);
    heartbeat.heard();
    page.isWaiting = true;
    await clock.advance(1_400);
    expect(doubts).toEqual([]);
    await clock.advance(100);
    expect(doubts).toEqual([[true, 2_000]]);
    page.isWaiting = false;
    heartbeat.heard();
    expect([doubts.at(-1), interruptions]).toEqual([[false, 2_000], []]);
  });

  test('[L9] is doubt as long as what was said does not leave, though the other side is heard', async () => {
    page.isWaiting = true;
    await clock.advance(2 * TICK_MS);
    for (let tick = 0; tick < 3; tick += 1) {
      heartbeat.heard();
      await clock.advance(TICK_MS);
    }
    expect([doubts, interruptions]).toEqual([[[true, 2_000]], []]);
    page.hasProgressed = true;
    await clock.advance(TICK_MS);
    expect(doubts.at(-1)).toEqual([false, 6_000]);
  });

  test('[L9] is no doubt while what was said leaves, however slowly, or while the other side is heard', async () => {
    page.isWaiting = true;
    page.hasProgressed = true;
    await clock.advance(10 * TICK_MS + 500);
    page.hasProgressed = false;
    for (let tick = 0; tick < 10; tick += 1) {
      heartbeat.heard();
      await clock.advance(TICK_MS);
    }
    expect(doubts).toEqual([]);
  });

  test('[L9] that a transfer breaks is no doubt, nor that of a page that is trusted to be hidden', async () => {
    await clock.advance(3 * TICK_MS + 500);
    page.hasProgressed = true;
    await clock.advance(2 * TICK_MS);
    expect(doubts.map(([isDoubted]) => isDoubted)).toEqual([true, false]);
    page.hasProgressed = false;
    heartbeat.onPing({ counter: 1, isHidden: true });
    heartbeat.heard();
    await clock.advance(10 * TICK_MS);
    expect(doubts).toHaveLength(2);
    expect(heartbeat.isDoubted).toBe(false);
  });

  test('[L2] of 30 s is the end, and not before', async () => {
    await clock.advance(LOST_TICKS * TICK_MS);
    expect(lostAtMs).toEqual([]);
    await clock.advance(TICK_MS);
    expect(lostAtMs).toHaveLength(1);
    await clock.advance(60_000);
    expect([lostAtMs.length, clock.pendingTimers]).toEqual([1, 0]);
  });

  test('asks more urgently after two ticks, until one answers or it has lasted', async () => {
    await measureEnough();
    const perTick: number[] = [];
    for (let tick = 0; tick < 14; tick += 1) {
      const before = pings.length;
      await clock.advance(TICK_MS);
      perTick.push(pings.length - before);
    }
    expect(perTick).toEqual([0, 1, 1, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1, 1]);
    heartbeat.heard();
    const before = pings.length;
    await clock.advance(TICK_MS);
    expect(pings.length - before).toBeLessThanOrEqual(1);
  });

  test('[L2] ends an interruption with the first frame', async () => {
    await clock.advance(20_000);
    heartbeat.heard();
    expect(interruptions.map(([isInterrupted]) => isInterrupted)).toEqual([true, false]);
    await clock.advance(4_000);
    expect([interruptions.length, lostAtMs]).toEqual([2, []]);
  });

  test('[L2] any frame counts as life', async () => {
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(TICK_MS);
      heartbeat.heard();
    }
    expect(interruptions).toEqual([]);
  });

  test('a transfer that moves is life, though its pongs wait behind it', async () => {
    page.hasProgressed = true;
    await clock.advance(40 * TICK_MS);
    expect([interruptions, lostAtMs]).toEqual([[], []]);
  });

  test('[L2] a path that the medium calls broken interrupts at once, and a frame ends it', async () => {
    heartbeat.onPathBroken();
    expect(interruptions).toEqual([[true, 0]]);
    await clock.advance(1_500);
    expect(heartbeat.isInterrupted).toBe(true);
    heartbeat.heard();
    expect(heartbeat.isInterrupted).toBe(false);
  });
});

describe("our page's own sleep", () => {
  test.each([10_000, 40_000, 600_000])(
    "of %i ms is not taken for the other's silence",
    async (durationMs) => {
      await measureEnough();
      sleptMs += durationMs;
      await clock.advance(2 * TICK_MS);
      expect([interruptions, lostAtMs]).toEqual([[], []]);
      // Asked anew from there on: who is gone is noticed as ever.
      await clock.advance((SILENT_TICKS + 1) * TICK_MS);
      expect(interruptions).toHaveLength(1);
      await clock.advance(LOST_TICKS * TICK_MS);
      expect(lostAtMs).toHaveLength(1);
    },
  );
});

describe('hidden pages', () => {
  test('[L2] one that said so gets a minute while the path holds', async () => {
    heartbeat.onPing({ counter: 1, isHidden: true });
    await clock.advance((HIDDEN_SILENT_TICKS - 1) * TICK_MS);
    expect([interruptions, lostAtMs]).toEqual([[], []]);
    await clock.advance(2 * TICK_MS);
    expect(lostAtMs).toHaveLength(1);
  });

  test('[L2] one whose path broke is as silent as any', async () => {
    heartbeat.onPing({ counter: 1, isHidden: true });
    page.isPathUp = false;
    await clock.advance((SILENT_TICKS + 1) * TICK_MS);
    expect(interruptions).toHaveLength(1);
    await clock.advance((LOST_TICKS - SILENT_TICKS) * TICK_MS);
    expect(lostAtMs).toHaveLength(1);
  });

  test('one that comes back to the front is trusted no longer than others', async () => {
    heartbeat.onPing({ counter: 1, isHidden: true });
    heartbeat.onPong({ counter: 1, isHidden: false, timeUs: 0 });
    await clock.advance((SILENT_TICKS + 1) * TICK_MS);
    expect(interruptions).toHaveLength(1);
  });

  test('our own tells within a tick that it went to the background', async () => {
    await measureEnough();
    const before = pings.length;
    page.isHidden = true;
    await clock.advance(TICK_MS);
    expect(pings.slice(before)).toMatchObject([{ isHidden: true }]);
  });
});

describe('a doubt', () => {
  let answers: boolean[];
  const probe = () => heartbeat.probe((hasAnswered) => answers.push(hasAnswered));

  beforeEach(() => {
    answers = [];
  });

  test('asks at once, and an answer ends it', async () => {
    probe();
    expect(pings).toHaveLength(1);
    await clock.advance(200);
    answer(pings[0]);
    await clock.advance(PROBE_MS);
    expect([answers, interruptions]).toEqual([[true], []]);
  });

  test('without an answer interrupts, though frames that were under way still come', async () => {
    probe();
    heartbeat.heard();
    await clock.advance(PROBE_MS);
    expect(answers).toEqual([false]);
    expect(interruptions).toEqual([[true, PROBE_MS]]);
  });

  test('is not settled by the answer to an earlier ping', async () => {
    await clock.advance(TICK_MS);
    probe();
    answer(pings[0]);
    await clock.advance(PROBE_MS);
    expect(answers).toEqual([false]);
  });

  test('that comes ever again asks once, and tells everybody', async () => {
    for (let i = 0; i < 50; i += 1) probe();
    expect(pings).toHaveLength(1);
    answer(pings[0]);
    expect(answers).toHaveLength(50);
    await clock.advance(PROBE_MS);
    expect(answers).toHaveLength(50);
  });

  test('is over with the heartbeat', async () => {
    probe();
    heartbeat.stop();
    await clock.advance(60_000);
    expect([answers, clock.pendingTimers]).toEqual([[], 0]);
  });
});

describe('measurement', () => {
  test('[L2] who hears the other and has measured asks once in ten ticks', async () => {
    await measureEnough();
    const before = pings.length;
    for (let second = 0; second < 40; second += 1) {
      heartbeat.heard();
      await clock.advance(TICK_MS);
      answer(pings.at(-1));
    }
    expect(pings.length - before).toBe(4);
  });

  test('a ping is answered with its counter and the time', async () => {
    await clock.advance(1_234);
    heartbeat.onPing({ counter: 99, isHidden: false });
    expect(pongs).toEqual([{ counter: 99, isHidden: false, timeUs: 1_234_000 }]);
  });

  test('a flood of pings is answered at a bounded rate', async () => {
    for (let second = 0; second < 10; second += 1) {
      for (let i = 0; i < 1_000; i += 1) heartbeat.onPing({ counter: i, isHidden: false });
      await clock.advance(TICK_MS);
    }
    expect(pongs.length).toBeLessThanOrEqual(2 * LOST_TICKS + 10 * 4);
  });

  test('the round trip is that of the last answer; stray and second answers say nothing', async () => {
    await clock.advance(TICK_MS);
    answer({ counter: 12345, isHidden: false });
    expect(heartbeat.rttMs).toBeUndefined();
    await clock.advance(40);
    answer(pings[0]);
    await clock.advance(300);
    answer(pings[0]);
    expect(heartbeat.rttMs).toBe(40);
  });

  test('an answer that takes longer than a tick is measured too', async () => {
    await clock.advance(TICK_MS);
    await clock.advance(2_500);
    answer(pings[0]);
    expect(heartbeat.rttMs).toBe(2_500);
  });

  test('[L10] the other clock is known from the time in the answer', async () => {
    await clock.advance(TICK_MS);
    await clock.advance(20);
    answer(pings[0], { timeUs: 500_000_000 });
    expect(heartbeat.clockOffset).toEqual({ offsetMs: 500_000 - 1_010, delayMs: 20 });
  });

  test('nothing runs on after stop', async () => {
    heartbeat.stop();
    await clock.advance(90_000);
    expect([interruptions, lostAtMs, clock.pendingTimers]).toEqual([[], [], 0]);
  });
});
