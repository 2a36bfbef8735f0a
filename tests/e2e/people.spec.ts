// The knowledge of whom one talks to, in real browsers: comparing words, a mismatch, blocking that lasts, two of one
// name, a known name under another key.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { JoinPage } from './pages/join-page.ts';
import { RulesDialog } from './pages/rules-dialog.ts';
import { aliceAndBob, join, joinBy, startRoom, type Guest } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

// Three pages, each with keys to stretch, and axe on the way.
test.describe.configure({ timeout: 120_000 });

const TOLD_MS = 20_000;

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

/** Opens a person's menu and chooses. */
async function actOn({ room, page }: Guest, name: string, item: string): Promise<void> {
  await room
    .person(name)
    .getByRole('button', { name: /^(?:You and|What you can do about) / })
    .click();
  await page.getByRole('menu').getByText(item, { exact: true }).click();
}

const dialogOf = ({ page }: Guest, name: string): Locator =>
  page.getByRole('dialog', { name: `Is this really ${name}?` });

async function wordsIn(dialog: Locator): Promise<readonly string[]> {
  const places = dialog.getByRole('list', { name: 'Words to compare' }).getByRole('listitem');
  await expect(places.first()).toContainText(/[a-z]{3,8}/, { timeout: TOLD_MS });
  return places.allInnerTexts();
}

/** Both are in the dialog, with the words; `ask` opens it at the asker's. */
async function compare(
  asker: Guest,
  asked: Guest,
  ask: () => Promise<void> = () => actOn(asker, asked.name, 'Compare words…'),
): Promise<readonly [Locator, Locator]> {
  await ask();
  const here = dialogOf(asker, asked.name);
  await expect(here).toContainText(`Waiting for ${asked.name} to agree`);
  await asked.page.getByRole('button', { name: 'Compare', exact: true }).click({ timeout: TOLD_MS });
  const there = dialogOf(asked, asker.name);
  expect(await wordsIn(there)).toEqual(await wordsIn(here));
  return [here, there];
}

/** How the real link runs, behind the row: measured, and both ends on this machine. */
async function expectFiguresOf({ page, room }: Guest, name: string): Promise<void> {
  await room.person(name).getByText(name, { exact: true }).click();
  const dialog = page.getByRole('dialog', { name, exact: true });
  await expect(dialog).toContainText('directly');
  for (const said of [/Round trip\s*\d+ ms/, /Your end\s*own address/, /Sending\s*[\d.]+ \S+ a second/])
    await expect(dialog).toContainText(said, { timeout: TOLD_MS });
  await expect(dialog).toContainText(/Receiving\s*[\d.]+ \S+ a second/);
  await dialog.getByRole('button', { name: 'Close' }).click();
}

