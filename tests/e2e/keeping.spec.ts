// Keeping rooms in a real browser: without it no trace of a room in any storage, with it everything is there again.

import { readFileSync } from 'node:fs';
import { expect, test, type Person } from './support/test.ts';
import type { RoomPage } from './pages/room-page.ts';

const SECRET = 'the picnic is at the boathouse';
const PASSPHRASE = 'three blind mice';

interface Stored {
  readonly local: readonly string[];
  readonly session: readonly string[];
  /** Name of database, store and key, and the value as text. */
  readonly databases: readonly string[];
  readonly caches: readonly string[];
}

/** Everything that this page's origin stores, read as whoever has the disk would. */
function readStorage(person: Person): Promise<Stored> {
  return person.page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const textOf = (value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : String(value);
    const databases: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const storeName of Array.from(database.objectStoreNames)) {
        const store = database.transaction(storeName).objectStore(storeName);
        const [keys, values] = [await done(store.getAllKeys()), await done(store.getAll())];
        for (const [i, key] of keys.entries())
          databases.push(`${name}/${storeName}/${textOf(key)}=${textOf(values[i])}`);
      }
      database.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) cached.push(`${name} ${request.url}`);
    const entriesOf = (storage: Storage) => Object.entries(storage).map(([key, value]) => `${key}=${value}`);
    return {
      local: entriesOf(localStorage),
      session: entriesOf(sessionStorage),
      databases: databases.toSorted(),
      caches: cached.toSorted(),
    };
  });
}

const wordsOf = (person: Person) => /#\/r\/([a-z-]+)/.exec(person.page.url())?.[1]?.split('-') ?? [];

async function openChip(room: RoomPage, name: RegExp) {
  await room.page.getByRole('banner').getByRole('button', { name }).click();
  return room.page.getByRole('dialog', { name: /^What stays of / });
}

async function keep(room: RoomPage, passphrase?: string): Promise<void> {
  const dialog = await openChip(room, /^In memory only/);
  if (passphrase !== undefined) {
    await dialog.getByText('A passphrase too').click();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  }
  await dialog.getByRole('button', { name: 'Keep this room' }).click();
  await expect(dialog.getByText(/^It is kept on this device/)).toBeVisible();
  await room.page.keyboard.press('Escape');
  await expect(room.page.getByRole('button', { name: 'Kept on this device' })).toBeVisible();
}

test('a room that is not kept leaves no trace in any storage', async ({ newcomer }) => {
  const alice = await newcomer('Alice');
  await expect(alice.page.getByText('Works offline')).toBeVisible({ timeout: 30_000 });
  const before = await readStorage(alice);
  const room = await alice.home.startRoom();
  const words = wordsOf(alice);
  await room.say(SECRET);
  await expect(room.log).toContainText(SECRET);
  const dialog = await openChip(room, /^In memory only/);
  await expect(dialog.getByText(/in memory only/)).toBeVisible();
  await alice.page.keyboard.press('Escape');
  await room.leave();
  const after = await readStorage(alice);
  // Settings may be written anew with the same content; what there is, is what there was.
  const named = (stored: Stored) => stored.databases.map((entry) => entry.split('=')[0]);
  expect(named(after)).toEqual(named(before));
  expect(after.caches).toEqual(before.caches);
  expect(after.session).toEqual(before.session);
  const everything = JSON.stringify(after);
  expect(words).toHaveLength(6);
  for (const trace of [SECRET, words.slice(0, 3).join('-'), 'kept-']) expect(everything).not.toContain(trace);
});

