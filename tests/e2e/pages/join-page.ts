// The door of a room: who and what, before anything is connected.

import { expect, type Locator, type Page } from '@playwright/test';
import { RoomPage } from './room-page.ts';

export class JoinPage {
  readonly page: Page;
  readonly invitation: Locator;
  readonly join: Locator;
  /** Present while joining; the step under way is `current`. */
  readonly steps: Locator;
  readonly failure: Locator;

  constructor(page: Page) {
    this.page = page;
    this.invitation = page.getByRole('heading', { level: 1, name: /^You(’re invited to| were in) / });
    this.join = page.getByRole('button', { name: /^(Join|Go back in)$/ });
    this.steps = page.getByRole('listitem');
    this.failure = page.getByRole('alert').filter({ has: page.getByRole('heading', { level: 1 }) });
  }

  async waitUntilThere(): Promise<void> {
    await expect(this.invitation).toBeVisible();
    await expect(this.join).toBeEnabled();
  }

  async enter(): Promise<RoomPage> {
    await this.join.click();
    const room = new RoomPage(this.page);
    await room.waitUntilInside();
    return room;
  }
}
