// Letting virtual time pass, for contract suites on simulated media.

import type { SimClock } from './sim-clock.ts';

const LIMIT_MS = 120_000;

export function passVirtualTime(clock: SimClock) {
  return {
    nowMs: () => clock.nowMs(),
    until: (condition: () => boolean) => clock.until(condition, LIMIT_MS),
    async settle<T>(promise: Promise<T>): Promise<T> {
      let isSettled = false;
      const mark = () => {
        isSettled = true;
      };
      promise.then(mark, mark);
      await clock.until(() => isSettled, LIMIT_MS);
      return promise;
    },
  };
}
