// `npm run shots`: takes the README's and the manifest's pictures of the running app. Three people meet in a room
// through the real host and chat; nothing in the pictures is staged but what they say.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { startHost } from '../host/host.ts';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const DOCS = 'docs';
const MANIFEST = 'public/screenshots';
/** Meeting takes key derivation, a broker and a handshake on each side. */
const MEETING_TIMEOUT_MS = 30_000;
/** Toasts leave and threads are drawn. */
const CALM_MS = 6_000;

interface Visitor {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
}

async function main(): Promise<void> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'kith-shots-'));
  const host = await startHost({ port: 0, stateFolder, quiet: true });
  const executablePath = process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  for (const folder of [DOCS, MANIFEST]) mkdirSync(folder, { recursive: true });
  try {
    await takeAll(browser, host.localUrl);
  } finally {
    await browser.close();
    await host.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  const noor = await open(browser, url, { name: 'Noor', viewport: WIDE });
  await takeBoth(noor, 'home');
  await take(noor, join(MANIFEST, 'home-wide.png'));
  const mei = await open(browser, url, { name: 'Mei', viewport: PHONE });
  await takeBoth(mei, 'phone-home');
  await take(mei, join(MANIFEST, 'home-narrow.png'));

  const room = await startRoom(noor);
  const kwame = await open(browser, url, { name: 'Kwame', viewport: WIDE });
  await joinRoom(kwame, room);
  await joinRoom(mei, room);
  await talk({ noor, kwame, mei });
  await noor.waitForTimeout(CALM_MS);

  await takeBoth(noor, 'room');
  await take(noor, join(MANIFEST, 'room-wide.png'));
  await takeBoth(mei, 'phone-room');
  await take(mei, join(MANIFEST, 'room-narrow.png'));
}

async function open(browser: Browser, url: string, { name, viewport }: Visitor): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'en-GB', colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.keyboard.press('Enter');
  return page;
}

/** Returns the room's address. */
async function startRoom(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Start a room' }).click();
  await messageBox(page).waitFor({ timeout: MEETING_TIMEOUT_MS });
  return page.url();
}

async function joinRoom(page: Page, room: string): Promise<void> {
  await page.goto(room);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await messageBox(page).waitFor({ timeout: MEETING_TIMEOUT_MS });
}

async function talk(people: {
  readonly noor: Page;
  readonly kwame: Page;
  readonly mei: Page;
}): Promise<void> {
  const { noor, kwame, mei } = people;
  await say(noor, 'Morning! Who brings the projector on Thursday?', [kwame, mei]);
  await say(kwame, 'I can. It only has HDMI, though.', [noor, mei]);
  await say(mei, 'I have an adapter. See you at the east door?', [noor, kwame]);
  await say(noor, 'East door, half past six. The map is on https://example.org/hall', [kwame, mei]);
  await say(kwame, 'Perfect.', [noor, mei]);
}

async function say(from: Page, text: string, to: readonly Page[]): Promise<void> {
  await messageBox(from).fill(text);
  await from.keyboard.press('Enter');
  for (const page of to) await page.getByText(text.slice(0, 24)).waitFor({ timeout: MEETING_TIMEOUT_MS });
}

function messageBox(page: Page) {
  return page.getByRole('textbox', { name: /^Message / });
}

async function takeBoth(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await take(page, join(DOCS, `screenshot-${name}-${colorScheme}.png`));
  }
}

async function take(page: Page, path: string): Promise<void> {
  await page.screenshot({ path });
  console.log(path);
}

await main();
