// What sealing and proof cost on a link: Kith's own link as the mesh uses it, a bare data channel and PeerJS, between
// the same two pages and in turns. Loopback, and a path of 20 ms there and back.

import type { Page } from '@playwright/test';
import { median, percentile, type Measurement } from './bench.ts';
import type { ByMedium, LinkBench } from './pages/link-page.ts';
import { emulatePath, openStage, type Stage } from './support/stage.ts';

const RUNS = 5;
/** Enough for the 99th percentile to stand on four round trips and not on one. */
const PINGS = 400;
const WARM_UP_PINGS = 50;
/** There and back. */
const PATH_MS = 20;
const BULK_BYTES = 32 * 1024 * 1024;
const FLOOD_RATES = [1_400, 1_200, 1_000, 500, 250];
/** Longer than what a burst of the limit of delivered messages carries. */
const FLOOD_SECONDS = 20;
const SETTLE_TIMEOUT_MS = 10_000;

interface Pair {
  readonly near: Page;
  readonly far: Page;
}

declare const bench: LinkBench;

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('link-page.ts');
  try {
    const slow = await openPair(stage, PATH_MS / 2);
    const overPath = await pingRuns(slow);
    await closePair(slow);
    const fast = await openPair(stage);
    const measurements = [
      ...ratios(overPath),
      ...extras(await pingRuns(fast)),
      ...(await measureBulk(fast)),
      await measureRate(fast),
    ];
    await closePair(fast);
    return measurements;
  } finally {
    await stage.close();
  }
}

async function openPair(stage: Stage, oneWayMs = 0): Promise<Pair> {
  const near = await stage.openPage(async (page) => {
    if (oneWayMs > 0) await emulatePath(page, oneWayMs);
  });
  const far = await stage.openPage();
  const claim = (page: Page) => page.evaluate((broker) => bench.claim(broker), stage.broker);
  await claim(near);
  const addresses = await claim(far);
  const offer = await near.evaluate(() => bench.offer());
  const answer = await far.evaluate((description) => bench.accept(description), offer);
  await near.evaluate((description) => bench.complete(description), answer);
  await near.evaluate((other) => bench.dial(other), addresses);
  for (const page of [near, far]) {
    await page.waitForFunction(() => bench.isReady(), undefined, { timeout: SETTLE_TIMEOUT_MS });
  }
  return { near, far };
}

async function closePair({ near, far }: Pair): Promise<void> {
  await Promise.all([near.context().close(), far.context().close()]);
}

async function pingRuns({ near }: Pair): Promise<readonly ByMedium<number[]>[]> {
  await near.evaluate((count) => bench.pingInTurns(count), WARM_UP_PINGS);
  const runs: ByMedium<number[]>[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(await near.evaluate((count) => bench.pingInTurns(count), PINGS));
  }
  return runs;
}

function ratios(runs: readonly ByMedium<number[]>[]): readonly Measurement[] {
  return [0.5, 0.99].map((share) => ({
    bench: 'link',
    metric: `rtt_ratio_p${share * 100}`,
    unit: 'ratio',
    value: round(median(runs.map((run) => percentile(run.sealed, share) / percentile(run.bare, share))), 3),
    baseline: 1,
  }));
}

function extras(runs: readonly ByMedium<number[]>[]): readonly Measurement[] {
  return [0.5, 0.99].map((share) => ({
    bench: 'link',
    metric: `rtt_extra_p${share * 100}_ms`,
    unit: 'ms',
    value: round(median(runs.map((run) => percentile(run.sealed, share) - percentile(run.bare, share))), 3),
    baseline: round(median(runs.map((run) => percentile(run.bare, share))), 3),
  }));
}

async function measureBulk(pair: Pair): Promise<readonly Measurement[]> {
  const runs: ByMedium<number>[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const bare = await goodput(pair, 'bare');
    const sealed = await goodput(pair, 'sealed');
    const peerjs = await goodput(pair, 'peerjs');
    runs.push({ bare, sealed, peerjs });
  }
  const typical = (name: keyof ByMedium<number>) => round(median(runs.map((run) => run[name])), 1);
  return [
    { bench: 'link', metric: 'bulk_sealed_mb_s', unit: 'MB/s', value: typical('sealed') },
    {
      bench: 'link',
      metric: 'bulk_ratio_bare',
      unit: 'ratio',
      value: round(median(runs.map(({ sealed, bare }) => sealed / bare)), 3),
      baseline: typical('bare'),
    },
    {
      bench: 'link',
      metric: 'bulk_ratio_peerjs_binary',
      unit: 'ratio',
      value: round(median(runs.map(({ sealed, peerjs }) => sealed / peerjs)), 3),
      baseline: typical('peerjs'),
    },
  ];
}

/** Megabytes a second, from the first byte to the other side's word that it has the last. */
async function goodput({ near, far }: Pair, name: keyof ByMedium<number>): Promise<number> {
  const chunkBytes = await near.evaluate((medium) => bench.chunkBytes(medium), name);
  const count = Math.ceil(BULK_BYTES / chunkBytes);
  const totalBytes = count * chunkBytes;
  await far.evaluate((bytes) => bench.expect(bytes), totalBytes);
  const ms = await near.evaluate(([medium, chunks]) => bench.pour(medium, chunks), [name, count] as const);
  return totalBytes / 1e6 / (ms / 1000);
}

/** The highest of the rates at which nothing is lost, doubled or refused for as long as it is kept up. */
async function measureRate({ near, far }: Pair): Promise<Measurement> {
  for (const perSecond of FLOOD_RATES) {
    await far.evaluate(() => bench.startFlood());
    const plan = [perSecond, FLOOD_SECONDS] as const;
    const sent = await near.evaluate(([rate, seconds]) => bench.flood(rate, seconds), plan);
    await near.evaluate(() => bench.pingInTurns(1));
    const { received, isInOrder } = await far.evaluate(() => bench.floodResult());
    const isWhole = isInOrder && received === sent && sent >= perSecond * (FLOOD_SECONDS - 0.1);
    if (isWhole) return rateOf(Math.round(sent / FLOOD_SECONDS));
  }
  return rateOf(0);
}

function rateOf(value: number): Measurement {
  return { bench: 'link', metric: 'messages_per_s', unit: 'messages/s', value };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
