// Who is in a room and who may do what, in real browsers: two tabs of one person, a door with somebody at it, a removal,
// a room that is locked, a talk that is closed.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { join, startRoom, type Guest } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

// Three pages, each with keys to stretch, and axe on the way.
test.describe.configure({ timeout: 120_000 });

/** Signed, told, proven anew over another link, on a busy machine. */
const TOLD_MS = 20_000;

async function setEntry({ page }: Guest, rule: 'Anyone invited' | 'After knocking' | 'Nobody new') {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^(Open|Knock first|Locked)$/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Who may do what' });
  await dialog.getByText(rule, { exact: true }).click();
  await expect(dialog.getByRole('radio', { name: rule })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

test('two tabs of one person are one to the others, and each tab says that there is another', async ({
  newcomer,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const bob = await join(await newcomer('Bob'), alice);
  const { link } = await alice.room.readInvitation();
  const tab = await alice.page.context().newPage();
  await tab.goto(new URL(link.slice(link.indexOf('#')), alice.page.url()).href);
  await tab.getByRole('button', { name: 'Join', exact: true }).click();
  for (const page of [alice.page, tab])
    await expect(page.getByText('This room is open twice.')).toBeVisible({ timeout: TOLD_MS });
  await bob.room.expectLinkedWith(['Alice']);
  await alice.room.expectLinkedWith(['Bob']);
  await expect(alice.room.people).toContainText('in 2 places');
  await expectNoViolations(alice.page);
  await tab.close();
  await expect(alice.page.getByText('This room is open twice.')).toBeHidden({ timeout: TOLD_MS });
});

test('whoever knocks waits, is let in by an owner, and is out again when removed', async ({ newcomer }) => {
  const alice = await startRoom(await newcomer('Alice'));
  const bob = await join(await newcomer('Bob'), alice);
  await alice.room.expectLinkedWith(['Bob']);
  await setEntry(alice, 'After knocking');

  const { link } = await alice.room.readInvitation();
  const cleo = await newcomer('Cleo');
  const door = await cleo.home.goToDoor(link);
  await door.join.click();
  await expect(cleo.page.getByRole('heading', { name: /^At the door of / })).toBeVisible({
    timeout: TOLD_MS,
  });
  await expectNoViolations(cleo.page);
  await expect(alice.page.getByText('Cleo wants to come in.')).toBeVisible({ timeout: TOLD_MS });
  await expect(bob.page.getByText('Cleo wants to come in.')).toBeHidden();
  await expectNoViolations(alice.page);
  await alice.page.getByRole('button', { name: 'Let in', exact: true }).click();
  await alice.room.expectLinkedWith(['Bob', 'Cleo']);

  await alice.page.getByRole('button', { name: 'What you can do about Cleo' }).click();
  await alice.page.getByRole('menuitem', { name: /^Remove/ }).click();
  await expectNoViolations(alice.page);
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(cleo.page.getByText('You were removed from this room')).toBeVisible({ timeout: TOLD_MS });
  await expect(alice.room.person('Cleo')).toHaveCount(0, { timeout: TOLD_MS });
  await expect(bob.room.person('Cleo')).toHaveCount(0, { timeout: TOLD_MS });
  await alice.room.expectLinkedWith(['Bob']);
});

test('a locked room says so at its door, and a closed talk can be read', async ({ newcomer }) => {
  const alice = await startRoom(await newcomer('Alice'));
  const bob = await join(await newcomer('Bob'), alice);
  await alice.room.expectLinkedWith(['Bob']);
  await setEntry(alice, 'Nobody new');
  const { link } = await alice.room.readInvitation();
  const cleo = await newcomer('Cleo');
  const door = await cleo.home.goToDoor(link);
  await door.join.click();
  await expect(door.failure).toContainText('The room is locked', { timeout: TOLD_MS });

  await alice.page.getByRole('banner').getByRole('button', { name: 'Locked' }).click();
  const rules = alice.page.getByRole('dialog', { name: 'Who may do what' });
  const talk = rules.getByRole('radiogroup', { name: 'Chat' });
  await talk.getByText('Only owners', { exact: true }).click();
  await expect(talk.getByRole('radio', { name: 'Only owners' })).toBeChecked();
  await expectNoViolations(alice.page);
  await alice.page.keyboard.press('Escape');
  await expect(bob.page.getByText('You can read along.')).toBeVisible({ timeout: TOLD_MS });
  await alice.room.say('Still open for me');
  await expect(bob.room.saidBy('Alice')).toContainText('Still open for me');
});
