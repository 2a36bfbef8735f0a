// After the first link no broker is needed: tabs of one browser meet by themselves, and everybody else is introduced by
// whom they are linked with.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { HomePage } from './pages/home-page.ts';
import { join as enter, startRoom, type Guest } from './support/meeting.ts';
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
async function openTab(beside: Page, name: string): Promise<Person & { readonly complaints: string[] }> {
  const page = await beside.context().newPage();
  const complaints = collectComplaints(page);
  await page.goto(beside.url().split('#', 1)[0] ?? '');
  const home = new HomePage(page);
  await home.callMyself(name);
  return { name, page, home, complaints };
}

test('when the broker is gone, tabs and introductions bring four together', async ({
  newcomer,
  otherBrowser,
}) => {
  // Two browsers, four pages and a host of its own: four times the start of the other tests.
  test.slow();
  const { host, dispose } = await startOwnHost();
  const given = { at: `${host.localUrl}/`, before: keepNothing, mayComplain: NETWORK_IS_AWAY };
  const ada = await startRoom(await newcomer('Ada', given));
  const benAtHome = await newcomer('Ben', { ...given, browser: otherBrowser });
  const [coraAtHome, devAtHome] = [await openTab(ada.page, 'Cora'), await openTab(benAtHome.page, 'Dev')];
  const ben = await enter(benAtHome, ada);
  await ada.room.expectLinkedWith(['Ben']);
  await dispose();

  const cora = await enter(coraAtHome, ada);
  const dev = await enter(devAtHome, ben);
  const everybody: readonly Guest[] = [ada, ben, cora, dev];
  for (const guest of everybody) {
    const others = everybody.filter((other) => other !== guest).map(({ name }) => name);
    await guest.room.expectLinkedWith(others);
  }
  for (const guest of everybody) await guest.room.say(`Hello from ${guest.name}`);
  for (const guest of everybody) {
    for (const other of everybody) {
      const author = other === guest ? 'You' : other.name;
      await expect(guest.room.saidBy(author)).toContainText(`Hello from ${other.name}`);
    }
  }
  const complaints = [...coraAtHome.complaints, ...devAtHome.complaints];
  expect(complaints.filter((complaint) => !NETWORK_IS_AWAY.test(complaint))).toEqual([]);
});

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
