// The main job: two real browsers meet by a room's link and talk, and each sees truly who is there.

import { chromium, type Locator } from '@playwright/test';
import { encode } from 'uqr';
import { networkAddresses } from '../../host/addresses.ts';
import { JoinPage } from './pages/join-page.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { aliceAndBob, join, joinBy, startRoom } from './support/meeting.ts';
import { CHROMIUM } from './support/launch.ts';
import { expect, NETWORK_IS_AWAY, startOwnHost, test } from './support/test.ts';

/** Leaving and coming back are seen within this. */
const SEEN_WITHIN_MS = 5_000;
/** Five seconds of silence, and four in which it may have been an outage that nobody need see (PROTOCOL [T5]). */
const DEATH_SEEN_WITHIN_MS = 10_000;

test('two browsers meet by the link and talk in both directions; a new name, a reload, leaving and a closed tab are seen', async ({
  newcomer,
  otherBrowser,
}) => {
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  const { link } = await bob.room.readInvitation();
  await alice.room.say('Hello from Alice');
  await expect(bob.room.saidBy('Alice')).toContainText('Hello from Alice');
  await bob.room.say('Hello from Bob');
  await expect(alice.room.saidBy('Bob')).toContainText('Hello from Bob');
  await expect(alice.room.saidBy('You')).toContainText('Reached 1 of 1');
  await expect(bob.room.saidBy('You')).toContainText('Reached 1 of 1');

  await test.step('who reloads is gone at once, and there once after joining again', async () => {
    await alice.page.reload();
    await expect(bob.room.state).toHaveText('Only you so far', { timeout: SEEN_WITHIN_MS });
    const door = new JoinPage(alice.page);
    await door.waitUntilThere();
    const room = await door.enter();
    await bob.room.expectLinkedWith(['Alice']);
    await room.expectLinkedWith(['Bob']);
    await bob.room.say('Welcome back');
    await expect(room.saidBy('Bob').last()).toContainText('Welcome back');
  });

  await test.step('a new name is seen by the others at once', async () => {
    await alice.page
      .getByRole('navigation', { name: 'Spaces' })
      .getByRole('button', { name: 'Settings' })
      .click();
    await alice.page.getByRole('textbox', { name: 'Your name' }).fill('Alicia');
    await expect(bob.room.person('Alicia')).toContainText('direct');
    await new SettingsPage(alice.page).back.click();
  });

  await test.step('leaving is seen by the others', async () => {
    await alice.room.leave();
    await expect(bob.room.state).toHaveText('Only you so far', { timeout: SEEN_WITHIN_MS });
    await expect(bob.room.person('Alicia')).toHaveCount(0);
  });

  await test.step('a closed tab is seen by the others', async () => {
    await joinBy(alice, link);
    await bob.room.expectLinkedWith(['Alicia']);
    await alice.page.close({ runBeforeUnload: false });
    await expect(bob.room.state).not.toContainText('direct', { timeout: SEEN_WITHIN_MS });
  });
});

test('each sees the other by the mark the other sees at home', async ({ newcomer, otherBrowser }) => {
  const nameless = await newcomer('');
  const mark = await nameless.home.readMark();
  const other = await newcomer('', { browser: otherBrowser });
  const otherMark = await other.home.readMark();
  const first = await startRoom(nameless);
  const second = await join(other, first);
  await first.room.expectLinkedWith([otherMark]);
  await second.room.expectLinkedWith([mark]);
});

test('six words lead in, however they are spelled', async ({ newcomer, otherBrowser }) => {
  const alice = await startRoom(await newcomer('Alice'));
  const { words } = await alice.room.readInvitation();
  const bob = await newcomer('Bob', { browser: otherBrowser });
  const door = await bob.home.goToDoor(`  ${words.join(', ').toUpperCase()}.`);
  const room = await door.enter();
  await room.expectLinkedWith(['Alice']);
  await alice.room.expectLinkedWith(['Bob']);
});

test('an opened link connects to nothing before its person says so', async ({ newcomer, host }) => {
  const alice = await startRoom(await newcomer('Alice'));
  const address = `${host.localUrl}/${new URL(alice.page.url()).hash}`;
  const { page } = await newcomer('', { at: address });
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const door = new JoinPage(page);
  await page.reload();
  await door.waitUntilThere();
  expect(sockets).toEqual([]);
  await expect(alice.room.state).toHaveText('Only you so far');
  await door.enter();
  await expect(alice.room.state).toContainText('2 people · 1 direct');
  expect(sockets.length).toBeGreaterThan(0);
});

