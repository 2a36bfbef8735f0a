// `npm run shots`: takes the README's and the manifest's pictures of the running app. Three people meet in a room
// through the real host and chat; nothing in the pictures is staged but what they say.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { startHost } from '../host/host.ts';
import { HomePage } from '../tests/e2e/pages/home-page.ts';
import type { RoomPage } from '../tests/e2e/pages/room-page.ts';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const DOCS = 'docs';
const MANIFEST = 'public/screenshots';
/** Three browsers on a busy machine. */
const HEARD_TIMEOUT_MS = 30_000;
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
  await takeBoth(noor.page, 'home');
  await take(noor.page, join(MANIFEST, 'home-wide.png'));
  const mei = await open(browser, url, { name: 'Mei', viewport: PHONE });
  await takeBoth(mei.page, 'phone-home');
  await take(mei.page, join(MANIFEST, 'home-narrow.png'));

  const room = await noor.startRoom();
  const kwame = await open(browser, url, { name: 'Kwame', viewport: WIDE });
  const link = room.page.url();
  await talk([room, await enter(kwame, link), await enter(mei, link)]);
  await room.page.waitForTimeout(CALM_MS);

  await takeBoth(noor.page, 'room');
  await take(noor.page, join(MANIFEST, 'room-wide.png'));
  await takeBoth(mei.page, 'phone-room');
  await take(mei.page, join(MANIFEST, 'room-narrow.png'));
}

async function open(browser: Browser, url: string, { name, viewport }: Visitor): Promise<HomePage> {
  const context = await browser.newContext({ viewport, locale: 'en-GB', colorScheme: 'light' });
  const home = new HomePage(await context.newPage());
  await home.page.goto(url);
  await home.callMyself(name);
  return home;
}

async function enter(home: HomePage, link: string): Promise<RoomPage> {
  const door = await home.goToDoor(link);
  return door.enter();
}

async function talk(rooms: readonly [RoomPage, RoomPage, RoomPage]): Promise<void> {
  const [noor, kwame, mei] = rooms;
  await noor.expectLinkedWith(['Kwame', 'Mei']);
  await kwame.expectLinkedWith(['Noor', 'Mei']);
  await say(noor, 'Morning! Who brings the projector on Thursday?', rooms);
  await say(kwame, 'I can. It only has HDMI, though.', rooms);
  await say(mei, 'I have an adapter. See you at the east door?', rooms);
  await say(noor, 'East door, half past six. The map is on https://example.org/hall', rooms);
  await say(kwame, 'Perfect.', rooms);
}

/** Says it, and waits until everybody has it. */
async function say(from: RoomPage, text: string, everybody: readonly RoomPage[]): Promise<void> {
  await from.say(text);
  for (const room of everybody) {
    await expect(room.log).toContainText(text, { timeout: HEARD_TIMEOUT_MS });
  }
}

async function takeBoth(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await take(page, join(DOCS, `screenshot-${name}-${colorScheme}.png`));
  }
}

async function take(page: Page, path: string): Promise<void> {
  // What shows under a pointer is not there for who has none.
  await page.mouse.move(0, 0);
  await page.screenshot({ path });
  console.log(path);
}

await main();
// The broker looks after its connections by timers that nothing ends.
process.exit();
