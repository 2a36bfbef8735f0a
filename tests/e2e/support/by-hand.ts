// Two people who meet without a server: what each does on their own screen, and what is seen of the network meanwhile.

import { readFileSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { encodeAnswer, encodeInvitation } from '../../../src/signaling/invitation.ts';
import { formatMeetingText } from '../../../src/signaling/invitation-text.ts';
import { packDescription } from '../../../src/signaling/packed-description.ts';
import { createNodeCrypto } from '../../support/node-crypto.ts';
import { readRecorded } from '../../support/packed-descriptions.ts';
import { RoomPage } from '../pages/room-page.ts';
import type { Guest } from './meeting.ts';
import { expect, type Person } from './test.ts';

const LINKED_WITHIN_MS = 20_000;
/** More than any screen has. */
const MAX_STOPS = 60;

/** The invitation's text, as the dialog shows it. */
export async function showInvitation(host: Guest): Promise<string> {
  await host.room.openInvitation();
  await host.page.getByRole('tab', { name: 'Without internet' }).click();
  return textOf(host.page, 'invitation');
}

export async function textOf(page: Page, kind: 'invitation' | 'answer'): Promise<string> {
  const text = page.getByTestId(`${kind}-text`);
  await expect(text).toBeVisible({ timeout: LINKED_WITHIN_MS });
  return text.innerText();
}

/** Their answer goes into the host's dialog, which says what becomes of it. */
export async function takeAnswer({ page }: Pick<Guest, 'page'>, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Their answer' }).fill(text);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

/** Both steps by pasted text; the host's dialog stays open. */
export async function pairByText(
  host: Guest,
  guest: Person,
): Promise<readonly [guest: Guest, answer: string]> {
  const invitation = await showInvitation(host);
  await guest.home.typeToJoin(invitation);
  await guest.page.getByRole('button', { name: 'Make an answer' }).click();
  const answer = await textOf(guest.page, 'answer');
  await takeAnswer(host, answer);
  await expectComing(host);
  const room = new RoomPage(guest.page);
  await room.waitUntilInside();
  return [{ ...guest, room }, answer];
}

/** The same without a pointer; what is copied is what goes over. */
export async function pairByKeys(
  host: Guest,
  guest: Person,
): Promise<readonly [guest: Guest, answer: string]> {
  for (const { page } of [host, guest])
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await tabTo(host.room.invite);
  await host.page.keyboard.press('Enter');
  await tabTo(host.page.getByRole('tab', { name: 'Over the internet' }));
  await host.page.keyboard.press('ArrowRight');
  await textOf(host.page, 'invitation');
  await expectNextStep(host, 1);
  const invitation = await copyByKeys(host.page);
  await expectNextStep(host, 2);
  await tabTo(guest.home.joinField);
  await guest.page.keyboard.insertText(invitation);
  await guest.page.keyboard.press('Enter');
  await tabTo(guest.page.getByRole('button', { name: 'Make an answer' }));
  await guest.page.keyboard.press('Enter');
  await textOf(guest.page, 'answer');
  const answer = await copyByKeys(guest.page);
  await tabTo(host.page.getByRole('textbox', { name: 'Their answer' }));
  await host.page.keyboard.insertText(answer);
  await host.page.keyboard.press('Enter');
  await expectComing(host);
  const room = new RoomPage(guest.page);
  await room.waitUntilInside();
  return [{ ...guest, room }, answer];
}

/** The one of the two that is marked as to be done now. */
async function expectNextStep({ page }: Guest, step: 1 | 2): Promise<void> {
  await expect(page.locator('section[aria-current="step"]').getByRole('heading', { level: 3 })).toHaveText(
    new RegExp(`^${step}`),
  );
}

async function copyByKeys(page: Page): Promise<string> {
  await tabTo(page.getByRole('button', { name: 'Copy', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** By the Tab key alone. */
async function tabTo(target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    await target.page().keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`the keyboard does not reach ${String(target)}`);
}

async function expectComing({ page }: Guest): Promise<void> {
  await expect(page.getByText('Linked. They are in once')).toBeVisible({ timeout: LINKED_WITHIN_MS });
}

export async function bringIn(host: Guest, guest: Person): Promise<Guest> {
  const [inside] = await pairByText(host, guest);
  await host.page.keyboard.press('Escape');
  return inside;
}

/** The same by links alone, as a messenger passes them: here in the guest's tab, back in another tab of the host's. */
export async function bringInByLink(host: Guest, guest: Person, origin: string): Promise<Guest> {
  const invitation = codeIn(await showInvitation(host));
  await guest.page.goto(`${origin}/#/i/${invitation}`);
  await guest.page.getByRole('button', { name: 'Make an answer' }).click();
  const answer = codeIn(await textOf(guest.page, 'answer'));
  const tab = await host.page.context().newPage();
  await tab.goto(`${origin}/#/a/${answer}`);
  await expect(tab.getByText('Handed to the tab that waits for it.')).toBeVisible();
  await tab.close();
  const room = new RoomPage(guest.page);
  await room.waitUntilInside();
  await host.page.keyboard.press('Escape');
  return { ...guest, room };
}

/** Both steps by files, as they are saved here and opened there. */
export async function bringInByFile(host: Guest, guest: Person): Promise<Guest> {
  await showInvitation(host);
  await openFile(guest.page, await savedFile(host.page, 'invitation.kith'));
  await guest.page.getByRole('button', { name: 'Make an answer' }).click();
  await textOf(guest.page, 'answer');
  await openFile(host.page, await savedFile(guest.page, 'answer.kith'));
  await expectComing(host);
  await host.page.keyboard.press('Escape');
  const room = new RoomPage(guest.page);
  await room.waitUntilInside();
  return { ...guest, room };
}

async function savedFile(page: Page, name: string): Promise<GivenFile> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as file' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe(name);
  return { name, mimeType: '', buffer: readFileSync(await saved.path()) };
}

export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** By the system's dialog. */
export async function openFile(page: Page, file: GivenFile): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await choosing).setFiles(file);
}

/** What stands behind the last `/`. */
export function codeIn(text: string): string {
  return /[ia]\/([\w-]+)$/.exec(text)?.[1] ?? '';
}

/** Well made, of people who are nowhere: an invitation, one that is over, one that names another's key, an answer. */
export async function craftMeeting() {
  const crypto = createNodeCrypto();
  const description = (name: 'chromium-offer' | 'chromium-answer') => {
    const packed = packDescription(readRecorded(name));
    if (!packed.ok) throw new Error(packed.error.detail);
    return packed.value;
  };
  const { publicKey } = await crypto.generateSigningKey();
  const inviter = { key: publicKey, sign: () => Promise.resolve(new Uint8Array(64).fill(1)) };
  const invitationOf = async (expiresAtMs: number, proof: { readonly inviter?: typeof inviter } = {}) => {
    const parts = {
      expiresAtMs,
      secret: new Uint8Array(16).fill(7),
      description: description('chromium-offer'),
    };
    return formatMeetingText('invitation', await encodeInvitation({ ...parts, ...proof }));
  };
  const soonMs = Date.now() + 5 * 60_000;
  const answer = { tag: new Uint8Array(8).fill(7), description: description('chromium-answer') };
  return {
    invitation: await invitationOf(soonMs),
    expired: await invitationOf(Date.now() - 60 * 60_000),
    forged: await invitationOf(soonMs, { inviter }),
    answer: formatMeetingText('answer', encodeAnswer(answer)),
  };
}

/**
 * For `before`: remembers which servers connections are told to ask for their own address. Counts those that look for
 * addresses: PeerJS makes one that never does, to see what the browser can.
 */
export function rememberIceServers(): void {
  const told: string[] = [];
  Object.assign(globalThis, { iceServersTold: told, connectionsMade: 0 });
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    override setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      for (const { urls } of this.getConfiguration().iceServers ?? []) told.push(...[urls].flat());
      Reflect.set(globalThis, 'connectionsMade', Number(Reflect.get(globalThis, 'connectionsMade')) + 1);
      return super.setLocalDescription(description);
    }
  };
}

