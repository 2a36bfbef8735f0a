// `npm test`: everything, in the order in which a fault is cheapest to find; the last line is the sum over all runners.
// `npm run check` is the same without browsers, build and end-to-end tests.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstall, installDebianPackages, installHint, variableOf } from './testing/browsers.ts';
import { failuresOfPlaywright, failuresOfVitest, formatFailure, type Failure } from './testing/failures.ts';
import { canIsolate, isolated } from './testing/isolation.ts';
import {
  countsOfPlaywright,
  countsOfVitest,
  formatClosingLine,
  NOTHING,
  sum,
  type Counts,
} from './testing/tally.ts';

const REPORTS = '.kith/reports';
const NODE_TOOLS = join('node_modules', '.bin');
const isCheck = process.argv.includes('--check');

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads how many tests passed; a step without a report counts as one test. */
  readonly report?: {
    readonly file: string;
    readonly read: (report: unknown) => Counts;
    readonly failures: (report: unknown) => readonly Failure[];
  };
  readonly isIsolated?: boolean;
  /** Runs beside others of its kind, and says what it has to say when it is done. */
  readonly isShared?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
}

const tool = (name: string, ...rest: string[]) => [join(NODE_TOOLS, name), ...rest];
const script = (path: string, ...rest: string[]) => [process.execPath, '--import', 'tsx', path, ...rest];

const STATIC_STEPS: readonly Step[] = [
  { name: 'types', command: tool('tsc', '-b'), isShared: true },
  { name: 'lint', command: tool('oxlint', '--type-aware', '--deny-warnings'), isShared: true },
  { name: 'format', command: tool('oxfmt', '--check'), isShared: true },
  { name: 'dead code', command: tool('knip'), isShared: true },
];

const BUILD_STEPS: readonly Step[] = [
  { name: 'build', command: script('build/build.ts') },
  { name: 'size', command: script('scripts/check-size.ts') },
];

/** Also the projects whose names begin with this one's. */
function vitest(project: string): Step {
  const file = join(REPORTS, `${project}.json`);
  return {
    name: `${project} tests`,
    command: tool(
      'vitest',
      'run',
      '--project',
      `${project}*`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ),
    report: { file, read: countsOfVitest, failures: failuresOfVitest },
    isIsolated: true,
  };
}

function playwright(name: string, report: string, ...options: string[]): Step {
  return {
    name,
    command: tool('playwright', 'test', ...options),
    report: {
      file: join(REPORTS, `${report}.json`),
      read: countsOfPlaywright,
      failures: failuresOfPlaywright,
    },
    isIsolated: true,
    variables: { KITH_END_TO_END: report },
  };
}

const END_TO_END_STEPS: readonly Step[] = [
  playwright(
    'end to end',
    'end-to-end',
    ...['chromium', 'firefox', 'webkit'].map((project) => `--project=${project}`),
  ),
  playwright('end to end, alone', 'end-to-end-alone', '--project=alone', '--workers=1'),
];

function steps(): readonly Step[] {
  if (isCheck) return [...STATIC_STEPS, vitest('pure'), vitest('net')];
  return [
    ...STATIC_STEPS,
    vitest('pure'),
    vitest('net'),
    ...BUILD_STEPS,
    vitest('browser'),
    ...END_TO_END_STEPS,
  ];
}

interface Done {
  readonly step: Step;
  readonly counts: Counts;
}

async function runAll(all: readonly Step[], canBeIsolated: boolean): Promise<readonly Done[]> {
  const shared = all.filter(({ isShared }) => isShared);
  const done = await Promise.all(shared.map((step) => runShared(step)));
  const others = all.filter(({ isShared }) => !isShared);
  return [...done, ...others.map((step) => ({ step, counts: run(step, canBeIsolated) }))];
}

async function runShared(step: Step): Promise<Done> {
  const startMs = Date.now();
  const [program = '', ...rest] = step.command;
  const child = spawn(program, rest, { env: environmentOf(step), shell: process.platform === 'win32' });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => said.push(bytes));
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
    child.on('error', () => resolve(null));
  });
  console.log(`\n── ${step.name}\n${Buffer.concat(said).toString()}`.trimEnd());
  return { step, counts: conclude(step, status, startMs) };
}

function run(step: Step, canBeIsolated: boolean): Counts {
  const startMs = Date.now();
  console.log(`\n── ${step.name}`);
  const [program = '', ...rest] = step.isIsolated ? isolated(step.command, canBeIsolated) : step.command;
  const env = environmentOf(step);
  const { status } = spawnSync(program, rest, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  return conclude(step, status, startMs);
}

function environmentOf(step: Step): NodeJS.ProcessEnv {
  return { ...process.env, KITH_REPORTS: REPORTS, FORCE_COLOR: '0', ...step.variables };
}

function conclude(step: Step, status: number | null, startMs: number): Counts {
  const counts = step.report
    ? readCounts(step.report)
    : { ...NOTHING, [status === 0 ? 'passed' : 'failed']: 1 };
  const isUnexplained = status !== 0 && counts.failed === 0;
  console.log(
    `── ${step.name}: ${formatClosingLine(counts)} in ${((Date.now() - startMs) / 1000).toFixed(1)} s`,
  );
  return isUnexplained ? sum(counts, { ...NOTHING, failed: 1 }) : counts;
}

function readCounts({ file, read }: NonNullable<Step['report']>): Counts {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { ...NOTHING, failed: 1 };
  }
}

/** Again at the end, where whoever reads a long output looks. */
function showFailures({ name, report }: Step): void {
  const failures = report ? readFailures(report) : [];
  if (failures.length > 0)
    console.log([`\n── not well in ${name}`, ...failures.map(formatFailure)].join('\n'));
}

function readFailures({ file, failures }: NonNullable<Step['report']>): readonly Failure[] {
  try {
    return failures(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

/** Puts the browsers' paths where every runner looks for them. Chromium is a must, the others are said to be missing. */
function prepareBrowsers(): boolean {
  for (const name of ['chromium', 'firefox', 'webkit'] as const) {
    const path = findOrInstall(name);
    if (path) process.env[variableOf(name)] = path;
    else console.log(installHint(name));
  }
  return process.env[variableOf('chromium')] !== undefined;
}

async function main(): Promise<number> {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  if (!isCheck && !prepareBrowsers()) {
    console.log(formatClosingLine({ ...NOTHING, failed: 1 }));
    return 1;
  }
  if (process.platform === 'linux' && !canIsolate()) installDebianPackages(['iproute2', 'util-linux']);
  const canBeIsolated = canIsolate();
  const results = await runAll(steps(), canBeIsolated);
  for (const { step } of results) showFailures(step);
  const failed = results.filter(({ counts }) => counts.failed > 0).map(({ step }) => step.name);
  const total = results.reduce((all, { counts }) => sum(all, counts), NOTHING);
  console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nEverything holds.');
  console.log(formatClosingLine(total));
  return total.failed > 0 ? 1 : 0;
}

process.exitCode = await main();
