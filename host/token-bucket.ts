// How much one sender may send: a burst at once, then a steady rate. Time is handed in.

export interface TokenBucket {
  /** Takes `amount` when there is enough; false when the sender is over its rate. */
  take(amount: number): boolean;
}

export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export function createTokenBucket({ burst, perSecond }: Rate, nowMs: () => number): TokenBucket {
  let left = burst;
  let filledAtMs = nowMs();
  const refill = () => {
    const now = nowMs();
    left = Math.min(burst, left + ((now - filledAtMs) / 1_000) * perSecond);
    filledAtMs = now;
  };
  return {
    take(amount) {
      refill();
      if (amount > left) return false;
      left -= amount;
      return true;
    },
  };
}
