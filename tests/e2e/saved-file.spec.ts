// "Save a copy": the pristine file, byte for byte, from the host and from disk, and a file that works from disk.

import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { HomePage } from './pages/home-page.ts';
import { JoinPage } from './pages/join-page.ts';
import { startRoom } from './support/meeting.ts';
import { collectComplaints, expect, startOwnHost, test } from './support/test.ts';

const BUILT_PATH = join(import.meta.dirname, '../../dist/index.html');
const built = () => readFileSync(BUILT_PATH);
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Saves a copy the way a browser without a save dialog does; tests cannot press the system's buttons. */
async function saveCopy(page: Page, info: TestInfo, name = /^kith(@[\w.+-]+)?\.html$/): Promise<string> {
  await page.goto(`${page.url().split('#', 1)[0]}#/settings/file`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a copy' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(name);
  const path = info.outputPath(saved.suggestedFilename());
  await saved.saveAs(path);
  return path;
}

test.beforeEach(async ({ context }) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
});

const PLACES = [
  ['the host', (hostUrl: string) => `${hostUrl}/`],
  ['disk', () => pathToFileURL(BUILT_PATH).href],
] as const;

for (const [place, addressAt] of PLACES) {
  test(`a copy saved from ${place} is the built file, and its hash is shown`, async ({
    page,
    host,
  }, info) => {
    await page.goto(addressAt(host.localUrl));
    // The copy is pristine although the page has changed itself since.
    await page.getByRole('button', { name: 'Change name' }).click();
    const copy = readFileSync(await saveCopy(page, info));
    expect(copy.equals(built())).toBe(true);
    await expect(page.getByTestId('file-hash')).toHaveText(sha256(built()));
  });
}

test('the saved file opens from disk, silently, and saves itself again', async ({ page, host }, info) => {
  await page.goto(`${host.localUrl}/`);
  const path = await saveCopy(page, info);
  const complaints = collectComplaints(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const address = pathToFileURL(path).href;
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeVisible();
  expect(readFileSync(await saveCopy(page, info)).equals(built())).toBe(true);
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(address) && !/^(blob|data):/.test(url))).toEqual([]);
});

test('a copy remembers by its name where it was saved, and asks before it calls there', async ({
  page,
}, info) => {
  const { host, dispose } = await startOwnHost({ KITH_PUBLIC_URL: 'https://kith.example:8443' });
  await page.goto(`${host.localUrl}/`);
  const path = await saveCopy(page, info, /^kith@kith\.example\+8443\.html$/);
  await dispose();
  expect(readFileSync(path).equals(built())).toBe(true);

  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${pathToFileURL(path).href}#/settings/file`);
  await expect(page.getByText(/^Saved from kith\.example:8443/)).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByText('This copy was saved from kith.example:8443.')).toBeVisible();

  const room = await new HomePage(page).startRoom();
  expect((await room.readInvitation()).link).toMatch(/^https:\/\/kith\.example:8443\/#\/r\//);
  expect(requests.filter((url) => url.startsWith('http'))).toEqual([]);
});

test('a copy and a page of its host meet through the broker there', async ({ newcomer, host }, info) => {
  test.skip(!host.publicOrigin.startsWith('https:'), 'this machine has no network address');
  // Home-made certificates get no service worker; Chromium says so.
  const trusting = { ignoreHTTPSErrors: true, mayComplain: /SSL certificate error/ };
  const path = info.outputPath(`kith@${new URL(host.publicOrigin).host.replace(':', '+')}.html`);
  copyFileSync(BUILT_PATH, path);
  const copy = await newcomer('Alice', { ...trusting, at: pathToFileURL(path).href });
  await copy.page.getByRole('button', { name: 'Use its broker' }).click();
  const alice = await startRoom(copy);
  const bob = await newcomer('Bob', { ...trusting, at: `${host.publicOrigin}/` });
  const { link } = await alice.room.readInvitation();
  await bob.page.goto(link);
  const room = await new JoinPage(bob.page).enter();
  await room.expectLinkedWith(['Alice']);
  await alice.room.expectLinkedWith(['Bob']);
});
