// Files between two real pages through the real host: hashes are equal every time, whoever pauses, stops or says no. For
// a file of tests in which something else has to wait meanwhile.

import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { unzip } from '../../support/unzip.ts';
import { hashSaved, makeFile, makeSound, screenLocksAsked, sha256Of, type MadeFile } from './file-sharing.ts';
import type { Impair } from './impairment.ts';
import { makeFilm } from './made-film.ts';
import {
  COMES_WITHIN_MS,
  expectSame,
  hashesHere,
  SLOW,
  standingOf,
  standingsOf,
  untilComing,
  type Sharer,
} from './sharers.ts';
import { expect, test } from './test.ts';

export interface Pair {
  readonly folder: string;
  /** Dora. */
  readonly giver: Sharer;
  readonly taker: Sharer;
  /** The giver’s way out. */
  readonly impair: Impair;
}

const MIB = 2 ** 20;

/** Each test goes on where the one before ended. */
export function testFilesOfTwo(pair: () => Pair): void {
  testGetting(pair);
  testWhileItComes(pair);
}

function testGetting(pair: () => Pair): void {
  test('files arrive as they were, also an empty one and two of one name; what is not wanted does not', async () => {
    const { folder, giver, taker } = pair();
    const large = makeFile(folder, 'large.bin', 20 * MIB + 7);
    const empty = makeFile(folder, 'empty.bin', 0);
    const unwanted = makeFile(folder, 'unwanted.bin', 1_000);
    await giver.files.share([large.path, empty.path, unwanted.path]);
    for (const { name } of [large, empty, unwanted]) await expect(taker.files.row(name)).toBeVisible();

    await taker.files.act('Not this one', unwanted.name);
    await expect(taker.files.row(unwanted.name)).toHaveCount(0);
    await expect(giver.files.row(unwanted.name)).toHaveAccessibleName(/0 of 1 have it/);

    for (const file of [empty, large]) {
      await taker.files.get(file.name);
      await expectSame(taker, file);
      await expect(giver.files.row(file.name)).toHaveAccessibleName(/1 of 1 have it/);
    }

    // What gives and what takes keeps its screen on.
    for (const { page } of [giver, taker]) expect(await screenLocksAsked(page)).toBeGreaterThan(0);

    const namesakes = ['one', 'two'].map((text) => ({
      name: 'same.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(`${text} of them`),
    }));
    for (const file of namesakes) await giver.files.share(file);
    await expect(taker.files.row('same.txt')).toHaveCount(2);
    await taker.page.getByRole('button', { name: 'Get all', exact: true }).click();
    await expect(taker.files.saveButton('same.txt')).toHaveCount(2);
    const button = taker.files.saveButton('same.txt');
    const first = await hashSaved(taker.page, () => button.first().click());
    await expect(button).toHaveCount(1);
    const hashes = [first, await hashSaved(taker.page, () => button.click())];
    expect(hashes.toSorted()).toEqual(namesakes.map(({ buffer }) => sha256Of(buffer)).toSorted());
  });

  test('what is coming is paused and goes on on either side, is stopped, is taken back', async () => {
    const { folder, giver, taker, impair } = pair();
    const [paused, stopped, withdrawn] = ['paused', 'stopped', 'withdrawn'].map((name) =>
      makeFile(folder, `${name}.bin`, 5 * MIB + 1),
    ) as [MadeFile, MadeFile, MadeFile];
    await giver.files.share([paused.path, stopped.path, withdrawn.path]);
    await expect(giver.files.row(withdrawn.name)).toHaveAccessibleName(/0 of 1 have it/);
    await impair(SLOW);

    await taker.files.get(paused.name);
    await untilComing(taker, paused.name);
    await taker.files.act('Pause', paused.name);
    await expect(taker.files.row(paused.name)).toHaveAccessibleName(/Paused at \d+%/);
    await taker.files.act('Resume', paused.name);
    await impair({});
    await expectSame(taker, paused);

    await impair(SLOW);
    await taker.files.get(stopped.name);
    await untilComing(taker, stopped.name);
    await taker.files.act('Stop', stopped.name);
    await taker.page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click();
    await expect(taker.files.row(stopped.name)).toHaveAccessibleName(/Not downloaded/);

    await taker.files.get(withdrawn.name);
    await untilComing(taker, withdrawn.name);
    await giver.files.act('Pause', withdrawn.name);
    await expect(giver.files.row(withdrawn.name)).toHaveAccessibleName(
      /Paused: nobody gets more of it from you/,
    );
    await expect(taker.files.row(withdrawn.name)).toHaveAccessibleName(/Waiting/);
    await giver.files.act('Resume', withdrawn.name);
    await untilComing(taker, withdrawn.name);
    await giver.files.act('Stop sharing', withdrawn.name);
    await expect(giver.files.row(withdrawn.name)).toHaveCount(0);
    await expect(taker.files.row(withdrawn.name)).toHaveAccessibleName(/held by nobody here|Waiting/);
  });

  test('a folder comes with its structure and is saved as one archive; a large file stands where it is talked about; Kith gives itself', async () => {
    const { folder, giver, taker } = pair();
    const inFolder = ['trip/notes.txt', 'trip/day one/a.bin', 'trip/day one/b.bin'].map((path, at) =>
      makeFile(folder, path, 70_000 * at + 5),
    );
    await giver.files.share(joinPath(folder, 'trip'), 'Share a folder');
    await taker.files.act('Get all', 'trip');
    await expect(taker.files.space.getByRole('button', { name: 'Save all: trip' })).toBeVisible();
    const downloading = taker.page.waitForEvent('download');
    await taker.files.act('Save all', 'trip');
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('trip.zip');
    // A stream through the service worker, not what was put together in memory where there is none.
    expect(new URL(download.url()).pathname).toMatch(/\/download\/[0-9a-f]{32}$/);
    const unpacked = unzip(new Uint8Array(readFileSync(await download.path())));
    const hashes = unpacked.map(({ path, bytes }) => `${path} ${sha256Of(bytes)}`);
    expect(hashes.toSorted()).toEqual(
      inFolder
        .map(({ name, sha256 }) => `trip/${name.endsWith('.txt') ? '' : 'day one/'}${name} ${sha256}`)
        .toSorted(),
    );

    // What a message has no room for goes the same way.
    const large = makeFile(folder, 'talked.bin', 3 * MIB);
    await goToTalk(giver);
    await giver.page.locator('input[type="file"]').first().setInputFiles(large.path);
    await giver.page.getByRole('button', { name: 'Send', exact: true }).click();
    await goToTalk(taker);
    const talk = taker.page.getByRole('log');
    await expect(
      talk.getByRole('button', { name: /^talked\.bin, .* from Dora, Not downloaded/ }),
    ).toBeVisible();
    await talk.getByRole('button', { name: 'Get: talked.bin' }).click();
    await expect(talk.getByRole('button', { name: 'Save: talked.bin' })).toBeVisible({
      timeout: COMES_WITHIN_MS,
    });
    await talk.getByRole('button', { name: /^talked\.bin, .* Checked and here/ }).click();
    await expect(taker.files.large(large.name)).toBeVisible();
    await expectSame(taker, large);
    await taker.files.space.getByRole('button', { name: 'Back into the list' }).click();
    await giver.files.open();
    await expectKithItself(pair());
  });
}

