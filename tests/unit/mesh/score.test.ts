import { describe, expect, test } from 'vitest';
import {
  initialScore,
  judge,
  MAX_SCORE,
  SCORE_FLOOR,
  scoreAt,
  type Deed,
  type Score,
} from '../../../src/mesh/score.ts';

/** The score after so many deeds, one every `everyMs`. */
function after(deed: Deed, count: number, { everyMs = 0, from = initialScore(0) } = {}): Score {
  let score = from;
  for (let i = 1; i <= count; i += 1) score = judge(score, deed, score.atMs + everyMs);
  return score;
}

const isRefused = ({ points }: Score) => points < SCORE_FLOOR;

test('a peer begins with nothing', () => expect(initialScore(7)).toEqual({ points: 0, atMs: 7 }));

test.each(['valid', 'useful', 'fast'] as const)('what is %s raises it, up to a bound', (deed) => {
  expect(after(deed, 1).points).toBeGreaterThan(0);
  expect(after(deed, 100_000).points).toBe(MAX_SCORE);
});

test.each(['malformed', 'late', 'flooding'] as const)('what is %s lowers it', (deed) => {
  expect(after(deed, 1).points).toBeLessThan(0);
});

describe('[T6] the floor', () => {
  test('is below eight malformed messages in a row, and above nine', () => {
    expect([after('malformed', 8), after('malformed', 9)].map(isRefused)).toEqual([false, true]);
  });

  test('is two messages further for the best there is', () => {
    const best = after('useful', 1_000);
    expect([10, 11].map((count) => isRefused(after('malformed', count, { from: best })))).toEqual([
      false,
      true,
    ]);
  });

  test('is not reached by one malformed message in ten seconds', () => {
    expect(isRefused(after('malformed', 1_000, { everyMs: 10_000 }))).toBe(false);
    expect(isRefused(after('malformed', 100, { everyMs: 5_000 }))).toBe(true);
  });

  test('is not reached by being late alone, and what is late lifts nobody up', () => {
    expect(isRefused(after('late', 10_000, { everyMs: 2_000 }))).toBe(false);
    const bad = after('malformed', 7);
    expect(after('late', 1, { from: bad }).points).toBeLessThanOrEqual(bad.points);
  });

  test('is reached by a flood that lasts, and not by one burst', () => {
    expect([after('flooding', 5_000), after('flooding', 10_100)].map(isRefused)).toEqual([false, true]);
  });
});

test('mistakes are forgiven and merit is forgotten, neither beyond nothing', () => {
  const [bad, good] = [after('malformed', 5), after('useful', 1_000)];
  expect(scoreAt(bad, 10_000)).toBeCloseTo(bad.points + 12);
  expect([scoreAt(bad, 3_600_000), scoreAt(good, 3_600_000)]).toEqual([0, 0]);
  expect(scoreAt(good, 60_000)).toBeGreaterThan(MAX_SCORE / 2);
});

test('a clock that goes backwards forgives nothing', () => {
  const bad = after('malformed', 5, { from: initialScore(1_000_000) });
  expect(scoreAt(bad, 0)).toBe(bad.points);
});
