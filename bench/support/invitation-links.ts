// Links by invitation between two engines, with what a person takes between the steps: how long from the answer to the
// link. Nothing but the text goes between the pages.

import { firefox, chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM, FIREFOX } from '../../tests/e2e/support/launch.ts';
import { formatMeetingText, parseMeetingText } from '../../src/signaling/invitation-text.ts';
import { encodeInvitation } from '../../src/signaling/invitation.ts';
import type { InvitationBench } from '../pages/invitation-page.ts';
import { openBenchPage } from './stage.ts';

export type EngineName = 'chromium' | 'firefox';

export interface LinkTimes {
  /** From the answer until ICE and DTLS are through at both ends, milliseconds. */
  readonly connectedMs: number;
  /** From the answer until the room has the link at both ends, milliseconds. */
  readonly openMs: number;
  /** Whether another invitation was shown by the time of the answer. */
  readonly wasReplaced: boolean;
}

/** What the product promises of {@link LinkTimes.openMs}. */
const OPEN_WITHIN_MS = 1_000;

/** Throws when one of these took longer than it may. */
export function expectInTime(name: string, times: readonly LinkTimes[]): void {
  const slowest = Math.max(...times.map(({ openMs }) => openMs));
  if (!(slowest <= OPEN_WITHIN_MS))
    throw new Error(`${name}: the link opened ${slowest} ms after the answer, more than ${OPEN_WITHIN_MS}`);
}

export interface Meeting {
  readonly inviter: EngineName;
  readonly guest: EngineName;
  /** Between the invitation's answer being made and its being taken. */
  readonly waitMs: number;
  /**
   * The inviter hears nothing from the guest before it asks itself, as behind a wall that lets nobody in: the guest is
   * given an address at which nobody is.
   */
  readonly isWalled?: boolean | undefined;
}

export interface Table {
  meet(meeting: Meeting): Promise<LinkTimes>;
  close(): Promise<void>;
}

declare const bench: InvitationBench;

/** RFC 863: nobody answers there. */
const DISCARD_PORT = 9;

/** Two browsers of each engine, with real addresses: names by multicast reach nobody on a machine without a network. */
export async function openTable(): Promise<Table> {
  const site = await openBenchPage('invitation-page.ts');
  const browsers = {
    inviter: { chromium: await chromium.launch(CHROMIUM), firefox: await firefox.launch(FIREFOX) },
    guest: { chromium: await chromium.launch(CHROMIUM), firefox: await firefox.launch(FIREFOX) },
  };
  const open = async (browser: Browser) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'bench' in globalThis);
    return page;
  };
  return {
    async meet(meeting) {
      const inviter = await open(browsers.inviter[meeting.inviter]);
      const guest = await open(browsers.guest[meeting.guest]);
      const times = await meet(inviter, guest, meeting);
      await Promise.all([inviter.context().close(), guest.context().close()]);
      return times;
    },
    async close() {
      const all = Object.values(browsers).flatMap((each) => Object.values(each));
      await Promise.all(all.map((browser) => browser.close()));
      site.close();
    },
  };
}

async function meet(inviter: Page, guest: Page, { waitMs, isWalled }: Meeting): Promise<LinkTimes> {
  const invitation = await inviter.evaluate(() => bench.invite());
  const given = isWalled ? await wall(invitation) : invitation;
  const answer = await guest.evaluate((text) => bench.accept(text), given);
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  const shown = await inviter.evaluate(() => bench.shown());
  const host = await inviter.evaluate((text) => bench.complete(text), answer);
  const other = await guest.evaluate(() => bench.whenAnswered());
  for (const page of [inviter, guest]) await page.evaluate(() => bench.end());
  return {
    connectedMs: Math.max(host.connectedAtMs, other.connectedAtMs) - host.appliedAtMs,
    openMs: Math.max(host.openAtMs, other.openAtMs) - host.appliedAtMs,
    wasReplaced: shown !== invitation,
  };
}

async function wall(text: string): Promise<string> {
  const parsed = parseMeetingText(text);
  if (!parsed.ok || parsed.value.kind !== 'invitation') throw new Error('no invitation');
  const { description, expiresAtMs, secret } = parsed.value;
  const candidates = description.candidates.map((each) => ({ ...each, port: DISCARD_PORT }));
  const parts = { expiresAtMs, secret, description: { ...description, candidates } };
  return formatMeetingText('invitation', await encodeInvitation(parts));
}
