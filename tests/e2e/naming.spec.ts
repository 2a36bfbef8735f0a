// What people say of themselves and of a room: that they are writing; what it is called, and who may write in it, by
// keyboard alone, and on a phone too.

import { AxeBuilder } from '@axe-core/playwright';
import { aliceAndBob } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

/** Signed, told and drawn, on a busy machine. */
const TOLD_MS = 20_000;

test('who writes is shown; an owner names the room and who may write, and everybody keeps to it', async ({
  newcomer,
}) => {
  const [alice, bob] = await aliceAndBob(newcomer);
  await bob.room.messageBox.pressSequentially('Shall we');
  await expect(alice.room.person('Bob')).toContainText('writing in Chat');
  await bob.room.messageBox.press('Enter');
  await expect(alice.room.person('Bob')).not.toContainText('writing');

  await alice.page
    .getByRole('banner')
    .getByRole('button', { name: /^Open( · |$)/ })
    .click();
  const rules = alice.page.getByRole('dialog', { name: 'Who may do what' });
  await rules.getByRole('textbox', { name: 'Name of the room' }).fill('Thursday climbing');
  await alice.page.keyboard.press('Enter');
  for (const { page } of [alice, bob])
    await expect(page.getByRole('heading', { level: 1, name: 'Thursday climbing' })).toBeVisible({
      timeout: TOLD_MS,
    });

  // Arrows choose, Tab goes on to the list, Space ticks.
  const chat = rules.getByRole('radiogroup', { name: 'Chat' });
  await chat.getByRole('radio', { name: 'Everyone' }).focus();
  await alice.page.keyboard.press('ArrowLeft');
  await expect(chat.getByRole('radio', { name: 'Chosen people' })).toBeChecked();
  await alice.page.keyboard.press('Tab');
  await expect(rules.getByRole('checkbox', { name: /Bob/ })).toBeFocused();
  await expect(rules.getByRole('checkbox', { name: /Bob/ })).toBeChecked();
  expect((await new AxeBuilder({ page: alice.page }).analyze()).violations).toEqual([]);
  await alice.page.setViewportSize({ width: 390, height: 844 });
  const overflow = await rules.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
  expect(overflow).toBe(0);
  await alice.page.keyboard.press('Space');
  await rules.getByRole('button', { name: 'Save who may write in Chat' }).click();
  await expect(chat.getByRole('radio', { name: 'Only owners' })).toBeChecked();
  await expect(bob.page.getByText('You can read along.')).toBeVisible({ timeout: TOLD_MS });

  await chat.getByText('Chosen people', { exact: true }).click();
  await rules.getByRole('checkbox', { name: /Bob/ }).check();
  await rules.getByRole('button', { name: 'Save who may write in Chat' }).click();
  await expect(bob.page.getByText('You can read along.')).toBeHidden({ timeout: TOLD_MS });
  await bob.page
    .getByRole('banner')
    .getByRole('button', { name: /^Open( · |$)/ })
    .click();
  await expect(bob.page.getByRole('dialog')).toContainText('Owners and Bob.');
});
