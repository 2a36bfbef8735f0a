// Bad links and black-outs, made in the browser itself through its debugging protocol: it drops and delays the packets
// of a peer connection too. The conditions must stand before the first connection is made.

import { createImpairment, type Conditions, type Impair } from './support/impairment.ts';
import { join, startRoom, type Guest } from './support/meeting.ts';
import { expect, test, type OpenNewcomer } from './support/test.ts';

const CLEAR: Conditions = {};
const BLACKED_OUT: Conditions = { packetLoss: 100 };
/** From the moment on at which there is a path again. */
const BACK_WITHIN_MS = 5_000;
/** On a link this bad every step takes its time. */
const SLOW_MS = 30_000;

interface Impaired {
  readonly alice: Guest;
  readonly bob: Guest;
  readonly impair: Impair;
}

/** Alice and Bob in a room; Alice's link can be made worse. */
async function meetImpaired(newcomer: OpenNewcomer): Promise<Impaired> {
  const person = await newcomer('Alice');
  const impair = await createImpairment(person.page);
  const alice = await startRoom(person);
  const bob = await join(await newcomer('Bob'), alice);
  await alice.room.expectLinkedWith(['Bob']);
  await bob.room.expectLinkedWith(['Alice']);
  return { alice, bob, impair };
}

test('joining over a slow and lossy link says each step and arrives', async ({ newcomer }) => {
  const alice = await startRoom(await newcomer('Alice'));
  const person = await newcomer('Bob');
  const impair = await createImpairment(person.page);
  const { link } = await alice.room.readInvitation();
  const door = await person.home.goToDoor(link);
  await impair({ latency: 400, packetLoss: 2, downloadThroughput: 60_000, uploadThroughput: 60_000 });
  await door.join.click();
  await expect(door.steps.filter({ hasText: 'Saying hello to the brokers' })).toBeVisible();
  await expect(person.page.locator('[aria-current=step]')).toHaveText(
    /Looking for somebody|Proving who is who|Linking with everybody/,
    { timeout: SLOW_MS },
  );
  await expect(alice.room.person('Bob')).toContainText('direct', { timeout: SLOW_MS });
});

test('a black-out of four seconds is not shown; one of ten is said while it lasts, and talk goes on after it; who is away for 35 s is shown as reconnecting, is back once, and nothing said meanwhile is lost', async ({
  newcomer,
}) => {
  test.slow();
  // Two rooms at once: most of it is waiting.
  const [short, long] = [await meetImpaired(newcomer), await meetImpaired(newcomer)];
  await Promise.all([passShortBlackOuts(short), passLongBlackOut(long)]);
});

async function passShortBlackOuts({ alice, bob, impair }: Impaired): Promise<void> {
  await impair(BLACKED_OUT);
  const shown = await statesShown([alice, bob], 4_000);
  await impair(CLEAR);
  shown.push(...(await statesShown([alice, bob], 8_000)));
  expect(shown.filter((state) => !state.includes('direct'))).toEqual([]);

  await impair(BLACKED_OUT);
  const beginMs = performance.now();
  await expect(alice.room.state).not.toContainText('direct', { timeout: 10_000 });
  await expect(bob.room.state).not.toContainText('direct', { timeout: 10_000 });
  await expect.poll(() => performance.now() - beginMs, { timeout: 12_000 }).toBeGreaterThan(10_000);
  await impair(CLEAR);
  await expectBackInTime([alice, bob]);
  await alice.room.say('Back again');
  await expect(bob.room.saidBy('Alice')).toContainText('Back again');
  await bob.room.say('So am I');
  await expect(alice.room.saidBy('Bob')).toContainText('So am I');
}

async function passLongBlackOut({ alice, bob, impair }: Impaired): Promise<void> {
  await impair(BLACKED_OUT);
  const beginMs = performance.now();
  await expect(bob.room.person('Alice')).toContainText('reconnecting', { timeout: 20_000 });
  await expect(bob.room.state).toContainText('1 reconnecting');
  await alice.room.say('Said in the dark');
  await bob.room.say('So was this');
  // Beyond the point at which the browser itself gives the connection up, and we do.
  await expect.poll(() => performance.now() - beginMs, { timeout: 40_000 }).toBeGreaterThan(35_000);
  await impair(CLEAR);
  await expectBackInTime([alice, bob]);
  await alice.room.say('I am back');
  // What Bob said in the dark stands between the two.
  await expect(bob.room.saidBy('Alice').last()).toContainText('I am back');
  await expect(alice.room.saidBy('Bob')).toContainText('So was this');
  expect(await countOf(bob, 'Said in the dark')).toBe(1);
  expect(await countOf(alice, 'So was this')).toBe(1);
}

/** To be called as soon as the path is there. */
async function expectBackInTime(guests: readonly Guest[]): Promise<void> {
  await Promise.all(
    guests.map(({ room }) => expect(room.state).toContainText('direct', { timeout: BACK_WITHIN_MS })),
  );
}

/** What the room's line says to each of them, looked at again and again for so long. */
async function statesShown(guests: readonly Guest[], durationMs: number): Promise<string[]> {
  const shown: string[] = [];
  const endMs = performance.now() + durationMs;
  while (performance.now() < endMs) {
    for (const { room, page } of guests) {
      shown.push(await room.state.innerText());
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }
  return shown;
}

/** How often a sentence stands in somebody's log. */
async function countOf({ room }: Guest, sentence: string): Promise<number> {
  return (await room.log.innerText()).split(sentence).length - 1;
}
