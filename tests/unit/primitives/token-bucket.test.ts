import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenBucket } from '../../../src/primitives/token-bucket.ts';

test('a burst passes, then the sustained rate', () => {
  const bucket = createTokenBucket({ perSecond: 2, burst: 3 });
  const passed = [0, 0, 0, 0, 400, 500, 1_000].map((atMs) => bucket.take(atMs));
  expect(passed).toEqual([true, true, true, false, false, true, true]);
});

test('a clock that goes backwards gives nothing away', () => {
  const bucket = createTokenBucket({ perSecond: 1, burst: 1 });
  expect([bucket.take(10_000), bucket.take(0), bucket.take(500)]).toEqual([true, false, false]);
});

test('never more than burst and rate together', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (pausesMs) => {
      const bucket = createTokenBucket({ perSecond: 5, burst: 10 });
      let nowMs = 0;
      let passed = 0;
      for (const pauseMs of pausesMs) {
        nowMs += pauseMs;
        if (bucket.take(nowMs)) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(10 + (nowMs / 1000) * 5 + 1e-6);
    }),
  );
});

test('nothing is taken for what is refused', () => {
  const bucket = createTokenBucket({ perSecond: 1, burst: 3 });
  expect([bucket.take(0, 4), bucket.take(0, 3)]).toEqual([false, true]);
});

test('what a pause left over may be taken at once, but begins with the burst and is bounded', () => {
  const bucket = createTokenBucket({ perSecond: 2, burst: 3, pauseCreditMs: 10_000 });
  expect([bucket.take(0, 4), bucket.take(0, 3)]).toEqual([false, true]);
  expect(bucket.available(5_000)).toBe(10);
  expect(bucket.available(60_000)).toBe(23);
});
