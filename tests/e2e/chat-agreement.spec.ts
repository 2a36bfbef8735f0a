// Five browsers of two engines in one talk, through a split, a crash and reloads: in the end all read the same messages
// in the same order, with what was changed, deleted and reacted meanwhile; what is between two stays between them.

import { chromium, firefox } from '@playwright/test';
import { JoinPage } from './pages/join-page.ts';
import { HEARD_WITHIN_MS, Talk, type ReadMessage } from './pages/talk.ts';
import { divide, heal, makeDivisible } from './support/divided-network.ts';
import { CHROMIUM, FIREFOX } from './support/launch.ts';
import { expectAllLinked, gather, joinBy, type Guest } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

/** A dial under way may take 15 s until it is given up, the next one comes within 4 s. */
const AGREED_WITHIN_MS = 45_000;
/** All of the talk is drawn. */
const TALL = { viewport: { width: 1_280, height: 2_600 } } as const;
/** What Firefox itself writes when a connection breaks; no page can keep it from that. */
const FIREFOX_SAW_A_LINK_FAIL = /WebRTC: ICE failed/;
const SECRET = 'Only for Cleo: the key is under the third stone';

test('five who are split, crash and reload read the same talk in the end', async ({ newcomer }) => {
  test.setTimeout(300_000);
  const server = await chromium.launchServer(CHROMIUM);
  const mortal = await chromium.connect(server.wsEndpoint());
  const otherEngine = await firefox.launch(FIREFOX);
  const browsers = { Alice: mortal, Cleo: otherEngine };
  const five = await gather(newcomer, ['Alice', 'Bob', 'Cleo', 'Dora', 'Eve'], (name) => ({
    ...TALL,
    before: makeDivisible,
    mayComplain: FIREFOX_SAW_A_LINK_FAIL,
    ...(name === 'Alice' || name === 'Cleo' ? { browser: browsers[name] } : {}),
  }));
  const [alice, bob, cleo, dora, eve] = five;
  const { link } = await eve.room.readInvitation();

  await test.step('before anything happens', async () => {
    for (const guest of five) await talkOf(guest).say(`${guest.name} is here`);
    await talkOf(bob).showOnly('Cleo');
    await talkOf(bob).say(SECRET);
    await talkOf(bob).showEverybody();
    for (const guest of five) for (const { name } of five) await talkOf(guest).expectHeard(`${name} is here`);
    await expectAgreed(five, 5);
  });

  await test.step('the network falls in two, both sides go on, and it heals', async () => {
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
    await heal(five);
    await expectAllLinked(five);
    const agreed = await expectAgreed(five, 7);
    const [first] = agreed;
    expect(first?.text).toContain('Alice is on the left bank');
    expect(first?.reactions).toEqual(['👍 2']);
    expect(agreed.map(({ text }) => text).join('\n')).not.toContain('Dora is here');
  });

  const rest = [bob, cleo, dora, eve];
  const frank = await test.step('one crashes over its last words, and somebody new comes', async () => {
    await talkOf(alice).say('Alice’s last words');
    for (const guest of rest) await talkOf(guest).expectHeard('Alice’s last words');
    await server.kill();
    await talkOf(cleo).say('Was that thunder?');
    const frank = await joinBy(await newcomer('Frank', TALL), link);
    await talkOf(frank).expectHeard('Was that thunder?');
    await talkOf(frank).react('Was that thunder?', 'thumbs up');
    await expectAgreed([...rest, frank], 9);
    return frank;
  });

  await test.step('two reload at once, having said something, and get it all from the others', async () => {
    await Promise.all([talkOf(bob).say('Bob goes for a moment'), talkOf(dora).say('Dora too')]);
    for (const guest of [cleo, eve, frank]) {
      await talkOf(guest).expectHeard('Bob goes for a moment');
      await talkOf(guest).expectHeard('Dora too');
    }
    await Promise.all([bob, dora].map(({ page }) => page.reload()));
    for (const { page } of [bob, dora]) await new JoinPage(page).enter();
    await talkOf(bob).say('Bob is back');
    await talkOf(dora).edit('Dora too', 'Dora too, and back');
    const agreed = await expectAgreed([...rest, frank], 12);
    expect(agreed.map(({ text }) => text).join('\n')).toContain('Dora too, and back');
  });

  await test.step('what is between two is with these two, also after a reload, and with nobody else', async () => {
    await talkOf(bob).showOnly('Cleo');
    await talkOf(bob).expectHeard(SECRET);
    await talkOf(cleo).showOnly('Bob');
    await talkOf(cleo).expectHeard(SECRET);
    for (const { name, page } of [dora, eve, frank]) {
      await expect(page.getByText(SECRET), `what ${name} reads`).toHaveCount(0);
      await expect(page.getByRole('navigation', { name: 'Conversations' })).toHaveCount(0);
    }
  });
  await otherEngine.close();
});

const talkOf = ({ page }: Guest) => new Talk(page);

/** All read the same; that. */
async function expectAgreed(guests: readonly Guest[], count: number): Promise<readonly ReadMessage[]> {
  const [first, ...others] = guests;
  let agreed: readonly ReadMessage[] = [];
  await expect(async () => {
    agreed = await talkOf(first!).read();
    expect(agreed.length, `messages that ${first!.name} reads`).toBe(count);
    for (const guest of others)
      expect(await talkOf(guest).read(), `what ${guest.name} reads`).toEqual(agreed);
  }).toPass({ timeout: Math.max(AGREED_WITHIN_MS, HEARD_WITHIN_MS), intervals: [500] });
  return agreed;
}
