// Adds up what several runners report into one closing line.

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Passed at the second attempt only; counted as passed too. */
  readonly flaky: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0, flaky: 0 };

export function sum(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    flaky: a.flaky + b.flaky,
  };
}

/** Counts of Vitest's JSON report; a run that collected nothing or broke outside a test counts as a failure. */
export function countsOfVitest(report: unknown): Counts {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
    success = false,
  } = report as {
    numPassedTests?: number;
    numFailedTests?: number;
    numPendingTests?: number;
    numTodoTests?: number;
    success?: boolean;
  };
  const isBroken = (!success && numFailedTests === 0) || numPassedTests + numFailedTests === 0;
  return {
    passed: numPassedTests,
    failed: numFailedTests + (isBroken ? 1 : 0),
    skipped: numPendingTests + numTodoTests,
    flaky: 0,
  };
}

/** Counts of Playwright's JSON report; flaky tests passed in the end, which the closing line says. */
export function countsOfPlaywright(report: unknown): Counts {
  const { stats, errors = [] } = report as {
    stats?: { expected?: number; unexpected?: number; skipped?: number; flaky?: number };
    errors?: readonly unknown[];
  };
  const { expected = 0, unexpected = 0, skipped = 0, flaky = 0 } = stats ?? {};
  const isBroken = errors.length > 0 || expected + unexpected + flaky === 0;
  const failed = unexpected + (isBroken && unexpected === 0 ? 1 : 0);
  return { passed: expected + flaky, failed, skipped, flaky };
}

/** The line every reader of the output looks for. */
export function formatClosingLine({ passed, failed, skipped, flaky }: Counts): string {
  const more = [skipped > 0 ? `, ${skipped} skipped` : '', flaky > 0 ? `, ${flaky} flaky` : ''];
  return `${passed} passed, ${failed} failed${more.join('')}`;
}
