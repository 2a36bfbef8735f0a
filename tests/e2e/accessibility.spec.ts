// axe on every screen and dialog, in both themes: no violation of WCAG A and AA or of good practice.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { FilesPage } from './pages/files-page.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { takeAnswer, textOf } from './support/by-hand.ts';
import { aliceAndBob, startRoom } from './support/meeting.ts';
import { expect, test, type Newcomer, type Person } from './support/test.ts';

/** What another theme can break: it has other colours and nothing else. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** One line a fault: rule, place and why. Without `rules`: all that axe knows. */
async function faults(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // A page without frames needs no further page to put together what each of them found.
  const axe = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}

/** Checks everything in the light and colours in the dark; what moves has come to rest, because colours on the way are nobody's choice. */
async function expectNoFaults(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await page.evaluate(async () => {
      await Promise.all(
        document.getAnimations().map((animation) => animation.finished.catch(() => undefined)),
      );
    });
    expect(await faults(page, colorScheme === 'dark' ? OF_COLOURS : undefined), colorScheme).toEqual([]);
  }
}

const DIALOGS = [
  ['Control+k', 'Find or do anything'],
  ['?', 'Keyboard shortcuts'],
] as const;
const CALM: Newcomer = { reducedMotion: 'reduce' };
const PHONE: Newcomer = { ...CALM, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('the check itself sees faults, of names and of colours', async ({ newcomer }) => {
  const { page } = await newcomer('', CALM);
  await page.evaluate(() => {
    const button = document.createElement('button');
    const text = Object.assign(document.createElement('p'), { textContent: 'Too faint to be read' });
    text.style.color = '#ddd';
    document.querySelector('main')?.append(button, text);
  });
  const found = async (rules?: readonly string[]) =>
    (await faults(page, rules)).map((fault) => fault.split(':', 1)[0]);
  expect(await found()).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
  expect(await found(OF_COLOURS)).toEqual(['color-contrast']);
});

test('home, while a name is given and a wrong word is mended, its dialogs, and the settings page by page', async ({
  newcomer,
}) => {
  const { page, home } = await newcomer('', CALM);
  await expectNoFaults(page);
  expect(await faults(page), 'everything in the dark').toEqual([]);

  await home.typeToJoin('abandon ability able about above absentt');
  await page.getByRole('button', { name: 'Change name' }).click();
  await expectNoFaults(page);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Alice');
  await page.getByRole('button', { name: 'Save name' }).click();
  await home.joinField.fill('');
  await expect(page.getByText('Alice', { exact: true })).toBeVisible();
  await expectNoFaults(page);

  for (const [keys, name] of DIALOGS) {
    await home.start.focus();
    await page.keyboard.press(keys);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await expectNoFaults(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name })).toBeHidden();
  }

  await page.getByRole('button', { name: 'What leaves this device?' }).click();
  await expectNoFaults(page);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = new SettingsPage(page);
  for (const name of ['Profile', 'Appearance and language', 'Network', 'Identity', 'This file']) {
    await settings.open(name);
    await expectNoFaults(page);
  }
});

test('home in Arabic', async ({ newcomer }) => {
  const { page } = await newcomer('', { ...CALM, locale: 'ar' });
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expectNoFaults(page);
});

test('home on a phone', async ({ newcomer }) => {
  const { page } = await newcomer('Alice', PHONE);
  await expectNoFaults(page);
});

test('a link that does not work, and the door of a room', async ({ newcomer, host }) => {
  const { page, home } = await newcomer('', { ...CALM, at: `${host.localUrl}/#/r/abandon` });
  await expect(page.getByRole('heading', { name: 'This link doesn’t work' })).toBeVisible();
  await expectNoFaults(page);
  await page.goto(`${host.localUrl}/#/`);
  await home.goToDoor('abandon ability able about above absent');
  await expectNoFaults(page);
});

