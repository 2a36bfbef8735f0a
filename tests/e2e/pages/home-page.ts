// Home as a person uses it: by what things are called.

import { expect, type Locator, type Page } from '@playwright/test';
import { JoinPage } from './join-page.ts';
import { RoomPage } from './room-page.ts';

export class HomePage {
  readonly page: Page;
  readonly start: Locator;
  readonly joinField: Locator;
  readonly joinButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.start = page.getByRole('button', { name: 'Start a room' });
    this.joinField = page.getByRole('textbox', { name: 'Join a room' });
    this.joinButton = page.getByRole('button', { name: 'Join', exact: true });
  }

  async callMyself(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Change name' }).click();
    await this.page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await this.page.getByRole('button', { name: 'Save name' }).click();
    await expect(this.page.getByText(name, { exact: true })).toBeVisible();
  }

  /** The mark in words, such as "the plum otter". */
  async readMark(): Promise<string> {
    const words = this.page.getByRole('region', { name: 'Your name' }).getByText(/^the \S+ \S+$/);
    return words.innerText();
  }

  async startRoom(): Promise<RoomPage> {
    await this.start.click();
    const room = new RoomPage(this.page);
    await room.waitUntilInside();
    return room;
  }

  /** Types a link or words, without entering. */
  async typeToJoin(text: string): Promise<void> {
    await this.joinField.fill(text);
    await this.joinButton.click();
  }

  /** Pastes a link or types words, and stands at the room's door then. */
  async goToDoor(text: string): Promise<JoinPage> {
    await this.typeToJoin(text);
    const door = new JoinPage(this.page);
    await door.waitUntilThere();
    return door;
  }
}
