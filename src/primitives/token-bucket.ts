// A token bucket: a sustained rate with a burst. Time is handed in, so that it can be counted and tested anywhere.

export interface TokenBucket {
  /** Takes `count` tokens and returns true, or takes none and returns false. */
  take(nowMs: number, count?: number): boolean;
  /** Tokens there are now. */
  available(nowMs: number): number;
}

export function createTokenBucket(limit: {
  readonly perSecond: number;
  readonly burst: number;
}): TokenBucket {
  let tokens = limit.burst;
  let filledAtMs: number | undefined;

  function available(nowMs: number): number {
    const passedMs = Math.max(0, nowMs - (filledAtMs ?? nowMs));
    return Math.min(limit.burst, tokens + (passedMs / 1000) * limit.perSecond);
  }

  return {
    available,
    take(nowMs, count = 1) {
      tokens = available(nowMs);
      filledAtMs = nowMs;
      if (tokens < count) return false;
      tokens -= count;
      return true;
    },
  };
}
