// A token bucket: a sustained rate with a burst. Time is handed in, so that it can be counted and tested anywhere.

export interface TokenBucket {
  /** Takes `count` tokens and returns true, or takes none and returns false. */
  take(nowMs: number, count?: number): boolean;
  /** Tokens there are now. */
  available(nowMs: number): number;
}

export interface TokenLimit {
  readonly perSecond: number;
  readonly burst: number;
  /**
   * What was not used within so long may come at once, above the burst that it begins with: the rate over the whole
   * stays the same. Default 0.
   */
  readonly pauseCreditMs?: number;
  /** Since when it fills; default: the first use. */
  readonly sinceMs?: number | undefined;
}

export function createTokenBucket(limit: TokenLimit): TokenBucket {
  const { perSecond, burst, pauseCreditMs = 0 } = limit;
  const capacity = burst + (pauseCreditMs / 1000) * perSecond;
  let tokens = burst;
  let filledAtMs = limit.sinceMs;

  function available(nowMs: number): number {
    const passedMs = Math.max(0, nowMs - (filledAtMs ?? nowMs));
    return Math.min(capacity, tokens + (passedMs / 1000) * perSecond);
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
