// Files that go elsewhere: straight into the downloads of a browser that has no other place for them, and along with their
// person into another room.

import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { makeFile, rememberBlobs } from './support/file-sharing.ts';
import { keepRoom } from './support/keeping.ts';
import { join, startRoom } from './support/meeting.ts';
import { COMES_WITHIN_MS, expectSame, inFiles, type Sharer } from './support/sharers.ts';
import { expect, openReception, test, type Person, type Reception } from './support/test.ts';

/** One more than the least that may lie in memory. */
const LARGE_BYTES = 129 * 2 ** 20 + 11;

/** One room for both tests. */
test.describe.configure({ mode: 'serial', timeout: 2 * COMES_WITHIN_MS });

interface Scene {
  readonly reception: Reception;
  readonly folder: string;
  readonly alice: Sharer;
  readonly bob: Sharer;
  /** That Alice keeps, and was in before. */
  readonly kept: string;
}

let scene: Scene;

test.beforeAll(
  'one who keeps another room, and one whose browser has little room',
  async ({ browser, host }) => {
    const reception = openReception(browser, host);
    const person = await reception.newcomer('Alice', { before: rememberBlobs });
    const before = await startRoom(person);
    const kept = await titleOf(before);
    await keepRoom(before.room);
    await before.room.leave();
    const alice = await inFiles(await startRoom(person));
    const newcomer = await reception.newcomer('Bob', { before: [rememberBlobs, refusePrivateStorage] });
    await allowLeastMemory(newcomer);
    const bob = await inFiles(await join(newcomer, alice));
    const folder = mkdtempSync(joinPath(tmpdir(), 'kith-elsewhere-'));
    scene = { reception, folder, alice, bob, kept };
  },
);

test.afterAll(async () => {
  rmSync(scene.folder, { recursive: true, force: true });
  await scene.reception.close();
});

test('what fits nowhere else comes as a download of the browser, whole and as it was', async () => {
  const { folder, alice, bob } = scene;
  const large = makeFile(folder, 'large.bin', LARGE_BYTES);
  await alice.files.share(large.path);
  const asked = bob.page.waitForEvent('download');
  await bob.files.get(large.name);
  const download = await asked;
  expect(download.suggestedFilename()).toBe(large.name);
  await expect(bob.files.row(large.name)).toHaveAccessibleName(/handed to the browser’s downloads/, {
    timeout: COMES_WITHIN_MS,
  });
  expect(await hashOnDisk(await download.path())).toBe(large.sha256);
});

test('a file is taken along into another room that is kept, and offered there', async () => {
  const { folder, alice, bob, kept } = scene;
  const small = makeFile(folder, 'small.bin', 70_000);
  await bob.files.share(small.path);
  await alice.files.get(small.name);
  await expectSame(alice, small);
  await alice.files.act('Forward to…', small.name);
  const { page } = alice;
  const places = page.getByRole('dialog', { name: `Forward ${small.name} to` });
  await expect(places.getByRole('button', { name: /^Bob/ })).toBeVisible();
  // The one that its person is in is none of the others.
  await places.getByRole('list', { name: 'A room you keep' }).getByRole('button').click();
  const question = page.getByRole('dialog', { name: `Share ${small.name} in ${kept}?` });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(alice.files.row(small.name)).toBeVisible();

  await alice.files.act('Forward to…', small.name);
  await places.getByRole('button', { name: new RegExp(`^${kept}`) }).click();
  await question.getByRole('button', { name: 'Go there and share it' }).click();
  await expect(page.getByText(`${small.name} is offered to everyone in ${kept}.`)).toBeVisible();
  await expect(question).toHaveCount(0);
  expect(await titleOf(alice)).toBe(kept);
  await expect(alice.files.row(small.name)).toHaveAccessibleName(/from you, Offered, nobody else is here/);
  await expect(bob.room.state).toHaveText('Only you so far');
});

/** As the room’s bar says it. */
async function titleOf({ page }: { readonly page: Sharer['page'] }): Promise<string> {
  return page.getByRole('banner').getByRole('heading', { level: 1 }).innerText();
}

/**
 * For `before`: as in a private window of Firefox, where neither pages nor their workers get at private storage. No test
 * reaches into a worker before it begins, so there is none.
 */
function refusePrivateStorage(): void {
  Reflect.deleteProperty(globalThis, 'Worker');
  StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('refused', 'SecurityError'));
}

async function allowLeastMemory({ page }: Person): Promise<void> {
  const home = page.url();
  await page.goto(`${home.split('#', 1)[0]}#/settings/identity`);
  await page.getByText('128 MiB', { exact: true }).click();
  await expect(page.getByRole('radio', { name: '128 MiB' })).toBeChecked();
  await page.goto(home);
}

async function hashOnDisk(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}
