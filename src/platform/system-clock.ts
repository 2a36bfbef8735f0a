// Real time behind the Clock port: monotonic, so that setting the device's clock moves nothing.

import type { Clock } from '../primitives/clock.ts';

/** The longest delay a timer takes; longer ones would fire at once. Source: HTML, timers, 32-bit signed. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createSystemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    schedule(delayMs, action) {
      const timer = setTimeout(action, Math.min(Math.max(0, delayMs), MAX_TIMER_MS));
      return () => clearTimeout(timer);
    },
  };
}
