// A room as the people in it see it: talk, people, the honest line, the invitation. For windows wide enough for the
// panel of people.

import { expect, type Locator, type Page } from '@playwright/test';

/** Keys from the words, a broker, a handshake: on a busy machine with two cores. */
const ENTRY_TIMEOUT_MS = 20_000;

export interface Invitation {
  readonly link: string;
  readonly words: readonly string[];
}

export class RoomPage {
  readonly page: Page;
  readonly messageBox: Locator;
  readonly log: Locator;
  readonly people: Locator;
  readonly state: Locator;
  readonly invite: Locator;

  constructor(page: Page) {
    this.page = page;
    this.messageBox = page.getByRole('textbox', { name: /^Message / });
    this.log = page.getByRole('log', { name: 'Messages' });
    this.people = page.getByRole('complementary', { name: 'People' });
    this.state = page.getByTestId('room-state');
    this.invite = page.getByRole('banner').getByRole('button', { name: 'Invite' });
  }

  async waitUntilInside(): Promise<void> {
    await expect(this.messageBox).toBeVisible({ timeout: ENTRY_TIMEOUT_MS });
  }

  /** Somebody's row in the panel; without a name they are called by their mark. */
  person(name: string): Locator {
    return this.people.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Everybody else who is linked right now. */
  async expectLinkedWith(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await expect(this.person(name)).toContainText('direct', { timeout: ENTRY_TIMEOUT_MS });
    }
    await expect(this.people.getByRole('listitem')).toHaveCount(names.length);
  }

  async say(text: string): Promise<void> {
    await this.messageBox.fill(text);
    await pressSend(this.page);
  }

  /** What one person said; `You` for oneself. */
  saidBy(author: string): Locator {
    return this.log.getByRole('article').filter({ has: this.page.getByRole('heading', { name: author }) });
  }

  async openInvitation(): Promise<Locator> {
    await this.invite.click();
    const dialog = this.page.getByRole('dialog', { name: /^Invite to / });
    // It comes with a part of the page of its own.
    await expect(dialog).toBeVisible();
    return dialog;
  }

  async readInvitation(): Promise<Invitation> {
    const dialog = await this.openInvitation();
    // Where it opens depends on whether a broker answers by now.
    await dialog.getByRole('tab', { name: 'Over the internet' }).click();
    const link = await dialog.getByText(/#\/r\/|^kith:/).innerText();
    const spoken = await dialog.getByText(wordsOf(link).join('')).innerText();
    await this.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    return { link: link.trim(), words: spoken.split(/\s+/) };
  }

  async leave(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Leave' }).click();
    await this.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
    await expect(this.page.getByRole('button', { name: 'Start a room' })).toBeVisible();
  }
}

function wordsOf(link: string): readonly string[] {
  return (/[/:]r\/(?<words>[a-z-]+)/.exec(link)?.groups?.['words'] ?? '').split('-');
}

/** By Enter, or where fingers write by the button: there Enter begins a line. */
export async function pressSend(page: Page): Promise<void> {
  const isTouch = await page.evaluate(() => matchMedia('(pointer: coarse)').matches);
  if (isTouch) await page.getByRole('button', { name: 'Send', exact: true }).click();
  else await page.getByRole('textbox', { name: /^Message / }).press('Enter');
}
