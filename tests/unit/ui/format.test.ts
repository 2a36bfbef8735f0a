// Amounts and times as each language writes them.

import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatDay,
  formatDuration,
  formatMilliseconds,
  formatPercent,
  formatRelative,
} from '../../../src/ui/format.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [218_000, '218 kB'],
    [1_840_000, '1.8 MB'],
    [-5, '0 bytes'],
  ])('%s bytes', (sizeBytes, text) => {
    expect(formatBytes('en', sizeBytes)).toBe(text);
  });
});

describe('formatDay', () => {
  const noonOf = (year: number) => new Date(year, 10, 20, 12).getTime();

  it.each([
    ['en', /Friday.*20|20.*Friday/],
    ['hi', /20 नवंबर|नवंबर 20/],
    ['ar', /٢٠ نوفمبر|20 نوفمبر/],
  ] as const)('says the year of another year and not that of this one, in %s', (locale, day) => {
    const year = new RegExp(new Intl.DateTimeFormat(locale, { year: 'numeric' }).format(noonOf(2026)));
    const thisYear = formatDay(locale, noonOf(2026), new Date(2026, 0, 1).getTime());
    expect(thisYear).toMatch(day);
    expect(thisYear).not.toMatch(year);
    for (const now of [new Date(2027, 0, 1).getTime(), new Date(2025, 11, 31).getTime(), undefined])
      expect(formatDay(locale, noonOf(2026), now)).toMatch(year);
  });
});

describe('formatDuration', () => {
  it.each([
    [48_000, '48 sec'],
    [12 * MINUTE_MS, '12 min'],
    [3 * HOUR_MS, '3 hr'],
    [48 * HOUR_MS, '2 days'],
  ])('%s ms', (lengthMs, text) => {
    expect(formatDuration('en', lengthMs)).toBe(text);
  });
});

describe('formatRelative', () => {
  it('says what has just been', () => {
    expect(formatRelative('en', 0, 0)).toBe('now');
  });

  it('counts whole minutes back', () => {
    expect(formatRelative('en', 0, 5 * MINUTE_MS)).toBe('5 minutes ago');
  });

  it('names the neighbouring day', () => {
    expect(formatRelative('en', 0, 25 * HOUR_MS)).toBe('yesterday');
  });
});

describe('formatClock', () => {
  it.each([
    [0, '0:00'],
    [187_000, '3:07'],
    [3_787_000, '1:03:07'],
  ])('%s ms', (lengthMs, text) => {
    expect(formatClock('en', lengthMs)).toBe(text);
  });
});

describe('formatPercent', () => {
  it('rounds to whole percent', () => {
    expect(formatPercent('en', 0.714)).toBe('71%');
  });
});

describe('formatMilliseconds', () => {
  it('is whole', () => {
    expect(formatMilliseconds('en', 13.6)).toBe('14 ms');
  });
});
