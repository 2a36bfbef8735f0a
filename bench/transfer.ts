// One file from one page to another, read from disk, hashed, sealed, checked and stored, against a bare data channel and PeerJS between
// the same two pages, in turns; and what a file of 2 GB holds in memory on either side. Loopback.

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { RoomCode } from '../src/room/room-code.ts';
import { measureParts, median, type Measurement } from './bench.ts';
import type { PlainMedium, SwarmBench } from './pages/swarm-page.ts';
import { heldMegabytes, processOf } from './support/process-memory.ts';
import { emulatePath, openStage, type Stage } from './support/stage.ts';

const MIB = 1024 * 1024;
const RUNS = 5;
const FILE_BYTES = 64 * MIB;
const WARM_UP_BYTES = 32 * MIB;
const LARGE_BYTES = 2 * 1024 * MIB;
const BLOCK_BYTES = 8 * MIB;
/** 50 ms there and back, and one packet of a hundred lost. */
const LOSSY_ONE_WAY_MS = 25;
const LOSSY_PERCENT = 1;
const LOSSY_BARE_BYTES = 6 * MIB;
/** Long enough for the further connections to be found worth their while. */
const LOSSY_BYTES = 24 * MIB;
const SAMPLE_MS = 250;
/** Between two measurements, for what the last one left to be tidied away. */
const CALM_MS = 1_500;
const TIMEOUT_MS = 300_000;

declare const bench: SwarmBench;

interface Pair {
  readonly near: Page;
  readonly far: Page;
}

type Run = Record<'kith' | PlainMedium, number>;

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('swarm-page.ts');
  let opened: Promise<Pair> | undefined;
  const pair = () => (opened ??= openPair(stage));
  try {
    return await measureParts({
      lossy: () => measureLossy(stage),
      goodput: async () => measureGoodput(await pair()),
      memory: async () => measureMemory(await pair()),
    });
  } finally {
    await stage.close();
  }
}

async function openPair(stage: Stage): Promise<Pair> {
  const pair = { near: await stage.openSite('near'), far: await stage.openSite('far') };
  await link(stage, pair, await pair.near.evaluate(() => bench.createCode()));
  return pair;
}

/** A file over a long and lossy path, against one bare channel on the same path; and one that two others have. */
async function measureLossy(stage: Stage): Promise<readonly Measurement[]> {
  const far = await stage.openPage((page) => emulatePath(page, LOSSY_ONE_WAY_MS, LOSSY_PERCENT));
  const pair = { near: await stage.openPage(), far };
  const code = await pair.near.evaluate(() => bench.createCode());
  await link(stage, pair, code);
  const bare = await pour(pair, 'bare', LOSSY_BARE_BYTES);
  const one = await transfer(pair, LOSSY_BYTES);
  const other = await stage.openPage();
  await other.evaluate(([words, broker]) => bench.join(words, broker), [code, stage.broker] as const);
  for (const page of [far, other])
    await page.waitForFunction(() => bench.linkedCount() === 2, undefined, { timeout: TIMEOUT_MS });
  const two = await transfer(pair, 2 * LOSSY_BYTES, other);
  await Promise.all([pair.near, far, other].map((page) => page.context().close()));
  const lossy = { bench: 'transfer', unit: 'ratio' } as const;
  return [
    { ...lossy, metric: 'lossy_ratio_connections', value: round(one / bare, 2), baseline: round(bare, 3) },
    { ...lossy, metric: 'lossy_two_sources_ratio', value: round(two / one, 2), baseline: round(one, 3) },
  ];
}

async function link(stage: Stage, { near, far }: Pair, code: RoomCode): Promise<void> {
  const ids: string[] = [];
  for (const page of [near, far]) {
    await page.evaluate(([words, broker]) => bench.join(words, broker), [code, stage.broker] as const);
    ids.push(await page.evaluate((broker) => bench.claimPeerjs(broker), stage.broker));
  }
  const offer = await near.evaluate(() => bench.describe());
  const answer = await far.evaluate((description) => bench.answer(description), offer);
  await near.evaluate((description) => bench.complete(description), answer);
  await near.evaluate((id) => bench.dialPeerjs(id), ids[1] ?? '');
  for (const page of [near, far]) {
    const isReady = () => bench.isReady('bare') && bench.isReady('peerjs') && bench.linkedCount() === 1;
    await page.waitForFunction(isReady, undefined, { timeout: TIMEOUT_MS });
  }
}

