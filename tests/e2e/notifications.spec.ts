// Being told of what is said while one looks elsewhere, and opening what somebody shared: through the real worker, with
// the browser's real permission.

import type { Page } from '@playwright/test';
import { Talk } from './pages/talk.ts';
import { aliceAndBob, type Guest } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

/** Runs in the page before anything of it does: how often a sound was made. */
function countSounds(): void {
  const scope = globalThis as unknown as { sounds: number };
  scope.sounds = 0;
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      scope.sounds += 1;
    }
  };
}

/**
 * Runs in the page before anything of it does. Chromium forgets for good what it is about to show when it is asked
 * meanwhile what is shown, and a test asks all the time: here one waits for the other.
 */
function showInTurn(): void {
  const { prototype } = ServiceWorkerRegistration;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = turn.then(task);
    turn = done.catch(() => undefined);
    return done;
  };
  // oxlint-disable-next-line typescript/unbound-method -- called with its registration below
  const { showNotification, getNotifications } = prototype;
  prototype.showNotification = function showNext(...note) {
    return inTurn(() => showNotification.apply(this, note));
  };
  prototype.getNotifications = function getNext(...filter) {
    return inTurn(() => getNotifications.apply(this, filter));
  };
}

/** As the worker tells the page when its person presses that notification: a driven browser has no such thing to press. */
const pressShown = (page: Page, title: string) =>
  page.evaluate(async (start) => {
    const registration = await navigator.serviceWorker.ready;
    const shown = await registration.getNotifications();
    const pressed = shown.find((each) => each.title.startsWith(start));
    const data: unknown = { type: 'notification-pressed', ...pressed?.data };
    navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data }));
  }, title);

const soundsOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { sounds: number }).sounds);

/** As when its person changes to another tab; a page that a test drives is always on screen. */
async function turnAway(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      value: hidden ? 'hidden' : 'visible',
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

const shownOn = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const shown = await registration.getNotifications();
    return shown.map(({ title, body }) => `${title} | ${body}`);
  });

async function openSettings({ page }: Guest): Promise<void> {
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.getByRole('menuitem', { name: 'Notification settings' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Notifications' })).toBeVisible();
}

const back = ({ page }: Guest) => page.getByRole('button', { name: 'Back' }).click();

async function chooseInBell({ page }: Guest, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page
    .getByRole('menuitem', { name: item })
    .or(page.getByRole('menuitemcheckbox', { name: item }))
    .click();
}

test('who looks elsewhere is told by title, sound and system, as they chose', async ({
  newcomer,
  otherBrowser,
}) => {
  const [alice, bob] = await aliceAndBob(newcomer, {
    browser: otherBrowser,
    before: [countSounds, showInTurn],
    permissions: ['notifications'],
  });
  const { page } = bob;
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
  const bell = page.getByRole('button', { name: /^Notifications/ });
  const title = (await page.getByRole('heading', { level: 1 }).innerText()).trim();

  await test.step('what is looked at makes no noise', async () => {
    await alice.room.say('Zero');
    await expect(bob.room.saidBy('Alice')).toContainText('Zero');
    expect(await page.title()).toBe('Kith');
    expect(await soundsOf(page)).toBe(0);
  });

  await test.step('notifications are off until they are switched on', async () => {
    await openSettings(bob);
    await expect(page.getByText(/^Then nothing can arrive: no server stands in between/)).toBeVisible();
    await page.getByRole('switch', { name: 'Notifications of the system' }).check();
    await back(bob);
    await turnAway(page, true);
    await alice.room.say('Bread at six');
    await expect.poll(() => page.title()).toBe('(1) Kith');
    await expect.poll(() => shownOn(page)).toEqual([`New message in ${title} | From Alice`]);
    expect(await soundsOf(page)).toBe(1);
  });

  await test.step('looking takes it back', async () => {
    await turnAway(page, false);
    await expect.poll(() => shownOn(page)).toEqual([]);
    await expect.poll(() => page.title()).toBe('Kith');
  });

  await test.step('do not disturb leaves the number', async () => {
    await chooseInBell(bob, 'Do not disturb for an hour');
    await expect(bell).toHaveAccessibleName('Notifications, do not disturb');
    await turnAway(page, true);
    await alice.room.say('Held');
    await expect.poll(() => page.title()).toBe('(1) Kith');
    expect(await shownOn(page)).toEqual([]);
    expect(await soundsOf(page)).toBe(1);
    await turnAway(page, false);
    await chooseInBell(bob, 'Disturb me again');
  });

  await test.step('a muted room leaves nothing', async () => {
    await chooseInBell(bob, 'Mute this room');
    await expect(bell).toHaveAccessibleName('Notifications, this room is muted');
    await turnAway(page, true);
    await alice.room.say('Unheard');
    await expect(bob.room.saidBy('Alice').last()).toContainText('Unheard');
    expect(await page.title()).toBe('Kith');
    expect(await shownOn(page)).toEqual([]);
    await turnAway(page, false);
  });

  await test.step('the palette unmutes it, and on a phone the bell is among what else there is', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do anything' }).fill('unmute');
    await page.keyboard.press('Enter');
    await expect(bell).toHaveAccessibleName('Notifications');
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of ['Notifications, this room is muted', 'Notifications']) {
      await page.getByRole('button', { name: 'More', exact: true }).click();
      const more = page.getByRole('dialog', { name: 'More' });
      await chooseInBell(bob, 'Mute this room');
      await expect(more.getByRole('button', { name: /^Notifications/ })).toHaveAccessibleName(name);
      await page.keyboard.press('Escape');
      await expect(more).toBeHidden();
    }
    await page.setViewportSize(size);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do anything' }).fill('disturb tomorrow');
    await page.keyboard.press('Enter');
    await expect(bell).toHaveAccessibleName('Notifications, do not disturb');
    await chooseInBell(bob, 'Disturb me again');
  });

  await test.step('the sound has a switch, and the first line is shown to those who want it', async () => {
    await openSettings(bob);
    await page.getByRole('switch', { name: 'A short sound' }).uncheck();
    await page.getByRole('switch', { name: 'Show the first line' }).check();
    await back(bob);
    await turnAway(page, true);
    await alice.room.say('Soup\nand more');
    await expect.poll(() => shownOn(page)).toEqual([`New message in ${title} | Alice: Soup`]);
    expect(await soundsOf(page)).toBe(1);
    await turnAway(page, false);
  });

  await test.step('pressing what tells of a message to one person opens the thread with its author', async () => {
    // What was begun in one thread stands there still after another, and after another space.
    await alice.room.messageBox.fill('half a thought');
    await new Talk(alice.page).showOnly('Bob');
    await turnAway(page, true);
    await alice.room.say('For you alone');
    await expect.poll(() => shownOn(page)).toEqual([`Message to you in ${title} | Alice: For you alone`]);
    await pressShown(page, 'Message to you');
    await turnAway(page, false);
    await expect(page.getByRole('textbox', { name: 'Message only Alice' })).toBeVisible();
    await expect(bob.room.saidBy('Alice')).toContainText('For you alone');
    await new Talk(alice.page).showEverybody();
    await expect(alice.room.messageBox).toHaveValue('half a thought');
  });

  await test.step('leaving takes everything back', async () => {
    await turnAway(page, true);
    await alice.room.say('Last');
    await expect.poll(() => shownOn(page)).toHaveLength(1);
    await page.close({ runBeforeUnload: false });
  });
});