test('three people are linked each with each, and everybody hears everybody', async ({
  newcomer,
  otherBrowser,
}) => {
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  const carol = await join(await newcomer('Carol'), bob);
  await alice.room.expectLinkedWith(['Bob', 'Carol']);
  await bob.room.expectLinkedWith(['Alice', 'Carol']);
  await carol.room.expectLinkedWith(['Alice', 'Bob']);
  await carol.room.say('All three');
  await expect(alice.room.saidBy('Carol')).toContainText('All three');
  await expect(bob.room.saidBy('Carol')).toContainText('All three');
  await expect(carol.room.saidBy('You')).toContainText('Reached 2 of 2');
});

test('a browser that dies without a word is seen by the others', async ({ newcomer }) => {
  const server = await chromium.launchServer(CHROMIUM);
  const mortal = await chromium.connect(server.wsEndpoint());
  const [alice] = await aliceAndBob(newcomer, { browser: mortal });
  await server.kill();
  await expect(alice.room.state).not.toContainText('direct', { timeout: DEATH_SEEN_WITHIN_MS });
});

test('without the broker links stand, talk goes on, and the room says what no longer works', async ({
  newcomer,
  otherBrowser,
}) => {
  const own = await startOwnHost();
  const place = { at: `${own.host.localUrl}/`, mayComplain: NETWORK_IS_AWAY };
  const alice = await startRoom(await newcomer('Alice', place));
  const bob = await join(await newcomer('Bob', { ...place, browser: otherBrowser }), alice);
  await alice.room.expectLinkedWith(['Bob']);
  await own.dispose();
  const warning = alice.page.getByText('Your links stand. Until one is back, new people come in by');
  await expect(warning).toBeVisible({ timeout: 20_000 });
  await alice.room.say('Still here?');
  await expect(bob.room.saidBy('Alice')).toContainText('Still here?');
  await bob.room.say('Still here.');
  await expect(alice.room.saidBy('Bob')).toContainText('Still here.');
});

test.describe('the invitation', () => {
  test('says the public address when the host was told one', async ({ newcomer }) => {
    const own = await startOwnHost({ KITH_PUBLIC_URL: 'https://kith.example.org' });
    const alice = await startRoom(await newcomer('Alice', { at: `${own.host.localUrl}/` }));
    const { link } = await alice.room.readInvitation();
    expect(link).toMatch(/^https:\/\/kith\.example\.org\/#\/r\//);
    await alice.room.leave();
    await own.dispose();
  });

  test('is drawn as the code of exactly this link, goes on the clipboard, and names an address that other machines can reach', async ({
    newcomer,
    host,
  }) => {
    const alice = await startRoom(
      await newcomer('Alice', { permissions: ['clipboard-read', 'clipboard-write'] }),
    );
    const { link, words } = await alice.room.readInvitation();
    expect(link).toContain(`#/r/${words.join('-')}~`);
    const dialog = await alice.room.openInvitation();
    const drawn = dialog.getByRole('img', { name: 'QR code of the room’s link' });
    expect(await readModules(drawn)).toEqual(encode(link, { ecc: 'L', boostEcc: true, border: 4 }).data);

    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect(alice.page.getByText('The link is on the clipboard.')).toBeVisible();
    expect(await alice.page.evaluate(() => navigator.clipboard.readText())).toBe(link);

    expect(new URL(link).origin).toBe(host.publicOrigin);
    test.skip(networkAddresses().length === 0, 'this machine has no network address');
    expect(new URL(link).hostname).not.toMatch(/localhost|^127\./);
  });
});

/** Dark modules as a camera would see them: the middle of each module of the painted picture. */
async function readModules(code: Locator): Promise<boolean[][]> {
  return code.evaluate((svg) => {
    if (!(svg instanceof SVGSVGElement)) throw new Error('no picture');
    const { width } = svg.viewBox.baseVal;
    const path = svg.querySelector('path');
    const isDark = (x: number, y: number) => path?.isPointInFill(new DOMPoint(x + 0.5, y + 0.5)) ?? false;
    const places = Array.from({ length: width }, (_, at) => at);
    return places.map((y) => places.map((x) => isDark(x, y)));
  });
}
