// The talk of a room as somebody in it uses it: messages and what can be done with them, by keys, and what stands on
// screen. All of a talk is drawn only in a window that is tall enough.

import { expect, type Locator, type Page } from '@playwright/test';
import { pressSend } from './room-page.ts';

/** A message as everybody should read it. */
export interface ReadMessage {
  readonly id: string;
  readonly text: string;
  /** Emoji, and how many people reacted with it. */
  readonly reactions: readonly string[];
}

/** Signed, sent, proven, on a busy machine. */
export const HEARD_WITHIN_MS = 30_000;

export class Talk {
  readonly page: Page;
  readonly log: Locator;
  readonly messageBox: Locator;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('log', { name: 'Messages' });
    this.messageBox = page.getByRole('textbox', { name: /^Message / });
  }

  /** The message with that text; newest first where there are several. */
  message(text: string): Locator {
    return this.log.locator('[data-message]').filter({ hasText: text }).last();
  }

  async say(text: string): Promise<void> {
    await this.messageBox.fill(text);
    await pressSend(this.page);
    await expect(this.messageBox).toHaveValue('');
  }

  async expectHeard(text: string): Promise<void> {
    await expect(this.message(text)).toBeVisible({ timeout: HEARD_WITHIN_MS });
  }

  /** Opens a message's menu by keys and chooses from it. */
  async choose(text: string, item: string): Promise<void> {
    await this.message(text)
      .getByRole('button', { name: /^Actions for / })
      .focus();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('menuitem', { name: item, exact: true }).press('Enter');
  }

  async reply(to: string, text: string): Promise<void> {
    await this.choose(to, 'Reply');
    await this.say(text);
  }

  async edit(text: string, into: string): Promise<void> {
    await this.choose(text, 'Edit');
    await expect(this.messageBox).toHaveValue(text);
    await this.messageBox.fill(into);
    await this.messageBox.press('Enter');
    await this.expectHeard(into);
  }

  async remove(text: string): Promise<void> {
    await this.choose(text, 'Delete for everybody');
    await this.page.getByRole('button', { name: 'Delete for everybody' }).press('Enter');
    await expect(this.log).not.toContainText(text);
  }

  /** `emoji` as its table calls it: `thumbs up`. */
  async react(to: string, emoji: string): Promise<void> {
    await this.choose(to, 'React');
    const search = this.page.getByRole('searchbox', { name: 'Search emoji' });
    await search.fill(emoji);
    await search.press('Enter');
    await expect(search).toBeHidden();
  }

  /** Goes over to what is between this person and one other. */
  async showOnly(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More for this conversation' }).click();
    await this.page.getByRole('menuitem', { name: `Message only ${name}` }).click();
    await expect(this.page.getByRole('textbox', { name: `Message only ${name}` })).toBeVisible();
  }

  async showEverybody(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('button', { name: /^Everybody/ })
      .click();
  }

  /** What is drawn, from the oldest; without what only its author sees of how far it got. */
  read(): Promise<readonly ReadMessage[]> {
    return this.log.locator('[data-message]').evaluateAll((messages) =>
      messages.map((message) => {
        const copy = message.cloneNode(true) as HTMLElement;
        const buttons = Array.from(copy.querySelectorAll('button'));
        const pills = buttons.filter((button) => button.ariaPressed !== null && button.title !== '');
        const reactions = pills.map(({ ariaLabel, title }) => {
          const [emoji = ''] = (ariaLabel ?? '').split(',');
          return `${emoji} ${title.split(/,? and |, /).length}`;
        });
        for (const button of buttons) button.remove();
        const receipts = /^(?:Reached|Nobody was here)/;
        for (const line of copy.querySelectorAll('p'))
          if (receipts.test(line.textContent?.trim() ?? '')) line.remove();
        const id = message.getAttribute('data-message') ?? '';
        return { id, text: copy.textContent?.trim() ?? '', reactions };
      }),
    );
  }
}
