// Files between real pages through the real host: hashes are equal every time, whoever leaves, pauses or says no.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { unzip } from '../support/unzip.ts';
import { FilesPage } from './pages/files-page.ts';
import {
  hashSaved,
  makeFile,
  makeSound,
  rememberBlobs,
  sha256Of,
  type MadeFile,
} from './support/file-sharing.ts';
import { createImpairment, type Impair } from './support/impairment.ts';
import { gather, join, startRoom, type Guest } from './support/meeting.ts';
import { expect, test, type OpenNewcomer } from './support/test.ts';

const MIB = 2 ** 20;
/** So slow that a person has the time to press something. */
const SLOW = { latency: 5, uploadThroughput: 1.5 * MIB };
const COMES_WITHIN_MS = 60_000;

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(joinPath(tmpdir(), 'kith-files-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Sharer extends Guest {
  readonly files: FilesPage;
}

async function inFiles(guest: Guest): Promise<Sharer> {
  const files = new FilesPage(guest.page);
  await files.open();
  return { ...guest, files };
}

/** Alice, whose way out can be made slow, and Bob. */
async function meet(newcomer: OpenNewcomer) {
  const person = await newcomer('Alice', { before: rememberBlobs });
  const impair = await createImpairment(person.page);
  const alice = await startRoom(person);
  const bob = await join(await newcomer('Bob', { before: rememberBlobs }), alice);
  await alice.room.expectLinkedWith(['Bob']);
  return { alice: await inFiles(alice), bob: await inFiles(bob), impair };
}

/** Fetches it, and what can be saved of it is what was shared. */
async function expectSame({ page, files }: Sharer, { name, sha256 }: MadeFile): Promise<void> {
  await expect(files.large(name).or(files.row(name)).first()).toBeVisible();
  await expect(files.saveButton(name)).toBeVisible({ timeout: COMES_WITHIN_MS });
  expect(await hashSaved(page, () => files.act('Save', name)), name).toBe(sha256);
}

/** It has begun, and is not done. */
async function untilComing({ files }: Sharer, name: string): Promise<void> {
  await expect(files.large(name)).toContainText(/MB\/s/, { timeout: COMES_WITHIN_MS });
}

test('two people: files arrive as they were, also an empty one and two of one name; what is not wanted does not', async ({
  newcomer,
}) => {
  const { alice, bob } = await meet(newcomer);
  const large = makeFile(folder, 'large.bin', 20 * MIB + 7);
  const empty = makeFile(folder, 'empty.bin', 0);
  const unwanted = makeFile(folder, 'unwanted.bin', 1_000);
  await alice.files.share([large.path, empty.path, unwanted.path]);
  for (const { name } of [large, empty, unwanted]) await expect(bob.files.row(name)).toBeVisible();

  await bob.files.act('Not this one', unwanted.name);
  await expect(bob.files.row(unwanted.name)).toHaveCount(0);
  await expect(alice.files.row(unwanted.name)).toHaveAccessibleName(/0 of 1 have it/);

  for (const file of [empty, large]) {
    await bob.files.get(file.name);
    await expectSame(bob, file);
    await expect(alice.files.row(file.name)).toHaveAccessibleName(/1 of 1 have it/);
  }

  const namesakes = ['one', 'two'].map((text) => ({
    name: 'same.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(`${text} of them`),
  }));
  for (const file of namesakes) await alice.files.share(file);
  await expect(bob.files.row('same.txt')).toHaveCount(2);
  await bob.page.getByRole('button', { name: 'Get all', exact: true }).click();
  await expect(bob.files.saveButton('same.txt')).toHaveCount(2);
  const button = bob.files.saveButton('same.txt');
  const first = await hashSaved(bob.page, () => button.first().click());
  await expect(button).toHaveCount(1);
  const hashes = [first, await hashSaved(bob.page, () => button.click())];
  expect(hashes.toSorted()).toEqual(namesakes.map(({ buffer }) => sha256Of(buffer)).toSorted());
});

test('two people: pause and go on on either side, stop, take back; who leaves midway is named, and it goes on when they are back', async ({
  newcomer,
}) => {
  test.setTimeout(120_000);
  const { alice, bob, impair } = await meet(newcomer);
  const [paused, stopped, withdrawn, torn] = ['paused', 'stopped', 'withdrawn', 'torn'].map((name) =>
    makeFile(folder, `${name}.bin`, 5 * MIB + 1),
  ) as [MadeFile, MadeFile, MadeFile, MadeFile];
  await alice.files.share([paused.path, stopped.path, withdrawn.path, torn.path]);
  await expect(alice.files.row(torn.name)).toHaveAccessibleName(/0 of 1 have it/);
  await impair(SLOW);

  await bob.files.get(paused.name);
  await untilComing(bob, paused.name);
  await bob.files.act('Pause', paused.name);
  await expect(bob.files.row(paused.name)).toHaveAccessibleName(/Paused at \d+%/);
  await bob.files.act('Resume', paused.name);
  await expectSame(bob, paused);

  await bob.files.get(stopped.name);
  await untilComing(bob, stopped.name);
  await bob.files.act('Stop', stopped.name);
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click();
  await expect(bob.files.row(stopped.name)).toHaveAccessibleName(/Not downloaded/);

  await bob.files.get(withdrawn.name);
  await untilComing(bob, withdrawn.name);
  await alice.files.act('Pause', withdrawn.name);
  await expect(alice.files.row(withdrawn.name)).toHaveAccessibleName(
    /Paused: nobody gets more of it from you/,
  );
  await expect(bob.files.row(withdrawn.name)).toHaveAccessibleName(/Waiting/);
  await alice.files.act('Resume', withdrawn.name);
  await untilComing(bob, withdrawn.name);
  await alice.files.act('Stop sharing', withdrawn.name);
  await expect(alice.files.row(withdrawn.name)).toHaveCount(0);
  await expect(bob.files.row(withdrawn.name)).toHaveAccessibleName(/Nobody here has|Waiting/);

  await bob.files.get(torn.name);
  await untilComing(bob, torn.name);
  await leaveAndComeBack(alice, bob, torn, impair);
  await expectSame(bob, torn);
});

test('two people: a folder comes with its structure and is saved as one archive; a sound plays while it comes', async ({
  newcomer,
}) => {
  const { alice, bob, impair } = await meet(newcomer);
  const inFolder = ['trip/notes.txt', 'trip/day one/a.bin', 'trip/day one/b.bin'].map((path, at) =>
    makeFile(folder, path, 70_000 * at + 5),
  );
  await alice.files.share(joinPath(folder, 'trip'), 'Share a folder');
  await bob.files.act('Get all', 'trip');
  await expect(bob.files.space.getByRole('button', { name: 'Save all: trip' })).toBeVisible();
  const downloading = bob.page.waitForEvent('download');
  await bob.files.act('Save all', 'trip');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('trip.zip');
  const unpacked = unzip(new Uint8Array(readFileSync(await download.path())));
  const hashes = unpacked.map(({ path, bytes }) => `${path} ${sha256Of(bytes)}`);
  expect(hashes.toSorted()).toEqual(
    inFolder
      .map(({ name, sha256 }) => `trip/${name.endsWith('.txt') ? '' : 'day one/'}${name} ${sha256}`)
      .toSorted(),
  );

  // What a message has no room for goes the same way, and stands where it is talked about.
  const large = makeFile(folder, 'film.bin', 3 * MIB);
  const talkOf = async ({ page }: Sharer) => {
    await page.getByRole('navigation', { name: 'Spaces' }).getByRole('button', { name: /^Chat/ }).click();
    return page.getByRole('log');
  };
  await talkOf(alice);
  await alice.page.locator('input[type="file"]').first().setInputFiles(large.path);
  await alice.page.getByRole('button', { name: 'Send', exact: true }).click();
  const talk = await talkOf(bob);
  await expect(talk.getByRole('button', { name: /^film\.bin, .* from Alice, Not downloaded/ })).toBeVisible();
  await talk.getByRole('button', { name: 'Get: film.bin' }).click();
  await expect(talk.getByRole('button', { name: 'Save: film.bin' })).toBeVisible({
    timeout: COMES_WITHIN_MS,
  });
  await talk.getByRole('button', { name: /^film\.bin, .* Checked and here/ }).click();
  await expect(bob.files.large(large.name)).toBeVisible();
  await expectSame(bob, large);
  await bob.files.space.getByRole('button', { name: 'Back into the list' }).click();
  await alice.files.open();

  await expectKithItself(alice, bob);

  const sound = makeSound(folder, 'sound.wav', 40);
  await alice.files.share(sound.path);
  await expect(alice.files.row(sound.name)).toHaveAccessibleName(/0 of 1 have it/);
  await impair(SLOW);
  await bob.files.get(sound.name);
  await untilComing(bob, sound.name);
  await bob.files.act('Play', sound.name);
  const player = bob.page.getByRole('dialog', { name: sound.name }).locator('audio');
  await player.evaluate((audio: HTMLAudioElement) => audio.play());
  await expect
    .poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);
  await expect(bob.page).toHaveTitle(/^\d+% /);
  await bob.page.keyboard.press('Escape');
  await expectSame(bob, sound);
  await expect(bob.page).not.toHaveTitle(/%/);
});

