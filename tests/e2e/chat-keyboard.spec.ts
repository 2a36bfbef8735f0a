// A talk without a pointer and without eyes: everything by Tab, arrows and Enter; axe over messages of every kind in both
// themes; and what somebody who only listens is told, each thing once.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { Talk } from './pages/talk.ts';
import { aliceAndBob } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

/** Further away than this nobody goes by Tab. */
const MOST_TABS = 40;
const ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

test('by keys alone: write, go to a message, react, answer, change, vote, search and jump; listeners hear it once', async ({
  newcomer,
  otherBrowser,
}) => {
  test.setTimeout(180_000);
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  const { page } = alice;
  const { keyboard } = page;
  const [mine, theirs] = [new Talk(page), new Talk(bob.page)];
  await listen(page);

  await test.step('write', async () => {
    await tabTo(page, mine.messageBox);
    await keyboard.type('First of all');
    await keyboard.press('Shift+Enter');
    await keyboard.type('a **second** line');
    await keyboard.press('Enter');
    await theirs.expectHeard('second');
    await theirs.say('Heard `that` from @Alice, thanks');
    await mine.expectHeard('Heard that');
    await theirs.say('And one more thing');
    await mine.expectHeard('And one more thing');
  });

  await test.step('go to a message and react', async () => {
    await tabTo(page, actionsOf(mine, 'And one more thing'), 'Shift+Tab');
    await keyboard.press('ArrowUp');
    await expect(actionsOf(mine, 'Heard that')).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Reply' })).toBeFocused();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
    await keyboard.type('party popper');
    await keyboard.press('Enter');
    await expect(theirs.log.getByRole('button', { name: '🎉, Alice' })).toBeVisible();
  });

  await test.step('answer, and change it', async () => {
    await tabTo(page, actionsOf(mine, 'Heard that'), 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Reply' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(mine.messageBox).toBeFocused();
    await keyboard.type('An anwser');
    await keyboard.press('Enter');
    await theirs.expectHeard('An anwser');
    await keyboard.press('ArrowUp');
    await expect(mine.messageBox).toHaveValue('An anwser');
    await keyboard.press('Control+a');
    await keyboard.type('An answer');
    await keyboard.press('Enter');
    await theirs.expectHeard('An answer');
    await expect(theirs.message('An answer')).toContainText('edited');
  });

  await test.step('a poll, asked and answered', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Poll', exact: true }));
    await keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Ask everybody' });
    await expect(form).toBeVisible();
    const fields = { Question: 'Which way?', 'Choice 1': 'Left', 'Choice 2': 'Right' };
    for (const [name, words] of Object.entries(fields)) {
      await tabTo(page, form.getByRole('textbox', { name }));
      await keyboard.type(words);
    }
    await tabTo(page, page.getByRole('button', { name: 'Ask', exact: true }));
    await keyboard.press('Enter');
    const choice = theirs.log.getByRole('radio', { name: 'Left, 0 votes' });
    await choice.focus();
    await bob.page.keyboard.press('Enter');
    await expect(mine.log.getByRole('radio', { name: 'Left, 1 vote' })).toBeVisible();
  });

  await test.step('what was said further up is found, and led to', async () => {
    const search = page.getByRole('button', { name: 'Search messages' });
    await tabTo(page, search, 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.type('SECOND');
    await expect(page.getByRole('search')).toContainText('1 of 1');
    await keyboard.press('Enter');
    await expect(mine.message('First of all')).toBeInViewport();
    await keyboard.press('Escape');
    await expect(page.getByRole('search')).toBeHidden();
    await tabTo(page, mine.log.getByRole('button', { name: /^Replies to Bob/ }));
    await keyboard.press('Enter');
    await expect(mine.message('Heard that')).toBeInViewport();
  });

  await test.step('axe over every kind of message, in both themes', async () => {
    await theirs.say('```ts\nconst gate = open(weir);\n```');
    await theirs.say('> quoted\n\n1. one\n2. [two](https://example.org/)');
    await theirs.say('Taken back at once');
    await theirs.remove('Taken back at once');
    await theirs.choose('And one more thing', 'Pin for everybody');
    await bob.page.locator('input[type="file"]').setInputFiles([
      { name: 'river.png', mimeType: 'image/png', buffer: Buffer.from(ONE_PIXEL, 'base64') },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('ropes') },
    ]);
    await theirs.messageBox.fill('with files');
    // A picture is looked at before it goes.
    await expect(async () => {
      await theirs.messageBox.press('Enter');
      await expect(theirs.messageBox).toHaveValue('', { timeout: 500 });
    }).toPass();
    await expect(mine.log.getByRole('button', { name: 'Show river.png' })).toBeVisible();
    await expect(mine.log).toContainText('Deleted by its author');
    await expectNoFaults(page);
  });

  await test.step('who listens is told each message of others once, and none of their own', async () => {
    const told = await heardBy(page);
    const timesTold = (words: string) => told.filter((line) => line.includes(words)).length;
    for (const words of ['Bob: Heard', 'Bob: And one more thing', 'Bob: with files'])
      expect(timesTold(words), words).toBe(1);
    for (const own of ['First of all', 'An answer', 'An anwser']) expect(timesTold(own), own).toBe(0);
  });
});

function actionsOf(talk: Talk, text: string): Locator {
  return talk.message(text).getByRole('button', { name: /^Actions for / });
}

/** Presses a key until the focus is there. */
async function tabTo(page: Page, place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed <= MOST_TABS; pressed += 1) {
    if (await place.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press(key);
  }
  await expect(place, `reached within ${MOST_TABS} presses of ${key}`).toBeFocused();
}

interface Listening {
  readonly told: string[];
}

/** Notes down whatever is put into a live region, as a screen reader would read it out. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[aria-live], [role="log"], [role="status"], [role="alert"]');
        if (!region || region.getAttribute('aria-live') === 'off') continue;
        for (const node of addedNodes) if (node.textContent) told.push(node.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true });
  });
}

function heardBy(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as Listening).told);
}

async function expectNoFaults(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
    expect(faults, colorScheme).toEqual([]);
  }
}