function testWhileItComes(pair: () => Pair): void {
  test('a sound and a film play while they come, and what is jumped to comes first', async () => {
    const { folder, giver, taker, impair } = pair();
    const sound = makeSound(folder, 'sound.wav', 40);
    await beginSlowly(pair(), sound);
    const audio = await play(taker, sound.name, 'audio');
    await expect.poll(() => audio.evaluate(secondsPlayed)).toBeGreaterThan(0.2);
    await expect(taker.page).toHaveTitle(/^\d+% /);
    await taker.page.keyboard.press('Escape');
    await impair({});
    await expectSame(taker, sound);
    await expect(taker.page).not.toHaveTitle(/%/);

    const film = makeFilm(folder, 'film.webm', { seconds: 60, bytesPerSecond: 200_000 });
    await beginSlowly(pair(), film);
    const video = await play(taker, film.name, 'video');
    await expect.poll(() => video.evaluate(secondsPlayed)).toBeGreaterThan(0.5);
    expect(await standingOf(taker, film.name)).toMatchObject({ state: 'coming' });
    await video.evaluate((player: HTMLVideoElement) => (player.currentTime = 55));
    await expect.poll(() => video.evaluate(secondsPlayed)).toBeGreaterThan(55.5);
    // In order, nine tenths of it would be here by now.
    const { state, progress } = await standingOf(taker, film.name);
    expect(state).toBe('coming');
    expect(progress).toBeLessThan(0.8);
    await taker.page.keyboard.press('Escape');
    await impair({});
    await expectSame(taker, film);
    await expect(giver.files.row(film.name)).toHaveAccessibleName(/1 of \d have it/);
  });

  test('two hundred files are offered and taken by one press each, and come as they were', async () => {
    const { folder, giver, taker } = pair();
    const many = Array.from({ length: 200 }, (_, i) => makeFile(folder, `many/${i}.part`, 9_000 + i));
    const before = await heapBytes(taker);
    await giver.files.share(many.map(({ path }) => path));
    const offered = async () => (await standingsOfEnding(taker, '.part')).length;
    await expect.poll(offered, { timeout: COMES_WITHIN_MS }).toBe(many.length);
    await taker.page.getByRole('button', { name: 'Get all', exact: true }).click();
    const whole = async () =>
      (await standingsOfEnding(taker, '.part')).filter(({ state }) => state === 'complete').length;
    await expect.poll(whole, { timeout: COMES_WITHIN_MS }).toBe(many.length);
    const hashes = await hashesHere(taker, '.part');
    expect(hashes.toSorted()).toEqual(many.map(({ sha256 }) => sha256).toSorted());
    // Fifty thousand bytes for each, with all that is shown of it.
    expect((await heapBytes(taker)) - before).toBeLessThan(many.length * 50_000);
  });
}

