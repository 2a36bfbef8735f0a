// How fast bytes come or go: an average over about a second that is right from the first bytes on.

/** Older bytes fade with this time constant. */
const FADE_MS = 1_000;
/** Two arrivals in one instant say nothing of a rate; neither do the first few milliseconds. */
const SHORTEST_MS = 20;

export interface RateMeter {
  add(nowMs: number, bytes: number): void;
  /** Bytes a second over about the last second; 0 before the first. */
  perSecond(nowMs: number): number;
  /** The time until the next `add` counts from here: nothing was asked for before. */
  resume(nowMs: number): void;
}

export function createRateMeter(): RateMeter {
  let faded = 0;
  let beganMs: number | undefined;
  let atMs = 0;

  function fadeTo(nowMs: number): void {
    if (nowMs > atMs) faded *= Math.exp((atMs - nowMs) / FADE_MS);
    atMs = Math.max(atMs, nowMs);
  }

  return {
    add(nowMs, bytes) {
      beganMs ??= nowMs;
      fadeTo(nowMs);
      faded += bytes;
    },
    perSecond(nowMs) {
      if (beganMs === undefined) return 0;
      fadeTo(nowMs);
      const seenMs = Math.max(SHORTEST_MS, nowMs - beganMs);
      const weight = 1 - Math.exp(-seenMs / FADE_MS);
      return (faded * 1_000) / (FADE_MS * weight);
    },
    resume(nowMs) {
      if (beganMs === undefined) beganMs = nowMs;
      else if (faded === 0) {
        beganMs = nowMs;
        atMs = nowMs;
      } else {
        // A pause is no slowness: what was measured stands as if time had stood still.
        beganMs += Math.max(0, nowMs - atMs);
        atMs = Math.max(atMs, nowMs);
      }
    },
  };
}
