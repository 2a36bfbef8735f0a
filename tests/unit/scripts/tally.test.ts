import { describe, expect, it } from 'vitest';
import {
  countsOfPlaywright,
  countsOfVitest,
  formatClosingLine,
  NOTHING,
  sum,
} from '../../../scripts/testing/tally.ts';

describe('tally', () => {
  it('adds runners up into the closing line', () => {
    const total = sum({ ...NOTHING, passed: 3 }, { ...NOTHING, passed: 2, failed: 1 });
    expect(formatClosingLine(total)).toBe('5 passed, 1 failed');
    expect(formatClosingLine({ passed: 2, failed: 0, skipped: 2, flaky: 1 })).toBe(
      '2 passed, 0 failed, 2 skipped, 1 flaky',
    );
  });

  it('counts a run that collected nothing as a failure', () => {
    expect(countsOfVitest({ numPassedTests: 0, success: true }).failed).toBe(1);
    expect(countsOfPlaywright({ stats: {} }).failed).toBe(1);
  });

  it('counts a run that broke outside of its tests as a failure', () => {
    expect(countsOfVitest({ numPassedTests: 4, numFailedTests: 0, success: false })).toMatchObject({
      passed: 4,
      failed: 1,
    });
    expect(countsOfPlaywright({ stats: { expected: 2 }, errors: [{}] })).toMatchObject({
      passed: 2,
      failed: 1,
    });
  });

  it('counts flaky end-to-end tests as passed, and says so', () => {
    expect(countsOfPlaywright({ stats: { expected: 2, flaky: 1, skipped: 1 } })).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
      flaky: 1,
    });
  });
});
