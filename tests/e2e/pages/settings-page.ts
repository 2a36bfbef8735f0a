// The settings: a list of pages, one of them shown.

import { expect, type Locator, type Page } from '@playwright/test';

export class SettingsPage {
  readonly page: Page;
  readonly back: Locator;

  constructor(page: Page) {
    this.page = page;
    this.back = page.getByRole('button', { name: 'Back' });
  }

  async open(name: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Pages of the settings' })
      .getByRole('link', { name })
      .click();
    await expect(this.page.getByRole('heading', { level: 2, name })).toBeVisible();
  }
}
