// What the page may do at all: whom it asks, what its own policy forbids, and that nothing a person says becomes more
// than text.

import type { BrowserContext, Page } from '@playwright/test';
import { aliceAndBob, join, startRoom } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

/** Addresses of everything that leaves the browser: requests of pages and workers, and WebSockets. */
function recordTraffic(context: BrowserContext, page: Page): string[] {
  const urls: string[] = [];
  context.on('request', (request) => urls.push(request.url()));
  page.on('websocket', (socket) => urls.push(socket.url()));
  return urls;
}

/** What the page's own policy stopped, of the whole document and of every reload. */
async function recordViolations(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Reflect.set(globalThis, 'violations', violations);
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.reload();
  return () => page.evaluate(() => Reflect.get(globalThis, 'violations') as readonly string[]);
}

const isElsewhere = (origin: string) => (url: string) => {
  const { protocol, host } = new URL(url);
  return protocol !== 'data:' && protocol !== 'blob:' && host !== new URL(origin).host;
};

test('opening the page and being in a room asks nobody but its host and the broker', async ({
  newcomer,
  host,
}) => {
  const { page, home } = await newcomer('');
  const traffic = recordTraffic(page.context(), page);
  const violations = await recordViolations(page);
  await expect(page.getByText('1 is reachable now', { exact: false })).toBeVisible();
  const room = await home.startRoom();
  for (const space of ['Map', 'Code', 'Files', 'Chat']) {
    await page.getByRole('navigation', { name: 'Spaces' }).getByRole('button', { name: space }).click();
    await expect(page.getByRole('heading', { level: 2, name: space })).toBeVisible();
  }
  await room.say('Nobody hears this');
  expect(traffic.some((url) => url.startsWith('ws://'))).toBe(true);
  expect(traffic.filter(isElsewhere(host.localUrl))).toEqual([]);
  expect(await violations()).toEqual([]);
});

test('two people talking ask nobody but the host and the broker', async ({
  newcomer,
  host,
  otherBrowser,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const visitor = await newcomer('Bob', { browser: otherBrowser });
  const traffic = recordTraffic(visitor.page.context(), visitor.page);
  const bob = await join(visitor, alice);
  await bob.room.say('Only us');
  await expect(alice.room.saidBy('Bob')).toContainText('Only us');
  expect(traffic.filter(isElsewhere(host.localUrl))).toEqual([]);
});

test('the policy allows no inline script, no eval and no script from elsewhere', async ({ newcomer }) => {
  const { page } = await newcomer('');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const scripts = /script-src (?<sources>[^;]*)/.exec(policy ?? '')?.groups?.['sources'] ?? 'none given';
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(scripts).not.toMatch(/https?:|\*/);
});

const HOSTILE = '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script>';

test('markup in a name and in a message stays text on the other side', async ({ newcomer, otherBrowser }) => {
  const name = '<b onclick=alert(1)>Eve</b>';
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  const { page } = bob;
  await page.getByRole('navigation', { name: 'Spaces' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(alice.room.person(name)).toBeVisible();
  await bob.room.say(HOSTILE);
  await expect(alice.room.saidBy(name)).toContainText(HOSTILE);
  await expect(alice.room.log.getByRole('img')).toHaveCount(0);
  expect(await alice.page.title()).not.toBe('broken');
});

test('only web addresses become links, and they lead where they say', async ({ newcomer, otherBrowser }) => {
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  await bob.room.say(
    'javascript:alert(1) data:text/html,hi file:///etc/passwd https://bank.example@evil.example/ https://example.org/a',
  );
  const links = alice.room.saidBy('Bob').getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://example.org/a');
  await expect(links).toHaveAttribute('rel', 'noopener noreferrer');
});
