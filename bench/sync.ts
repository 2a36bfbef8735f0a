// What shared documents take: from a keystroke to the other page, a megabyte to a newcomer, and bytes and time against a
// plain y-protocols provider over the same channels. Two pages, linked over loopback; figures of both in turns.

import type { Page } from '@playwright/test';
import { median, percentile, type Measurement } from './bench.ts';
import type { DocsBench, Medium } from './pages/docs-page.ts';
import { openStage, type Stage } from './support/stage.ts';

/** Ten letters a second, as a quick typist; then a few rounds, in turns. */
const LETTERS = 150;
const LETTER_MS = 100;
const TYPING_RUNS = 3;
const NEWCOMER_RUNS = 5;
/** Of the state that a newcomer fetches. */
const MEGABYTE = 1_000_000;
/** Two who type twelve letters a second each, for three minutes. */
const EDITS = 4_000;
const EDIT_MS = 80;
const EDITING_RUNS = 15;
const TIMEOUT_MS = 20_000;
const MEDIA = ['kith', 'plain'] as const;

type ByMedium = Record<Medium, number[]>;

declare const bench: DocsBench;

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('docs-page.ts');
  try {
    const latency = await measureTyping(stage);
    const newcomer = await measureNewcomers(stage);
    return [
      compare('keystroke_p50_ms', latency, (values) => percentile(values, 0.5)),
      compare('keystroke_p95_ms', latency, (values) => percentile(values, 0.95)),
      compare('newcomer_1mb_ms', newcomer, median),
      ...(await measureEditing(stage)),
    ];
  } finally {
    await stage.close();
  }
}

function compare(metric: string, { kith, plain }: ByMedium, of: (values: number[]) => number): Measurement {
  return { bench: 'sync', metric, unit: 'ms', value: round(of(kith), 2), baseline: round(of(plain), 2) };
}

async function openPair(stage: Stage): Promise<readonly [Page, Page]> {
  const pages = [await stage.openPage(), await stage.openPage()] as const;
  const code = await pages[0].evaluate(() => bench.createCode());
  for (const page of pages)
    await page.evaluate(([words, broker]) => bench.join(words, broker), [code, stage.broker] as const);
  for (const page of pages)
    await page.waitForFunction(() => bench.isLinked(), undefined, { timeout: TIMEOUT_MS });
  return pages;
}

async function measureTyping(stage: Stage): Promise<ByMedium> {
  const [near, far] = await openPair(stage);
  const times: ByMedium = { kith: [], plain: [] };
  await near.waitForTimeout(1_000);
  for (let run = 0; run < TYPING_RUNS; run += 1) {
    for (const medium of MEDIA) {
      await far.evaluate((which) => bench.seen(which), medium);
      const plan = [medium, LETTERS, LETTER_MS] as const;
      const typed = await near.evaluate(([which, count, everyMs]) => bench.type(which, count, everyMs), plan);
      await near.waitForTimeout(500);
      const seen = await far.evaluate((which) => bench.seen(which), medium);
      if (seen.length !== typed.length)
        throw new Error(`${medium}: ${seen.length} of ${typed.length} seen apart`);
      times[medium].push(...typed.map((typedMs, i) => (seen[i] ?? Number.NaN) - typedMs));
    }
  }
  await Promise.all([near, far].map((page) => page.context().close()));
  return times;
}

/** Each time in a new pair of pages: what is here once is here. */
async function measureNewcomers(stage: Stage): Promise<ByMedium> {
  const times: ByMedium = { kith: [], plain: [] };
  for (let run = 0; run < NEWCOMER_RUNS; run += 1) {
    const [near, far] = await openPair(stage);
    await near.evaluate(() => bench.fill());
    await near.waitForTimeout(1_000);
    const inTurns = run % 2 === 0 ? MEDIA : MEDIA.toReversed();
    for (const medium of inTurns) {
      times[medium].push(await far.evaluate((which) => bench.fetch(which), medium));
      await checkArrived(medium, [near, far]);
    }
    await Promise.all([near, far].map((page) => page.context().close()));
  }
  return times;
}

/** A figure for less than a megabyte, or for something else than was written, is none. */
async function checkArrived(medium: Medium, pages: readonly Page[]): Promise<void> {
  const states = await Promise.all(
    pages.map((page) => page.evaluate((which) => bench.largeState(which), medium)),
  );
  const [near, far] = states;
  if (!near || near.digest !== far?.digest) throw new Error(`${medium}: something else arrived`);
  const bytes = Math.min(near.bytes, far.bytes);
  if (bytes < MEGABYTE) throw new Error(`${medium}: only ${bytes} bytes`);
}

async function measureEditing(stage: Stage): Promise<readonly Measurement[]> {
  const page = await stage.openPage();
  const costs: Record<Medium, { bytes: number; cpuMs: number }[]> = { kith: [], plain: [] };
  const plan = [EDITS, EDIT_MS] as const;
  for (let run = -2; run < EDITING_RUNS; run += 1) {
    for (const medium of run % 2 === 0 ? MEDIA : MEDIA.toReversed()) {
      const cost = await page.evaluate(([which, [edits, everyMs]]) => bench.edit(which, edits, everyMs), [
        medium,
        plan,
      ] as const);
      // The first ones warm up.
      if (run >= 0) costs[medium].push(cost);
    }
  }
  const ratioOf = (figure: 'bytes' | 'cpuMs') =>
    median(costs.kith.map((each) => each[figure])) / median(costs.plain.map((each) => each[figure]));
  const [bytes, cpu] = [ratioOf('bytes'), ratioOf('cpuMs')];
  const ratio = (metric: string, value: number): Measurement => ({
    bench: 'sync',
    metric,
    unit: 'ratio',
    value: round(value, 3),
    baseline: 1,
  });
  return [
    ratio('ratio_baseline', Math.max(bytes, cpu)),
    ratio('ratio_baseline_bytes', bytes),
    ratio('ratio_baseline_cpu', cpu),
  ];
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
