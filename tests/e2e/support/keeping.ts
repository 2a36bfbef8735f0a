// Keeping a room on the device, as a person does it.

import type { RoomPage } from '../pages/room-page.ts';
import { expect } from './test.ts';

/** What the chip in the room's bar opens. */
export async function openChip(room: RoomPage, name: RegExp) {
  await room.page.getByRole('banner').getByRole('button', { name }).click();
  return room.page.getByRole('dialog', { name: /^What stays of / });
}

export async function keepRoom(room: RoomPage, passphrase?: string): Promise<void> {
  const dialog = await openChip(room, /^In memory only/);
  if (passphrase !== undefined) {
    await dialog.getByText('A passphrase too').click();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  }
  await dialog.getByRole('button', { name: 'Keep this room' }).click();
  await expect(dialog.getByText(/^It is kept on this device/)).toBeVisible();
  await room.page.keyboard.press('Escape');
  await expect(room.page.getByRole('button', { name: 'Kept on this device' })).toBeVisible();
}
