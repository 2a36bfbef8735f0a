// The second engine: Firefox alone, and Firefox with Chromium in one room.

import { join as joinPath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { existsSync } from 'node:fs';
import { join, startRoom } from './support/meeting.ts';
import { FIREFOX } from './support/launch.ts';
import { collectComplaints, expect, test } from './support/test.ts';

const PAGE = joinPath(import.meta.dirname, '../../dist/index.html');

test.skip(!existsSync(FIREFOX.executablePath ?? ''), 'Firefox is not installed');

test('the page opens', async ({ newcomer }) => {
  const { home } = await newcomer('Fatima');
  await expect(home.start).toBeEnabled();
});

test('the file opens from disk', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(pathToFileURL(PAGE).href);
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeEnabled();
  expect(complaints).toEqual([]);
});

test('Firefox joins Chromium, and they talk in both directions', async ({ newcomer, otherBrowser }) => {
  const alice = await startRoom(await newcomer('Alice', { browser: otherBrowser }));
  const fatima = await join(await newcomer('Fatima'), alice);
  await alice.room.expectLinkedWith(['Fatima']);
  await fatima.room.expectLinkedWith(['Alice']);
  await alice.room.say('Hello Firefox');
  await expect(fatima.room.saidBy('Alice')).toContainText('Hello Firefox');
  await fatima.room.say('Hello Chromium');
  await expect(alice.room.saidBy('Fatima')).toContainText('Hello Chromium');
});

test('Chromium joins Firefox, who is seen to leave', async ({ newcomer, otherBrowser }) => {
  const fatima = await startRoom(await newcomer('Fatima'));
  const alice = await join(await newcomer('Alice', { browser: otherBrowser }), fatima);
  await fatima.room.expectLinkedWith(['Alice']);
  await alice.room.expectLinkedWith(['Fatima']);
  await fatima.room.leave();
  await expect(alice.room.state).toHaveText('Only you so far', { timeout: 5_000 });
});