/** The page that is running gives the file it was built as, to the last byte. */
async function expectKithItself({ giver, taker }: Pair): Promise<void> {
  await giver.files.space.getByRole('button', { name: 'More to share' }).first().click();
  await giver.page.getByRole('menuitem', { name: 'Share Kith itself, as a file' }).click();
  const built = readFileSync(joinPath(import.meta.dirname, '../../../dist/index.html'));
  // Named after where it is from, as a saved copy is.
  const row = taker.files.list.getByRole('button', { name: /^kith(@\S+)?\.html, / });
  const [name = ''] = ((await row.getAttribute('aria-label')) ?? '').split(',');
  await taker.files.get(name);
  await expectSame(taker, { name, path: '', sha256: sha256Of(built) });
}

async function beginSlowly({ giver, taker, impair }: Pair, { name, path }: MadeFile): Promise<void> {
  await giver.files.share(path);
  await expect(giver.files.row(name)).toHaveAccessibleName(/0 of \d have it/);
  await impair(SLOW);
  await taker.files.get(name);
  await untilComing(taker, name);
}

async function play(taker: Sharer, name: string, kind: 'audio' | 'video') {
  await taker.files.act('Play', name);
  const player = taker.page.getByRole('dialog', { name }).locator(kind);
  await player.evaluate((element: HTMLMediaElement) => element.play());
  return player;
}

const secondsPlayed = (player: HTMLMediaElement) => player.currentTime;

async function goToTalk({ page }: Sharer): Promise<void> {
  await page.getByRole('navigation', { name: 'Spaces' }).getByRole('button', { name: /^Chat/ }).click();
}

async function standingsOfEnding({ page }: Sharer, ending: string) {
  const all = await standingsOf(page);
  return Array.from(all).flatMap(([name, standing]) => (name.endsWith(ending) ? [standing] : []));
}

/** What scripts hold after everything that nobody needs was thrown away. */
async function heapBytes({ page }: Sharer): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize;
}
