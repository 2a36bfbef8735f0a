// Randomness as a port: cryptographic in the product, seeded in tests.

import type { Bytes } from './bytes.ts';

export interface RandomSource {
  /** `length` random bytes. */
  bytes(length: number): Bytes;
}

/** A fraction in [0, 1) with 32 bits of resolution; for jitter and picking, not for secrets. */
export function randomFraction(random: RandomSource): number {
  return new DataView(random.bytes(4).buffer).getUint32(0) / 2 ** 32;
}

/** A delay in [fromMs, toMs), for jitter. */
export function randomBetween(random: RandomSource, fromMs: number, toMs: number): number {
  return fromMs + randomFraction(random) * (toMs - fromMs);
}

/** An unbiased integer in [0, bound), `bound` at most 2^32. */
export function randomInteger(random: RandomSource, bound: number): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const drawn = new DataView(random.bytes(4).buffer).getUint32(0);
    if (drawn < limit) return drawn % bound;
  }
}
