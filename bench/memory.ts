// What a link costs in memory: ten peers in one page, each in a room of its own, against the same ten all linked with
// each other. Counted are the heap, what arrays hold outside it, and what waits in the browser's channels.

import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { median, type Measurement } from './bench.ts';
import type { RoomBench } from './pages/room-page.ts';
import { heapBytes } from './support/heap.ts';
import { openStage, type Stage } from './support/stage.ts';

const RUNS = 5;
const PEERS = 10;
/** Both ends are in the page. */
const LINK_ENDS = PEERS * (PEERS - 1);
const MESSAGES = 50;
const MESSAGE_PERIOD_MS = 60;
const TIMEOUT_MS = 60_000;
const MEGABYTE = 1e6;

declare const bench: RoomBench;

interface Run {
  /** Megabytes a link: after a conversation, with every bulk queue full, and with all queues and outboxes full. */
  readonly calm: number;
  readonly busy: number;
  readonly full: number;
}

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('room-page.ts');
  try {
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measureOnce(stage));
    return [
      figure('memory_per_link_mb', median(runs.map(({ calm }) => calm))),
      figure('memory_per_busy_link_mb', median(runs.map(({ busy }) => busy))),
      figure('memory_per_full_link_mb', median(runs.map(({ full }) => full))),
    ];
  } finally {
    await stage.close();
  }
}

function figure(metric: string, value: number): Measurement {
  return { bench: 'memory', metric, unit: 'MB', value: Number(value.toFixed(3)) };
}

async function measureOnce(stage: Stage): Promise<Run> {
  const alone = await openPeers(stage, 'alone');
  const beforeBytes = await heldBytes(alone);
  await alone.context().close();
  const linked = await openPeers(stage, 'together');
  const isComplete = (others: number) => bench.reached().every((reached) => reached === others);
  await linked.waitForFunction(isComplete, PEERS - 1, { timeout: TIMEOUT_MS });
  await converse(linked);
  const calmBytes = await heldBytes(linked);
  await linked.evaluate(() => bench.fill());
  const busyBytes = await heldBytes(linked);
  await linked.evaluate(() => bench.fillAll());
  const fullBytes = await heldBytes(linked);
  await linked.context().close();
  const perLink = (bytes: number) => (bytes - beforeBytes) / LINK_ENDS / MEGABYTE;
  return { calm: perLink(calmBytes), busy: perLink(busyBytes), full: perLink(fullBytes) };
}

async function openPeers(stage: Stage, how: 'alone' | 'together'): Promise<Page> {
  const page = await stage.openPage();
  let code = await page.evaluate(() => bench.createCode());
  for (let peer = 0; peer < PEERS; peer += 1) {
    if (how === 'alone') code = await page.evaluate(() => bench.createCode());
    await page.evaluate(([words, broker]) => bench.join(words, broker), [code, stage.broker] as const);
  }
  return page;
}

async function converse(page: Page): Promise<void> {
  for (let message = 0; message < MESSAGES; message += 1) {
    const copies = await page.evaluate(() => bench.talk());
    if (copies < LINK_ENDS) throw new Error(`only ${copies} of ${LINK_ENDS} copies went out`);
    await pause(MESSAGE_PERIOD_MS);
  }
}

/** In the heap, and handed to the browser. */
async function heldBytes(page: Page): Promise<number> {
  const heap = await heapBytes(page);
  return heap + (await page.evaluate(() => bench.handedBytes()));
}
