// Meeting with no server at all: the host is stopped once the pages are loaded, or there never was one, and people carry
// an invitation there and an answer back.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { firefox, type Browser, type Page } from '@playwright/test';
import { FilesPage } from './pages/files-page.ts';
import { HomePage } from './pages/home-page.ts';
import { JoinPage } from './pages/join-page.ts';
import {
  beyondBroker,
  bringIn,
  bringInByFile,
  bringInByLink,
  codeIn,
  craftMeeting,
  openFile,
  pairByKeys,
  readIceServers,
  recordRequests,
  rememberIceServers,
  showInvitation,
  takeAnswer,
  textOf,
} from './support/by-hand.ts';
import {
  everyWayBy,
  expectCounted,
  openCountingProxy,
  type CountingProxy,
} from './support/counting-proxy.ts';
import { hashSaved, makeFile, rememberBlobs } from './support/file-sharing.ts';
import { FIREFOX_BY_PROXY } from './support/launch.ts';
import { expectAllLinked, joinBy, startRoom } from './support/meeting.ts';
import { bringInByPicture } from './support/scanning.ts';
import { expect, NETWORK_IS_AWAY, openReception, startOwnHost, test, type Person } from './support/test.ts';

const PAGE = join(import.meta.dirname, '../../dist/index.html');
/** What Firefox itself writes when a server is not there. */
const FIREFOX_IS_ALONE =
  /can’t establish a connection to the server|Cross-Origin Request Blocked|error occurred/;
const FILE_BYTES = 300_000;

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-invitation-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[O5] begun with no server, a room grows by links, text and QR pictures from one link to four, talks and passes a file', async ({
  browser,
  otherBrowser,
}) => {
  test.setTimeout(180_000);
  const before = [rememberBlobs, rememberIceServers];
  const away = { before, mayComplain: NETWORK_IS_AWAY };
  const own = await startOwnHost();
  const { port } = own.host;
  // Every way out of every page and worker, but to the host itself.
  const proxy = await openCountingProxy(port);
  const reception = openReception(browser, own.host);
  const [ali, bo, dor] = await Promise.all(
    (
      [
        ['Alice', browser],
        ['Bob', otherBrowser],
        ['Dora', otherBrowser],
      ] as const
    ).map(([name, from]) => reception.newcomer(name, { ...away, ...everyWayBy(proxy, from), browser: from })),
  );
  const other = await firefox.launch(FIREFOX_BY_PROXY);
  const cle = await reception.newcomer('Cleo', {
    ...everyWayBy(proxy, other),
    before,
    mayComplain: FIREFOX_IS_ALONE,
    browser: other,
  });
  await expect(ali!.page.getByText('Works offline')).toBeVisible({ timeout: 30_000 });
  await own.dispose();
  proxy.forget();
  const records = [ali!, bo!, cle, dor!].map(({ page }) => recordRequests(page.context()));

  const alice = await startRoom(ali!);
  const bob = await bringInByLink(alice, bo!, `http://localhost:${port}`);
  const cleo = await bringInByPicture(bob, cle);
  const dora = await bringIn(cleo, dor!);
  await expectAllLinked([alice, bob, cleo, dora]);
  await cleo.room.say('Hello from another engine');
  await expect(dora.room.saidBy('Cleo')).toContainText('Hello from another engine');
  await expect(alice.room.saidBy('Cleo')).toContainText('Hello from another engine');
  await passFile(alice.page, cleo.page);
  // Another tab of one of these browsers is served by its worker, and meets the room in the browser itself.
  const tab = await alice.page.context().newPage();
  await tab.goto(alice.page.url());
  const there = await new JoinPage(tab).enter();
  await there.expectLinkedWith(['Bob', 'Cleo', 'Dora']);
  await tab.close();

  // What was tried was the broker of before, on this machine, and nobody answered; no connection asked any server.
  const tried = new Set(records.flatMap(({ asked }) => asked.map((url) => new URL(url).host)));
  expect([...tried].filter((host) => host !== `localhost:${port}`)).toEqual([]);
  const ofHost = [`GET http://localhost:${port}/`, `CONNECT localhost:${port} `];
  expect(proxy.asked.filter((line) => !ofHost.some((start) => line.startsWith(start)))).toEqual([]);
  expect([...proxy.answered, ...records.flatMap(({ answered }) => answered)]).toEqual([]);
  for (const { page } of [alice, bob, cleo, dora]) expect((await readIceServers(page)).told).toEqual([]);
  for (const { page } of [alice, bob, cleo, dora]) await expectCounted(page, proxy);

  await other.close();
  await reception.close();
  proxy.close();
});

/** One shares, the other gets it: the same bytes. */
async function passFile(from: Page, to: Page): Promise<void> {
  const file = makeFile(folder, 'field-notes.bin', FILE_BYTES);
  const [giving, taking] = [new FilesPage(from), new FilesPage(to)];
  await giving.open();
  await giving.share(file.path);
  await taking.open();
  await taking.get(file.name);
  await taking.expectHere(file.name);
  expect(await hashSaved(to, () => taking.act('Save', file.name))).toBe(file.sha256);
}

