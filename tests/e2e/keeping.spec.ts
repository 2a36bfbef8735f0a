// Keeping rooms in a real browser: without it no trace of a room in any storage, with it everything is there again.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { P2p } from '../../src/app/p2p/api.ts';
import { RulesDialog } from './pages/rules-dialog.ts';
import { keepRoom, openChip } from './support/keeping.ts';
import { joinBy, startRoom } from './support/meeting.ts';
import { expectState, setState } from './support/scripting.ts';
import { alterStored, readStorage, type Stored } from './support/stored.ts';
import { expect, test, type Person } from './support/test.ts';

const SECRET = 'the picnic is at the boathouse';
const PASSPHRASE = 'three blind mice';

const wordsOf = (person: Person) => /#\/r\/([a-z-]+)/.exec(person.page.url())?.[1]?.split('-') ?? [];

/** Changes are written a second after they are made. */
async function expectKeptRecords(page: Page, howMany: number): Promise<void> {
  const records = async () =>
    (await readStorage(page)).databases.filter((entry) => entry.includes('/kept-log/')).length;
  await expect.poll(records).toBe(howMany);
}

/** Ids of everybody in the room, which only this room's people have seen together. */
function readIds(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { p2p } = globalThis as unknown as { readonly p2p: P2p };
    const others = await p2p.getPeers();
    return [p2p.self?.peerId ?? '', ...others.flatMap(({ peerId, identityId }) => [peerId, identityId])];
  });
}

test('a room that is not kept leaves no trace in any storage, of whoever is in it', async ({ newcomer }) => {
  const alice = await newcomer('Alice');
  const bob = await newcomer('Bartholomew');
  for (const { page } of [alice, bob])
    await expect(page.getByText('Works offline')).toBeVisible({ timeout: 30_000 });
  const before = [await readStorage(alice.page), await readStorage(bob.page)];
  const host = await startRoom(alice);
  const { link } = await host.room.readInvitation();
  const words = wordsOf(alice);
  const guest = await joinBy(bob, link);
  await host.room.expectLinkedWith(['Bartholomew']);
  await host.room.say(SECRET);
  await guest.room.say('I bring the tarpaulin');
  await expect(host.room.log).toContainText('tarpaulin');
  await expect(guest.room.log).toContainText(SECRET);
  await setState(alice.page, 'groceries', { list: ['cinnamon'] });
  await expectState([guest], 'groceries', { list: ['cinnamon'] }, 10_000);
  await new RulesDialog(alice.page).setEntry('After knocking');
  await host.room.messageBox.fill('a thought nobody hears');
  const ids = await readIds(alice.page);
  const dialog = await openChip(host.room, /^In memory only/);
  await expect(dialog.getByText(/in memory only/)).toBeVisible();
  await alice.page.keyboard.press('Escape');
  const title = await host.room.page.getByRole('banner').getByRole('heading', { level: 1 }).innerText();
  await guest.room.leave();
  await host.room.leave();

  const after = [await readStorage(alice.page), await readStorage(bob.page)];
  expect(words).toHaveLength(6);
  expect(ids).toHaveLength(3);
  const traces = [
    SECRET,
    'tarpaulin',
    'nobody hears',
    'groceries',
    'cinnamon',
    'kept-',
    title,
    words.slice(0, 3).join('-'),
  ];
  traces.push(words.slice(0, 3).join(' '), link.split('~')[1] ?? link, ...ids);
  for (const [i, whose] of ['Alice', 'Bartholomew'].entries()) {
    const [earlier, later] = [before[i], after[i]];
    // Settings may be written anew with the same content; what there is, is what there was.
    const named = (stored: Stored | undefined) => stored?.databases.map((entry) => entry.split('=')[0]);
    expect(named(later), whose).toEqual(named(earlier));
    for (const part of ['caches', 'session', 'files', 'cookies'] as const)
      expect(later?.[part], `${part} of ${whose}`).toEqual(earlier?.[part]);
    expect(earlier?.local.length).toBe(later?.local.length);
    const [own, other] = i === 0 ? ['Alice', 'Bartholomew'] : ['Bartholomew', 'Alice'];
    const everything = JSON.stringify(later);
    expect(everything, 'the own name is what there is to find').toContain(own);
    for (const trace of [...traces, other]) expect(everything, `kept by ${whose}`).not.toContain(trace);
  }
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
  const { databases } = await readStorage(alice.page);
  expect(databases.filter((entry) => !entry.startsWith('kith-keys/'))).toEqual([]);
});