/** The page that is running gives the file it was built as, to the last byte. */
async function expectKithItself(alice: Sharer, bob: Sharer): Promise<void> {
  await alice.files.space.getByRole('button', { name: 'More to share' }).first().click();
  await alice.page.getByRole('menuitem', { name: 'Share Kith itself, as a file' }).click();
  const built = readFileSync(joinPath(import.meta.dirname, '../../dist/index.html'));
  // Named after where it is from, as a saved copy is.
  const row = bob.files.list.getByRole('button', { name: /^kith(@\S+)?\.html, / });
  const [name = ''] = ((await row.getAttribute('aria-label')) ?? '').split(',');
  await bob.files.get(name);
  await expectSame(bob, { name, path: '', sha256: sha256Of(built) });
}

async function leaveAndComeBack(alice: Sharer, bob: Sharer, file: MadeFile, impair: Impair): Promise<void> {
  const { link } = await bob.room.readInvitation();
  await alice.room.leave();
  await expect(bob.files.row(file.name)).toHaveAccessibleName(/Waiting for Alice, \d+ piece/, {
    timeout: COMES_WITHIN_MS,
  });
  await impair({});
  const door = await alice.home.goToDoor(link);
  await door.enter();
  await alice.files.open();
  await alice.files.share(file.path);
}

test('nine people: one upload reaches four and eight, and who leaves keeps nobody from having it', async ({
  newcomer,
}) => {
  test.setTimeout(150_000);
  const names = ['Alice', 'Bob', 'Cleo', 'Dora', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida'] as const;
  const person = await newcomer('Alice', { before: rememberBlobs });
  const impair = await createImpairment(person.page);
  const guests = await gather(
    async (name, options) => (name === 'Alice' ? person : newcomer(name, options)),
    names,
    () => ({ before: rememberBlobs }),
  );
  const all = await Promise.all(guests.map(inFiles));
  const [alice, bob, cleo, dora, eve] = all as [Sharer, Sharer, Sharer, Sharer, Sharer];
  const forFour = makeFile(folder, 'for-four.bin', 4 * MIB + 3);
  const forAll = makeFile(folder, 'for-all.bin', 4 * MIB + 3);
  const relay = makeFile(folder, 'relay.bin', 5 * MIB + 3);

  for (const [file, takers] of [
    [forFour, [bob, cleo, dora, eve]],
    [forAll, all.slice(1)],
  ] as const) {
    await alice.files.share(file.path);
    await Promise.all(takers.map(({ files }) => files.get(file.name)));
    for (const guest of takers) await expectSame(guest, file);
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