test('[O5] [R7] copies of the saved file pair by text, QR picture and file in two engines; four talk, pass a file, and nothing leaves the machine; a fifth comes by code once one of them has a broker', async ({
  browser,
  otherBrowser,
  newcomer,
  host,
}) => {
  test.setTimeout(120_000);
  const proxy = await openCountingProxy();
  // She is to reach a broker later, and until then nobody.
  const hers = await openCountingProxy(host.port);
  const other = await firefox.launch(FIREFOX_BY_PROXY);
  const [ali, bo] = [await openCopy(browser, 'Alice', proxy), await openCopy(other, 'Bob', proxy)];
  const [cle, dor] = [await openCopy(browser, 'Cleo', hers), await openCopy(otherBrowser, 'Dora', proxy)];
  const records = [ali, bo, cle, dor].map(({ page }) => recordRequests(page.context()));
  const alice = await startRoom(ali);
  // A room with no broker at all says what can be done, and its dialog begins with it.
  await alice.page.getByRole('button', { name: 'Invite without internet' }).click();
  await textOf(alice.page, 'invitation');
  await alice.page.keyboard.press('Escape');
  const bob = await bringIn(alice, bo);
  const cleo = await bringInByPicture(bob, cle);
  // No camera is lent before somebody allows it (a file's camera: scanner.spec), and what does instead is said.
  await dor.page.getByRole('button', { name: 'Scan a QR code' }).click();
  await dor.page.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(dor.page.getByRole('alert')).toContainText('give a picture or file');
  await dor.page.keyboard.press('Escape');
  await openFile(dor.page, { ...NOTHING_OF_KITH, name: 'holiday.kith' });
  await expect(dor.page.getByText('no picture that can be read, and no text of Kith')).toBeVisible();
  const dora = await bringInByFile(cleo, dor);
  await expectAllLinked([alice, bob, cleo, dora]);
  await bob.room.say('From disk to disk');
  for (const { room } of [alice, dora]) await expect(room.saidBy('Bob')).toContainText('From disk to disk');
  await passFile(alice.page, dora.page);

  expect(records.flatMap(({ asked }) => asked)).toEqual([]);
  expect([...proxy.asked, ...hers.asked]).toEqual([]);
  for (const { page } of [alice, bob, cleo, dora]) {
    const { told, made } = await readIceServers(page);
    expect([told, made > 0]).toEqual([[], true]);
  }
  for (const { page } of [alice, bob, dora]) await expectCounted(page, proxy);
  await expectCounted(cleo.page, hers);

  await addBroker(cleo.page, `${host.localUrl}/broker`);
  const { link } = await cleo.room.readInvitation();
  const eve = await joinBy(await newcomer('Eve', { browser: otherBrowser }), link);
  await expectAllLinked([alice, bob, cleo, dora, eve]);
  for (const { page } of [alice, bob, cleo, dora]) await page.context().close();
  await other.close();
  proxy.close();
  hers.close();
});

/** In the settings, and back to the room. */
async function addBroker(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Network', exact: true }).click();
  await page.getByRole('textbox', { name: 'Add a broker' }).fill(address);
  await page.keyboard.press('Enter');
  await expect(page.getByText('answers', { exact: false }).first()).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('textbox', { name: /^Message / })).toBeVisible();
}

/** A copy of its own on disk, whose every way out is by the proxy, this machine's own addresses included. */
async function openCopy(from: Browser, name: string, proxy: CountingProxy): Promise<Person> {
  const path = join(folder, `${name}.html`);
  copyFileSync(PAGE, path);
  const context = await from.newContext(everyWayBy(proxy, from));
  for (const script of [rememberBlobs, rememberIceServers]) await context.addInitScript(script);
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  const home = new HomePage(page);
  await home.callMyself(name);
  return { name, page, home };
}

