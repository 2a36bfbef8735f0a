// Meeting with no server at all: the host is stopped once the pages are loaded, and people carry an invitation there and
// an answer back.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { firefox, type Browser, type Page } from '@playwright/test';
import type { P2p, P2pError, P2pInvitation, P2pPassed } from '../../src/app/p2p/api.ts';
import { HomePage } from './pages/home-page.ts';
import { FIREFOX } from './support/launch.ts';
import { startRoom, type Guest } from './support/meeting.ts';
import { RoomPage } from './pages/room-page.ts';
import { expect, NETWORK_IS_AWAY, openReception, startOwnHost, test, type Person } from './support/test.ts';

declare const p2p: P2p;

/** What Firefox itself writes when a server is not there. */
const FIREFOX_IS_ALONE =
  /can’t establish a connection to the server|Cross-Origin Request Blocked|error occurred/;
const LINKED_WITHIN_MS = 20_000;

async function showInvitation(host: Guest): Promise<string> {
  await host.room.openInvitation();
  await host.page.getByRole('tab', { name: 'Without internet' }).click();
  return textOf(host.page, 'invitation');
}

async function textOf(page: Page, kind: 'invitation' | 'answer'): Promise<string> {
  const text = page.getByTestId(`${kind}-text`);
  await expect(text).toBeVisible({ timeout: LINKED_WITHIN_MS });
  return text.innerText();
}

/** Both steps by pasted text. */
async function bringIn(host: Guest, guest: Person): Promise<Guest> {
  const invitation = await showInvitation(host);
  await guest.home.typeToJoin(invitation);
  await guest.page.getByRole('button', { name: 'Make an answer' }).click();
  const answer = await textOf(guest.page, 'answer');
  await host.page.getByRole('textbox', { name: 'Their answer' }).fill(answer);
  await host.page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(host.page.getByText('Connected. They are coming in.')).toBeVisible({
    timeout: LINKED_WITHIN_MS,
  });
  await host.page.keyboard.press('Escape');
  const room = new RoomPage(guest.page);
  await room.waitUntilInside();
  return { ...guest, room };
}

test('[O5] with the host stopped two pair by text and talk, and a third joins through the guest', async ({
  browser,
  otherBrowser,
}) => {
  test.setTimeout(120_000);
  const away = { mayComplain: NETWORK_IS_AWAY };
  const own = await startOwnHost();
  const reception = openReception(browser, own.host);
  const alice = await startRoom(await reception.newcomer('Alice', away));
  const bob = await reception.newcomer('Bob', { ...away, browser: otherBrowser });
  const other = await firefox.launch(FIREFOX);
  const cleo = await reception.newcomer('Cleo', { mayComplain: FIREFOX_IS_ALONE, browser: other });
  await own.dispose();
  const asked: string[] = [];
  for (const { page } of [alice, bob, cleo])
    page.on('response', (response) => response.url().startsWith('http') && asked.push(response.url()));
  const inside = await bringIn(alice, bob);
  await alice.room.expectLinkedWith(['Bob']);
  await inside.room.expectLinkedWith(['Alice']);
  await alice.room.say('Nobody in between');
  await expect(inside.room.saidBy('Alice')).toContainText('Nobody in between');
  const third = await bringIn(inside, cleo);
  await third.room.expectLinkedWith(['Alice', 'Bob']);
  await third.room.say('Hello from another engine');
  await expect(alice.room.saidBy('Cleo')).toContainText('Hello from another engine');
  expect(asked).toEqual([]);
  await other.close();
  await reception.close();
});

