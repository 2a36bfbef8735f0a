import { describe, expect, it } from 'vitest';
import { randomInteger } from '../../../src/primitives/random.ts';
import { Bitfield } from '../../../src/swarm/bitfield.ts';
import { pickChunks, type Wanted } from '../../../src/swarm/picker.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

function fieldOf(length: number, indexes: readonly number[]): Bitfield {
  const field = new Bitfield(length);
  for (const index of indexes) field.set(index);
  return field;
}

function wantedOf(length: number, change: Partial<Wanted> = {}): Wanted {
  const todo = Bitfield.full(length);
  return {
    todo,
    rarity: new Uint16Array(length),
    critical: [],
    playingAt: undefined,
    end: length,
    ...change,
  };
}

const random = createSeededRandom(1);

describe('a choice of chunks', () => {
  it('prefers what the fewest hold', () => {
    const rarity = Uint16Array.of(3, 1, 2, 0, 1, 9);
    const picked = pickChunks(wantedOf(6, { rarity }), { from: Bitfield.full(6), count: 3, random });
    expect(picked[0]).toBe(3);
    expect(picked.slice(1).toSorted((a, b) => a - b)).toEqual([1, 4]);
  });

  it('takes only what is wanted and held', () => {
    const todo = fieldOf(8, [1, 2, 5]);
    const picked = pickChunks(wantedOf(8, { todo }), { from: fieldOf(8, [2, 5, 7]), count: 8, random });
    expect(picked.toSorted((a, b) => a - b)).toEqual([2, 5]);
  });

  it('takes what nobody else holds and nothing more, if so told', () => {
    const rarity = Uint16Array.of(1, 0, 2, 0);
    const choice = { from: Bitfield.full(4), count: 4, random, onlyUnheld: true };
    expect(pickChunks(wantedOf(4, { rarity }), choice).toSorted((a, b) => a - b)).toEqual([1, 3]);
  });

  it('begins with what is critical, then with what is played, in order', () => {
    const critical = [{ from: 90, to: 92 }];
    const choice = { from: Bitfield.full(100), count: 6, random };
    expect(pickChunks(wantedOf(100, { critical, playingAt: 40 }), choice)).toEqual([90, 91, 40, 41, 42, 43]);
  });

  it('goes no further than the store takes', () => {
    const picked = pickChunks(wantedOf(100, { end: 10, playingAt: 8 }), {
      from: Bitfield.full(100),
      count: 50,
      random,
    });
    expect(picked.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('differs from peer to peer among equals, so that they can trade', () => {
    const starts = [1, 2, 3, 4, 5, 6].map((seed) => {
      const choice = { from: Bitfield.full(4_096), count: 4, random: createSeededRandom(seed) };
      return pickChunks(wantedOf(4_096), choice)[0];
    });
    expect(new Set(starts).size).toBeGreaterThan(4);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i: holds no chunk twice and nothing wrong', (seed) => {
    const draw = createSeededRandom(seed);
    const length = 1 + randomInteger(draw, 2_000);
    const some = () =>
      fieldOf(
        length,
        Array.from({ length: 300 }, () => randomInteger(draw, length)),
      );
    const [todo, from] = [some(), some()];
    const rarity = Uint16Array.from({ length }, () => randomInteger(draw, 4));
    const critical = [{ from: randomInteger(draw, length), to: length }];
    const playingAt = randomInteger(draw, 2) === 0 ? undefined : randomInteger(draw, length);
    const end = 1 + randomInteger(draw, length);
    const count = 1 + randomInteger(draw, 100);
    const picked = pickChunks(wantedOf(length, { todo, rarity, critical, playingAt, end }), {
      from,
      count,
      random: draw,
    });
    expect(new Set(picked).size).toBe(picked.length);
    expect(picked.length).toBeLessThanOrEqual(count);
    expect(picked.filter((index) => !todo.has(index) || !from.has(index) || index >= end)).toEqual([]);
    let possible = 0;
    todo.eachShared(from, { from: 0, to: end }, () => (possible += 1) > 0);
    expect(picked.length).toBe(Math.min(count, possible));
  });
});