test('[O4] [O6] in a room begun at a broker two meet by keys and an invitation alone; whoever invites is shown who came, and what is no answer is said in a sentence and connects nobody', async ({
  newcomer,
  otherBrowser,
}) => {
  const alice = await startRoom(await newcomer('Alice', { before: rememberIceServers }));
  const bob = await newcomer('Bob', { browser: otherBrowser });
  const mark = await bob.home.readMark();
  const { page } = alice;
  const [, answer] = await pairByKeys(alice, bob);
  await expect(page.getByRole('dialog').getByText(`Ask whether their mark is ${mark}.`)).toBeVisible();
  const invitation = await textOf(page, 'invitation');
  await alice.room.expectLinkedWith(['Bob']);
  const { made } = await readIceServers(page);
  const { asked } = recordRequests(page.context());
  const address = page.url();
  const elsewhere = await craftMeeting();
  for (const [given, sentence] of [
    [answer, 'This invitation was answered already.'],
    [invitation, 'This is your own invitation.'],
    [elsewhere.invitation, 'This is an invitation. Here goes the answer'],
    [elsewhere.answer, 'This answers another invitation, not one of this tab.'],
    ['https://example.org/', 'This is no invitation and no answer of Kith. Nothing was opened.'],
    [answer.slice(0, -6), 'The end is missing.'],
    [flip(answer), 'A letter in it is wrong.'],
    ['kith:a2/AAAA', 'A newer Kith made this.'],
  ] as const) {
    await takeAnswer(alice, given);
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await openFile(page, NOTHING_OF_KITH);
  await expect(page.getByText('This is no invitation and no answer of Kith.')).toBeVisible();
  expect([beyondBroker(asked), (await readIceServers(page)).made]).toEqual([[], made]);
  // Closed, what waited is taken back; whoever answers it all the same is told so.
  await page.keyboard.press('Escape');
  const cleo = await newcomer('Cleo', { browser: otherBrowser });
  await cleo.home.typeToJoin(invitation);
  await cleo.page.getByRole('button', { name: 'Make an answer' }).click();
  const late = await textOf(cleo.page, 'answer');
  await showInvitation(alice);
  await openFile(page, { name: 'answer.kith', mimeType: '', buffer: Buffer.from(late) });
  await expect(page.getByText('This invitation was taken back')).toBeVisible();
  await page.keyboard.press('Escape');
  expect([page.url(), page.context().pages().length]).toEqual([address, 1]);
  await alice.room.expectLinkedWith(['Bob']);
});

test('[O4] [O6] whoever is invited is shown by whom before anything connects, and what is none leads nowhere', async ({
  newcomer,
  otherBrowser,
  host,
}) => {
  const guest = await newcomer('Alice');
  await guest.page.clock.install();
  const mark = await guest.home.readMark();
  const alice = await startRoom(guest);
  const { page } = await newcomer('Bob', { browser: otherBrowser, before: rememberIceServers });
  const open = async (code: string, sentence: string) => {
    await page.goto(`${host.localUrl}/#/i/${code}`);
    await expect(page.getByText(sentence)).toBeVisible();
  };
  const plain = codeIn(await showInvitation(alice));
  await open(plain, 'It doesn’t say who made it.');
  await alice.page.getByRole('switch', { name: 'Say that I invite' }).check();
  const shown = alice.page.getByTestId('invitation-text');
  await expect(shown).not.toContainText(plain);
  const proven = codeIn(await shown.innerText());
  await open(proven, `Ask whether their mark is ${mark}.`);
  await expect(alice.page.getByRole('timer')).toContainText(
    /A new one comes in 4:[345]\d; this one .* 9:[345]\d more/,
  );
  await alice.page.clock.fastForward(5 * 60_000);
  await expect(shown).not.toContainText(proven);
  await expect(alice.page.getByRole('timer')).toContainText(/A new one comes in [45]:\d\d/);
  const crafted = await craftMeeting();
  await open(
    codeIn(crafted.expired),
    'This invitation is over by this device’s clock. Ask for a new one; if this one is new, set the clock.',
  );
  await open(codeIn(crafted.forged), 'This invitation names somebody who didn’t make it.');
  await open(proven.slice(0, -6), 'The end is missing.');
  await open(flip(proven), 'A letter in it is wrong.');
  await open(codeIn(crafted.answer), 'This is an answer.');
  await page.goto(`${host.localUrl}/#/a/${codeIn(crafted.answer)}`);
  await expect(page.getByText('No tab of this browser has taken this answer so far.')).toBeVisible();
  for (const [code, sentence] of [
    [codeIn(crafted.answer).slice(0, -4), 'The end is missing.'],
    [flip(codeIn(crafted.answer)), 'A letter in it is wrong.'],
    [plain, 'This is an invitation.'],
  ] as const) {
    await page.goto(`${host.localUrl}/#/a/${code}`);
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await page.goto(`${host.localUrl}/#/i2/${plain}`);
  await expect(page.getByText('A newer Kith made this invitation.')).toBeVisible();
  expect([(await readIceServers(page)).made, page.context().pages().length]).toEqual([0, 1]);
  // Another invitation in the same tab begins anew.
  await open(plain, 'It doesn’t say who made it.');
  await page.getByRole('button', { name: 'Make an answer' }).click();
  await textOf(page, 'answer');
  await open(proven, `Ask whether their mark is ${mark}.`);
  await expect(page.getByRole('button', { name: 'Make an answer' })).toBeVisible();
  await expect(page.getByTestId('answer-text')).toBeHidden();
  // One's own, in another tab of the same browser.
  const tab = await alice.page.context().newPage();
  await tab.goto(`${host.localUrl}/#/i/${proven}`);
  await expect(tab.getByText('This is your own invitation.')).toBeVisible();
  // With the dialog closed as well, and in the tab that made it before anybody asks whether to leave.
  await alice.page.keyboard.press('Escape');
  await tab.reload();
  await expect(tab.getByText('This is your own invitation.')).toBeVisible();
  const room = alice.page.url();
  await alice.page.goto(`${host.localUrl}/#/i/${proven}`);
  await expect(alice.page.getByText('This is your own invitation.')).toBeVisible();
  expect([alice.page.url().startsWith(room), await alice.page.getByRole('dialog').count()]).toEqual([
    true,
    0,
  ]);
});

const NOTHING_OF_KITH = { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.alloc(20_000, 7) };

/** A letter in the middle is another one. */
function flip(text: string): string {
  const at = text.length - 20;
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
