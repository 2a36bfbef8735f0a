import { beforeEach, describe, expect, test } from 'vitest';
import type { Beat } from '../../../src/transport/envelope.ts';
import {
  HIDDEN_SILENT_TICKS,
  SILENT_TICKS,
  TICK_MS,
  createHeartbeat,
  type Heartbeat,
} from '../../../src/transport/heartbeat.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

let clock: SimClock;
let heartbeat: Heartbeat;
let page: { isHidden: boolean; isPathUp: boolean; hasProgressed: boolean };
let pings: Beat[];
let pongs: Beat[];
let silentAtMs: number | undefined;

beforeEach(() => {
  clock = createSimClock(0);
  page = { isHidden: false, isPathUp: true, hasProgressed: false };
  pings = [];
  pongs = [];
  silentAtMs = undefined;
  heartbeat = createHeartbeat(clock, {
    sendPing: (beat) => pings.push(beat),
    sendPong: (beat) => pongs.push(beat),
    isHidden: () => page.isHidden,
    isPathUp: () => page.isPathUp,
    hasProgressed: () => page.hasProgressed,
    onSilent() {
      silentAtMs = clock.nowMs();
      heartbeat.stop();
    },
  });
});

describe('heartbeat', () => {
  test('[L2] a silent peer is noticed within 5 s of its last frame, and not within 4', async () => {
    await clock.advance(500);
    heartbeat.heard();
    await clock.advance(4_000);
    expect(silentAtMs).toBeUndefined();
    await clock.advance(1_000);
    expect(silentAtMs).toBeLessThanOrEqual(5_500);
  });

  test('[L2] any frame counts as life', async () => {
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(TICK_MS);
      heartbeat.heard();
    }
    expect(silentAtMs).toBeUndefined();
  });

  test('[L2] who hears the other does not ask, once the round trip is known', async () => {
    await clock.advance(TICK_MS);
    heartbeat.onPong({ counter: pings[0]!.counter, isHidden: false });
    const before = pings.length;
    for (let second = 0; second < 10; second += 1) {
      heartbeat.heard();
      await clock.advance(TICK_MS);
    }
    expect(pings).toHaveLength(before);
  });

  test('[L2] a page that said it is hidden gets a minute while the path holds', async () => {
    heartbeat.onPing({ counter: 1, isHidden: true });
    await clock.advance((HIDDEN_SILENT_TICKS - 1) * TICK_MS);
    expect(silentAtMs).toBeUndefined();
    await clock.advance(2 * TICK_MS);
    expect(silentAtMs).toBeDefined();
  });

  test('[L2] a hidden page whose path broke is as silent as any', async () => {
    heartbeat.onPing({ counter: 1, isHidden: true });
    page.isPathUp = false;
    await clock.advance((SILENT_TICKS + 1) * TICK_MS);
    expect(silentAtMs).toBeDefined();
  });

  test('a page that comes back to the front is trusted no longer than others', async () => {
    heartbeat.onPing({ counter: 1, isHidden: true });
    heartbeat.onPong({ counter: 1, isHidden: false });
    await clock.advance((SILENT_TICKS + 1) * TICK_MS);
    expect(silentAtMs).toBeDefined();
  });

  test('our own page tells within a tick that it went to the background', async () => {
    await clock.advance(TICK_MS);
    heartbeat.onPong({ counter: pings[0]!.counter, isHidden: false });
    heartbeat.heard();
    page.isHidden = true;
    await clock.advance(TICK_MS);
    expect(pings.at(-1)).toMatchObject({ isHidden: true });
  });

  test('a transfer that moves is life, though its pongs wait behind it', async () => {
    page.hasProgressed = true;
    await clock.advance(30 * TICK_MS);
    expect(silentAtMs).toBeUndefined();
  });

  test('a ping is answered with its counter', () => {
    heartbeat.onPing({ counter: 99, isHidden: false });
    expect(pongs).toEqual([{ counter: 99, isHidden: false }]);
  });

  test('the round trip is that of the last ping; a stray pong says nothing', async () => {
    await clock.advance(TICK_MS);
    heartbeat.onPong({ counter: 12345, isHidden: false });
    expect(heartbeat.rttMs).toBeUndefined();
    await clock.advance(40);
    heartbeat.onPong({ counter: pings.at(-1)!.counter, isHidden: false });
    expect(heartbeat.rttMs).toBe(40);
  });

  test('nothing runs on after stop', async () => {
    heartbeat.stop();
    await clock.advance(60_000);
    expect([silentAtMs, clock.pendingTimers]).toEqual([undefined, 0]);
  });
});
