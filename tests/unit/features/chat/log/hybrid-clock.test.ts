import { describe, expect, it } from 'vitest';
import { createHybridClock, MAX_AHEAD_MS } from '../../../../../src/features/chat/log/hybrid-clock.ts';

describe('a hybrid clock', () => {
  it('is the wall clock, and counts within one of its moments', () => {
    let wallMs = 1_000;
    const clock = createHybridClock(() => wallMs);
    expect([clock.next(), clock.next()]).toEqual([
      { ms: 1_000, n: 0 },
      { ms: 1_000, n: 1 },
    ]);
    wallMs = 1_001.7;
    expect(clock.next()).toEqual({ ms: 1_001, n: 0 });
  });

  it('never goes back, though the wall clock does', () => {
    let wallMs = 5_000;
    const clock = createHybridClock(() => wallMs);
    clock.next();
    wallMs = 10;
    expect(clock.next()).toEqual({ ms: 5_000, n: 1 });
  });

  it('[N3] is after everything that was seen', () => {
    const clock = createHybridClock(() => 1_000);
    clock.see({ ms: 9_000, n: 4 });
    clock.see({ ms: 9_000, n: 2 });
    expect(clock.next()).toEqual({ ms: 9_000, n: 5 });
  });

  it('[N3] takes nothing of more than a day ahead', () => {
    const clock = createHybridClock(() => 1_000);
    expect(clock.isTooFarAhead({ ms: 1_000 + MAX_AHEAD_MS })).toBe(false);
    expect(clock.isTooFarAhead({ ms: 1_001 + MAX_AHEAD_MS })).toBe(true);
  });
});
