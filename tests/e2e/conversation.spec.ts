// Five browsers talk without a pause while something breaks: what the others say to each other is neither lost nor
// doubled nor out of order, and nobody has to click.

import { chromium } from '@playwright/test';
import { seedsToRun } from '../support/seeds.ts';
import { CHROMIUM } from './support/launch.ts';
import { expectAllLinked, gather, join, type Guest } from './support/meeting.ts';
import { expect, NETWORK_IS_AWAY, startOwnHost, test } from './support/test.ts';

const NAMES = ['Alice', 'Bob', 'Carol', 'Dave', 'Eve'] as const;
/** Between two messages of one person: five who write all the time. */
const PACE_MS = 600;
/** Said by each before and after each break; the last ones when everything has long been noticed. */
const BEFORE = 4;
const AFTER = 14;
/** Until the last words are everywhere: a link that died without a word is given 30 s, then dialled again. */
const HEARD_WITHIN_MS = 45_000;
const WIDE_PX = 1_280;
/** For all that five people say. */
const TALL_PX = 12_000;

test.describe.configure({ timeout: 240_000 });

test('one link is cut, then the host is stopped, then a link is cut while there is none', async ({
  newcomer,
}) => {
  const own = await startOwnHost();
  const place = { at: `${own.host.localUrl}/`, mayComplain: NETWORK_IS_AWAY, before: recordConnections };
  const five = await gather(newcomer, NAMES, () => place);
  await talkWhile(1, five, { survivors: five, breakIt: () => cutOneLink(five[1]) });
  await expectAllLinked(five);
  await talkWhile(2, five, { survivors: five, breakIt: () => own.dispose() });
  await talkWhile(3, five, { survivors: five, breakIt: () => cutOneLink(five[2]) });
  await expectAllLinked(five);
});

for (const { closed, killed } of seedsToRun([0]).map(pickTwo))
  test(`${closed}'s browser is closed and comes again, then ${killed}'s dies`, async ({ newcomer }) => {
    const server = await chromium.launchServer(CHROMIUM);
    const mortal = await chromium.connect(server.wsEndpoint());
    const five = await gather(newcomer, NAMES, (name) => (name === killed ? { browser: mortal } : {}));
    const [leaving, others] = [
      five.find(({ name }) => name === closed)!,
      five.filter(({ name }) => name !== closed),
    ];
    const close = () => leaving.page.close({ runBeforeUnload: false });
    await talkWhile(1, five, { survivors: others, breakIt: close });
    const again = [...others, await join(await newcomer(closed), others[1]!)];
    await expectAllLinked(again);
    const living = again.filter(({ name }) => name !== killed);
    await talkWhile(2, again, { survivors: living, breakIt: () => server.kill() });
  });

/** `KITH_SEEDS=0-4` closes and kills each of the five once. */
function pickTwo(seed: number): { readonly closed: string; readonly killed: string } {
  const at = (place: number) => NAMES[(seed + place) % NAMES.length] ?? NAMES[0];
  return { closed: at(2), killed: at(0) };
}

/** Everybody talks; in the middle `breakIt` happens; then `survivors` must have all that survivors said. */
async function talkWhile(
  round: number,
  everybody: readonly Guest[],
  { survivors, breakIt }: { survivors: readonly Guest[]; breakIt: () => Promise<unknown> },
): Promise<void> {
  const others = everybody.filter((guest) => !survivors.includes(guest));
  await Promise.all(everybody.map((guest) => talk(guest, round, [0, BEFORE])));
  // Those who go talk until they are gone, so that they have words on the way when it happens.
  const rest = [BEFORE, BEFORE + AFTER] as const;
  const lastWords = others.map((guest) => talk(guest, round, rest).catch(() => undefined));
  const talking = survivors.map((guest) => talk(guest, round, rest));
  // In the middle of the talk, as everybody's second sentence of this half is there.
  for (const { name } of survivors)
    await expect(survivors[0]!.room.log).toContainText(saying(name, round, BEFORE + 1), {
      timeout: HEARD_WITHIN_MS,
    });
  await breakIt();
  await Promise.all([...talking, ...lastWords]);
  for (const listener of survivors) await expectHeard(listener, round, survivors);
}

async function talk(
  { name, room, page }: Guest,
  round: number,
  [from, to]: readonly [number, number],
): Promise<void> {
  for (let number = from; number < to; number += 1) {
    await room.say(saying(name, round, number));
    // No waiting for something to have happened: the pace at which a person talks is what is being simulated.
    await page.waitForTimeout(PACE_MS);
  }
}

function saying(name: string, round: number, number: number): string {
  return `${name} says ${round}/${number}`;
}

/** Each speaker's words of this round once and in order. */
async function expectHeard(listener: Guest, round: number, speakers: readonly Guest[]): Promise<void> {
  const spoken = Array.from({ length: BEFORE + AFTER }, (_, number) => number);
  const expected = speakers.map(({ name }) => spoken.map((number) => saying(name, round, number)));
  const size = listener.page.viewportSize() ?? { width: WIDE_PX, height: 720 };
  // Only what is on screen is drawn.
  await listener.page.setViewportSize({ width: WIDE_PX, height: TALL_PX });
  await expect(async () => {
    const log = await listener.room.log.innerText();
    const heard = speakers.map(({ name }) => log.match(new RegExp(`${name} says ${round}/\\d+`, 'g')) ?? []);
    expect(heard, `what ${listener.name} heard`).toEqual(expected);
  }).toPass({ timeout: HEARD_WITHIN_MS, intervals: [250] });
  await listener.page.setViewportSize(size);
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
