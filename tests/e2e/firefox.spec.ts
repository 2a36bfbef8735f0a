// The second engine: Firefox alone, and Firefox with Chromium in one room.

import { join as joinPath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { HomePage } from './pages/home-page.ts';
import { bringInByLink } from './support/by-hand.ts';
import { makeFile, rememberBlobs } from './support/file-sharing.ts';
import { gather, join, startRoom } from './support/meeting.ts';
import { FIREFOX } from './support/launch.ts';
import { expectRoster, expectState, readState, setState } from './support/scripting.ts';
import { expectSame, inFiles } from './support/sharers.ts';
import { readStorage } from './support/stored.ts';
import { collectComplaints, expect, test } from './support/test.ts';

const PAGE = joinPath(import.meta.dirname, '../../dist/index.html');

/** More than goes into memory first. */
const LARGE_BYTES = 17 * 2 ** 20 + 11;
/** Eight who speak at once, on two cores. */
const HEARD_WITHIN_MS = 20_000;

test.skip(!existsSync(FIREFOX.executablePath ?? ''), 'Firefox is not installed');

test('the page opens', async ({ newcomer }) => {
  const { home } = await newcomer('Fatima');
  await expect(home.start).toBeEnabled();
});

test('the file opens from disk', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(pathToFileURL(PAGE).href);
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeEnabled();
  expect(complaints).toEqual([]);
});

test('Firefox joins Chromium: they talk in both directions, and large files go both ways as they were', async ({
  newcomer,
  otherBrowser,
}) => {
  const alice = await startRoom(await newcomer('Alice', { browser: otherBrowser, before: rememberBlobs }));
  const fatima = await join(await newcomer('Fatima', { before: rememberBlobs }), alice);
  await alice.room.expectLinkedWith(['Fatima']);
  await fatima.room.expectLinkedWith(['Alice']);
  await alice.room.say('Hello Firefox');
  await expect(fatima.room.saidBy('Alice')).toContainText('Hello Firefox');
  await fatima.room.say('Hello Chromium');
  await expect(alice.room.saidBy('Fatima')).toContainText('Hello Chromium');

  const folder = mkdtempSync(joinPath(tmpdir(), 'kith-files-'));
  const [chromium, firefox] = [await inFiles(alice), await inFiles(fatima)];
  for (const [giver, taker, name] of [
    [chromium, firefox, 'to-firefox.bin'],
    [firefox, chromium, 'to-chromium.bin'],
  ] as const) {
    const file = makeFile(folder, name, LARGE_BYTES);
    await giver.files.field.setInputFiles(file.path);
    await taker.files.get(name);
    await expectSame(taker, file);
    // Of such a size it lay in the storage of the browser, not in memory.
    const { files } = await readStorage(taker.page);
    expect(files.filter((path) => /\/\d+$/.test(path))).toHaveLength(1);
  }
  rmSync(folder, { recursive: true, force: true });
});

test('Chromium joins Firefox, who is seen to leave', async ({ newcomer, otherBrowser }) => {
  const fatima = await startRoom(await newcomer('Fatima'));
  const alice = await join(await newcomer('Alice', { browser: otherBrowser }), fatima);
  await fatima.room.expectLinkedWith(['Alice']);
  await alice.room.expectLinkedWith(['Fatima']);
  await fatima.room.leave();
  await expect(alice.room.state).toHaveText('Only you so far', { timeout: 5_000 });
});

test('[O6] an answer that is opened as a link in Firefox is handed to the tab that waits', async ({
  newcomer,
  host,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const bob = await bringInByLink(alice, await newcomer('Bob'), host.localUrl);
  await alice.room.expectLinkedWith(['Bob']);
  await bob.room.expectLinkedWith(['Alice']);
});

test('two tabs of one saved file meet by the browser alone in Firefox, too', async ({ newcomer }) => {
  const at = pathToFileURL(PAGE).href;
  const ada = await startRoom(await newcomer('Ada', { at }));
  const { words } = await ada.room.readInvitation();
  const tab = await ada.page.context().newPage();
  await tab.goto(at);
  const home = new HomePage(tab);
  await home.callMyself('Ben');
  const room = await (await home.goToDoor(words.join(' '))).enter();
  await room.expectLinkedWith(['Ada']);
  await ada.room.say('Hello, other tab');
  await expect(room.saidBy('Ada')).toContainText('Hello, other tab');
});

/** What Firefox itself writes of a connection that came to nothing: of eight at once a dial may, and the next one does not. */
const A_DIAL_FAILED = /WebRTC: ICE failed/;

test('eight browsers of both engines are one room: everybody is there, hears everybody, and has the same state', async ({
  newcomer,
  otherBrowser,
}) => {
  test.setTimeout(180_000);
  const names = ['Alice', 'Fatima', 'Bob', 'Cleo', 'Farid', 'Dora', 'Eve', 'Gus'] as const;
  const eight = await gather(newcomer, names, (name) =>
    name.startsWith('F') ? { mayComplain: A_DIAL_FAILED } : { browser: otherBrowser },
  );
  await expectRoster(eight, HEARD_WITHIN_MS);
  await Promise.all(
    eight.map(async ({ name, page, room }) => {
      await room.say(`Hello from ${name}`);
      await setState(page, 'eight', { [name]: name.length, last: name });
    }),
  );
  for (const { name, room } of eight) {
    for (const other of names) {
      const author = other === name ? 'You' : other;
      await expect(room.saidBy(author), `what ${name} heard`).toContainText(`Hello from ${other}`, {
        timeout: HEARD_WITHIN_MS,
      });
    }
  }
  const [first] = eight;
  await expect.poll(async () => Object.keys(await readState(first.page, 'eight')).length).toBe(9);
  const state = await readState(first.page, 'eight');
  expect(state).toMatchObject(Object.fromEntries(names.map((name) => [name, name.length])));
  await expectState(eight, 'eight', state, HEARD_WITHIN_MS);
});
