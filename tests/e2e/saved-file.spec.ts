// "Save a copy": the pristine file, byte for byte, from the host and from disk, and a file that works from disk.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { collectComplaints, expect, test } from './support/test.ts';

const BUILT_PATH = join(import.meta.dirname, '../../dist/index.html');
const built = () => readFileSync(BUILT_PATH);
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Saves a copy the way a browser without a save dialog does; tests cannot press the system's buttons. */
async function saveCopy(page: Page, info: TestInfo): Promise<string> {
  await page.goto(`${page.url().split('#', 1)[0]}#/settings/file`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a copy' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('kith.html');
  const path = info.outputPath('kith.html');
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
