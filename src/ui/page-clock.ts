// The page's own time, for components that nobody hands a clock. Tests hand one.

import type { Clock } from '../primitives/clock.ts';

export const pageClock: Clock = {
  nowMs: () => performance.now(),
  schedule(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
