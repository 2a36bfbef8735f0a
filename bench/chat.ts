// What talking takes in the product's pages: from a click on Send to the message in somebody else's window, alone and
// beside a file at full speed; scrolling and searching thousands of messages; joining a room that has them. Loopback;
// what it is compared with is measured in the same run, in turns.

import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { P2p } from '../src/app/p2p/api.ts';
import { median, percentile, type Measurement } from './bench.ts';
import type { TalkBench } from './pages/talk-page.ts';
import type { WatchedTalk } from './pages/watch-talk.ts';
import { countFrames, timeSearch } from './support/reading.ts';
import { openStage, type Stage } from './support/stage.ts';
import { goToDoor, join, linkedAt, read, startRoom } from './support/visits.ts';

const WATCH = 'watch-talk.ts';
const SAID = 60;
const SAID_BESIDE_A_FILE = 40;
/** Fewer tell nothing of the slowest twentieth. */
const LEAST_BESIDE_A_FILE = 12;
/** What fits where a page holds files whose browser keeps nothing; what is said after it has come does not count. */
const FILE_BYTES = 480 * 2 ** 20;
/** Not so fast that the pace of talking holds it up, and out of step with the frames of the screen. */
const PACE_MS = 397;
/** From the last letter to the button, as a hand needs it: what the letters changed is drawn by then. */
const REACH_MS = 150;
const ECHOES = 200;
const LONG = 5_000;
const JOINS = 3;
/** The page has drawn itself and nothing more is loading. */
const CALM_MS = 2_500;
const TIMEOUT_MS = 60_000;
const LAST = 'mark-1000000';

declare const bench: TalkBench;
declare const watchedTalk: WatchedTalk;
declare const p2p: P2p;

export async function measure(): Promise<readonly Measurement[]> {
  const stage = await openStage('talk-page.ts');
  try {
    return [
      ...(await measureSaying(stage)),
      ...(await measureBesideFile(stage)),
      ...(await measureLongTalk(stage)),
    ];
  } finally {
    await stage.close();
  }
}

function figure(
  metric: string,
  value: number,
  { unit = 'ms', baseline }: { unit?: Measurement['unit']; baseline?: number } = {},
): Measurement {
  const compared = baseline === undefined ? {} : { baseline: round(baseline) };
  return { bench: 'chat', metric, unit, value: round(value), ...compared };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

/**
 * Clicks on Send until the message is seen on the other page: in the product; over a bare channel; and over a bare
 * channel there and back, until the echo is seen on the page that was clicked on.
 */
async function measureSaying(stage: Stage): Promise<readonly Measurement[]> {
  const [near, far] = [await stage.openProduct(WATCH), await stage.openProduct(WATCH)];
  await meet(stage, near, far);
  const bare = await openBarePair(stage);
  await pause(CALM_MS);
  const times: Record<'kith' | 'echo' | 'oneWay', number[]> = { kith: [], echo: [], oneWay: [] };
  for (let i = 0; i < SAID; i += 1) {
    const mark = `mark-${i}`;
    await near.getByRole('textbox', { name: /^Message / }).fill(mark);
    times.kith.push(await clickToSeen(near, far, mark));
    await bare.near.evaluate((said) => bench.sayOnClick(said), mark);
    await bare.far.evaluate(() => bench.listen('echo'));
    times.echo.push(await clickToSeen(bare.near, bare.near, mark));
    await bare.far.evaluate(() => bench.listen('show'));
    times.oneWay.push(await clickToSeen(bare.near, bare.far, mark));
    await pause(PACE_MS);
  }
  await bare.far.evaluate(() => bench.listen('echo'));
  const echoes = await bare.near.evaluate((count) => bench.echo(count), ECHOES);
  await close(near, far, bare.near, bare.far);
  const [seen, echo, oneWay] = [median(times.kith), median(times.echo), median(times.oneWay)];
  return [
    figure('seen_p50_ms', seen, { baseline: echo }),
    figure('seen_p95_ms', percentile(times.kith, 0.95), { baseline: percentile(times.echo, 0.95) }),
    figure('seen_ratio_bare_p50', seen / echo, { unit: 'ratio', baseline: 1 }),
    figure('seen_ratio_bare_one_way_p50', seen / oneWay, { unit: 'ratio', baseline: 1 }),
    figure('bare_echo_p50_ms', median(echoes)),
  ];
}

/** One person gets a real file of another, through the product's files, while they talk in the same room. */
async function measureBesideFile(stage: Stage): Promise<readonly Measurement[]> {
  const [near, far] = [await stage.openProduct(WATCH), await stage.openProduct(WATCH)];
  await meet(stage, near, far);
  await pause(CALM_MS);
  const sayAll = async (from: number, counts: () => Promise<boolean>) => {
    const times: number[] = [];
    for (let i = from; i < from + SAID_BESIDE_A_FILE; i += 1) {
      await near.getByRole('textbox', { name: /^Message / }).fill(`mark-${i}`);
      const tookMs = await clickToSeen(near, far, `mark-${i}`);
      if (!(await counts())) break;
      times.push(tookMs);
      await pause(PACE_MS);
    }
    if (times.length < LEAST_BESIDE_A_FILE) throw new Error(`the file was over after ${times.length}`);
    return percentile(times, 0.95);
  };
  const alone = await sayAll(0, async () => true);
  const folder = await mkdtemp(joinPath(tmpdir(), 'kith-bench-'));
  const path = joinPath(folder, 'file.bin');
  await writeFile(path, '');
  await truncate(path, FILE_BYTES);
  await shareFile(near, path);
  const spaces = far.getByRole('navigation', { name: 'Spaces' });
  await spaces.getByRole('button', { name: /^Files/ }).click();
  await far.getByRole('button', { name: 'Get: file.bin' }).click({ timeout: TIMEOUT_MS });
  await spaces.getByRole('button', { name: /^Chat/ }).click();
  await pause(1_000);
  const before = await fileAt(far);
  let last = before;
  const beside = await sayAll(SAID_BESIDE_A_FILE, async () => {
    const now = await fileAt(far);
    if (now.state === 'coming') last = now;
    return now === last;
  });
  await close(near, far);
  await rm(folder, { recursive: true });
  const rate = ((last.progress - before.progress) * FILE_BYTES) / 1e3 / (last.atMs - before.atMs);
  return [
    figure('seen_beside_file_p95_ms', beside, { baseline: alone }),
    figure('file_beside_mb_s', rate, { unit: 'MB/s' }),
  ];
}

/** From the disk, as a person's files are: nothing of it lies in the page. */
async function shareFile(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'given' });
    input.hidden = true;
    document.body.append(input);
  });
  await page.locator('#given').setInputFiles(path);
  await page.evaluate(async () => {
    const [file] = document.querySelector<HTMLInputElement>('#given')?.files ?? [];
    if (file) await p2p.shareFile(file);
  });
}

