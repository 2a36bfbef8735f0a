// Virtual time: one queue ordered by (time, sequence). Nothing in a simulation waits for a real clock.

import type { Cancel, Clock } from '../../src/primitives/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly sequence: number;
  readonly action: () => void;
}

export interface SimClock extends Clock {
  /** Runs everything due within the next `durationMs`, letting promises settle between two events. */
  advance(durationMs: number): Promise<void>;
  /** Advances in steps of `stepMs` until `condition` holds; throws after `limitMs` of virtual time. */
  until(condition: () => boolean, limitMs: number, stepMs?: number): Promise<void>;
  readonly pendingTimers: number;
}

export function createSimClock(startMs = 1_000_000): SimClock {
  let nowMs = startMs;
  let sequence = 0;
  const timers = new Set<Timer>();

  function schedule(delayMs: number, action: () => void): Cancel {
    const timer = { atMs: nowMs + Math.max(0, delayMs), sequence: sequence++, action };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  async function advance(durationMs: number): Promise<void> {
    const endMs = nowMs + durationMs;
    await settle();
    for (let next = earliest(timers, endMs); next; next = earliest(timers, endMs)) {
      timers.delete(next);
      nowMs = Math.max(nowMs, next.atMs);
      next.action();
      await settle();
    }
    nowMs = endMs;
  }

  return {
    nowMs: () => nowMs,
    schedule,
    advance,
    async until(condition, limitMs, stepMs = 50) {
      for (const endMs = nowMs + limitMs; !condition();) {
        if (nowMs >= endMs) throw new Error(`not reached within ${limitMs} ms of virtual time`);
        await advance(stepMs);
      }
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}

function earliest(timers: ReadonlySet<Timer>, endMs: number): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) {
    if (timer.atMs > endMs) continue;
    if (!first || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.sequence < first.sequence))
      first = timer;
  }
  return first;
}

/** Lets chains of already resolved promises run out (no timers, no input and output). */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
