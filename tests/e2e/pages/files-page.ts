// The files of a room as its people see them: by what files and actions are called.

import { expect, type Locator, type Page } from '@playwright/test';

/** One file given as bytes, or paths of files on this machine. */
export type Chosen = Parameters<Locator['setInputFiles']>[0];

export type FileAction =
  | 'Forward to…'
  | 'Get'
  | 'Get all'
  | 'Not this one'
  | 'Open'
  | 'Pause'
  | 'Play'
  | 'Remove'
  | 'Resume'
  | 'Save'
  | 'Save all'
  | 'Save to…'
  | 'Stop'
  | 'Stop sharing'
  | 'Try again';

/** Some megabytes on a machine where other browsers are at work. */
const COMES_WITHIN_MS = 40_000;

export class FilesPage {
  readonly page: Page;
  readonly space: Locator;
  readonly list: Locator;
  /** What the system's dialog fills, for browsers whose dialog a test cannot answer. */
  readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    this.space = page.getByRole('region', { name: 'Files', exact: true });
    this.field = this.space.locator('input[type="file"]:not([webkitdirectory])').last();
    this.list = this.space.getByRole('list', { name: 'Files in this room' });
  }

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Spaces' })
      .getByRole('button', { name: /^Files/ })
      .click();
    await expect(this.space).toBeVisible();
  }

  /** By the system's dialog, which is asked for and answered. */
  async share(files: Chosen, button: 'Share files' | 'Share a folder' = 'Share files'): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.space.getByRole('button', { name: button, exact: true }).click();
    const chooser = await choosing;
    await chooser.setFiles(files);
  }

  /** Its line in the list, which says how it stands; pressed, it stands large. */
  row(name: string): Locator {
    return this.list.getByRole('button', { name: new RegExp(`^${escaped(name)}, `) });
  }

  /** The file that stands large. */
  large(name: string): Locator {
    return this.space.getByRole('region', { name, exact: true });
  }

  /** There once it is here as a whole. */
  saveButton(name: string): Locator {
    return this.space.getByRole('button', { name: `Save: ${name}`, exact: true });
  }

  /** Wherever it stands, and also from its menu. */
  async act(action: FileAction, name: string): Promise<void> {
    const button = this.space.getByRole('button', { name: `${action}: ${name}`, exact: true });
    const menu = this.space.getByRole('button', { name: `More for ${name}`, exact: true });
    await expect(button.or(menu).first()).toBeVisible({ timeout: COMES_WITHIN_MS });
    if (await button.first().isVisible()) return button.first().click();
    await menu.first().click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  get(name: string): Promise<void> {
    return this.act('Get', name);
  }

  async expectHere(name: string): Promise<void> {
    await expect(this.row(name)).toHaveAccessibleName(/Checked and (here|saved)/, {
      timeout: COMES_WITHIN_MS,
    });
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