test('a kept room is there again after a reload, sealed meanwhile, and gone once forgotten', async ({
  newcomer,
}) => {
  const alice = await newcomer('Alice');
  const room = await alice.home.startRoom();
  const words = wordsOf(alice);
  await room.say(SECRET);
  await keepRoom(room);
  await room.say('and bring the tarp');
  await expect(room.log).toContainText('tarp');
  await room.messageBox.fill('and the rope is');
  await room.leave();
  const kept = JSON.stringify(await readStorage(alice.page));
  expect(kept).toContain('kept-log/');
  for (const trace of [SECRET, 'tarp', 'rope', words.slice(0, 2).join('-')])
    expect(kept).not.toContain(trace);

  await alice.page.reload();
  await alice.page.getByRole('button', { name: /^Open (?!a file)/ }).click();
  await room.waitUntilInside();
  await expect(room.saidBy('You')).toContainText([/boathouse.*tarp/s]);
  await expect(room.messageBox).toHaveValue('and the rope is');

  const dialog = await openChip(room, /^Kept on this device/);
  await dialog.getByRole('button', { name: 'Forget what is kept' }).click();
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click();
  await expect(dialog.getByText(/in memory only/)).toBeVisible();
  expect(JSON.stringify(await readStorage(alice.page))).not.toContain('kept-');
  await expect(room.log).toContainText(SECRET);
});

test('under a passphrase a wrong one opens nothing and harms nothing', async ({ newcomer }) => {
  // Chromium's hint for authors does not see the hidden user name that the form has.
  const alice = await newcomer('Alice', { mayComplain: /\[DOM\] Password forms should have/ });
  const room = await alice.home.startRoom();
  await room.say(SECRET);
  await keepRoom(room, PASSPHRASE);
  await room.leave();
  await alice.page.reload();
  await alice.page.getByRole('button', { name: /^Open (?!a file)/ }).click();
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

test('kept bytes that were changed are counted and cost nothing else; of what opens no more is said so', async ({
  newcomer,
}) => {
  const alice = await newcomer('Alice');
  const room = await alice.home.startRoom();
  for (const sentence of ['first of all', 'second of all']) {
    await room.say(sentence);
    if (sentence.startsWith('first')) await keepRoom(room);
  }
  await expectKeptRecords(alice.page, 2);
  await room.leave();
  const openAgain = async () => {
    await alice.page.reload();
    await alice.page.getByRole('button', { name: /^Open (?!a file)/ }).click();
    await room.waitUntilInside();
  };

  expect(await alterStored(alice.page, /^kept-log\//, 1)).toHaveLength(1);
  await openAgain();
  await expect(room.log).toContainText('second of all');
  await expect(room.log).not.toContainText('first of all');
  const some = await openChip(room, /^Kept on this device/);
  await expect(some.getByText(/^1 record of before couldn’t be read/)).toBeVisible();
  await alice.page.keyboard.press('Escape');
  await room.leave();

  const whole = await alterStored(alice.page, /^kept-log\//);
  expect(whole.length).toBeGreaterThan(0);
  await openAgain();
  await room.say('third of all');
  const none = await openChip(room, /^In memory only/);
  await expect(none.getByText(/can’t be read: it was changed, or made by a later version/)).toBeVisible();
  await expect(none.getByRole('button', { name: 'Forget what is kept…' })).toBeVisible();
  await alice.page.keyboard.press('Escape');
  await expect(room.saidBy('You')).toContainText('third of all');
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
  await keepRoom(room);
  await expect.poll(isAsked).toBe(false);
});

test('a full device is said in the chip, and nothing is lost', async ({ newcomer }) => {
  const alice = await newcomer('Alice');
  const room = await alice.home.startRoom();
  await room.say(SECRET);
  await keepRoom(room);
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