test('a ghost stores nothing at all, and is told that it cannot keep a room', async ({ newcomer }) => {
  const alice = await newcomer('Alice');
  await alice.page.goto(`${alice.page.url().split('#')[0]}#/settings/identity`);
  await alice.page.getByRole('radio', { name: 'Not at all' }).check();
  await alice.page.getByRole('button', { name: 'Keep it this way' }).click();
  await expect(alice.page.getByText('Nothing.')).toBeVisible();
  await alice.page.goto(`${alice.page.url().split('#')[0]}#/`);
  const room = await alice.home.startRoom();
  await room.say(SECRET);
  const dialog = await openChip(room, /^In memory only/);
  await expect(dialog.getByText(/ghost session/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Keep this room' })).toHaveCount(0);
  const { databases } = await readStorage(alice);
  expect(databases.filter((entry) => !entry.startsWith('kith-keys/'))).toEqual([]);
});

test('a kept room is there again after a reload, sealed meanwhile, and gone once forgotten', async ({
  newcomer,
}) => {
  const alice = await newcomer('Alice');
  const room = await alice.home.startRoom();
  const words = wordsOf(alice);
  await room.say(SECRET);
  await keep(room);
  await room.say('and bring the tarp');
  await expect(room.log).toContainText('tarp');
  await room.leave();
  const kept = JSON.stringify(await readStorage(alice));
  expect(kept).toContain('kept-log/');
  for (const trace of [SECRET, 'tarp', words.slice(0, 2).join('-')]) expect(kept).not.toContain(trace);

  await alice.page.reload();
  await alice.page.getByRole('button', { name: /^Open / }).click();
  await room.waitUntilInside();
  await expect(room.saidBy('You')).toContainText([/boathouse.*tarp/s]);

  const dialog = await openChip(room, /^Kept on this device/);
  await dialog.getByRole('button', { name: 'Forget what is kept' }).click();
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click();
  await expect(dialog.getByText(/in memory only/)).toBeVisible();
  expect(JSON.stringify(await readStorage(alice))).not.toContain('kept-');
  await expect(room.log).toContainText(SECRET);
});

test('under a passphrase a wrong one opens nothing and harms nothing', async ({ newcomer }) => {
  // Chromium's hint for authors does not see the hidden user name that the form has.
  const alice = await newcomer('Alice', { mayComplain: /\[DOM\] Password forms should have/ });
  const room = await alice.home.startRoom();
  await room.say(SECRET);
  await keep(room, PASSPHRASE);
  await room.leave();
  await alice.page.reload();
  await alice.page.getByRole('button', { name: /^Open / }).click();
  const dialog = alice.page.getByRole('dialog', { name: /^Open / });
  const field = dialog.getByLabel('Passphrase', { exact: true });
  await field.fill('three blind cats');
  await field.press('Enter');
  await expect(dialog.getByText(/doesn’t open it/)).toBeVisible({ timeout: 20_000 });
  await field.fill(PASSPHRASE);
  await field.press('Enter');
  await room.waitUntilInside();
  await expect(room.log).toContainText(SECRET);
});

test('the last holder is warned and may save a file first', async ({ newcomer }) => {
  const alice = await newcomer('Alice', { acceptDownloads: true });
  await alice.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  const room = await alice.home.startRoom();
  await room.say('<b>bold</b> & </script>');
  await alice.page.getByRole('banner').getByRole('button', { name: 'Leave' }).click();
  const question = alice.page.getByRole('alertdialog');
  await expect(question.getByText(/gone for good/)).toBeVisible();
  const downloading = alice.page.waitForEvent('download');
  await question.getByRole('button', { name: 'Save a file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^Kith .+\.html$/);
  const saved = readFileSync(await download.path(), 'utf8');
  expect(saved).toContain('&#60;b&#62;bold&#60;/b&#62;');
  expect(saved).not.toContain('<b>bold');
  const json = /<script type="application\/json" id="kith-room">(.*)<\/script>/s.exec(saved)?.[1] ?? '';
  expect(JSON.parse(json)).toMatchObject({
    lines: { chat: [{ author: 'Alice', text: '<b>bold</b> & </script>' }] },
  });
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(alice.home.start).toBeVisible();
});

test('closing the page asks only for what would be lost', async ({ newcomer }) => {
  const alice = await newcomer('Alice');
  const room = await alice.home.startRoom();
  const isAsked = async () =>
    alice.page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await isAsked()).toBe(false);
  await room.say(SECRET);
  await expect.poll(isAsked).toBe(true);
  await keep(room);
  await expect.poll(isAsked).toBe(false);
});

test('a full device is said in the chip, and nothing is lost', async ({ newcomer }) => {
  const alice = await newcomer('Alice');
  const room = await alice.home.startRoom();
  await room.say(SECRET);
  await keep(room);
  await alice.page.evaluate(() => {
    const put = Reflect.get(IDBObjectStore.prototype, 'put') as (
      value: unknown,
      key?: IDBValidKey,
    ) => IDBRequest;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      const isKept = typeof key === 'string' && key.startsWith('kept-');
      if (isKept) throw new DOMException('no room left', 'QuotaExceededError');
      return Reflect.apply(put, this, [value, key]) as IDBRequest<IDBValidKey>;
    };
  });
  await room.say('one more');
  await expect(room.page.getByRole('button', { name: 'Not all of it is kept' })).toBeVisible();
  const dialog = await openChip(room, /^Not all of it is kept/);
  await expect(dialog.getByText(/is full/)).toBeVisible();
  await expect(room.log).toContainText('one more');
});
