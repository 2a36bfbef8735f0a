import { expect, it } from 'vitest';
import {
  addToRanges,
  keepWithin,
  missingIn,
  type Range,
} from '../../../../../src/features/chat/log/ranges.ts';
import { randomInteger } from '../../../../../src/primitives/random.ts';
import { createSeededRandom } from '../../../../support/seeded-random.ts';

const numbers = (ranges: readonly Range[]) =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));

it.each([1, 2, 3, 4])('holds what a set would hold (seed %i)', (seed) => {
  const random = createSeededRandom(seed);
  const all = new Set<number>();
  let ranges: readonly Range[] = [];
  for (let i = 0; i < 80; i += 1) {
    const from = randomInteger(random, 100);
    const added = { from, to: from + randomInteger(random, 4) };
    ranges = addToRanges(ranges, added);
    for (const each of numbers([added])) all.add(each);
    expect(numbers(ranges)).toEqual(Array.from(all).sort((a, b) => a - b));
    const wanted = { from: randomInteger(random, 50), to: 50 + randomInteger(random, 60) };
    expect(numbers(missingIn(ranges, wanted))).toEqual(numbers([wanted]).filter((each) => !all.has(each)));
    expect(numbers(keepWithin(ranges, wanted))).toEqual(numbers([wanted]).filter((each) => all.has(each)));
  }
});

it('keeps ranges apart', () => {
  expect(
    addToRanges(
      [
        { from: 0, to: 1 },
        { from: 4, to: 5 },
      ],
      { from: 2, to: 3 },
    ),
  ).toEqual([{ from: 0, to: 5 }]);
  expect(addToRanges([{ from: 0, to: 1 }], { from: 3, to: 3 })).toHaveLength(2);
});
