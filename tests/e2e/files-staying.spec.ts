// Files that outlive pages and their givers: a receiver who reloads in a kept room, and a seeder who leaves before or after
// the others have it all between them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { Page } from '@playwright/test';
import { FilesPage } from './pages/files-page.ts';
import { JoinPage } from './pages/join-page.ts';
import { hashSaved, makeFile, rememberBlobs, type MadeFile } from './support/file-sharing.ts';
import { createImpairment, type Impair } from './support/impairment.ts';
import { keepRoom } from './support/keeping.ts';
import { gather, type Guest } from './support/meeting.ts';
import { readStorage } from './support/stored.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
const SLOW = { latency: 5, uploadThroughput: 1.5 * MIB };
const COMES_WITHIN_MS = 60_000;

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(joinPath(tmpdir(), 'kith-staying-'));
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

/** For `before`: every connection of the page is there to be asked. */
function rememberConnections(): void {
  const made: RTCPeerConnection[] = [];
  Object.assign(globalThis, { connectionsMade: made });
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made.push(this);
    }
  };
}

/** Bytes that came over all data channels since the page was loaded. */
function receivedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let sum = 0;
    for (const connection of Reflect.get(globalThis, 'connectionsMade') as RTCPeerConnection[]) {
      const report = await connection.getStats();
      for (const each of report.values() as Iterable<{ type: string; bytesReceived?: number }>)
        if (each.type === 'data-channel') sum += each.bytesReceived ?? 0;
    }
    return sum;
  });
}

type Place = 'file' | 'folder' | 'forbidden' | 'full';

/**
 * Pickers that answer as a person who chooses a place in private storage: no test can press the system's dialog. The file
 * is one and the same: permission for it is taken back, or its disk is full, and then not any more.
 */
async function choosePlaces(page: Page, at: Place): Promise<void> {
  await page.evaluate(async (what) => {
    const root = await navigator.storage.getDirectory();
    const fail = (name: string) => Promise.reject(new DOMException('as told', name));
    const known = Reflect.get(globalThis, 'chosenFile') as FileSystemFileHandle | undefined;
    const file = known ?? (await root.getFileHandle('chosen.bin', { create: true }));
    Object.assign(globalThis, { chosenFile: file });
    Reflect.deleteProperty(file, 'createWritable');
    const abort = () => Promise.resolve();
    const full = async () => ({ write: () => fail('QuotaExceededError'), close: abort, abort });
    if (what === 'forbidden') Object.assign(file, { createWritable: () => fail('NotAllowedError') });
    if (what === 'full') Object.assign(file, { createWritable: full });
    Object.assign(globalThis, {
      showSaveFilePicker: async () => file,
      showDirectoryPicker: () =>
        what === 'folder' ? root.getDirectoryHandle('mine', { create: true }) : fail('NotAllowedError'),
    });
  }, at);
}

function hashAt(page: Page, path: readonly string[]): Promise<string> {
  return page.evaluate(async (parts) => {
    let folder = await navigator.storage.getDirectory();
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    const file = await (await folder.getFileHandle(parts.at(-1) ?? '')).getFile();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }, path);
}

