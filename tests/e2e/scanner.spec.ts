// Scanning: a pretended camera with a code before it, a camera that is refused, and pictures of all kinds.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from '@playwright/test';
import {
  beyondBroker,
  craftMeeting,
  readIceServers,
  recordRequests,
  rememberIceServers,
  showInvitation,
} from './support/by-hand.ts';
import { CHROMIUM } from './support/launch.ts';
import { startRoom } from './support/meeting.ts';
import { drawCode, encodePng, givePicture, pictureOfCode, writeCameraFilm } from './support/scanning.ts';
import { expect, test } from './support/test.ts';

const PAGE = join(import.meta.dirname, '../../dist/index.html');

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-scanner-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A browser with a camera that always shows the code of `text`; `flags`: of how it is asked for. */
async function launchWithCamera(text: string, ...flags: readonly string[]): Promise<Browser> {
  const film = join(folder, 'code.y4m');
  writeCameraFilm(film, text);
  const args = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`, ...flags];
  return chromium.launch({ ...CHROMIUM, args: [...(CHROMIUM.args ?? []), ...args] });
}

async function expectNoViolations(page: Page): Promise<void> {
  // Half faded in, nothing has its contrast yet.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test('[O4] a camera reads an invitation and connects to nothing; refused, its sentence comes and a picture still does', async ({
  host,
  newcomer,
}) => {
  const { invitation } = await craftMeeting();
  const browser = await launchWithCamera(invitation);
  const { page } = await newcomer('Alice', { browser, permissions: ['camera'] });
  const { asked } = recordRequests(page.context());
  await page.getByRole('button', { name: 'Scan a QR code' }).click();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(page.getByRole('heading', { name: 'Somebody invites you' })).toBeVisible();
  expect(asked.filter((url) => !url.includes(new URL(host.localUrl).host))).toEqual([]);

  await page.getByRole('button', { name: 'Not now' }).click();
  await page.context().clearPermissions();
  await page.getByRole('button', { name: 'Scan a QR code' }).click();
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(page.getByText('The browser doesn’t lend the camera to this page.')).toBeVisible();
  await expectNoViolations(page);
  await givePicture(page, drawCode(invitation));
  await expect(page.getByRole('heading', { name: 'Somebody invites you' })).toBeVisible();
  await browser.close();
});

test('[O4] a saved file reads an invitation with the camera that its person allows', async ({ newcomer }) => {
  const { invitation } = await craftMeeting();
  const browser = await launchWithCamera(invitation, '--use-fake-ui-for-media-stream');
  const at = pathToFileURL(PAGE).href;
  const { page } = await newcomer('Alice', { browser, at, before: rememberIceServers });
  const { asked } = recordRequests(page.context());
  await page.getByRole('button', { name: 'Scan a QR code' }).click();
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(page.getByRole('heading', { name: 'Somebody invites you' })).toBeVisible();
  expect([page.url().startsWith(at), asked, (await readIceServers(page)).made]).toEqual([true, [], 0]);
  await browser.close();
});

test('[O4] a picture without a code, of another app, one’s own or damaged gets its sentence, and nothing is opened', async ({
  newcomer,
}) => {
  const alice = await startRoom(await newcomer('Alice', { before: rememberIceServers }));
  const { page } = alice;
  const pages = page.context().pages().length;
  const invitation = await showInvitation(alice);
  const { made } = await readIceServers(page);
  const { asked } = recordRequests(page.context());
  const before = page.url();
  const said = async (picture: Buffer, sentence: string) => {
    await givePicture(page, picture);
    await expect(page.getByRole('dialog').getByText(sentence)).toBeVisible();
  };
  /** What was said before is not what is waited for. */
  const clear = () => said(encodePng(grey), 'There is no code to be read in this picture.');
  const grey = { width: 320, height: 240, data: new Uint8ClampedArray(320 * 240 * 4).fill(200) };
  for (const text of [
    'https://example.org/pay',
    'WIFI:T:WPA;S:Home;P:secret;;',
    'BEGIN:VCARD\nVERSION:3.0\nN:Doe\nEND:VCARD',
  ]) {
    await clear();
    await said(drawCode(text), 'This code is for something else, not for Kith. Nothing was opened.');
  }
  await said(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'This file is no picture');
  await said(await pictureOfCode(page, 'invitation'), 'This is your own invitation.');
  await said(drawCode(invitation.slice(0, -6)), 'The end is missing.');
  const { answer, invitation: another } = await craftMeeting();
  await said(drawCode(another), 'This is an invitation.');
  await said(drawCode(answer), 'This answers another invitation');
  await said(drawCode('kith:a2/AAAA'), 'A newer Kith made this.');
  await expectNoViolations(page);
  expect([page.url(), page.context().pages().length]).toEqual([before, pages]);
  // The reader's block is in the page: not one request, and no connection but the one that waits in the invitation.
  expect([beyondBroker(asked), (await readIceServers(page)).made]).toEqual([[], made]);
});
