// Five browsers through everything in one evening: the network falls in two and both halves go on, the router dies and
// somebody comes right after, three reload together. In the end all agree: who is here, what the rules are, what is
// written.

import { chromium } from '@playwright/test';
import { JoinPage } from './pages/join-page.ts';
import { RoomPage } from './pages/room-page.ts';
import { RulesDialog, type ReadRules } from './pages/rules-dialog.ts';
import { divide, heal, makeDivisible } from './support/divided-network.ts';
import { CHROMIUM } from './support/launch.ts';
import { expectAllLinked, gather, type Guest } from './support/meeting.ts';
import { expectRoster, expectState, readState, setState } from './support/scripting.ts';
import { expect, test } from './support/test.ts';

const PLAN = 'plan';
const [LEFT, RIGHT] = ['on the left bank', 'on the right bank'];
/** A dial under way may take 15 s until it is given up, the next one comes within 4 s. */
const AGREED_WITHIN_MS = 45_000;
/** However the router died. */
const NEWCOMER_WITHIN_MS = 10_000;

test('five who are split, lose their router and reload three at once agree in the end', async ({
  newcomer,
}) => {
  test.setTimeout(240_000);
  const server = await chromium.launchServer(CHROMIUM);
  const mortal = await chromium.connect(server.wsEndpoint());
  const five = await gather(newcomer, ['Alice', 'Bob', 'Cleo', 'Dora', 'Eve'], (name) => ({
    before: makeDivisible,
    ...(name === 'Alice' ? { browser: mortal } : {}),
  }));
  const [alice, bob, cleo, dora, eve] = five;
  await rulesOf(alice).actOn('Cleo', 'Make an owner');
  await expect(rulesOf(cleo).menuOf('Bob')).toBeVisible();
  const { link } = await cleo.room.readInvitation();
  const plan = { when: 'on Sunday', where: 'at the lake' };
  await setState(alice.page, PLAN, plan);
  await expectState(five, PLAN, plan, AGREED_WITHIN_MS);

  await divide([alice, bob], [cleo, dora, eve]);
  await expect(alice.room.state).toContainText('1 direct, 3 reconnecting');
  await expect(eve.room.state).toContainText('2 direct, 2 reconnecting');
  await setState(bob.page, PLAN, { bring: ['bread'], where: LEFT });
  await setState(dora.page, PLAN, { tent: true, where: RIGHT });
  await alice.room.say('Said on the left');
  await cleo.room.say('Said on the right');
  await rulesOf(alice).setSlowMode('5 sec');
  await rulesOf(cleo).setSlowMode('15 sec');
  await expectState([alice], PLAN, { ...plan, bring: ['bread'], where: LEFT }, AGREED_WITHIN_MS);
  await expectState([eve], PLAN, { ...plan, tent: true, where: RIGHT }, AGREED_WITHIN_MS);
  await expect(bob.room.saidBy('Alice')).toContainText('Said on the left');
  await expect(eve.room.saidBy('Cleo')).toContainText('Said on the right');
  await expect(alice.room.state).toContainText('1 direct, 3 reconnecting');
  await expect(alice.room.log).not.toContainText('Said on the right');

  await heal(five);
  await expectAllLinked(five);
  // Whose word for the place counts is chance; that it is one word is not.
  await expect.poll(() => readState(bob.page, PLAN)).toMatchObject({ bring: ['bread'], tent: true });
  const healed = await readState(bob.page, PLAN);
  expect([LEFT, RIGHT]).toContain(healed['where']);
  await expectState(
    five,
    PLAN,
    { ...plan, bring: ['bread'], tent: true, where: healed['where']! },
    AGREED_WITHIN_MS,
  );
  await expectSaidOnce(five, ['Said on the left', 'Said on the right']);
  // Of what two owners said at once the longer-standing one's counts, everywhere.
  await expectRules(five, { entry: 'Open', slowMode: '5 sec', owners: ['Alice', 'Cleo'] });

  const atHome = await newcomer('Frank');
  const door = await atHome.home.goToDoor(link);
  await server.kill();
  await door.join.click();
  const frank = { ...atHome, room: new RoomPage(atHome.page) };
  await expect(frank.room.state).toContainText('direct', { timeout: NEWCOMER_WITHIN_MS });
  const rest = [bob, cleo, dora, eve, frank];
  await expectRoster(rest, AGREED_WITHIN_MS);

  await Promise.all([bob, dora, frank].map(({ page }) => page.reload()));
  for (const { page } of [bob, dora, frank]) await new JoinPage(page).enter();
  await expectRoster(rest, AGREED_WITHIN_MS);
  await expectState(rest, PLAN, healed, AGREED_WITHIN_MS);
  await setState(frank.page, PLAN, { when: 'next week' });
  await expectState(rest, PLAN, { ...healed, when: 'next week' }, AGREED_WITHIN_MS);
  await rulesOf(cleo).setSlowMode('Off');
  for (const guest of rest) {
    await expect(async () => {
      const { entry, slowMode, owners } = await rulesOf(guest).read();
      expect([entry, slowMode, owners.length, owners.includes('Cleo')]).toEqual(['Open', 'Off', 2, true]);
    }).toPass({ timeout: AGREED_WITHIN_MS });
  }
});

const rulesOf = ({ page }: Guest) => new RulesDialog(page);

async function expectRules(guests: readonly Guest[], expected: ReadRules): Promise<void> {
  for (const guest of guests) {
    await expect(async () => {
      expect(await rulesOf(guest).read(), `the rules as ${guest.name} reads them`).toEqual(expected);
    }).toPass({ timeout: AGREED_WITHIN_MS });
  }
}

async function expectSaidOnce(guests: readonly Guest[], sentences: readonly string[]): Promise<void> {
  for (const { name, room } of guests) {
    for (const sentence of sentences) {
      await expect(room.log, `what ${name} heard`).toContainText(sentence, { timeout: AGREED_WITHIN_MS });
      expect((await room.log.innerText()).split(sentence), `how often ${name} heard it`).toHaveLength(2);
    }
  }
}
