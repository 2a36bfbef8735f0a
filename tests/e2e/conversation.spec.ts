// Five browsers talk without a pause while something breaks: what the others say to each other is neither lost nor
// doubled nor out of order, and nobody has to click.

import { chromium } from '@playwright/test';
import { CHROMIUM } from './support/launch.ts';
import { expectAllLinked, gather, type Guest } from './support/meeting.ts';
import { expect, NETWORK_IS_AWAY, startOwnHost, test } from './support/test.ts';

const NAMES = ['Alice', 'Bob', 'Carol', 'Dave', 'Eve'] as const;
/** Between two messages of one person: five who write all the time. */
const PACE_MS = 600;
/** Said by each before and after the break; the last ones when everything has long been noticed. */
const BEFORE = 4;
const AFTER = 14;
/** Until the last words are everywhere: a link that died without a word is given 30 s, then dialled again. */
const HEARD_WITHIN_MS = 45_000;
/** For all that five people say. */
const TALL_PX = 12_000;

test.describe.configure({ timeout: 150_000 });

test('the host is stopped', async ({ newcomer }) => {
  const own = await startOwnHost();
  const place = { at: `${own.host.localUrl}/`, mayComplain: NETWORK_IS_AWAY };
  const five = await gather(newcomer, NAMES, () => place);
  await talkWhile(five, five, () => own.dispose());
});

test('one link is cut', async ({ newcomer }) => {
  const five = await gather(newcomer, NAMES, () => ({ before: recordConnections }));
  await talkWhile(five, five, () => cutOneLink(five[1]));
  await expectAllLinked(five);
});

test('one link is cut while there is no host', async ({ newcomer }) => {
  const own = await startOwnHost();
  const place = {
    at: `${own.host.localUrl}/`,
    mayComplain: NETWORK_IS_AWAY,
    before: recordConnections,
  };
  const five = await gather(newcomer, NAMES, () => place);
  await own.dispose();
  await talkWhile(five, five, () => cutOneLink(five[2]));
  await expectAllLinked(five);
});

test('one browser is closed', async ({ newcomer }) => {
  const five = await gather(newcomer, NAMES);
  const leaving = five[2];
  const others = five.filter((guest) => guest !== leaving);
  await talkWhile(five, others, () => leaving.page.close({ runBeforeUnload: false }));
});

test('one browser dies', async ({ newcomer }) => {
  const server = await chromium.launchServer(CHROMIUM);
  const mortal = await chromium.connect(server.wsEndpoint());
  const five = await gather(newcomer, NAMES, (name) => (name === NAMES[0] ? { browser: mortal } : {}));
  await talkWhile(five, five.slice(1), () => server.kill());
});

/** Everybody talks; in the middle `breakIt` happens; then `survivors` must have all that survivors said. */
async function talkWhile(
  everybody: readonly Guest[],
  survivors: readonly Guest[],
  breakIt: () => Promise<unknown>,
): Promise<void> {
  const others = everybody.filter((guest) => !survivors.includes(guest));
  await Promise.all(everybody.map((guest) => talk(guest, 0, BEFORE)));
  // Those who go talk until they are gone, so that they have words on the way when it happens.
  const lastWords = others.map((guest) => talk(guest, BEFORE, BEFORE + AFTER).catch(() => undefined));
  const talking = survivors.map((guest) => talk(guest, BEFORE, BEFORE + AFTER));
  // In the middle of the talk, as everybody's second sentence of this half is there.
  for (const { name } of survivors)
    await expect(survivors[0]!.room.log).toContainText(saying(name, BEFORE + 1), {
      timeout: HEARD_WITHIN_MS,
    });
  await breakIt();
  await Promise.all([...talking, ...lastWords]);
  for (const listener of survivors) await expectHeard(listener, survivors);
}

async function talk({ name, room, page }: Guest, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1) {
    await room.say(saying(name, number));
    // No waiting for something to have happened: the pace at which a person talks is what is being simulated.
    await page.waitForTimeout(PACE_MS);
  }
}

function saying(name: string, number: number): string {
  return `${name} says ${number}`;
}

/** Each speaker's words once and in order. */
async function expectHeard(listener: Guest, speakers: readonly Guest[]): Promise<void> {
  const spoken = Array.from({ length: BEFORE + AFTER }, (_, number) => number);
  const expected = speakers.map(({ name }) => spoken.map((number) => saying(name, number)));
  // Only what is on screen is drawn.
  await listener.page.setViewportSize({ width: 1280, height: TALL_PX });
  await expect(async () => {
    const log = await listener.room.log.innerText();
    const heard = speakers.map(({ name }) => log.match(new RegExp(`${name} says \\d+`, 'g')) ?? []);
    expect(heard, `what ${listener.name} heard`).toEqual(expected);
  }).toPass({ timeout: HEARD_WITHIN_MS, intervals: [250] });
}

/** Runs in the page before anything of it: whatever opens connections, they can be found. */
function recordConnections(): void {
  const made: RTCPeerConnection[] = [];
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made.push(this);
    }
  };
  Object.assign(globalThis, { made });
}

/** One connection is gone at once, behind the page's back; the other side is told by nobody but the network. */
async function cutOneLink({ page }: Guest): Promise<void> {
  const isCut = await page.evaluate(() => {
    const { made } = globalThis as unknown as { readonly made: readonly RTCPeerConnection[] };
    const standing = made.find(({ connectionState }) => connectionState === 'connected');
    standing?.close();
    return standing !== undefined;
  });
  expect(isCut, 'there was a link to cut').toBe(true);
}
