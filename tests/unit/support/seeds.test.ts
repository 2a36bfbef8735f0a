import { afterEach, describe, expect, test, vi } from 'vitest';
import { settleSeeds } from '../../support/drawn-seed.ts';
import { forSeeds } from '../../support/make-room.ts';
import { seedsToRun } from '../../support/seeds.ts';

afterEach(() => void vi.unstubAllEnvs());

async function seedsOf(seeds: number | readonly number[]): Promise<readonly number[]> {
  const ran: number[] = [];
  await forSeeds(seeds, async ({ seed }) => void ran.push(seed));
  return ran;
}

describe('seeds that simulations run with', () => {
  test.each([
    ['', [3, 4]],
    ['7', [7]],
    ['7,9', [7, 9]],
    ['10-12', [10, 11, 12]],
  ])('"%s" asks for %j', (asked, seeds) => {
    vi.stubEnv('KITH_SEEDS', asked);
    expect(seedsToRun([3, 4])).toEqual(seeds);
  });

  test.each(['random', '3-', 'all'])('"%s" stands for none, and is not taken for those kept', (asked) => {
    vi.stubEnv('KITH_SEEDS', asked);
    expect(() => seedsToRun([3, 4])).toThrow(asked);
  });

  test('random is drawn once and said; what is a number already stays', () => {
    const said: string[] = [];
    const settle = (asked: string | undefined) =>
      settleSeeds(
        asked,
        (line) => void said.push(line),
        () => 0.5,
      );
    expect(settle(settle('random'))).toBe('524289');
    expect(said).toEqual(['KITH_SEEDS=524289\n']);
    expect([settle('10-19'), settle(undefined)]).toEqual(['10-19', undefined]);
    expect(said).toHaveLength(1);
  });

  test('a scenario of one seed runs that seed only, whatever the run asks for', async () => {
    vi.stubEnv('KITH_SEEDS', '10-12');
    expect(await seedsOf(5)).toEqual([5]);
    expect(await seedsOf([5])).toEqual([10, 11, 12]);
  });
});
