// Files that outlive pages and their givers: a receiver who reloads in a kept room, a seeder who leaves before or after
// the others have it all between them, and one upload that reaches eight.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { JoinPage } from './pages/join-page.ts';
import { Talk } from './pages/talk.ts';
import { choosePlaces, choosePlacesNoMore, hashAt } from './support/chosen-places.ts';
import { receivedBytes, rememberConnections } from './support/connection-bytes.ts';
import { makeFile, rememberBlobs, type MadeFile } from './support/file-sharing.ts';
import { createImpairment, type Impair } from './support/impairment.ts';
import { keepRoom } from './support/keeping.ts';
import { expectAllLinked, gather, joinBy } from './support/meeting.ts';
import {
  COMES_WITHIN_MS,
  expectSame,
  inFiles,
  SLOW,
  standingOf,
  untilComing,
  type Sharer,
} from './support/sharers.ts';
import { readStorage } from './support/stored.ts';
import { expect, openReception, test, type Reception } from './support/test.ts';

const MIB = 2 ** 20;
/** Of a file of more than 1 MiB. */
const PIECE_BYTES = 64 * 1024;
/** Nothing more gets out while a button is looked for. */
const CRAWLING = { latency: 5, uploadThroughput: 20_000 };
const LATER = ['Dora', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida'] as const;

/** One room for all of them: each goes on where the one before ended. */
test.describe.configure({ mode: 'serial', timeout: 180_000 });

interface Scene {
  readonly reception: Reception;
  readonly folder: string;
  readonly alice: Sharer;
  readonly bob: Sharer;
  readonly cleo: Sharer;
  /** Of the room. */
  readonly link: string;
  /** Alice’s way out. */
  readonly impair: Impair;
}

let scene: Scene;

test.beforeAll('three come together, and one keeps the room', async ({ browser, host }) => {
  const reception = openReception(browser, host);
  const person = await reception.newcomer('Alice', { before: rememberBlobs });
  const impair = await createImpairment(person.page);
  const guests = await gather(
    async (name, options) => (name === 'Alice' ? person : reception.newcomer(name, options)),
    ['Alice', 'Bob', 'Cleo'],
    () => ({ before: [rememberBlobs, rememberConnections] }),
  );
  const [alice, bob, cleo] = (await Promise.all(guests.map(inFiles))) as [Sharer, Sharer, Sharer];
  const { link } = await bob.room.readInvitation();
  await keepRoom(bob.room);
  const folder = mkdtempSync(joinPath(tmpdir(), 'kith-staying-'));
  scene = { reception, folder, alice, bob, cleo, link, impair };
});

test.afterAll(async () => {
  rmSync(scene.folder, { recursive: true, force: true });
  await scene.reception.close();
});

test('who reloads in a kept room goes on with what came; two who hold it all between them need nobody else', async () => {
  const { folder, alice, bob, cleo, impair } = scene;
  const between = makeFile(folder, 'between.bin', 9 * MIB + 5);
  const halves = makeFile(folder, 'halves.bin', 8 * MIB + 5);
  await alice.files.share([between.path, halves.path]);
  for (const { name } of [between, halves])
    await expect(alice.files.row(name)).toHaveAccessibleName(/0 of 2 have it/);
  await impair(SLOW);
  await bob.files.get(between.name);
  await untilShare(bob, between.name, 0.55);
  await untilKept(bob);
  await reload(bob);
  await impair({});
  await expectSame(bob, between);
  expect(await receivedBytes(bob.page)).toBeLessThan(0.75 * 9 * MIB);

  // Alice gives no piece twice before each was given once.
  await impair(SLOW);
  await bob.files.get(halves.name);
  await untilShare(bob, halves.name, 0.6);
  await bob.files.act('Pause', halves.name);
  await cleo.files.get(halves.name);
  await untilShare(cleo, halves.name, 0.5);
  // What has come would be gone with a page whose room is not kept: the browser asks.
  const isAsked = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(await cleo.page.evaluate(isAsked)).toBe(true);
  await impair(CRAWLING);
  await alice.files.act('Pause', halves.name);
  await impair({});
  await alice.room.leave();
  for (const guest of [bob, cleo]) expect((await standingOf(guest, halves.name)).progress).toBeLessThan(1);
  await bob.files.act('Resume', halves.name);
  for (const guest of [bob, cleo]) await expectSame(guest, halves);
  // And what one has as a whole the other gets of them.
  await cleo.files.get(between.name);
  await expectSame(cleo, between);
});

test('a seeder who leaves too early is waited for, also by who reloads, and it goes on when they are back', async () => {
  const { folder, alice, bob, cleo, impair } = scene;
  const torn = makeFile(folder, 'torn.bin', 5 * MIB + 5);
  const confided = makeFile(folder, 'confided.bin', 3 * MIB + 5);
  await giveToOne(cleo, bob, confided);
  await comeBack(torn);
  await impair(SLOW);
  await Promise.all([bob, cleo].map(({ files }) => files.get(torn.name)));
  await untilShare(bob, torn.name, 0.3);
  // However long it takes to leave, not all of it is out by then.
  await impair(CRAWLING);
  await alice.files.act('Pause', torn.name);
  await impair({});
  await alice.room.leave();
  for (const guest of [bob, cleo]) await expectMissingCounted(guest, torn.name, 5 * MIB + 5);
  await reload(bob);
  await expectMissingCounted(bob, torn.name, 5 * MIB + 5);
  // What was whole is checked anew, and here; what was for one alone still is.
  await bob.files.expectHere('between.bin');
  await expect(bob.files.row(confided.name)).toHaveAccessibleName(
    /from Cleo · only for you, Checked and here/,
  );
  await expectSame(bob, confided);
  await comeBack(torn);
  for (const guest of [bob, cleo]) await expectSame(guest, torn);
});

test('places may be chosen; what was changed on the disk is offered anew; what is kept is sealed', async () => {
  await toChosenPlaces();
  await changeOnDisk();
  const stored = await readStorage(scene.bob.page);
  expect(stored.files.filter((path) => path.includes('/kept/')).length).toBeGreaterThan(1);
  expect(JSON.stringify(stored)).not.toContain('torn.bin');
});

test('nine people: one upload reaches four and eight, and who leaves keeps nobody from having it', async () => {
  const { reception, folder, alice, bob, cleo, link, impair } = scene;
  const later: Sharer[] = [];
  // Two at a time: more pages only wait for each other.
  for (let at = 0; at < LATER.length; at += 2) {
    const come = async (name: string) =>
      inFiles(await joinBy(await reception.newcomer(name, { before: rememberBlobs }), link));
    later.push(...(await Promise.all(LATER.slice(at, at + 2).map(come))));
  }
  const all = [alice, bob, cleo, ...later];
  await expectAllLinked(all);
  const [dora, eve] = later as [Sharer, Sharer];
  const forFour = makeFile(folder, 'for-four.bin', 2 * MIB + 3);
  const forAll = makeFile(folder, 'for-all.bin', 2 * MIB + 3);
  const relay = makeFile(folder, 'relay.bin', 5 * MIB + 3);

  for (const [file, takers] of [
    [forFour, [bob, cleo, dora, eve]],
    [forAll, all.slice(1)],
  ] as const) {
    await alice.files.share(file.path);
    await Promise.all(takers.map(({ files }) => files.get(file.name)));
    await Promise.all(takers.map((guest) => expectSame(guest, file)));
    await expect(alice.files.row(file.name)).toHaveAccessibleName(
      new RegExp(`${takers.length} of 8 have it`),
    );
  }

  await alice.files.share(relay.path);
  await bob.files.get(relay.name);
  await expectSame(bob, relay);
  await impair(SLOW);
  await Promise.all([cleo, dora, eve].map(({ files }) => files.get(relay.name)));
  // A helper goes in the middle of it, then who offered it: between them the others have it all.
  await untilComing(eve, relay.name);
  await eve.page.close();
  await alice.room.leave();
  for (const guest of [cleo, dora]) await expectSame(guest, relay);
});

/** Changed on the disk after it was offered: said there, and had from the one that is offered anew. */
async function changeOnDisk(): Promise<void> {
  const { folder, alice, bob } = scene;
  const before = makeFile(folder, 'changed.bin', 400_000);
  await alice.files.share(before.path);
  await expect(alice.files.row(before.name)).toHaveAccessibleName(/0 of 2 have it/);
  const after = makeFile(folder, 'changed.bin', 300_000);
  await bob.files.get(before.name);
  await expect(alice.files.row(before.name)).toHaveAccessibleName(/was moved or changed\. Share it again/);
  await bob.files.act('Stop', before.name);
  await alice.files.act('Stop sharing', before.name);
  await alice.files.share(after.path);
  await bob.files.get(after.name);
  await expectSame(bob, after);
}

/** One to a file that was chosen, after another could not be written; several into a folder, but not where that is refused. */
async function toChosenPlaces(): Promise<void> {
  const { folder, alice, cleo } = scene;
  const { page, files } = cleo;
  const one = makeFile(folder, 'one.bin', 17 * MIB + 1);
  const inFolder = ['set/a.bin', 'set/b.bin'].map((path) => makeFile(folder, path, 100_003));
  await choosePlaces(page, 'forbidden');
  await alice.files.share(one.path);
  await files.act('Save to…', one.name);
  await expect(files.row(one.name)).toHaveAccessibleName(/no longer lets it be written there/, {
    timeout: COMES_WITHIN_MS,
  });
  await choosePlaces(page, 'full');
  await files.act('Save to…', one.name);
  await expect(files.row(one.name)).toHaveAccessibleName(/no more room\. What came is still here/);
  await choosePlaces(page, 'file');
  await files.act('Try again', one.name);
  await expect(files.row(one.name)).toHaveAccessibleName(/Checked and saved/, { timeout: COMES_WITHIN_MS });
  expect(await hashAt(page, ['chosen.bin'])).toBe(one.sha256);

  await alice.files.share(joinPath(folder, 'set'), 'Share a folder');
  await choosePlaces(page, 'file');
  await page.getByRole('button', { name: 'Save all to…' }).click();
  await expect(page.getByText('The browser doesn’t let it be written there.')).toBeVisible();
  await choosePlaces(page, 'folder');
  await page.getByRole('button', { name: 'Save all to…' }).click();
  for (const { name, sha256 } of inFolder)
    await expect
      .poll(() => hashAt(page, ['mine', 'set', name]).catch(String), { timeout: COMES_WITHIN_MS })
      .toBe(sha256);
  await choosePlacesNoMore(page);
}

/** So much of it is here, 0 to 1. */
async function untilShare(guest: Sharer, name: string, share: number): Promise<void> {
  const progress = async () => (await standingOf(guest, name)).progress;
  await expect.poll(progress, { timeout: COMES_WITHIN_MS, intervals: [100] }).toBeGreaterThanOrEqual(share);
}

/** From the talk between the two; nobody else is offered it. */
async function giveToOne(from: Sharer, to: Sharer, file: MadeFile): Promise<void> {
  const { page } = from;
  const spaces = page.getByRole('navigation', { name: 'Spaces' });
  await spaces.getByRole('button', { name: /^Chat/ }).click();
  await new Talk(page).showOnly(to.name);
  await page.locator('input[type="file"]').first().setInputFiles(file.path);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await to.files.get(file.name);
  await expectSame(to, file);
  await from.files.open();
}

/** As many pieces are said to be missing as are: what one of those present has, all of them have by then. */
async function expectMissingCounted(guest: Sharer, name: string, sizeBytes: number): Promise<void> {
  await expect(async () => {
    const label = (await guest.files.row(name).getAttribute('aria-label')) ?? '';
    const { progress } = await standingOf(guest, name);
    const missingBytes = Math.round((1 - progress) * sizeBytes);
    expect(/Waiting for Alice, (\d+) piece/.exec(label)?.[1]).toBe(
      `${Math.ceil(missingBytes / PIECE_BYTES)}`,
    );
  }).toPass({ timeout: COMES_WITHIN_MS });
}

async function reload(guest: Sharer): Promise<void> {
  await guest.page.reload();
  await new JoinPage(guest.page).enter();
  await guest.files.open();
}

/** What changes is written a second later, and the chip says so meanwhile. */
async function untilKept({ page }: Sharer): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Kept on this device' }).waitFor();
}

async function comeBack(file: MadeFile): Promise<void> {
  const { alice, link, impair } = scene;
  await impair({});
  const door = await alice.home.goToDoor(link);
  await door.enter();
  await alice.files.open();
  await alice.files.share(file.path);
}