test('two people compare words, know each other from then on, and see through a name under another key', async ({
  newcomer,
}) => {
  const [alice, bob] = await aliceAndBob(newcomer);
  await expect(alice.room.people).toContainText('1 person isn’t verified yet.');
  await expect(alice.page.getByRole('banner')).toContainText('0 of 1 verified');
  await expectFiguresOf(alice, 'Bob');
  const chip = new RulesDialog(alice.page);
  const [here, there] = await compare(alice, bob, async () => {
    await chip.open();
    await expect(chip.dialog.getByRole('listitem').filter({ hasText: 'new to you' })).toContainText('Bob');
    await expectNoViolations(alice.page);
    await chip.dialog.getByRole('button', { name: 'Verify Bob' }).click();
  });
  expect(await wordsIn(here)).toHaveLength(8);
  await expectNoViolations(alice.page);
  for (const dialog of [here, there]) {
    await dialog.getByRole('button', { name: 'They match' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Kith knows them by their key from now on.');
    await dialog.getByRole('button', { name: 'Done' }).click();
  }
  await expect(alice.page.getByRole('banner')).toContainText('1 of 1 verified');
  await expect(alice.room.people).not.toContainText('isn’t verified yet');
  await expect(alice.room.person('Bob')).toContainText('verified');
  await chip.open();
  await expect(chip.dialog.getByRole('heading', { name: 'Verification' })).toContainText('1 of 1 verified');
  await expect(chip.dialog.getByRole('button', { name: 'Verify Bob' })).toHaveCount(0);
  await chip.close();

  // A Cyrillic о: read alike, another key.
  const impostor = await join(await newcomer('Bоb'), alice);
  await expect(alice.page.getByRole('alert')).toContainText(
    'Someone calls themselves Bоb, with another key.',
    {
      timeout: TOLD_MS,
    },
  );
  await impostor.room.say('Send me the keys');
  await bob.room.say('Really me');
  await expect(alice.room.log).toContainText('Really me');
  await expect(alice.room.log).not.toContainText('Send me the keys');
  const row = alice.room.people.getByRole('listitem').filter({ hasText: 'looks like Bob' });
  await expect(row).toContainText('another key');
  await alice.page.getByRole('button', { name: 'Decide…' }).click();
  const decision = alice.page.getByRole('alertdialog', { name: /^Is this the B.b you know\?$/ });
  await expectNoViolations(alice.page);
  await decision.getByRole('button', { name: 'Somebody else of that name' }).click();
  await expect(alice.page.getByText('with another key.')).toBeHidden();
  await expect(alice.room.log).toContainText('Send me the keys');
  // Told apart by their marks from now on.
  await expect(row).toContainText(/(?:the )?\w+ \w+ · .*direct/);
});

test('words that do not match mute the other; not now is no answer for a while; the number needs nobody', async ({
  newcomer,
}) => {
  const [alice, bob] = await aliceAndBob(newcomer);
  const [here, there] = await compare(alice, bob);
  await here.getByRole('button', { name: 'They don’t match' }).click();
  await expect(here.getByRole('alert')).toHaveText(
    'The words didn’t match. Someone may be in between. Bob is muted for you. Start a fresh room and invite in person.',
  );
  await expectNoViolations(alice.page);
  await here.getByRole('button', { name: 'Done' }).click();
  await expect(alice.room.person('Bob')).toContainText('muted');
  await there.getByRole('button', { name: 'Later' }).click();

  await actOn(alice, 'Bob', 'Compare words…');
  await bob.page.getByRole('button', { name: 'Not now' }).click({ timeout: TOLD_MS });
  await expect(dialogOf(alice, 'Bob')).toContainText('Bob said not now.', { timeout: TOLD_MS });
  const digitsIn = async (dialog: Locator) => {
    await dialog.getByText('Safety number', { exact: true }).click();
    return dialog.locator('details p').nth(1).innerText();
  };
  const digits = await digitsIn(dialogOf(alice, 'Bob'));
  expect(digits.replaceAll(/\D/g, '')).toHaveLength(60);
  await expectNoViolations(alice.page);
  await dialogOf(alice, 'Bob').getByRole('button', { name: 'Later' }).click();
  await actOn(bob, 'Alice', 'Compare words…');
  expect(await digitsIn(dialogOf(bob, 'Alice'))).toBe(digits);
  await expect(alice.page.getByText('Bob wants to compare words')).toBeHidden();
});

test('whoever is blocked is not heard, also after a reload, until they are unblocked; a status and a note are shown', async ({
  newcomer,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const { link } = await alice.room.readInvitation();
  const bob = await joinBy(await newcomer('Bob'), link);
  await alice.room.expectLinkedWith(['Bob']);
  await actOn(bob, 'Alice', 'Note…');
  await bob.page.getByRole('textbox', { name: 'Note about Alice' }).fill('From the river');
  await bob.page.getByRole('button', { name: 'Save' }).click();
  await actOn(bob, 'Alice', 'Block…');
  await expectNoViolations(bob.page);
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Block', exact: true }).click();
  await expect(bob.room.person('Alice')).toContainText('blocked');
  await alice.room.say('Can you hear me?');
  await bob.room.say('I only write');
  await expect(alice.room.log).toContainText('I only write');

  await bob.page.reload();
  const inside = await new JoinPage(bob.page).enter();
  await expect(inside.person('Alice')).toContainText('blocked', { timeout: TOLD_MS });
  await alice.room.say('And now?');
  await expect(alice.room.log).toContainText('And now?');
  await expect(inside.log).not.toContainText('And now?');
  await expect(inside.log).not.toContainText('Can you hear me?');

  await bob.page
    .getByRole('navigation', { name: 'Spaces' })
    .getByRole('button', { name: 'Settings' })
    .click();
  await bob.page.getByRole('link', { name: 'People', exact: true }).click();
  const blocked = bob.page.getByRole('list', { name: 'Blocked' });
  await expect(blocked).toContainText('Alice');
  await expect(blocked).toContainText('From the river');
  await expectNoViolations(bob.page);
  await blocked.getByRole('button', { name: 'What to do about Alice' }).click();
  await bob.page.getByRole('menu').getByText('Unblock').click();
  await expect(bob.page.getByRole('list', { name: 'Met' })).toContainText('Alice');
  await bob.page.getByRole('link', { name: 'Profile' }).click();
  await bob.page.getByRole('textbox', { name: 'About you' }).fill('Back at five\u202E');
  await bob.page.getByRole('button', { name: 'Back' }).click();
  await expect(alice.room.person('Bob')).toContainText('Back at five', { timeout: TOLD_MS });
  await alice.room.say('Welcome back');
  await expect(inside.log).toContainText('Welcome back');
});
