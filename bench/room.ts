// Rooms as people meet them: from the link to everybody in it, after the router died without a word, and what a quiet
// room costs a page. The product's own page, the real host and broker, on loopback.

import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { ROOM_KEY_ITERATIONS } from '../src/room/room-keys.ts';
import { median, type Measurement } from './bench.ts';
import { heapBytes } from './support/heap.ts';
import { openStage, type Stage } from './support/stage.ts';
import { goToDoor, join, linkedAt, read, startRoom } from './support/visits.ts';

const RUNS = 5;
const QUIET_MEMBERS = 10;
/** After the last link: profiles, the first comparisons, collected garbage. */
const SETTLE_MS = 15_000;
const QUIET_MS = 30_000;
/** The page has drawn itself and nothing more is loading. */
const CALM_MS = 500;
const WATCH = 'watch.ts';
const MEGABYTE = 1e6;

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('room-page.ts');
  try {
    return [
      figure('join_ms', 'ms', await medianOf(() => measureJoin(stage))),
      figure('stretch_ms', 'ms', await medianOf(() => measureStretch(stage))),
      figure('router_death_join_ms', 'ms', await medianOf(() => measureDeath(stage, 1))),
      figure('two_deaths_join_ms', 'ms', await medianOf(() => measureDeath(stage, 2))),
      ...(await measureQuiet(stage)),
    ];
  } finally {
    await stage.close();
  }
}

function figure(metric: string, unit: Measurement['unit'], value: number, baseline?: number): Measurement {
  const compared = baseline === undefined ? {} : { baseline: Number(baseline.toFixed(1)) };
  return { bench: 'room', metric, unit, value: Number(value.toFixed(1)), ...compared };
}

async function medianOf(run: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let count = 0; count < RUNS; count += 1) values.push(await run());
  return median(values);
}

/** From opening the link in a fresh browser to two others in the list; Join is pressed as soon as it is there. */
async function measureJoin(stage: Stage): Promise<number> {
  const inside = [await stage.openProduct(WATCH), await stage.openProduct(WATCH)] as const;
  const link = await startRoom(stage, inside[0]);
  await goToDoor(inside[1], link);
  await join(inside[1]);
  await linkedAt(inside[1], 1);
  const fresh = await stage.openProduct(WATCH);
  await fresh.goto('about:blank');
  const openedAtMs = Date.now();
  await fresh.goto(link, { waitUntil: 'commit' });
  await join(fresh);
  const tookMs = (await linkedAt(fresh, 2)) - openedAtMs;
  await close(...inside, fresh);
  return tookMs;
}

async function measureStretch(stage: Stage): Promise<number> {
  const page = await stage.openPage();
  const tookMs = await page.evaluate(async (iterations) => {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(40), 'PBKDF2', false, ['deriveBits']);
    const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(11), iterations };
    const startMs = performance.now();
    await crypto.subtle.deriveBits(algorithm, key, 256);
    return performance.now() - startMs;
  }, ROOM_KEY_ITERATIONS);
  await close(page);
  return tookMs;
}

/**
 * The router, and with `deaths` 2 its standby too, fall silent without a goodbye, and their addresses stay taken at the
 * broker. One member is left; from the next one's click to its link.
 */
async function measureDeath(stage: Stage, deaths: 1 | 2): Promise<number> {
  const [router, standby] = [await stage.openMortal(WATCH), await stage.openMortal(WATCH)];
  const left = await stage.openProduct(WATCH);
  const next = await stage.openProduct(WATCH);
  const link = await startRoom(stage, router.page);
  for (const page of [standby.page, left]) {
    await goToDoor(page, link);
    await join(page);
    await linkedAt(page, 1);
  }
  await linkedAt(left, 2);
  // The standby holds its address by now.
  await pause(5_000);
  await goToDoor(next, link);
  await pause(CALM_MS);
  for (const { freeze } of [router, standby].slice(0, deaths)) freeze();
  await join(next);
  const tookMs = (await linkedAt(next, 1)) - (await read(next)).clickedAtMs;
  await close(left, next);
  await Promise.all([router, standby].map(({ kill }) => kill()));
  return tookMs;
}

/** Ten pages in one room where nobody does anything: what each takes of a core, and of memory above a blank page. */
async function measureQuiet(stage: Stage): Promise<readonly Measurement[]> {
  const blank = await stage.openProduct(WATCH);
  const pages: Page[] = [];
  while (pages.length < QUIET_MEMBERS) pages.push(await stage.openProduct(WATCH));
  const [first, ...others] = pages;
  const link = await startRoom(stage, first!);
  for (const page of others) {
    await goToDoor(page, link);
    await join(page);
    await linkedAt(page, 1);
  }
  for (const page of pages) await linkedAt(page, QUIET_MEMBERS - 1);
  await blank.goto('about:blank');
  await pause(SETTLE_MS);
  const browser = first!.context().browser()!;
  const before = await rendererSeconds(browser);
  await pause(QUIET_MS);
  const busy = (await rendererSeconds(browser)) - before;
  const heaps: number[] = [];
  for (const page of pages) heaps.push(await heapBytes(page));
  const blankBytes = await heapBytes(blank);
  await close(blank, ...pages);
  return [
    figure('quiet10_cpu_percent', '%', (busy / (QUIET_MS / 1_000) / QUIET_MEMBERS) * 100),
    figure('quiet10_heap_mb', 'MB', (median(heaps) - blankBytes) / MEGABYTE, blankBytes / MEGABYTE),
  ];
}

/** Processor time of all pages of the browser so far, seconds. */
async function rendererSeconds(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function close(...pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.context().close()));
}
