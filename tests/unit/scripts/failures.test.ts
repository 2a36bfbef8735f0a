import { describe, expect, it } from 'vitest';
import { failuresOfPlaywright, failuresOfVitest, formatFailure } from '../../../scripts/testing/failures.ts';

describe('what failed', () => {
  it('is named by file and test, with its reason, from Vitest', () => {
    const passed = { status: 'passed', fullName: 'well', failureMessages: [] };
    const failed = {
      status: 'failed',
      fullName: 'mesh heals',
      failureMessages: ['\u001B[31mexpected 1\u001B[39m'],
    };
    const report = { testResults: [{ name: 'a.test.ts', message: '', assertionResults: [passed, failed] }] };
    expect(failuresOfVitest(report)).toEqual([
      { title: 'a.test.ts › mesh heals', reason: 'expected 1', isFlaky: false },
    ]);
  });

  it('is a file that broke before its tests began', () => {
    const report = { testResults: [{ name: 'a.test.ts', message: 'no such module', assertionResults: [] }] };
    expect(failuresOfVitest(report)).toMatchObject([{ title: 'a.test.ts', reason: 'no such module' }]);
  });

  it('is found in Playwright’s nested suites, flaky tests too, and outside of tests', () => {
    const spec = (title: string, status: string) => ({
      title,
      file: 'a.spec.ts',
      line: 3,
      tests: [{ status, projectName: 'chromium', results: [{ errors: [{ message: 'not visible' }] }, {}] }],
    });
    const report = {
      errors: [{ message: 'no server' }],
      suites: [
        {
          specs: [spec('well', 'expected')],
          suites: [{ specs: [spec('ill', 'unexpected'), spec('so so', 'flaky')] }],
        },
      ],
    };
    expect(failuresOfPlaywright(report)).toEqual([
      { title: 'outside of a test', reason: 'no server', isFlaky: false },
      { title: '[chromium] a.spec.ts:3 › ill', reason: 'not visible', isFlaky: false },
      { title: '[chromium] a.spec.ts:3 › so so', reason: 'not visible', isFlaky: true },
    ]);
  });

  it('is shown with the first lines of its reason only', () => {
    const reason = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    const lines = formatFailure({ title: 'a › b', reason, isFlaky: true }).split('\n');
    expect(lines).toHaveLength(13);
    expect(lines.slice(0, 2)).toEqual(['~ a › b', '    line 0']);
  });
});
