import { describe, expect, it } from 'vitest';
import { createTokenBucket } from '../../../host/token-bucket.ts';

function bucketAt(time: { nowMs: number }) {
  return createTokenBucket({ burst: 3, perSecond: 2 }, () => time.nowMs);
}

describe('createTokenBucket', () => {
  it('lets a burst through and no more', () => {
    const bucket = bucketAt({ nowMs: 0 });
    expect([1, 1, 1, 1].map((amount) => bucket.take(amount))).toEqual([true, true, true, false]);
  });

  it('fills up at its rate', () => {
    const time = { nowMs: 0 };
    const bucket = bucketAt(time);
    bucket.take(3);
    time.nowMs = 500;
    expect([bucket.take(1), bucket.take(1)]).toEqual([true, false]);
  });

  it('never holds more than a burst', () => {
    const time = { nowMs: 0 };
    const bucket = bucketAt(time);
    time.nowMs = 60_000;
    expect([bucket.take(3), bucket.take(1)]).toEqual([true, false]);
  });

  it('takes nothing for what it refuses', () => {
    const bucket = bucketAt({ nowMs: 0 });
    expect([bucket.take(4), bucket.take(3)]).toEqual([false, true]);
  });
});
