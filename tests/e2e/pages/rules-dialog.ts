// Who may do what in a room: the dialog behind the chip in the bar, and what an owner may do about one person.

import { expect, type Locator, type Page } from '@playwright/test';

export type EntryRule = 'Anyone invited' | 'After knocking' | 'Nobody new';

/** What the rules of a room say, as somebody in it reads them. */
export interface ReadRules {
  /** How people come in, as the chip says it. */
  readonly entry: string;
  readonly slowMode: string;
  /** By name; whoever is not here and was never met, by the first letters of their fingerprint. */
  readonly owners: readonly string[];
}

export class RulesDialog {
  readonly page: Page;
  readonly chip: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.chip = page.getByRole('banner').getByRole('button', { name: /^(Open|Knock first|Locked)( · |$)/ });
    this.dialog = page.getByRole('dialog', { name: 'Who may do what' });
  }

  async open(): Promise<void> {
    await this.chip.click();
    await expect(this.dialog).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }

  async setEntry(rule: EntryRule): Promise<void> {
    await this.open();
    await this.dialog.getByText(rule, { exact: true }).click();
    await expect(this.dialog.getByRole('radio', { name: rule })).toBeChecked();
    await this.close();
  }

  /** `pace` as the menu says it: `Off`, `5 sec`. */
  async setSlowMode(pace: string): Promise<void> {
    await this.open();
    await this.dialog.getByRole('button', { name: /^Slow mode: / }).click();
    await this.page.getByRole('menuitemcheckbox', { name: pace, exact: true }).click();
    await expect(this.dialog.getByRole('button', { name: `Slow mode: ${pace}` })).toBeEnabled();
    await this.close();
  }

  async read(): Promise<ReadRules> {
    await this.open();
    const part = (title: string) =>
      this.dialog
        .locator('section')
        .filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
    const [, slowMode = ''] = (await part('Slow mode').innerText()).split(/\n+/);
    const rules = {
      // Beside it stands how many are verified.
      entry: (await this.chip.innerText()).split(' · ', 1)[0] ?? '',
      slowMode,
      owners: (await part('Owners').locator('b').allInnerTexts()).toSorted(),
    };
    await this.close();
    return rules;
  }

  /** Chooses from the menu at the end of somebody's row; only owners have it. */
  async actOn(
    name: string,
    act: 'Make an owner' | 'Hand the room over…' | 'Remove from the room…',
  ): Promise<void> {
    await this.menuOf(name).click();
    await this.page.getByRole('menuitem', { name: act }).click();
  }

  menuOf(name: string): Locator {
    return this.page.getByRole('button', { name: `What you can do about ${name}` });
  }
}
