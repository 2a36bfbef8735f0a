import { describe, expect, it } from 'vitest';
import { Bitfield, indexesOf, runsOf } from '../../../src/swarm/bitfield.ts';
import { randomInteger } from '../../../src/primitives/random.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

function setOf(field: Bitfield): number[] {
  const indexes: number[] = [];
  field.eachSet((index) => indexes.push(index));
  return indexes;
}

describe('a bitfield', () => {
  it('counts what is set and what is cleared, once', () => {
    const field = new Bitfield(10);
    expect([field.set(3), field.set(3), field.set(9), field.set(10), field.set(-1)]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect([field.clear(3), field.clear(3), field.count]).toEqual([true, false, 1]);
  });

  it('is full when every chunk is set', () => {
    const field = Bitfield.full(11);
    expect([field.count, field.isFull, field.nextClear(), field.toBytes()]).toEqual([
      11,
      true,
      11,
      Uint8Array.of(0xff, 0xe0),
    ]);
    expect(new Bitfield(0).isFull).toBe(true);
  });

  it.each([
    ['too short', Uint8Array.of(0xff), 9],
    ['too long', Uint8Array.of(0, 0), 8],
    ['with chunks beyond the last', Uint8Array.of(0xff, 0xc0), 9],
    ['of ten million bits for a small file', new Uint8Array(1_250_000), 8],
  ])('%s is refused', (_, bytes, length) => {
    expect(Bitfield.read(bytes, length)).toBeUndefined();
  });

  it.each([1, 2, 3, 4, 5])('seed %i: says what a set of numbers says', (seed) => {
    const random = createSeededRandom(seed);
    const length = 1 + randomInteger(random, 300);
    const field = new Bitfield(length);
    const model = new Set<number>();
    for (let step = 0; step < 200; step += 1) {
      const index = randomInteger(random, length);
      if (randomInteger(random, 3) === 0) {
        expect(field.clear(index)).toBe(model.delete(index));
      } else {
        expect(field.set(index)).toBe(!model.has(index));
        model.add(index);
      }
    }
    const sorted = Array.from(model).sort((a, b) => a - b);
    expect(setOf(field)).toEqual(sorted);
    const read = Bitfield.read(field.toBytes(), length);
    expect(read && setOf(read)).toEqual(sorted);
    expect(indexesOf(runsOf(sorted), length, length)).toEqual(sorted);
    const clear = Array.from({ length }, (_, index) => index).find((index) => !model.has(index));
    expect(field.nextClear()).toBe(clear ?? length);
  });
});

describe('runs', () => {
  it('are short for what lies together', () => {
    expect(runsOf([2, 3, 4, 9, 11, 12])).toEqual([2, 3, 9, 1, 11, 2]);
  });

  it.each([
    ['an odd number', [1]],
    ['nothing of something', [1, 0]],
    ['backwards', [5, 1, 4, 1]],
    ['overlapping', [1, 3, 3, 1]],
    ['beyond the end', [9, 2]],
    ['more than allowed', [0, 6]],
  ])('%s: refused', (_, runs) => {
    expect(indexesOf(runs, 10, 5)).toBeUndefined();
  });
});
