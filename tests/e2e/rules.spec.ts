// Who is in a room and who may do what, in real browsers: two tabs of one person, a door with somebody at it, a removal,
// a room that is locked, a talk that is closed, several owners who slow it down and hand the room over.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { RulesDialog } from './pages/rules-dialog.ts';
import { gather, join, startRoom, type Guest } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

// Three pages, each with keys to stretch, and axe on the way.
test.describe.configure({ timeout: 120_000 });

/** Signed, told, proven anew over another link, on a busy machine. */
const TOLD_MS = 20_000;

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
  await new RulesDialog(alice.page).setEntry('After knocking');

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

  await new RulesDialog(alice.page).actOn('Cleo', 'Remove from the room…');
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
  await new RulesDialog(alice.page).setEntry('Nobody new');
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

test('an owner makes another, who slows the talk; the first hands the room over and is a member like others', async ({
  newcomer,
}) => {
  const three = await gather(newcomer, ['Alice', 'Bob', 'Cleo']);
  const [alice, bob, cleo] = three;
  const rulesOf = ({ page }: Guest) => new RulesDialog(page);
  await rulesOf(alice).actOn('Bob', 'Make an owner');
  await expect(rulesOf(bob).menuOf('Cleo')).toBeVisible({ timeout: TOLD_MS });
  await expect(cleo.room.person('Bob')).toContainText('owner', { timeout: TOLD_MS });
  await expect(rulesOf(cleo).menuOf('Bob')).toHaveCount(0);

  await rulesOf(bob).setSlowMode('5 sec');
  await expect.poll(async () => (await rulesOf(cleo).read()).slowMode, { timeout: TOLD_MS }).toBe('5 sec');
  await cleo.room.say('One at a time');
  await expect(cleo.page.getByText(/^Slow mode: \d sec until your next message\.$/)).toBeVisible();
  await cleo.room.say('No, both');
  await expect(cleo.room.messageBox).toHaveValue('No, both');
  for (const sentence of ['Owners wait', 'for nobody']) await alice.room.say(sentence);
  await expect(bob.room.saidBy('Alice')).toContainText('for nobody');
  await expect(bob.room.log).toContainText('One at a time');
  await expect(bob.room.log).not.toContainText('No, both');
  await expect(cleo.page.getByText(/until your next message/)).toBeHidden();
  await cleo.room.messageBox.press('Enter');
  await expect(bob.room.log).toContainText('No, both');

  await rulesOf(alice).actOn('Cleo', 'Hand the room over…');
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Hand over' }).click();
  await expect(rulesOf(cleo).menuOf('Alice')).toBeVisible({ timeout: TOLD_MS });
  await expect(rulesOf(alice).menuOf('Cleo')).toHaveCount(0);
  for (const guest of three) {
    await expect
      .poll(async () => (await rulesOf(guest).read()).owners, { timeout: TOLD_MS })
      .toEqual(['Bob', 'Cleo']);
  }
  await rulesOf(cleo).setSlowMode('Off');
  await expect.poll(async () => (await rulesOf(alice).read()).slowMode, { timeout: TOLD_MS }).toBe('Off');
});
