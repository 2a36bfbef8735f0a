// Meeting with no server at all: the host is stopped once the pages are loaded, and people carry an invitation there and
// an answer back.

import { firefox, type Page } from '@playwright/test';
import { FIREFOX } from './support/launch.ts';
import { startRoom, type Guest } from './support/meeting.ts';
import { RoomPage } from './pages/room-page.ts';
import { expect, openReception, startOwnHost, test, type Person } from './support/test.ts';

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

test('[V5] with the host stopped two pair by text and talk, and a third joins through the guest', async ({
  browser,
  otherBrowser,
}) => {
  test.setTimeout(120_000);
  const own = await startOwnHost();
  const reception = openReception(browser, own.host);
  const alice = await startRoom(await reception.newcomer('Alice'));
  const bob = await reception.newcomer('Bob', { browser: otherBrowser });
  const other = await firefox.launch(FIREFOX);
  const cleo = await reception.newcomer('Cleo', { browser: other });
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

test('[V4] what is none, one’s own or in the wrong order is said in a sentence, and leads nowhere', async ({
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
