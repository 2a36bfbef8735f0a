// Five browsers of two engines in one talk, through a split that heals, through a crash with somebody new, and through
// two who rejoin: each time all read the same messages in the same order in the end, with what was changed, deleted and
// reacted meanwhile; what is between two stays between them.

import { chromium, firefox, type Browser, type BrowserServer } from '@playwright/test';
import { JoinPage } from './pages/join-page.ts';
import { HEARD_WITHIN_MS, Talk, type ReadMessage } from './pages/talk.ts';
import { divide, heal, makeDivisible } from './support/divided-network.ts';
import { CHROMIUM, FIREFOX } from './support/launch.ts';
import { expectAllLinked, gather, joinBy, type Guest } from './support/meeting.ts';
import { expect, openReception, test, type Reception } from './support/test.ts';

/** A dial under way may take 15 s until it is given up, the next one comes within 4 s. */
const AGREED_WITHIN_MS = 45_000;
/** All of the talk is drawn. */
const TALL = { viewport: { width: 1_280, height: 2_600 } } as const;
/** What Firefox itself writes when a connection breaks; no page can keep it from that. */
const FIREFOX_SAW_A_LINK_FAIL = /WebRTC: ICE failed/;
const SECRET = 'Only for Cleo: the key is under the third stone';

const NAMES = ['Alice', 'Bob', 'Cleo', 'Dora', 'Eve'] as const;

/** One room of five for all three: each goes on where the one before ended. */
test.describe.configure({ mode: 'serial', timeout: 180_000 });

interface Scene {
  readonly reception: Reception;
  /** Alice’s own, to be killed. */
  readonly mortal: BrowserServer;
  readonly otherEngine: Browser;
  readonly link: string;
  /** Who is in the room, by their names. */
  readonly guests: Map<string, Guest>;
}

let scene: Scene;

test.beforeAll('five come together, and everybody says a word', async ({ browser, host }) => {
  test.setTimeout(180_000);
  const mortal = await chromium.launchServer(CHROMIUM);
  const otherEngine = await firefox.launch(FIREFOX);
  const browsers = { Alice: await chromium.connect(mortal.wsEndpoint()), Cleo: otherEngine };
  const reception = openReception(browser, host);
  const five = await gather(reception.newcomer, NAMES, (name) => ({
    ...TALL,
    before: makeDivisible,
    mayComplain: FIREFOX_SAW_A_LINK_FAIL,
    ...(name === 'Alice' || name === 'Cleo' ? { browser: browsers[name] } : {}),
  }));
  const { link } = await five[4].room.readInvitation();
  scene = {
    reception,
    mortal,
    otherEngine,
    link,
    guests: new Map(five.map((guest) => [guest.name, guest])),
  };
  for (const guest of five) await talkOf(guest).say(`${guest.name} is here`);
  await expectAgreed(
    five,
    five.map(({ name }) => `${name} is here`),
  );
});

test.afterAll(async () => {
  await scene.reception.close();
  await scene.otherEngine.close();
  await scene.mortal.kill();
});

test('the network falls in two, both sides go on, it heals, and five read the same', async () => {
  const [alice, bob, cleo, dora, eve] = guests(...NAMES);
  await divide([alice, bob], [cleo, dora, eve]);
  await expect(alice.room.state).toContainText('1 direct, 3 reconnecting');
  await talkOf(alice).edit('Alice is here', 'Alice is on the left bank');
  await talkOf(bob).react('Alice is on the left bank', 'thumbs up');
  await talkOf(bob).say('Said on the left');
  await talkOf(eve).react('Alice is here', 'thumbs up');
  await talkOf(dora).remove('Dora is here');
  await talkOf(cleo).reply('Bob is here', 'Said on the right');
  await talkOf(eve).expectHeard('Said on the right');
  await expect(alice.room.log).not.toContainText('Said on the right');
  await heal(everybody());
  await expectAllLinked(everybody());
  const agreed = await expectAgreed(everybody(), ['left bank', 'Said on the left', 'Said on the right']);
  const [first] = agreed;
  expect(first?.text).toContain('Alice is on the left bank');
  expect(first?.reactions).toEqual(['👍 2']);
  expect(agreed.map(({ text }) => text).join('\n')).not.toContain('Dora is here');
  expect(agreed).toHaveLength(7);
});

