import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplayWindow, type Freshness } from '../../../src/secure/replay-window.ts';

/** The same, remembering everything. */
function createModel(size: number) {
  const seen = new Set<number>();
  let highest = -1;
  return (counter: number): Freshness => {
    if (counter <= highest - size) return 'below';
    if (seen.has(counter)) return 'seen';
    seen.add(counter);
    highest = Math.max(highest, counter);
    return 'fresh';
  };
}

describe('the replay window', () => {
  it('judges any order as one that forgets nothing does', () => {
    const counters = fc.array(
      fc.oneof(fc.nat(40), fc.nat(2000), fc.integer({ min: 2 ** 40, max: 2 ** 40 + 40 })),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), counters, (size, order) => {
        const [window, model] = [createReplayWindow(size), createModel(size)];
        expect(order.map((counter) => window.accept(counter))).toEqual(order.map(model));
      }),
    );
  });

  it('takes a jump over the whole range in no more work than its size', () => {
    const window = createReplayWindow(4096);
    window.accept(0);
    expect(window.accept(Number.MAX_SAFE_INTEGER)).toBe('fresh');
    expect(window.accept(Number.MAX_SAFE_INTEGER - 4095)).toBe('fresh');
    expect(window.accept(Number.MAX_SAFE_INTEGER - 4096)).toBe('below');
  });
});