async function fileAt(page: Page) {
  return page.evaluate(async () => {
    const [file] = await p2p.files();
    return { state: file?.state, progress: file?.progress ?? 0, atMs: performance.now() };
  });
}

/** Somebody holds a long talk; it is read, searched, and joined, and an empty room beside it. */
async function measureLongTalk(stage: Stage): Promise<readonly Measurement[]> {
  const [holder, quiet] = [await stage.openProduct(WATCH), await stage.openProduct(WATCH)];
  const [link, quietLink] = [await startRoom(stage, holder), await startRoom(stage, quiet)];
  await hand(stage, { to: holder, link, count: LONG });
  await hand(stage, { to: quiet, link: quietLink, count: 1 });
  const joins: Record<'long' | 'quiet', number[]> = { long: [], quiet: [] };
  for (let run = 0; run < JOINS; run += 1) {
    joins.quiet.push(await timeJoin(stage, quietLink));
    joins.long.push(await timeJoin(stage, link));
  }
  const blank = await stage.openPage();
  for (const page of [holder, blank]) await page.evaluate(() => watchedTalk.rest());
  await pause(CALM_MS);
  await holder.bringToFront();
  const idle = await countFrames(blank);
  const frames = await countFrames(holder);
  const searches = await timeSearch(holder);
  await close(holder, quiet, blank);
  return [
    figure('scroll_p95_ms', percentile(frames, 0.95), { baseline: percentile(idle, 0.95) }),
    figure('scroll_p99_ms', percentile(frames, 0.99), { baseline: percentile(idle, 0.99) }),
    figure('search_worst_ms', Math.max(...searches)),
    figure('join_5000_ms', median(joins.long), { baseline: median(joins.quiet) }),
  ];
}

interface Handing {
  readonly to: Page;
  readonly link: string;
  readonly count: number;
}

/** A page of ours brings the talk and goes: what is measured is between pages of the product. */
async function hand(stage: Stage, { to, link, count }: Handing): Promise<void> {
  const page = await stage.openPage();
  await bringIn(stage, page, link);
  const written = await page.evaluate(([many, last]) => bench.hold(many, last), [count, LAST] as const);
  if (written < count) throw new Error(`only ${written} of ${count} were written`);
  await seenAt(to, LAST);
  await pause(CALM_MS);
  await page.evaluate(() => bench.leave());
  await close(page);
}

/** A fresh browser: from the click on Join until the newest message is seen. */
async function timeJoin(stage: Stage, link: string): Promise<number> {
  const page = await stage.openProduct(WATCH);
  await goToDoor(page, link);
  await pause(CALM_MS);
  await join(page);
  const tookMs = (await seenAt(page, LAST)) - (await read(page)).clickedAtMs;
  await close(page);
  return tookMs;
}

async function meet(stage: Stage, near: Page, far: Page): Promise<void> {
  await goToDoor(far, await startRoom(stage, near));
  await join(far);
  await linkedAt(near, 1);
}

async function bringIn(stage: Stage, page: Page, link: string): Promise<void> {
  await page.evaluate(([address, broker]) => bench.join(address, broker), [link, stage.broker] as const);
  await page.waitForFunction(() => bench.isLinked(), undefined, { timeout: TIMEOUT_MS });
}

async function openBarePair(stage: Stage): Promise<{ readonly near: Page; readonly far: Page }> {
  const [near, far] = [await stage.openPage(), await stage.openPage()];
  const offer = await near.evaluate(() => bench.offer());
  const answer = await far.evaluate((description) => bench.accept(description), offer);
  await near.evaluate((description) => bench.complete(description), answer);
  await near.evaluate(() => bench.listen('show'));
  return { near, far };
}

/** By the mouse alone: a click of Playwright's listens and looks around in the page meanwhile, and waits for its frames. */
async function clickToSeen(near: Page, seenOn: Page, mark: string): Promise<number> {
  const place = await near.getByRole('button', { name: 'Send', exact: true }).boundingBox();
  if (!place) throw new Error('there is nothing to click on');
  await pause(REACH_MS);
  await near.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  return (await seenAt(seenOn, mark)) - (await read(near)).clickedAtMs;
}

async function seenAt(page: Page, mark: string): Promise<number> {
  const seen = await page.waitForFunction((sought) => watchedTalk.seenAtMs[sought], mark, {
    polling: 50,
    timeout: TIMEOUT_MS,
  });
  return (await seen.jsonValue()) ?? Number.NaN;
}

async function close(...pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.context().close()));
}
