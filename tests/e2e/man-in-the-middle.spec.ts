// Whoever runs the broker tries to get between two people, for real: nobody is linked with him, nothing is said to him,
// and the people read why.

import { chromium, type Page } from '@playwright/test';
import { startTamperingBroker, type PassingMessage } from '../support/tampering-broker.ts';
import { CHROMIUM } from './support/launch.ts';
import { startRoom, type Guest } from './support/meeting.ts';
import { startRelayAttack } from './support/relay-attack.ts';
import { expect, test, type Newcomer, type OpenNewcomer, type Person } from './support/test.ts';

const OTHER_FINGERPRINT = Array.from({ length: 32 }, () => 'EE').join(':');
const IN_BETWEEN = 'Somebody is in between';
const WHY = 'the certificate at its other end isn’t the one announced';
/** A dial, a search of the other addresses and a claim, on a busy machine. */
const SEEN_WITHIN_MS = 30_000;

/** Somebody whose host names the attacker's broker and no other. */
async function victim(
  newcomer: OpenNewcomer,
  name: string,
  { brokerUrl, ...options }: Newcomer & { readonly brokerUrl: string },
): Promise<Person> {
  // The worker would ask for the configuration in the page's place, where routes do not reach.
  const mayComplain = /registration blocked by Playwright/;
  const person = await newcomer(name, { serviceWorkers: 'block', mayComplain, ...options });
  const config = { version: 1, brokers: [{ url: brokerUrl }] };
  await person.page.route('**/kith.json', (route) => route.fulfill({ json: config }));
  await person.page.reload();
  return person;
}

/** Alice is in a room and has written; Bob, in another process, comes in by its words. */
async function twoVictims(
  newcomer: OpenNewcomer,
  brokerUrl: string,
  forBob: Newcomer,
): Promise<readonly [Guest, Guest]> {
  const alice = await startRoom(await victim(newcomer, 'Alice', { brokerUrl }));
  const { words } = await alice.room.readInvitation();
  await alice.room.say('The key is under the mat');
  const bob = await victim(newcomer, 'Bob', { brokerUrl, ...forBob });
  const door = await bob.home.goToDoor(words.join(' '));
  return [alice, { ...bob, room: await door.enter() }];
}

async function expectNobodyElse({ page, room }: Guest): Promise<void> {
  await expect(room.people.getByRole('listitem')).toHaveCount(0);
  await expect(room.state).toHaveText('Only you so far');
  await expect(page.getByText('direct')).toHaveCount(0);
}

async function expectWarned(page: Page): Promise<void> {
  const banner = page.getByRole('status').filter({ hasText: IN_BETWEEN }).first();
  await expect(banner).toContainText(WHY, { timeout: SEEN_WITHIN_MS });
  await expect(banner.getByRole('button', { name: 'Network settings' })).toBeVisible();
}

function withOtherFingerprint(message: PassingMessage): PassingMessage {
  const sdp = message.payload?.sdp;
  if (!sdp) return message;
  const changed = sdp.sdp.replaceAll(/^(a=fingerprint:sha-256) .*$/gm, `$1 ${OTHER_FINGERPRINT}`);
  return { ...message, payload: { ...message.payload, sdp: { ...sdp, sdp: changed } } };
}

test('a broker that changes the certificates in what it passes on links nobody, and is named', async ({
  newcomer,
  otherBrowser,
}) => {
  const broker = await startTamperingBroker(withOtherFingerprint);
  const [alice, bob] = await twoVictims(newcomer, broker.url, { browser: otherBrowser });
  await expectWarned(bob.page);
  await expectNobodyElse(bob);
  await expectNobodyElse(alice);
  await expect(alice.room.saidBy('You')).toContainText('Nobody was here yet');
  await broker.stop();
});

test('a man in the middle who passes every frame on is found out by both, and hears nothing', async ({
  newcomer,
  otherBrowser,
}) => {
  const own = await chromium.launch(CHROMIUM);
  const attack = await startRelayAttack(await own.newPage());
  const [alice, bob] = await twoVictims(newcomer, attack.broker.url, { browser: otherBrowser });
  await expectWarned(bob.page);
  await expectWarned(alice.page);
  // He did stand between the two, and carried their handshake.
  expect(await attack.passedFrames()).toBeGreaterThan(3);
  await expectNobodyElse(bob);
  await expectNobodyElse(alice);
  await bob.room.say('Is it really you?');
  await expect(bob.room.saidBy('You')).toContainText('Nobody was here yet');
  for (const text of ['under the mat', 'really you', 'Alice', 'Bob'])
    expect(await attack.hasRead(text), text).toBe(false);
  await attack.broker.stop();
  await own.close();
});
