// Dashes that crawl along a thread while it is being tied. Eight small steps a second look the same as a frame's worth
// each and cost an eighth: dashes are repainted by the page's own thread, never by the compositor.

import { scheduleEvery, type Cancel, type Clock } from '../primitives/clock.ts';
import { pageClock } from './page-clock.ts';

export interface Crawl {
  /** Moves the dashes of `path` until the returned function is called. */
  add(path: Pick<SVGElement, 'style'>): Cancel;
}

/** One period of a 4/4 dash in 1.2 s. */
const DASH_PERIOD_PX = 8;
const STEPS = 10;
export const STEP_MS = 120;

/** One clock for all threads of the page; it stands still while none crawls. */
export function createCrawl(clock: Clock, prefersStillness: () => boolean): Crawl {
  const paths = new Set<Pick<SVGElement, 'style'>>();
  let step = 0;
  let stop: Cancel | undefined;

  function move(): void {
    if (prefersStillness()) return;
    step = (step + 1) % STEPS;
    for (const { style } of paths) style.strokeDashoffset = String((-DASH_PERIOD_PX * step) / STEPS);
  }

  return {
    add(path) {
      paths.add(path);
      stop ??= scheduleEvery(clock, STEP_MS, move);
      return () => {
        paths.delete(path);
        path.style.strokeDashoffset = '';
        if (paths.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

export const crawl = createCrawl(
  pageClock,
  () => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false,
);
