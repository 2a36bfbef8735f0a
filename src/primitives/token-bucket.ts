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
  return new LeakyBucket(limit);
}

/** A class, as a large room has thousands of them. */
class LeakyBucket implements TokenBucket {
  readonly #limit: TokenLimit;
  #tokens: number;
  #filledAtMs: number | undefined;

  constructor(limit: TokenLimit) {
    this.#limit = limit;
    this.#tokens = limit.burst;
    this.#filledAtMs = limit.sinceMs;
  }

  available(nowMs: number): number {
    const { perSecond, burst, pauseCreditMs = 0 } = this.#limit;
    const passedMs = Math.max(0, nowMs - (this.#filledAtMs ?? nowMs));
    const capacity = burst + (pauseCreditMs / 1000) * perSecond;
    return Math.min(capacity, this.#tokens + (passedMs / 1000) * perSecond);
  }

  take(nowMs: number, count = 1): boolean {
    this.#tokens = this.available(nowMs);
    this.#filledAtMs = nowMs;
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }
}
