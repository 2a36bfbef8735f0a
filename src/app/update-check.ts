// When to look for a newer version: as somebody comes back to the page, and not again within the hour.

import type { Clock } from '../primitives/clock.ts';

/** Browsers look by themselves at each visit; a page that stays open for days is what this is for. */
export const UPDATE_CHECK_PERIOD_MS = 60 * 60 * 1_000;

/** The returned function calls `check`, at most once in a period, the first of which begins now. */
export function createUpdateCheck(clock: Clock, check: () => void): () => void {
  let checkedAtMs = clock.nowMs();
  return () => {
    if (clock.nowMs() - checkedAtMs < UPDATE_CHECK_PERIOD_MS) return;
    checkedAtMs = clock.nowMs();
    check();
  };
}