test('[O4] what is none, one’s own or in the wrong order is said in a sentence, and leads nowhere', async ({
  newcomer,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const invitation = await showInvitation(alice);
  const field = alice.page.getByRole('textbox', { name: 'Their answer' });
  const said = async (text: string, sentence: string) => {
    await field.fill(text);
    await alice.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(alice.page.getByText(sentence)).toBeVisible();
  };
  await said(invitation, 'This is your own invitation.');
  await said('https://example.org/', 'This is no invitation and no answer of Kith. Nothing was opened.');
  await said(invitation.slice(0, -6), 'The end is missing.');
  await said(invitation.replace(/(...)$/, 'AAA'), 'A letter in it is wrong.');
  await said('kith:a2/AAAA', 'A newer Kith made this.');
  const before = alice.page.url();
  await alice.page.keyboard.press('Escape');
  expect(alice.page.url()).toBe(before);
});

test('[O5] an answer opened as a link finds the tab that waits for it', async ({
  newcomer,
  host,
  otherBrowser,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const bob = await newcomer('Bob', { browser: otherBrowser });
  const invitation = await showInvitation(alice);
  // Opened as a link: the text after its `#` is the same from every page.
  await bob.page.goto(`${host.localUrl}/#/i/${codeIn(invitation)}`);
  await bob.page.getByRole('button', { name: 'Make an answer' }).click();
  const answer = await textOf(bob.page, 'answer');
  const tab = await alice.page.context().newPage();
  await tab.goto(`${host.localUrl}/#/a/${codeIn(answer)}`);
  await expect(tab.getByText('Handed to the tab that waits for it.')).toBeVisible();
  await alice.page.keyboard.press('Escape');
  await alice.room.expectLinkedWith(['Bob']);
  // Once more it is none.
  await tab.goto(`${host.localUrl}/#/a/${codeIn(answer).slice(0, -4)}`);
  await expect(tab.getByText('The end is missing.')).toBeVisible();
});

test('[O5] two copies of the saved file pair by text, and talk', async ({ browser, otherBrowser }) => {
  const address = pathToFileURL(join(import.meta.dirname, '../../dist/index.html')).href;
  const asked: string[] = [];
  const open = async (from: Browser, name: string): Promise<Person> => {
    const page = await (await from.newContext()).newPage();
    page.on('request', (request) => request.url().startsWith('http') && asked.push(request.url()));
    await page.goto(address);
    const home = new HomePage(page);
    await home.callMyself(name);
    return { name, page, home };
  };
  const alice = await startRoom(await open(browser, 'Alice'));
  const bob = await bringIn(alice, await open(otherBrowser, 'Bob'));
  await alice.room.expectLinkedWith(['Bob']);
  await bob.room.say('From disk to disk');
  await expect(alice.room.saidBy('Bob')).toContainText('From disk to disk');
  expect(asked).toEqual([]);
  for (const { page } of [alice, bob]) await page.context().close();
});

/** What docs/API.md says, in three steps: here, there, and here again. */
function documentedSteps(): readonly string[] {
  const document = readFileSync('docs/API.md', 'utf8');
  const [code = ''] = /^const \{ url, qr, expires \}[^`]+/m.exec(document) ?? [];
  return code.split(/^\/\/.*$/m).slice(0, 3);
}

test('[O5] scripts invite, accept and complete, as the document has it', async ({
  newcomer,
  otherBrowser,
}) => {
  const alice = await newcomer('Alice');
  const bob = await newcomer('Bob', { browser: otherBrowser });
  const [invite = '', accept = '', complete = ''] = documentedSteps();
  expect(complete).toContain('completeInvitation');
  const invitation = await alice.page.evaluate<P2pInvitation>(
    `p2p.createRoom().then(async () => { ${invite}\n return { url, qr, expires }; })`,
  );
  expect(invitation.qr).toMatch(/^<svg /);
  expect(invitation.expires).toBeGreaterThan(Date.now() + 8 * 60_000);
  const reply = await bob.page.evaluate<P2pPassed>(
    `(async (url) => { ${accept}\n globalThis.connected = connected; return reply; })(${JSON.stringify(invitation.url)})`,
  );
  await alice.page.evaluate(`(async (reply) => { ${complete}\n })(${JSON.stringify(reply)})`);
  const state = await bob.page.evaluate<string>(`connected.then((room) => room.state)`);
  expect(state).toBe('open');
  const again = await alice.page.evaluate(
    (url) => p2p.completeInvitation(url).catch((error: P2pError) => [error.name, error.code]),
    reply.url,
  );
  expect(again).toEqual(['ConnectionError', 'already-answered']);
});

function codeIn(text: string): string {
  return /[ia]\/([\w-]+)$/.exec(text)?.[1] ?? '';
}
