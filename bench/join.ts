// How long it takes from a click to links that are proven and can be used: two browsers, ten, and twenty peers in one
// page; with the time that PeerJS needs for an open connection in the same run.

import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { median, type Measurement } from './bench.ts';
import type { RoomBench } from './pages/room-page.ts';
import { openStage, type Stage } from './support/stage.ts';
import { goToDoor, join, linkedAt, read, startRoom } from './support/visits.ts';

const RUNS = 5;
const MESH_SIZE = 10;
const PAGE_PEERS = 20;
const TIMEOUT_MS = 60_000;
/** The page has drawn itself and nothing more is loading: two new pages of some 7 MB on two cores take a while. */
const CALM_MS = 2_500;

declare const bench: RoomBench;

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('room-page.ts');
  try {
    const waiting = await stage.openPage();
    const pairs: { readonly kith: number; readonly peerjs: number }[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      pairs.push({ peerjs: await openPeerjs(stage, waiting), kith: await openKith(stage) });
    }
    await waiting.context().close();
    const peerjsMs = Math.round(median(pairs.map(({ peerjs }) => peerjs)));
    return [
      figure('usable_link_ms', median(pairs.map(({ kith }) => kith)), peerjsMs),
      figure('usable_link_over_peerjs_ms', median(pairs.map(({ kith, peerjs }) => kith - peerjs))),
      figure('mesh10_ms', await measureMesh(stage)),
      figure('mesh20_page_ms', await medianOf(() => completePage(stage))),
    ];
  } finally {
    await stage.close();
  }
}

function figure(metric: string, value: number, baseline?: number): Measurement {
  const compared = baseline === undefined ? {} : { baseline };
  return { bench: 'join', metric, unit: 'ms', value: Math.round(value), ...compared };
}

async function medianOf(run: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let count = 0; count < RUNS; count += 1) values.push(await run());
  return median(values);
}

async function openPeerjs(stage: Stage, waiting: Page): Promise<number> {
  const id = await waiting.evaluate((broker) => bench.waitAsPeerjs(broker), stage.broker);
  const page = await stage.openPage();
  await pause(CALM_MS);
  const dial = [stage.broker, id] as const;
  const tookMs = await page.evaluate(([broker, other]) => bench.dialAsPeerjs(broker, other), dial);
  await page.context().close();
  return tookMs;
}

async function openKith(stage: Stage): Promise<number> {
  const [first, second] = [await stage.openProduct('watch.ts'), await stage.openProduct('watch.ts')];
  await goToDoor(second, await startRoom(stage, first));
  await pause(CALM_MS);
  await join(second);
  const tookMs = (await linkedAt(second, 1)) - (await read(second)).clickedAtMs;
  await Promise.all([first, second].map((page) => page.context().close()));
  return tookMs;
}

async function measureMesh(stage: Stage): Promise<number> {
  const pages: Page[] = [];
  while (pages.length < MESH_SIZE) pages.push(await stage.openProduct('watch.ts'));
  const ms = await medianOf(() => completeMesh(stage, pages));
  await Promise.all(pages.map((page) => page.context().close()));
  return ms;
}

/** From the last click until the last browser shows links with all others. */
async function completeMesh(stage: Stage, pages: readonly Page[]): Promise<number> {
  const [first, ...others] = pages;
  const link = await startRoom(stage, first!);
  for (const page of others) await goToDoor(page, link);
  await pause(CALM_MS);
  for (const page of others) await join(page);
  const seen = await Promise.all(pages.map((page) => linkedAt(page, MESH_SIZE - 1)));
  const clicks = await Promise.all(pages.map(async (page) => (await read(page)).clickedAtMs));
  return Math.max(...seen) - Math.max(...clicks);
}

async function completePage(stage: Stage): Promise<number> {
  const page = await stage.openPage();
  const code = await page.evaluate(() => bench.createCode());
  const place = [code, stage.broker] as const;
  for (let peer = 1; peer < PAGE_PEERS; peer += 1)
    await page.evaluate(([words, broker]) => bench.join(words, broker), place);
  const startMs = await page.evaluate(() => performance.now());
  await page.evaluate(([words, broker]) => bench.join(words, broker), place);
  const isComplete = (count: number) =>
    bench.reached().every((reached) => reached === count - 1) && performance.now();
  const done = await page.waitForFunction(isComplete, PAGE_PEERS, { polling: 5, timeout: TIMEOUT_MS });
  const tookMs = Number(await done.jsonValue()) - startMs;
  await page.evaluate(() => bench.leave());
  await page.context().close();
  return tookMs;
}
