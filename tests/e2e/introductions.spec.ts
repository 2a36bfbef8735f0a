// After the first link no broker is needed: tabs of one browser meet by themselves, and everybody else is introduced by
// whom they are linked with.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { HomePage } from './pages/home-page.ts';
import { divide, heal, makeDivisible } from './support/divided-network.ts';
import { holdPauses, makePausesHoldable } from './support/held-pauses.ts';
import { expectAllLinked, join as enter, joinBy, startRoom, type Guest } from './support/meeting.ts';
import {
  collectComplaints,
  expect,
  NETWORK_IS_AWAY,
  startOwnHost,
  test,
  type Person,
} from './support/test.ts';

/** A browser that keeps nothing: each of its tabs is somebody else. */
const keepNothing = () => Object.defineProperty(window, 'indexedDB', { value: undefined });

/** Another tab of the same browser, with its complaints. */
async function openTab(
  beside: Page,
  name: string,
  before?: () => void,
): Promise<Person & { readonly complaints: string[] }> {
  const page = await beside.context().newPage();
  if (before) await page.addInitScript(before);
  const complaints = collectComplaints(page);
  await page.goto(beside.url().split('#', 1)[0] ?? '');
  const home = new HomePage(page);
  await home.callMyself(name);
  return { name, page, home, complaints };
}

test('with one link each, browsers are introduced to all without a broker; a network that returns is used at once', async ({
  newcomer,
  otherBrowser,
}) => {
  // Four browsers, five pages and a host of its own: five times the start of the other tests.
  test.slow();
  const { host, dispose } = await startOwnHost();
  const before = [makeDivisible, makePausesHoldable];
  const given = { at: `${host.localUrl}/`, before, mayComplain: NETWORK_IS_AWAY };
  const ada = await startRoom(await newcomer('Ada', given));
  const { link } = await ada.room.readInvitation();
  const atHome = [
    await newcomer('Ben', { ...given, browser: otherBrowser }),
    await newcomer('Cora', given),
    await newcomer('Dev', { ...given, browser: otherBrowser }),
  ];
  const evaAtHome = await openTab(atHome[1]!.page, 'Eva', keepNothing);
  await divide(...atHome.map((person) => [person]));
  const [ben, cora, dev] = await Promise.all(atHome.map((person) => joinBy(person, link)));
  const four: readonly Guest[] = [ada, ben!, cora!, dev!];
  await expect(ada.room.state).toContainText('3 direct');
  for (const { room } of four.slice(1)) await expect(room.state).toContainText('1 direct');
  await dispose();
  await heal(four);
  await expectAllLinked(four);

  const eva = await enter(evaAtHome, cora!);
  const everybody = [...four, eva];
  await expectAllLinked(everybody);
  await expectHeardByAll(everybody);
  expect(evaAtHome.complaints.filter((complaint) => !NETWORK_IS_AWAY.test(complaint))).toEqual([]);

  // Nobody's next attempt comes by itself any more; that the browser is online again makes all of them.
  await divide([ada], [ben!]);
  for (const { room } of [ada, ben!]) await expect(room.state).toContainText('3 direct');
  await expect(ada.page.getByText('No broker answers')).toBeVisible();
  await holdPauses([ada, ben!]);
  await heal([ada, ben!]);
  const again = await startOwnHost({}, host.port);
  await ada.page.context().setOffline(true);
  await ada.page.context().setOffline(false);
  await expect(ada.page.getByText('No broker answers')).toBeHidden();
  await expect(ada.room.state).toContainText('4 direct');
  await again.dispose();
});

/** Each says something, and everybody reads it. */
async function expectHeardByAll(guests: readonly Guest[]): Promise<void> {
  for (const { name, room } of guests) await room.say(`Hello from ${name}`);
  for (const guest of guests) {
    for (const other of guests) {
      const author = other === guest ? 'You' : other.name;
      await expect(guest.room.saidBy(author)).toContainText(`Hello from ${other.name}`);
    }
  }
}

test('two tabs of one saved file meet without any host, and never count as a broker', async ({
  newcomer,
}) => {
  const at = pathToFileURL(join(import.meta.dirname, '../../dist/index.html')).href;
  const ada = await startRoom(await newcomer('Ada', { at }));
  const { words } = await ada.room.readInvitation();
  const { complaints, ...ben } = await openTab(ada.page, 'Ben');
  const door = await ben.home.goToDoor(words.join(' '));
  const room = await door.enter();
  await room.expectLinkedWith(['Ada']);
  await ada.room.say('Hello, other tab');
  await expect(room.saidBy('Ada')).toContainText('Hello, other tab');
  expect(complaints).toEqual([]);
});