test('an empty room, its invitation and the question before leaving', async ({ newcomer }) => {
  const { page, room } = await startRoom(await newcomer('Alice', CALM));
  await expectNoFaults(page);
  await room.openInvitation();
  await expectNoFaults(page);
  await page.getByRole('tab', { name: 'Without internet' }).click();
  await page.getByRole('switch', { name: 'Say that I invite' }).check();
  const invitation = await textOf(page, 'invitation');
  await takeAnswer({ page }, 'kith:a/AAAA');
  await expect(page.getByText(/The end is missing|A letter in it is wrong/)).toBeVisible();
  await expectNoFaults(page);
  await expectNoFaultsInAnswering(await newcomer('Bob', CALM), invitation);
  await page.keyboard.press('Escape');
  await page.getByRole('banner').getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectNoFaults(page);
});

/** The screens of somebody who is invited without a server. */
async function expectNoFaultsInAnswering({ page, home }: Person, invitation: string): Promise<void> {
  await home.typeToJoin(invitation);
  await expect(page.getByText(/^Ask whether their mark|A key you have not met/)).toBeVisible();
  await expectNoFaults(page);
  await page.getByRole('button', { name: 'Make an answer' }).click();
  await textOf(page, 'answer');
  await expectNoFaults(page);
}

test('a room with people and messages, and its spaces', async ({ newcomer, otherBrowser }) => {
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  await alice.room.say('Hello, see https://example.org/');
  await bob.room.say('Hello too');
  await expect(alice.room.saidBy('Bob')).toBeVisible();
  await expectNoFaults(alice.page);
  await expectNoFaultsInFiles(alice.page, bob.page);
  for (const space of ['Map', 'Code']) {
    await alice.page.getByRole('navigation', { name: 'Spaces' }).getByRole('button', { name: space }).click();
    await expect(alice.page.getByRole('heading', { level: 2, name: space })).toBeVisible();
    await expectNoFaults(alice.page);
  }
});

test('what stays of a room, kept and not, and the list of kept rooms', async ({ newcomer }) => {
  // Chromium's hint for authors does not see the hidden user name that the form has.
  const mayComplain = /\[DOM\] Password forms should have/;
  const { page, room } = await startRoom(await newcomer('Alice', { ...CALM, mayComplain }));
  await room.say('Hello');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^In memory only/ })
    .click();
  const dialog = page.getByRole('dialog', { name: /^What stays of / });
  await dialog.getByText('A passphrase too').click();
  await expectNoFaults(page);
  await dialog.getByText('Your key').click();
  await dialog.getByRole('button', { name: 'Keep this room' }).click();
  await expect(dialog.getByText(/^It is kept on this device/)).toBeVisible();
  await expectNoFaults(page);
  await page.keyboard.press('Escape');
  await room.leave();
  await expect(page.getByRole('list', { name: 'Kept on this device' })).toBeVisible();
  await expectNoFaults(page);
});

test('a room on a phone, its people and further spaces', async ({ newcomer }) => {
  const { page, room } = await startRoom(await newcomer('Alice', PHONE));
  await room.say('Hello');
  await expectNoFaults(page);
  await page.getByRole('banner').getByRole('button', { name: 'People' }).click();
  await expect(page.getByRole('dialog', { name: 'People' })).toBeVisible();
  await expectNoFaults(page);
  await page.keyboard.press('Escape');
  await new FilesPage(page).open();
  await expectNoFaults(page);
  await page.getByRole('navigation', { name: 'Spaces' }).getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('dialog', { name: 'More' })).toBeVisible();
  await expectNoFaults(page);
});

/** One file is offered, another has come and stands large, a third is looked at. */
async function expectNoFaultsInFiles(giver: Page, taker: Page): Promise<void> {
  const files = new FilesPage(taker);
  await files.open();
  await expectNoFaults(taker);
  const giving = new FilesPage(giver);
  await giving.open();
  await giving.share([textFile('offered.txt'), textFile('taken.txt')]);
  await files.get('taken.txt');
  await files.expectHere('taken.txt');
  await files.row('taken.txt').click();
  await expectNoFaults(taker);
  await expectNoFaults(giver);
  await files.act('Open', 'taken.txt');
  await expect(taker.getByRole('dialog', { name: 'taken.txt' })).toContainText('taken.txt says this');
  await expectNoFaults(taker);
}

function textFile(name: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(`${name} says this`) };
}
