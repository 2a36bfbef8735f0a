// A hybrid logical clock (Kulkarni and others, 2014): near the wall clock, and never behind what was seen. What is said
// after something was seen sorts after it, whatever the clocks of the devices say. Pure.

/** A reading of the clock. */
export interface Stamp {
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** Within one millisecond. */
  readonly n: number;
}

/**
 * How far ahead of the own wall clock a stamp may be. Wrong time zones and clocks set by hand are within a day; what is
 * beyond would hold up everybody's clock for as long, and is not taken.
 */
export const MAX_AHEAD_MS = 24 * 60 * 60_000;

export interface HybridClock {
  /** The next stamp of one's own: later than all before and all seen. */
  next(): Stamp;
  /** Somebody else's. */
  see(stamp: Stamp): void;
  isTooFarAhead(stamp: Pick<Stamp, 'ms'>): boolean;
}

export function createHybridClock(wallTimeMs: () => number): HybridClock {
  let last: Stamp = { ms: 0, n: 0 };
  const wallMs = () => Math.max(0, Math.floor(wallTimeMs()));
  return {
    next() {
      const ms = wallMs();
      last = ms > last.ms ? { ms, n: 0 } : { ms: last.ms, n: last.n + 1 };
      return last;
    },
    see(stamp) {
      if (stamp.ms > last.ms || (stamp.ms === last.ms && stamp.n > last.n))
        last = { ms: stamp.ms, n: stamp.n };
    },
    isTooFarAhead: ({ ms }) => ms > wallMs() + MAX_AHEAD_MS,
  };
}