test('one crashes over its last words, somebody new comes, and five read the same', async () => {
  const [alice, cleo] = guests('Alice', 'Cleo');
  await talkOf(alice).say('Alice’s last words');
  for (const each of everybody()) await talkOf(each).expectHeard('Alice’s last words');
  await scene.mortal.kill();
  scene.guests.delete('Alice');
  await talkOf(cleo).say('Was that thunder?');
  const frank = await joinBy(await scene.reception.newcomer('Frank', TALL), scene.link);
  scene.guests.set('Frank', frank);
  await talkOf(frank).expectHeard('Was that thunder?');
  await talkOf(frank).react('Was that thunder?', 'thumbs up');
  const agreed = await expectAgreed(everybody(), ['Alice’s last words', 'Was that thunder?']);
  expect(agreed.at(-1)?.reactions).toEqual(['👍 1']);
  expect(agreed).toHaveLength(9);
});

test('two rejoin at once with nothing, and five read the same, what is between two only these', async () => {
  const [bob, cleo, dora, eve, frank] = guests('Bob', 'Cleo', 'Dora', 'Eve', 'Frank');
  await talkOf(bob).showOnly('Cleo');
  await talkOf(bob).say(SECRET);
  await talkOf(bob).showEverybody();
  await Promise.all([talkOf(bob).say('Bob goes for a moment'), talkOf(dora).say('Dora too')]);
  for (const each of [cleo, eve, frank]) {
    await talkOf(each).expectHeard('Bob goes for a moment');
    await talkOf(each).expectHeard('Dora too');
  }
  await Promise.all([bob, dora].map(({ page }) => page.reload()));
  for (const { page } of [bob, dora]) await new JoinPage(page).enter();
  await talkOf(bob).say('Bob is back');
  await talkOf(dora).edit('Dora too', 'Dora too, and back');
  await expectAgreed(everybody(), ['Bob goes for a moment', 'Dora too, and back', 'Bob is back']);
  expect(await talkOf(eve).read()).toHaveLength(12);
  await talkOf(bob).showOnly('Cleo');
  await talkOf(bob).expectHeard(SECRET);
  await talkOf(cleo).showOnly('Bob');
  await talkOf(cleo).expectHeard(SECRET);
  for (const { name, page } of [dora, eve, frank]) {
    await expect(page.getByText(SECRET), `what ${name} reads`).toHaveCount(0);
    await expect(page.getByRole('navigation', { name: 'Conversations' })).toHaveCount(0);
  }
});

const talkOf = ({ page }: Guest) => new Talk(page);

function guests<const Names extends readonly string[]>(
  ...names: Names
): { readonly [Place in keyof Names]: Guest } {
  const found = names.map((name) => {
    const guest = scene.guests.get(name);
    if (!guest) throw new Error(`${name} is not here`);
    return guest;
  });
  return found as unknown as { readonly [Place in keyof Names]: Guest };
}

function everybody(): readonly Guest[] {
  return Array.from(scene.guests.values());
}

/** All read the same, with all of these in it; that. */
async function expectAgreed(
  all: readonly Guest[],
  texts: readonly string[],
): Promise<readonly ReadMessage[]> {
  const [first, ...others] = all;
  let agreed: readonly ReadMessage[] = [];
  await expect(async () => {
    agreed = await talkOf(first!).read();
    const said = agreed.map(({ text }) => text).join('\n');
    expect(
      texts.filter((text) => !said.includes(text)),
      `what ${first!.name} misses`,
    ).toEqual([]);
    for (const each of others) expect(await talkOf(each).read(), `what ${each.name} reads`).toEqual(agreed);
  }).toPass({ timeout: Math.max(AGREED_WITHIN_MS, HEARD_WITHIN_MS), intervals: [500] });
  return agreed;
}
