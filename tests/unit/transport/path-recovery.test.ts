import { beforeEach, describe, expect, test } from 'vitest';
import {
  createPathRecovery,
  POLITE_DELAY_MS,
  RESTART_PERIOD_MS,
  SHORTEST_RESTART_MS,
  type PathRecovery,
  type RestartAttempt,
} from '../../../src/transport/path-recovery.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

let clock: SimClock;
let tries: (RestartAttempt & { readonly atMs: number })[];
let isAble: boolean;

beforeEach(() => {
  clock = createSimClock(0);
  tries = [];
  isAble = true;
});

function create(isPolite = false): PathRecovery {
  return createPathRecovery({
    clock,
    isPolite,
    restart(attempt) {
      tries.push({ atMs: clock.nowMs(), ...attempt });
      return isAble;
    },
  });
}

const timesMs = () => tries.map(({ atMs }) => atMs);

describe('[L9] an interrupted link', () => {
  test('is restarted at once, and every four seconds while it lasts', async () => {
    const recovery = create();
    recovery.onDoubted(true);
    await clock.advance(13_000);
    expect(timesMs()).toEqual([0, 1, 2, 3].map((i) => i * RESTART_PERIOD_MS));
    expect(tries.map(({ isFirst }) => isFirst)).toEqual([true, false, false, false]);
  });

  test('is restarted by the polite side a little later, so that the two do not meet', async () => {
    const recovery = create(true);
    recovery.onDoubted(true);
    await clock.advance(7_000);
    expect(timesMs()).toEqual([POLITE_DELAY_MS, POLITE_DELAY_MS + RESTART_PERIOD_MS]);
  });

  test('is left alone once it is heard', async () => {
    const recovery = create();
    recovery.onDoubted(true);
    await clock.advance(1_000);
    recovery.onDoubted(false);
    await clock.advance(60_000);
    expect([tries.length, clock.pendingTimers]).toEqual([1, 0]);
  });

  test('counts anew when it is interrupted again', async () => {
    const recovery = create();
    for (const isInterrupted of [true, false, true]) {
      recovery.onDoubted(isInterrupted);
      await clock.advance(100);
    }
    expect(tries.map(({ isFirst }) => isFirst)).toEqual([true, true]);
  });

  test('is given up where the engine cannot', async () => {
    isAble = false;
    const recovery = create();
    recovery.onDoubted(true);
    await clock.advance(60_000);
    expect([tries.length, clock.pendingTimers]).toEqual([1, 0]);
  });

  test('is no business of ours after its end', async () => {
    const recovery = create(true);
    recovery.onDoubted(true);
    recovery.stop();
    recovery.tryNow();
    await clock.advance(60_000);
    expect([tries.length, clock.pendingTimers]).toEqual([0, 0]);
  });
});

describe('a hint', () => {
  test('tries at once, and the pause begins anew', async () => {
    const recovery = create(true);
    recovery.onDoubted(true);
    await clock.advance(500);
    recovery.tryNow();
    await clock.advance(RESTART_PERIOD_MS);
    expect(timesMs()).toEqual([500, 500 + RESTART_PERIOD_MS]);
  });

  test('changes nothing for a link that is heard', async () => {
    create().tryNow();
    await clock.advance(10_000);
    expect(tries).toEqual([]);
  });

  test('that comes ever again tries once a second', async () => {
    const recovery = create();
    recovery.onDoubted(true);
    for (let i = 0; i < 100; i += 1) {
      recovery.tryNow();
      await clock.advance(100);
    }
    expect(tries.length).toBeLessThanOrEqual(10_000 / SHORTEST_RESTART_MS + 1);
    expect(tries.length).toBeGreaterThan(8);
  });
});
