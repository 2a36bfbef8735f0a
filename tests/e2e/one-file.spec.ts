// The built page from disk, with the network off: everything heavy is in it, and a copy that was cut short says so.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { HomePage } from './pages/home-page.ts';
import { collectComplaints, expect, test } from './support/test.ts';

const BUILT_PATH = join(import.meta.dirname, '../../dist/index.html');
/** The interpreter's start on a busy machine. */
const START_TIMEOUT_MS = 30_000;

/** A copy that ends right behind `mark`, as a broken download does. */
function cutBehind(mark: string, info: TestInfo): string {
  const page = readFileSync(BUILT_PATH);
  const path = info.outputPath('kith-cut.html');
  writeFileSync(path, page.subarray(0, page.indexOf(mark) + mark.length + 100));
  return pathToFileURL(path).href;
}

async function openSpace(page: Page, name: string): Promise<void> {
  await new HomePage(page).startRoom();
  await page.getByRole('button', { name, exact: true }).click();
}

async function runPython(page: Page, program: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Python program' }).fill(program);
  await page.keyboard.press('Control+Enter');
}

const output = (page: Page) => page.getByRole('region', { name: 'Output' });

test.beforeEach(async ({ context }) => {
  await context.setOffline(true);
});

test('Python runs a program, reads a line, and stops within a second', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(pathToFileURL(BUILT_PATH).href);
  await openSpace(page, 'Code');

  await runPython(page, 'import json\nprint(json.dumps({"sum": 1 + 1}))');
  await expect(output(page)).toContainText('{"sum": 2}', { timeout: START_TIMEOUT_MS });

  await runPython(page, 'print("Hello", input("Who? "))');
  await page.getByRole('textbox', { name: 'Line for the program' }).fill('Ada');
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText('Hello Ada');

  await runPython(page, 'while True: print("x")');
  await expect(output(page)).toContainText('Only the first 100 KB', { timeout: START_TIMEOUT_MS });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(output(page)).toContainText('Stopped.', { timeout: 1000 });

  await runPython(page, '1 / 0');
  await expect(output(page)).toContainText('ZeroDivisionError: division by zero', {
    timeout: START_TIMEOUT_MS,
  });
  expect(complaints).toEqual([]);
});

test('a program reaches neither the network nor what the page stores', async ({ page }) => {
  await page.goto(pathToFileURL(BUILT_PATH).href);
  await openSpace(page, 'Code');
  await runPython(page, 'import js\nprint([js.fetch, js.WebSocket, js.indexedDB, js.caches, js.Worker])');
  await expect(output(page)).toContainText('[None, None, None, None, None]', { timeout: START_TIMEOUT_MS });
});

test('the map opens, moves by keyboard, and asks nobody for anything', async ({ page }) => {
  const complaints = collectComplaints(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const address = pathToFileURL(BUILT_PATH).href;
  await page.goto(address);
  await openSpace(page, 'Map');

  const world = page.getByRole('application', { name: /^World map/ });
  await expect(world.locator('.map-land').first()).toBeAttached();
  const place = world.locator('.leaflet-map-pane');
  const before = await place.getAttribute('style');
  await world.focus();
  await page.keyboard.press('ArrowRight');
  await expect(place).not.toHaveAttribute('style', before ?? '');

  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(address) && !/^(blob|data):/.test(url))).toEqual([]);
});

test('a copy cut within Python works, and says what is missing when asked for it', async ({ page }, info) => {
  await page.goto(cutBehind('id="kith:pyodide.asm.wasm"', info));
  await openSpace(page, 'Code');
  await runPython(page, 'print(1)');
  await expect(output(page)).toContainText('This copy of Kith is incomplete');
});

test('a copy that was cut anywhere says so at once', async ({ page }, info) => {
  await page.goto(cutBehind('id="kith:pyodide.asm.wasm"', info));
  await expect(page.getByText('This copy of Kith is cut short')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('This copy of Kith is cut short')).toBeHidden();
});

test('a whole copy says nothing of the kind', async ({ page }) => {
  await page.goto(pathToFileURL(BUILT_PATH).href);
  await page.evaluate(() => globalThis.kithBoot?.isWhole);
  await expect(page.getByText('This copy of Kith is cut short')).toHaveCount(0);
});

test('a copy cut before what connects has arrived says so when a room is wanted', async ({ page }, info) => {
  await page.goto(cutBehind('id="kith:open-room', info));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Start a room' }).click();
  await expect(page.getByRole('alertdialog', { name: 'This copy is cut short' })).toBeVisible();
});

test('a copy cut before the app is whole says so instead of showing nothing', async ({ page }, info) => {
  await page.goto(cutBehind('id="kith:@entry"', info));
  await expect(page.getByRole('alert')).toContainText('This copy of Kith is incomplete');
});

test('a browser without what the page is packed with gets a sentence', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'DecompressionStream'));
  await page.goto(pathToFileURL(BUILT_PATH).href);
  await expect(page.getByRole('alert')).toContainText('This browser is too old for Kith');
});