/** Changed on the disk after it was offered: said there, and had from the one that is offered anew. */
async function changeOnDisk(alice: Sharer, bob: Sharer): Promise<void> {
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
async function toChosenPlaces(alice: Sharer, { page, files }: Sharer): Promise<void> {
  const one = makeFile(folder, 'one.bin', 300_001);
  const inFolder = ['set/a.bin', 'set/b.bin'].map((path) => makeFile(folder, path, 100_003));
  await choosePlaces(page, 'forbidden');
  await alice.files.share(one.path);
  await files.act('Save to…', one.name);
  await expect(files.row(one.name)).toHaveAccessibleName(/no longer lets it be written there/);
  await choosePlaces(page, 'full');
  await files.act('Save to…', one.name);
  await expect(files.row(one.name)).toHaveAccessibleName(/no more room\. What came is still here/);
  await choosePlaces(page, 'file');
  await files.act('Try again', one.name);
  await expect(files.row(one.name)).toHaveAccessibleName(/Checked and saved/);
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
}

async function expectSame({ page, files }: Sharer, { name, sha256 }: MadeFile): Promise<void> {
  await expect(files.saveButton(name)).toBeVisible({ timeout: COMES_WITHIN_MS });
  expect(await hashSaved(page, () => files.act('Save', name)), name).toBe(sha256);
}

/** So much of it is here, in percent. */
async function untilShare({ files }: Sharer, name: string, percent: number): Promise<void> {
  const share = async () => {
    const text = await files.large(name).textContent({ timeout: 2_000 });
    return Math.max(0, ...Array.from(text?.matchAll(/(\d+)\s*%/g) ?? [], ([, figure]) => Number(figure)));
  };
  await expect.poll(share, { timeout: COMES_WITHIN_MS, intervals: [200] }).toBeGreaterThanOrEqual(percent);
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

async function comeBack(alice: Sharer, link: string, impair: Impair, file: MadeFile): Promise<void> {
  await impair({});
  const door = await alice.home.goToDoor(link);
  await door.enter();
  await alice.files.open();
  await alice.files.share(file.path);
}

test('three people: who reloads in a kept room goes on with what came and gives it on; a seeder who leaves too early is waited for; places may be chosen', async ({
  newcomer,
}) => {
  test.setTimeout(180_000);
  const person = await newcomer('Alice', { before: rememberBlobs });
  const impair = await createImpairment(person.page);
  const guests = await gather(
    async (name, options) => (name === 'Alice' ? person : newcomer(name, options)),
    ['Alice', 'Bob', 'Cleo'],
    () => ({ before: [rememberBlobs, rememberConnections] }),
  );
  const [alice, bob, cleo] = (await Promise.all(guests.map(inFiles))) as [Sharer, Sharer, Sharer];
  const { link } = await bob.room.readInvitation();
  await keepRoom(bob.room);
  const between = makeFile(folder, 'between.bin', 12 * MIB + 5);
  const torn = makeFile(folder, 'torn.bin', 5 * MIB + 5);

  await alice.files.share(between.path);
  await expect(alice.files.row(between.name)).toHaveAccessibleName(/0 of 2 have it/);
  await impair(SLOW);
  await bob.files.get(between.name);
  await untilShare(bob, between.name, 50);
  await untilKept(bob);
  await reload(bob);
  await expectSame(bob, between);
  expect(await receivedBytes(bob.page)).toBeLessThan(0.75 * 12 * MIB);
  await alice.room.leave();
  await cleo.files.get(between.name);
  await expectSame(cleo, between);

  await comeBack(alice, link, impair, torn);
  await impair(SLOW);
  await Promise.all([bob, cleo].map(({ files }) => files.get(torn.name)));
  await untilShare(bob, torn.name, 30);
  await alice.room.leave();
  for (const { files } of [bob, cleo])
    await expect(files.row(torn.name)).toHaveAccessibleName(/Waiting for Alice, \d+ piece/, {
      timeout: COMES_WITHIN_MS,
    });
  await reload(bob);
  await expect(bob.files.row(torn.name)).toHaveAccessibleName(/Waiting for Alice, \d+ piece/, {
    timeout: COMES_WITHIN_MS,
  });
  // What was whole is checked anew, and here.
  await expectSame(bob, between);
  await comeBack(alice, link, impair, torn);
  for (const guest of [bob, cleo]) await expectSame(guest, torn);

  await toChosenPlaces(alice, cleo);
  await changeOnDisk(alice, bob);

  const stored = await readStorage(bob.page);
  expect(stored.files.filter((path) => path.includes('/kept/')).length).toBeGreaterThan(1);
  expect(JSON.stringify(stored)).not.toContain(torn.name);
});
