// What one neighbour may cost here, whoever's broadcasts it passes on. Far above what a large room says; a flooder is
// bounded by it, and named when no honest peer could have done the same.

import { createTokenBucket, type TokenBucket } from '../../primitives/token-bucket.ts';

/**
 * Signature checks: a room of 500 says 10 to 50 broadcasts a second. Bursts here and below are what one link holds back
 * while it is interrupted: 1 MiB of small messages.
 */
export const CHECKS = { perSecond: 100, burst: 2_048 } as const;
export const CHECKED_BYTES = { perSecond: 512 * 1024, burst: 4 * 1024 * 1024 } as const;
/**
 * Broadcasts of origins not heard of before: keys cost nothing, so a flooder could be a new origin each time. A
 * newcomer to a room of 500 hears of all of them within a minute.
 */
export const NEW_ORIGINS = { perSecond: 20, burst: 512 } as const;
/** Ids announced. */
export const ANNOUNCED_IDS = { perSecond: 200, burst: 2_048 } as const;
/** GRAFT and PRUNE together: a branch that lost its place asks every 25 ms for a moment. */
export const SWITCHES = { perSecond: 100, burst: 400 } as const;
/** Bytes pushed in answer to GRAFT. */
export const ANSWERED_BYTES = { perSecond: 512 * 1024, burst: 2 * 1024 * 1024 } as const;
/** Copies of what is here already: after a PRUNE they are those under way. */
export const DUPLICATES = { perSecond: 100, burst: 2_048 } as const;
/** Messages announced and not handed over: a store may be full, a link be interrupted. */
export const BROKEN_PROMISES = { perSecond: 1, burst: 64 } as const;
/** Bytes of broadcasts that wait for their signature check. */
export const MAX_UNCHECKED_BYTES = 2 * 1024 * 1024;
/** Counted for each besides its payload. */
const UNCHECKED_OVERHEAD_BYTES = 512;

export interface NeighbourLimits {
  readonly checks: TokenBucket;
  readonly checkedBytes: TokenBucket;
  readonly newOrigins: TokenBucket;
  readonly announcedIds: TokenBucket;
  readonly switches: TokenBucket;
  readonly answeredBytes: TokenBucket;
  readonly duplicates: TokenBucket;
  readonly brokenPromises: TokenBucket;
  /** Takes room for a broadcast until it is checked; undefined when there is none. */
  hold(sizeBytes: number): (() => void) | undefined;
}

export function createNeighbourLimits(): NeighbourLimits {
  let heldBytes = 0;
  return {
    checks: createTokenBucket(CHECKS),
    checkedBytes: createTokenBucket(CHECKED_BYTES),
    newOrigins: createTokenBucket(NEW_ORIGINS),
    announcedIds: createTokenBucket(ANNOUNCED_IDS),
    switches: createTokenBucket(SWITCHES),
    answeredBytes: createTokenBucket(ANSWERED_BYTES),
    duplicates: createTokenBucket(DUPLICATES),
    brokenPromises: createTokenBucket(BROKEN_PROMISES),
    hold(sizeBytes) {
      const counted = sizeBytes + UNCHECKED_OVERHEAD_BYTES;
      if (heldBytes + counted > MAX_UNCHECKED_BYTES) return undefined;
      heldBytes += counted;
      return () => void (heldBytes -= counted);
    },
  };
}
