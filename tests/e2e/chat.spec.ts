// What people do in a talk besides saying things, in two engines: answer, react, vote, change, delete, show a picture and
// find it all again, by keys alone; axe on the way, in both themes.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makeSound } from './support/file-sharing.ts';
import { aliceAndBob, joinBy, type Guest } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

// Two pages with keys to stretch, and axe on both.
test.describe.configure({ timeout: 120_000 });

/** Signed, sent, proven, on a busy machine. */
const HEARD_MS = 20_000;

async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    expect(found, colorScheme).toEqual([]);
  }
}

/** Opens a message's menu by keys and chooses from it. */
async function choose({ page, room }: Guest, text: string, item: string): Promise<void> {
  const message = room.log.locator('[data-message]').filter({ hasText: text });
  await message.getByRole('button', { name: /^Actions for / }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: item }).press('Enter');
}

test('two people answer, react, vote, change, delete and find it again, by keys', async ({
  newcomer,
  otherBrowser,
}, info) => {
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  const [a, b] = [alice.room, bob.room];
  await a.say('Where do we **put in**? See `weir.md`');
  await expect(b.log.getByRole('strong')).toHaveText('put in', { timeout: HEARD_MS });

  await choose(bob, 'put in', 'Reply');
  await bob.page.keyboard.type('At Mill Lnae');
  await bob.page.keyboard.press('Enter');
  await expect(a.log.getByRole('button', { name: /^Replies to You/ })).toBeVisible({ timeout: HEARD_MS });
  await bob.page.keyboard.press('ArrowUp');
  await b.messageBox.fill('At Mill Lane');
  await bob.page.keyboard.press('Enter');
  await expect(a.log).toContainText('Mill Lane', { timeout: HEARD_MS });
  await expect(a.log).toContainText('edited');

  await choose(alice, 'Mill Lane', 'React');
  await alice.page.getByRole('searchbox', { name: 'Search emoji' }).fill('thumbs up');
  await expect(alice.page.getByRole('button', { name: 'thumbs up' })).toBeVisible();
  await alice.page.keyboard.press('Enter');
  await expect(b.log.getByRole('button', { name: '👍, Alice' })).toBeVisible({ timeout: HEARD_MS });

  await a.page.getByRole('button', { name: 'Poll', exact: true }).click();
  const form = alice.page.getByRole('dialog', { name: 'Ask everybody' });
  await form.getByRole('textbox', { name: 'Question' }).fill('When?');
  await form.getByRole('textbox', { name: 'Choice 1' }).fill('Saturday');
  await form.getByRole('textbox', { name: 'Choice 2' }).fill('Sunday');
  await expectNoViolations(alice.page);
  await form.getByRole('button', { name: 'Ask' }).click();
  await b.log.getByRole('radio', { name: 'Sunday, 0 votes' }).press('Enter', { timeout: HEARD_MS });
  await expect(a.log.getByRole('radio', { name: 'Sunday, 1 vote' })).toBeVisible({ timeout: HEARD_MS });

  await b.say('Said in haste');
  await expect(a.log).toContainText('Said in haste', { timeout: HEARD_MS });
  await choose(bob, 'Said in haste', 'Delete for everybody');
  await bob.page.getByRole('button', { name: 'Delete for everybody' }).press('Enter');
  await expect(a.log).toContainText('Deleted by its author', { timeout: HEARD_MS });
  await expect(a.log).not.toContainText('Said in haste');

  await alice.page.locator('input[type="file"]').setInputFiles({
    name: 'river.png',
    mimeType: 'image/png',
    buffer: Buffer.from(ONE_PIXEL, 'base64'),
  });
  await a.say('the river');
  const picture = b.log.getByRole('button', { name: 'Show river.png' });
  await picture.press('Enter', { timeout: HEARD_MS });
  await expect(bob.page.getByRole('dialog', { name: 'river.png' }).getByRole('img')).toBeVisible();
  await bob.page.keyboard.press('Escape');
  await expect(picture).toBeFocused();

  await alice.page.locator('input[type="file"]').setInputFiles(makeSound(info.outputDir, 'bell.wav', 2).path);
  await a.say('the bell');
  const player = b.log.locator('audio');
  await expect(player).toHaveAccessibleName(/bell\.wav/, { timeout: HEARD_MS });
  await player.evaluate((audio: HTMLAudioElement) => audio.play());
  await expect
    .poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);

  await bob.page.getByRole('button', { name: 'Search messages' }).press('Enter');
  await bob.page.keyboard.type('put in');
  await expect(bob.page.getByRole('search')).toContainText('1 of 1');
  await bob.page.keyboard.press('Escape');
  await expectNoViolations(alice.page);

  // Out and in again, in the same page: nothing of what he said is undone by what he says now.
  const { link } = await a.readInvitation();
  await b.leave();
  const { room: again } = await joinBy(bob, link);
  await again.say('Back in the boat');
  await expect(a.log).toContainText('Back in the boat', { timeout: HEARD_MS });
  for (const { log } of [a, again]) await expect(log).toContainText('Mill Lane', { timeout: HEARD_MS });
  await expect(again.log).toContainText('put in');
});

const ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