test('a shared link opens for whoever presses it, without opener or referrer, and is looked at in a frame without an origin', async ({
  newcomer,
  otherBrowser,
}) => {
  const [alice, bob] = await aliceAndBob(newcomer, {
    browser: otherBrowser,
    // The browser's own word on the frame that tries to leave.
    mayComplain: /Unsafe attempt to initiate navigation/,
  });
  const asked: (string | undefined)[] = [];
  const body =
    '<h1>The timetable</h1><script>document.body.append(`${origin} ${opener} ${document.referrer}.`);' +
    'if (top !== self) try { top.location = "https://kith.invalid/" } catch { document.body.append(" stays") }</script>';
  await bob.page.context().route('https://bus.example/**', async (route) => {
    asked.push((await route.request().allHeaders())['referer']);
    await route.fulfill({ contentType: 'text/html', body });
  });
  await alice.page.getByRole('button', { name: 'Add to the message' }).first().click();
  await alice.page.getByRole('menuitem', { name: 'Link for everybody' }).click();
  const dialog = alice.page.getByRole('dialog', { name: 'A link for everybody' });
  await dialog.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)');
  await dialog.getByRole('button', { name: 'Share' }).click();
  await expect(dialog).toContainText('Only web addresses can be shared');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('bus.example/6');
  await dialog.getByRole('button', { name: 'Share' }).click();

  const card = bob.room.saidBy('Alice');
  await expect(card).toContainText('bus.example');
  expect(asked, 'nobody asked for it yet').toEqual([]);

  const opening = bob.page.context().waitForEvent('page');
  await card.getByRole('link', { name: 'Open bus.example in a new tab' }).click();
  const opened = await opening;
  await expect(opened.locator('body')).toContainText('https://bus.example null .');
  await opened.close();

  await card.getByRole('button', { name: 'Preview here' }).click();
  const frame = card.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'The timetable' })).toBeVisible();
  await expect(frame.locator('body')).toContainText('null null .');
  await expect(frame.locator('body')).toContainText('stays');
  await expect(card).toContainText('not from Kith');
  expect(asked).toEqual([undefined, undefined]);
});
