// Where what is said lives while people come and go, with three of them: who falls asleep and returns, how many hold it,
// and what the browser asks the last one. A sleeper is given a minute: meanwhile two others give each other files.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { countScreenLocks, rememberBlobs } from './support/file-sharing.ts';
import { testFilesOfTwo, type Pair } from './support/files-of-two.ts';
import { createImpairment } from './support/impairment.ts';
import { gather, join, startRoom, type Guest } from './support/meeting.ts';
import { expectState, setState } from './support/scripting.ts';
import { inFiles } from './support/sharers.ts';
import { becomeHideable, freeze, hide } from './support/sleeping.ts';
import { expect, openReception, test, type Reception } from './support/test.ts';

const SEEN_WITHIN_MS = 10_000;
const SLEEP_MS = 40_000;
/** From the moment on at which a page that slept runs again. */
const BACK_WITHIN_MS = 5_000;
/** The network of a page that said it is hidden lives on while it sleeps: its silence means nothing for a minute. */
const ASLEEP_WITHIN_MS = 80_000;

/** A room of three and one of two: each test goes on where the one before ended. */
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let reception: Reception;
let three: readonly [Guest, Guest, Guest];
let pair: Pair;
let wakeCleo: () => Promise<void>;
let asleepSinceMs: number;

test.beforeAll('three come together', async ({ browser, host }) => {
  reception = openReception(browser, host);
  three = await gather(reception.newcomer, ['Alice', 'Bob', 'Cleo'], (name) =>
    name === 'Cleo' ? { before: becomeHideable } : {},
  );
});

test.afterAll(async () => {
  rmSync(pair.folder, { recursive: true, force: true });
  await reception.close();
});

test('three hold what is said, and one falls asleep', async () => {
  const [alice, bob, cleo] = three;
  await alice.room.say('All of us');
  for (const guest of three) await expectHeld(guest, '3 people hold all of it');

  await hide(cleo.page, true);
  // What is said after it has arrived, so that it has.
  await setState(cleo.page, 'evening', { lights: 'out' });
  await expectState([alice, bob], 'evening', { lights: 'out' }, SEEN_WITHIN_MS);
  wakeCleo = await freeze(cleo.page);
  asleepSinceMs = performance.now();
});

test('meanwhile two others share a room', async () => {
  const before = [rememberBlobs, countScreenLocks];
  const person = await reception.newcomer('Dora', { before });
  const impair = await createImpairment(person.page);
  const dora = await startRoom(person);
  const eve = await join(await reception.newcomer('Eve', { before }), dora);
  await dora.room.expectLinkedWith(['Eve']);
  const folder = mkdtempSync(joinPath(tmpdir(), 'kith-files-'));
  pair = { folder, giver: await inFiles(dora), taker: await inFiles(eve), impair };
});

testFilesOfTwo(() => pair);

test('who sleeps is shown asleep and misses nothing, and only the last is asked', async () => {
  const [alice, bob, cleo] = three;
  for (const { room } of [alice, bob]) {
    await expect(room.person('Cleo')).toContainText('asleep', { timeout: ASLEEP_WITHIN_MS });
    await expect(room.state).toHaveText('3 people · 1 direct, 1 reconnecting');
  }
  await alice.room.say('While you slept');
  await expect(bob.room.saidBy('Alice')).toContainText('While you slept');
  // Whoever sleeps has not got it: the badge says so.
  await expectHeld(alice, '2 people hold all of it');
  // Longer than a silent link lives whose page did not say that it is hidden.
  await expect
    .poll(() => performance.now() - asleepSinceMs, { timeout: SLEEP_MS + SEEN_WITHIN_MS })
    .toBeGreaterThan(SLEEP_MS);
  const backByMs = performance.now() + BACK_WITHIN_MS;
  await wakeCleo();
  await hide(cleo.page, false);
  for (const { room } of [alice, bob]) {
    await expect(room.person('Cleo')).toContainText('direct', { timeout: msUntil(backByMs) });
    await expect(room.person('Cleo')).not.toContainText('asleep');
  }
  await expect(cleo.room.log).toContainText('While you slept', { timeout: msUntil(backByMs) });
  expect((await cleo.room.log.innerText()).split('While you slept')).toHaveLength(2);
  // Bob too, to whom nobody said what Alice said to Cleo later.
  for (const guest of three) await expectHeld(guest, '3 people hold all of it');

  // Others hold all of it: the browser has nothing to ask.
  expect(await closeTab(cleo)).toBe('closed');
  for (const guest of [alice, bob]) await expectHeld(guest, '2 people hold all of it');
  await bob.room.leave();
  await expectHeld(alice, 'only you hold all of it');

  expect(await closeTab(alice)).toBe('beforeunload');
  await expect(alice.room.log).toContainText('While you slept');
  await expect(alice.room.messageBox).toBeEditable();
});

async function expectHeld({ name, page }: Guest, words: string): Promise<void> {
  await expect(
    page.getByRole('banner').getByRole('button', { name: /^In memory only/ }),
    `what ${name} reads`,
  ).toHaveText(`In memory only · ${words}`, { timeout: SEEN_WITHIN_MS });
}

/** What is left until then; never 0, which would mean for ever. */
function msUntil(atMs: number): number {
  return Math.max(1, atMs - performance.now());
}

/** As a person does it: what the browser asked, which is answered with staying, or that it closed. */
async function closeTab({ page }: Guest): Promise<string> {
  const asked = page.waitForEvent('dialog', { timeout: SEEN_WITHIN_MS }).then(async (dialog) => {
    await dialog.dismiss();
    return dialog.type();
  });
  const closed = page.waitForEvent('close', { timeout: SEEN_WITHIN_MS }).then(() => 'closed');
  await page.close({ runBeforeUnload: true });
  return Promise.any([asked, closed]);
}
