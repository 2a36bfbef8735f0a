// One offers a file to 4 and to 8 others, each in a page and a process of its own: what data channels carry meanwhile,
// and after everybody has it. Over loopback, and to 1 and to 4 over uplinks that the browsers themselves make narrow.

import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { measureParts, type Measurement } from './bench.ts';
import type { SwarmBench } from './pages/swarm-page.ts';
import { openStage, type Stage } from './support/stage.ts';

const MIB = 1024 * 1024;
const FILE_BYTES = 64 * MIB;
const QUIET_MS = 10_000;
/** Links are made, and what is said about them is over. */
const CALM_MS = 5_000;
const TIMEOUT_MS = 180_000;
/** Of everybody's way out: the bottleneck, far below what two cores carry. */
const SHAPED_BYTES_A_SECOND = 1.5 * MIB;
const SHAPED_FILE_BYTES = 24 * MIB;

declare const bench: SwarmBench;

interface Outcome {
  readonly copies: number;
  readonly wireRatio: number;
  readonly quietBytes: number;
  readonly slowestMs: number;
}

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('swarm-page.ts');
  try {
    return await measureParts({
      four: () => measureFour(stage),
      eight: () => measureEight(stage),
      shaped: () => measureShaped(stage),
    });
  } finally {
    await stage.close();
  }
}

async function measureFour(stage: Stage): Promise<readonly Measurement[]> {
  const { copies, slowestMs } = await runSwarm(stage, 4);
  return [ratio('seeder_copies_4', copies), figure('completion_4_ms', Math.round(slowestMs), 'ms')];
}

async function measureEight(stage: Stage): Promise<readonly Measurement[]> {
  const { copies, wireRatio, quietBytes, slowestMs } = await runSwarm(stage, 8);
  return [
    ratio('seeder_copies_8', copies),
    ratio('wire_ratio_8', wireRatio),
    figure('quiet_bytes_10s', quietBytes, 'bytes'),
    figure('completion_8_ms', Math.round(slowestMs), 'ms'),
  ];
}

async function measureShaped(stage: Stage): Promise<readonly Measurement[]> {
  const shaped = { fileBytes: SHAPED_FILE_BYTES, uploadBytesASecond: SHAPED_BYTES_A_SECOND };
  const one = await runSwarm(stage, 1, shaped);
  const four = await runSwarm(stage, 4, shaped);
  return [
    figure('shaped_one_ms', Math.round(one.slowestMs), 'ms'),
    ratio('shaped_completion_4', four.slowestMs / one.slowestMs),
    ratio('shaped_seeder_copies_4', four.copies),
  ];
}

function ratio(metric: string, value: number): Measurement {
  return figure(metric, Number(value.toFixed(3)), 'ratio');
}

function figure(metric: string, value: number, unit: Measurement['unit']): Measurement {
  return { bench: 'swarm', metric, value, unit };
}

interface Conditions {
  readonly fileBytes: number;
  readonly uploadBytesASecond?: number;
}

async function runSwarm(
  stage: Stage,
  leecherCount: number,
  { fileBytes, uploadBytesASecond }: Conditions = { fileBytes: FILE_BYTES },
): Promise<Outcome> {
  const [seeder, ...leechers] = await openRoom(stage, leecherCount + 1, uploadBytesASecond);
  if (!seeder) throw new Error('nobody');
  const pages = [seeder, ...leechers];
  await pause(CALM_MS);
  const before = await sentBytes(pages);
  const id = await seeder.evaluate((bytes) => bench.offer(bytes), fileBytes);
  await Promise.all(leechers.map((page) => page.waitForFunction((offer) => bench.isOffered(offer), id)));
  await Promise.all(leechers.map((page) => page.evaluate((offer) => bench.accept(offer), id)));
  await untilComplete(pages, id);
  const after = await sentBytes(pages);
  await pause(QUIET_MS);
  const later = await sentBytes(pages);
  const roots = await Promise.all(pages.map((page) => page.evaluate((offer) => bench.root(offer), id)));
  if (new Set(roots).size > 1 || roots[0] === '') throw new Error('another file arrived');
  const times = await Promise.all(leechers.map((page) => page.evaluate((offer) => bench.tookMs(offer), id)));
  await Promise.all(pages.map((page) => page.close()));
  const sent = after.map((bytes, at) => bytes - (before[at] ?? 0));
  return {
    copies: (sent[0] ?? Number.NaN) / fileBytes,
    wireRatio: sum(sent) / (leecherCount * fileBytes),
    quietBytes: sum(later) - sum(after),
    slowestMs: Math.max(...times),
  };
}

/** Fails with what each of them lacks, and why, when one of them is not done in time. */
async function untilComplete(pages: readonly Page[], id: string): Promise<void> {
  const isComplete = (offer: string) => bench.state(offer) === 'complete';
  const timing = { polling: 200, timeout: TIMEOUT_MS };
  try {
    await Promise.all(pages.map((page) => page.waitForFunction(isComplete, id, timing)));
  } catch (error) {
    const told = await Promise.all(pages.map((page) => page.evaluate((offer) => bench.tell(offer), id)));
    throw new Error(`not everybody is done:\n${told.join('\n')}`, { cause: error });
  }
}

/** A room of so many, everybody linked with everybody. */
async function openRoom(
  stage: Stage,
  count: number,
  uploadBytesASecond: number | undefined,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (let at = 0; at < count; at += 1) pages.push(await stage.openSite(`peer-${at}`));
  if (uploadBytesASecond !== undefined) for (const page of pages) await narrow(page, uploadBytesASecond);
  const code = await pages[0]?.evaluate(() => bench.createCode());
  if (!code) throw new Error('no room');
  for (const page of pages)
    await page.evaluate(([words, broker]) => bench.join(words, broker), [code, stage.broker] as const);
  await Promise.all(
    pages.map((page) =>
      page.waitForFunction((others) => bench.linkedCount() === others, count - 1, { timeout: TIMEOUT_MS }),
    ),
  );
  return pages;
}

/** By the browser itself, packets of peer connections too. Before the first connection is made. */
async function narrow(page: Page, uploadBytesASecond: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 5,
    downloadThroughput: -1,
    uploadThroughput: uploadBytesASecond,
    packetLoss: 0,
    packetQueueLength: 10_000,
  });
}

async function sentBytes(pages: readonly Page[]): Promise<readonly number[]> {
  return Promise.all(pages.map((page) => page.evaluate(() => bench.sentBytes())));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
