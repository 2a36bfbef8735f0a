// The page without its host: kept on the first visit, opened from the cache, renewed only when its person says yes.

import { test as base, expect, chromium, type Page } from '@playwright/test';
import { CHROMIUM } from './support/launch.ts';
import { publishBuild, type PublishedBuild } from './support/published-build.ts';
import { collectComplaints } from './support/test.ts';

const test = base.extend<{ build: PublishedBuild }>({
  build: async ({}, use) => {
    const build = await publishBuild();
    await use(build);
    await build.dispose();
  },
});

/** Waits until a reload would need no network. */
async function becomeOfflineReady(page: Page): Promise<void> {
  const isKept = () =>
    page.evaluate(async () => (await caches.match(new URL('./', location.href))) !== undefined);
  await expect.poll(isKept, { message: 'the page is on the device' }).toBe(true);
}

async function expectShell(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeEnabled();
}

const versionOf = (page: Page) => page.locator('html').getAttribute('data-build');

/** The browser looks for a new version by itself now and then; here and now. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

/** What becomes of the version the host offers: it waits (`installed`), or its installation failed (`redundant`). */
function fateOfNextWorker(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker | null>((resolve) => {
      registration.addEventListener('updatefound', () => resolve(registration.installing), { once: true });
    });
    await registration.update();
    const worker = await found;
    return new Promise((resolve) => worker?.addEventListener('statechange', () => resolve(worker.state)));
  });
}

test('the first visit downloads the page once and makes it ready for offline', async ({
  build,
  page,
  context,
}) => {
  const downloads: string[] = [];
  context.on('request', (request) => {
    const isPage = new URL(request.url()).pathname === '/' && request.method() === 'GET';
    if (isPage) downloads.push(request.url());
  });
  await page.goto(build.url);
  await becomeOfflineReady(page);
  expect(downloads).toEqual([build.url]);
});

test('a reload without a network gives the working shell', async ({ build, page, context }) => {
  await page.goto(build.url);
  await becomeOfflineReady(page);
  await context.setOffline(true);
  const complaints = collectComplaints(page);
  await page.reload();
  await expectShell(page);
  await page.goto(`${build.url}#/settings/network`);
  await expect(page.getByRole('heading', { name: 'Network' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a room started without a network is no link to this machine', async ({ build, page, context }) => {
  await page.goto(build.url);
  await becomeOfflineReady(page);
  await context.setOffline(true);
  const complaints = collectComplaints(page);
  await page.reload();
  await page.getByRole('button', { name: 'Start a room' }).click();
  await expect(page.getByText(/^(https:\/\/.+#\/|kith:)r\/[a-z-]+~/)).toBeVisible();
  await expect(page.getByText(/localhost/)).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('a visit while the host is away gives the working shell, whatever the address asks for', async ({
  build,
  page,
}) => {
  await page.goto(build.url);
  await becomeOfflineReady(page);
  await build.takeHostAway();
  await page.goto(`${build.url}?from=home#/join`);
  await expectShell(page);
});

test("the kept page is served with the host's security headers", async ({ build, page }) => {
  await page.goto(build.url);
  await becomeOfflineReady(page);
  await build.takeHostAway();
  const response = await page.reload();
  expect(response?.fromServiceWorker()).toBe(true);
  expect(response?.headers()).toMatchObject({
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  });
});

test('the page is installable', async ({ build }, info) => {
  const context = await chromium.launchPersistentContext(info.outputPath('profile'), CHROMIUM);
  const page = await context.newPage();
  await page.goto(build.url);
  await becomeOfflineReady(page);
  const devtools = await context.newCDPSession(page);
  expect((await devtools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
  expect((await devtools.send('Page.getAppManifest')).errors).toEqual([]);
  await context.close();
});

test('text shared by another app arrives behind the hash, where no server sees it', async ({
  build,
  page,
}) => {
  await page.goto(build.url);
  await becomeOfflineReady(page);
  await build.takeHostAway();
  // As the system does it: a visit by POST that no page of Kith's asked for (its own policy forbids forms).
  const fields = '<input name="text" value="see you at eight"><button>Share</button>';
  const form = `<form method="post" enctype="multipart/form-data" action="${build.url}share">${fields}</form>`;
  await page.goto('about:blank');
  await page.setContent(form);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page).toHaveURL(`${build.url}#/share?text=see+you+at+eight`);
  await expectShell(page);
});

test.describe('a new version', () => {
  test('waits while the old one keeps serving', async ({ build, page }) => {
    await page.goto(build.url);
    await becomeOfflineReady(page);
    const old = await versionOf(page);
    build.publish('next');
    await lookForUpdate(page);
    await expect(page.getByRole('button', { name: 'Reload now' })).toBeVisible();
    await page.reload();
    expect(await versionOf(page)).toBe(old);
  });

  test('takes over when its person says yes, and works offline then', async ({ build, page }) => {
    await page.goto(build.url);
    await becomeOfflineReady(page);
    build.publish('next');
    await lookForUpdate(page);
    await page.getByRole('button', { name: 'Reload now' }).click();
    await expect.poll(() => versionOf(page)).toBe('next');
    await build.takeHostAway();
    await page.reload();
    await expectShell(page);
    expect(await versionOf(page)).toBe('next');
  });

  test('taken in one tab leaves the other as it is', async ({ build, page, context }) => {
    await page.goto(build.url);
    await becomeOfflineReady(page);
    const old = await versionOf(page);
    const other = await context.newPage();
    await other.goto(build.url);
    build.publish('next');
    await lookForUpdate(page);
    await page.getByRole('button', { name: 'Reload now' }).click();
    await expect.poll(() => versionOf(page)).toBe('next');
    expect(await versionOf(other)).toBe(old);
  });

  test('whose page has not arrived at the host changes nothing', async ({ build, page }) => {
    await page.goto(build.url);
    await becomeOfflineReady(page);
    const old = await versionOf(page);
    build.publishWorkerOnly();
    expect(await fateOfNextWorker(page)).toBe('redundant');
    await page.reload();
    await expectShell(page);
    expect(await versionOf(page)).toBe(old);
  });
});