async function measureGoodput(pair: Pair): Promise<readonly Measurement[]> {
  await runOnce(pair, WARM_UP_BYTES);
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await runOnce(pair, FILE_BYTES));
  const typical = (name: keyof Run) => round(median(runs.map((run) => run[name])), 1);
  const ratio = (metric: string, to: PlainMedium): Measurement => ({
    bench: 'transfer',
    metric,
    unit: 'ratio',
    value: round(median(runs.map((run) => run.kith / run[to])), 3),
    baseline: typical(to),
  });
  return [
    { bench: 'transfer', metric: 'goodput_mb_s', unit: 'MB/s', value: typical('kith') },
    ratio('ratio_bare', 'bare'),
    ratio('ratio_peerjs_binary', 'peerjs'),
  ];
}

/** Megabytes a second over each. */
async function runOnce(pair: Pair, sizeBytes: number): Promise<Run> {
  const bare = await pour(pair, 'bare', sizeBytes);
  const kith = await transfer(pair, sizeBytes);
  const peerjs = await pour(pair, 'peerjs', sizeBytes);
  return { bare, kith, peerjs };
}

async function pour({ near, far }: Pair, name: PlainMedium, sizeBytes: number): Promise<number> {
  await pause(CALM_MS);
  await far.evaluate((bytes) => bench.expect(bytes), sizeBytes);
  const ms = await near.evaluate(([medium, bytes]) => bench.pour(medium, bytes), [name, sizeBytes] as const);
  return sizeBytes / 1e6 / (ms / 1_000);
}

/** Megabytes a second. `helper` has it all before. */
async function transfer(pair: Pair, sizeBytes: number, helper?: Page): Promise<number> {
  await pause(CALM_MS);
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-file-'));
  try {
    await choose(pair.near, join(folder, 'random.bin'), sizeBytes);
    const id = await pair.near.evaluate(() => bench.offerChosen());
    if (helper) await take({ near: pair.near, far: helper }, id);
    const ms = await take(pair, id);
    await forget(pair, id);
    return sizeBytes / 1e6 / (ms / 1_000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Accepted at once, so that it moves while it is hashed; milliseconds until it is whole. */
async function take({ near, far }: Pair, id: string): Promise<number> {
  await far.waitForFunction((offer) => bench.isOffered(offer), id, { polling: 20 });
  await far.evaluate((offer) => bench.accept(offer), id);
  await far.waitForFunction((offer) => bench.state(offer) === 'complete', id, {
    polling: 200,
    timeout: TIMEOUT_MS,
  });
  const roots = await Promise.all([near, far].map((page) => page.evaluate((offer) => bench.root(offer), id)));
  if (roots[0] === '' || roots[0] !== roots[1]) throw new Error('another file arrived');
  return far.evaluate((offer) => bench.tookMs(offer), id);
}

async function forget({ near, far }: Pair, id: string): Promise<void> {
  for (const page of [far, near]) await page.evaluate((offer) => bench.forget(offer), id);
}

/** A file on disk to a file on disk: the most that either page's process held beyond what it held before. */
async function measureMemory(pair: Pair): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-file-'));
  try {
    await choose(pair.near, join(folder, 'large.bin'), LARGE_BYTES);
    const sides = { sender: await processOf(pair.near), receiver: await processOf(pair.far) };
    await pause(CALM_MS);
    const before = { sender: heldMegabytes(sides.sender), receiver: heldMegabytes(sides.receiver) };
    const most = { ...before };
    const id = await pair.near.evaluate(() => bench.offerChosen());
    const taking = take(pair, id);
    const watch = setInterval(() => {
      for (const side of ['sender', 'receiver'] as const)
        most[side] = Math.max(most[side], heldMegabytes(sides[side]));
    }, SAMPLE_MS);
    const ms = await taking.finally(() => clearInterval(watch));
    await forget(pair, id);
    return [
      {
        bench: 'transfer',
        metric: 'goodput_2gb_mb_s',
        unit: 'MB/s',
        value: round(LARGE_BYTES / 1e3 / ms, 1),
      },
      extra('extra_mb_sender', most.sender, before.sender),
      extra('extra_mb_receiver', most.receiver, before.receiver),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function extra(metric: string, mostMb: number, beforeMb: number): Measurement {
  return {
    bench: 'transfer',
    metric,
    unit: 'MB',
    value: round(mostMb - beforeMb, 1),
    baseline: round(beforeMb, 1),
  };
}

/** A new file on disk, put into the page's field. */
async function choose(page: Page, path: string, sizeBytes: number): Promise<void> {
  await write(path, sizeBytes);
  await page.locator('input[type=file]').setInputFiles(path);
}

/** Bytes that were never seen before. */
async function write(path: string, sizeBytes: number): Promise<void> {
  const file = createWriteStream(path);
  for (let bytes = 0; bytes < sizeBytes; bytes += BLOCK_BYTES)
    if (!file.write(randomBytes(BLOCK_BYTES))) await once(file, 'drain');
  file.end();
  await once(file, 'close');
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
