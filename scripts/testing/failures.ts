// What failed, out of the runners' JSON reports: shown again at the end of a run, where the reader of a long output looks.

import { stripVTControlCharacters } from 'node:util';

export interface Failure {
  /** Names file and test. */
  readonly title: string;
  /** Why, without colours; its first lines only. */
  readonly reason: string;
  /** A later attempt passed. */
  readonly isFlaky: boolean;
}

const REASON_LINES = 12;

/** Tests that failed, and files that broke before their tests began. */
export function failuresOfVitest(report: unknown): readonly Failure[] {
  const { testResults = [] } = report as { testResults?: readonly VitestFile[] };
  return testResults.flatMap(({ name = '', message = '', assertionResults = [] }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0) return message === '' ? [] : [failure(name, message)];
    return failed.map(({ fullName = '', failureMessages = [] }) =>
      failure(`${name} › ${fullName}`, failureMessages.join('\n')),
    );
  });
}

/** Tests that failed or were flaky, and what went wrong outside of tests. */
export function failuresOfPlaywright(report: unknown): readonly Failure[] {
  const { suites = [], errors = [] } = report as {
    suites?: readonly PlaywrightSuite[];
    errors?: readonly PlaywrightError[];
  };
  return [
    ...errors.map((error) => failure('outside of a test', error.message)),
    ...suites.flatMap(failuresOfSuite),
  ];
}

/** Indented, the title first. */
export function formatFailure({ title, reason, isFlaky }: Failure): string {
  const lines = reason.split('\n').slice(0, REASON_LINES);
  return [`${isFlaky ? '~' : '✘'} ${title}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

interface VitestFile {
  readonly name?: string;
  readonly message?: string;
  readonly assertionResults?: readonly {
    readonly status?: string;
    readonly fullName?: string;
    readonly failureMessages?: readonly string[];
  }[];
}

interface PlaywrightError {
  readonly message?: string;
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly PlaywrightSpec[];
}

interface PlaywrightSpec {
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly tests?: readonly {
    readonly status?: string;
    readonly projectName?: string;
    readonly results?: readonly { readonly errors?: readonly PlaywrightError[] }[];
  }[];
}

function failuresOfSuite({ suites = [], specs = [] }: PlaywrightSuite): readonly Failure[] {
  return [...specs.flatMap(failuresOfSpec), ...suites.flatMap(failuresOfSuite)];
}

function failuresOfSpec({ title = '', file = '', line = 0, tests = [] }: PlaywrightSpec): readonly Failure[] {
  return tests
    .filter(({ status }) => status === 'unexpected' || status === 'flaky')
    .map(({ status, projectName = '', results = [] }) => ({
      ...failure(
        `[${projectName}] ${file}:${line} › ${title}`,
        results
          .flatMap(({ errors = [] }) => errors)
          .map(({ message = '' }) => message)
          .join('\n'),
      ),
      isFlaky: status === 'flaky',
    }));
}

function failure(title: string, reason = ''): Failure {
  return { title, reason: stripVTControlCharacters(reason).replaceAll(/\n\s*\n/g, '\n'), isFlaky: false };
}
