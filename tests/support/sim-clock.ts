// Virtual time: one queue ordered by (time, sequence). Nothing in a simulation waits for a real clock.

import type { Clock } from '../../src/primitives/clock.ts';
import { createTimerHeap, type Timer, type TimerHeap } from './timer-heap.ts';

export interface SimClock extends Clock {
  /** Runs everything due within the next `durationMs`, letting promises settle between two events. */
  advance(durationMs: number): Promise<void>;
  /** Advances in steps of `stepMs` until `condition` holds; throws after `limitMs` of virtual time. */
  until(condition: () => boolean, limitMs: number, stepMs?: number): Promise<void>;
  readonly pendingTimers: number;
}

/** Events of one turn of the event loop: few at first, so that a short advance does not pay for a long one. */
const FIRST_TURN = 4;
const LONGEST_TURN = 256;

export function createSimClock(startMs = 1_000_000): SimClock {
  const timers: TimerHeap = createTimerHeap();
  let nowMs = startMs;
  let sequence = 0;

  function runNext(endMs: number): boolean {
    const timer = timers.popDue(endMs);
    if (!timer) return false;
    nowMs = Math.max(nowMs, timer.atMs);
    timer.isCancelled = true;
    timer.action();
    return true;
  }

  async function advance(durationMs: number): Promise<void> {
    const endMs = nowMs + durationMs;
    await settle();
    for (let length = FIRST_TURN; ; length = Math.min(2 * length, LONGEST_TURN)) {
      if (!(await runTurn(length, () => runNext(endMs)))) break;
    }
    nowMs = endMs;
  }

  return {
    nowMs: () => nowMs,
    schedule(delayMs, action) {
      const timer: Timer = {
        atMs: nowMs + Math.max(0, delayMs),
        sequence: sequence++,
        action,
        isCancelled: false,
      };
      timers.push(timer);
      return () => {
        if (!timer.isCancelled) timers.cancel(timer);
      };
    },
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

/**
 * Runs `step` so many times in one turn of the event loop, fewer when it returns false; false when it did. Between two
 * immediates Node lets promises settle as it does between two turns, for a fraction of the price.
 */
function runTurn(length: number, step: () => boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let goesOn = true;
    const run = () => {
      try {
        goesOn &&= step();
      } catch (error) {
        goesOn = false;
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    for (let i = 0; i < length; i += 1) afterPromises(run);
    afterPromises(() => resolve(goesOn));
  });
}

/** Browsers have no `setImmediate`. */
const afterPromises: (run: () => void) => unknown =
  globalThis.setImmediate ?? ((run: () => void) => setTimeout(run));

/** Lets chains of already resolved promises run out (no timers, no input and output). */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => afterPromises(resolve));
}