/** The servers, and how many connections there were at all. */
export async function readIceServers(
  page: Page,
): Promise<{ readonly told: readonly string[]; readonly made: number }> {
  return page.evaluate(() => ({
    told: Reflect.get(globalThis, 'iceServersTold') as string[],
    made: Reflect.get(globalThis, 'connectionsMade') as number,
  }));
}

/**
 * What the driver tells of pages of this context from now on, and whether anybody answered. It tells of no socket of
 * Firefox, and of no worker's: whoever wants to know of everything takes the counting proxy as well.
 */
export function recordRequests(context: BrowserContext): {
  readonly asked: readonly string[];
  readonly answered: readonly string[];
} {
  const asked: string[] = [];
  const answered: string[] = [];
  const isOfNetwork = (url: string) => /^(?:https?|wss?):/.test(url);
  context.on('request', (request) => isOfNetwork(request.url()) && asked.push(request.url()));
  // What the page's own worker has kept comes from this machine.
  context.on(
    'response',
    (response) =>
      isOfNetwork(response.url()) && !response.fromServiceWorker() && answered.push(response.url()),
  );
  const listen = (page: Page) => page.on('websocket', (socket) => asked.push(socket.url()));
  for (const page of context.pages()) listen(page);
  context.on('page', listen);
  return { asked, answered };
}

/** Without what the room itself keeps up with its broker. */
export function beyondBroker(asked: readonly string[]): readonly string[] {
  return asked.filter((url) => !new URL(url).pathname.startsWith('/broker/'));
}
