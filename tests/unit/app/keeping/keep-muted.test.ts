// A room that makes no noise: while the page is open, and afterwards where the room itself is kept.

import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { keepMuted } from '../../../../src/app/keeping/keep-muted.ts';
import { SAVE_DELAY_MS } from '../../../../src/app/keeping/keep-room.ts';
import { HARBOUR, makeDevice, must, type Device, type Tab } from '../../../support/keeping-scene.ts';
import { settle } from '../../../support/sim-clock.ts';

async function keep(tab: Tab): Promise<void> {
  must(await (await tab.keeper()).keepHere(undefined));
  await settle();
}

async function leave(tab: Tab): Promise<void> {
  await tab.pass(SAVE_DELAY_MS);
  tab.session.leave();
  await settle();
}

/** Whether the room is muted for whoever comes back to it in a new page. */
async function isMutedLater(device: Device): Promise<boolean> {
  const tab = await device.openTab();
  const { isMuted } = await tab.enter();
  await leave(tab);
  return isMuted.value;
}

it('stays muted while the page is open, however often it is entered, and leaves no trace', async () => {
  const device = await makeDevice();
  const tab = await device.openTab();
  (await tab.enter()).isMuted.value = true;
  tab.session.leave();
  expect((await tab.enter()).isMuted.value).toBe(true);
  expect((await tab.enter(HARBOUR)).isMuted.value).toBe(false);
  await leave(tab);
  expect(await device.store.keys('')).toEqual([]);
  expect(await isMutedLater(device)).toBe(false);
});

it('is kept with a kept room, whether it was muted before or after that', async () => {
  const device = await makeDevice();
  const tab = await device.openTab();
  (await tab.enter()).isMuted.value = true;
  await keep(tab);
  await leave(tab);
  expect(await isMutedLater(device)).toBe(true);

  const later = await device.openTab();
  (await later.enter()).isMuted.value = false;
  await leave(later);
  expect(await isMutedLater(device)).toBe(false);
});

it('is forgotten with the room', async () => {
  const device = await makeDevice();
  const tab = await device.openTab();
  const visit = await tab.enter();
  await keep(tab);
  visit.isMuted.value = true;
  await tab.pass(SAVE_DELAY_MS);
  must(await (await tab.keeper()).forgetHere());
  await leave(tab);
  expect(await device.store.keys('')).toEqual([]);
  expect(await isMutedLater(device)).toBe(false);
});

it.each([
  ['nothing', new Uint8Array()],
  ['another number', Uint8Array.of(2)],
  ['more than a byte', Uint8Array.of(1, 1)],
])('reads nothing from %s', (_name, piece) => {
  const isMuted = signal(false);
  expect(keepMuted(isMuted).restore(piece)).toBe(false);
  expect(isMuted.value).toBe(false);
});
