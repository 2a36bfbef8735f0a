// `window.p2p` in two real browsers: rooms, messages, shared state, figures and errors, as docs/API.md promises them.

import type { Page } from '@playwright/test';
import type { P2p } from '../../src/app/p2p/api.ts';
import { expect, test } from './support/test.ts';

/** What a page writes down while it listens. */
interface Notes {
  p2p: P2p;
  notes: { messages: unknown[]; connected: string[]; gone: string[] };
}

async function listen(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const scope = globalThis as unknown as Notes;
    scope.notes = { messages: [], connected: [], gone: [] };
    scope.p2p.on('message', ({ data }) => scope.notes.messages.push(data));
    scope.p2p.on('peer:connect', ({ name }) => scope.notes.connected.push(name));
    scope.p2p.on('peer:disconnect', ({ reason }) => scope.notes.gone.push(reason));
    await scope.p2p.start();
  });
}

const notes = (page: Page) => page.evaluate(() => (globalThis as unknown as Notes).notes);

test('scripts of two browsers meet, talk and share state', async ({ newcomer, otherBrowser }) => {
  const [alice, bob] = [await newcomer('Alice'), await newcomer('Bob', { browser: otherBrowser })];
  await listen(alice.page);
  await listen(bob.page);

  const link = await alice.page.evaluate(async () => {
    const { p2p } = globalThis as unknown as Notes;
    return (await p2p.createRoom()).link;
  });
  expect(new URL(alice.page.url()).hash).toBe(new URL(link).hash);
  const state = await bob.page.evaluate(async (address) => {
    const { p2p } = globalThis as unknown as Notes;
    return (await p2p.joinRoom(address)).state;
  }, link);
  expect(state).toBe('open');
  await expect.poll(async () => (await notes(alice.page)).connected).toEqual(['Bob']);

  await bob.page.evaluate(async () => {
    const { p2p } = globalThis as unknown as Notes;
    const [peer] = await p2p.getPeers();
    await p2p.send(peer?.peerId ?? '', { type: 'private', n: 1 });
    await p2p.broadcast('x'.repeat(65_000));
  });
  await expect.poll(async () => (await notes(alice.page)).messages.length).toBe(2);
  const [first, second] = (await notes(alice.page)).messages;
  expect([first, String(second).length]).toEqual([{ type: 'private', n: 1 }, 65_000]);

  await alice.page.evaluate(() => {
    (globalThis as unknown as Notes).p2p.getSharedState('myApp').set('counter', 42);
  });
  const counter = () =>
    bob.page.evaluate(() => (globalThis as unknown as Notes).p2p.getSharedState('myApp').get('counter'));
  await expect.poll(counter).toBe(42);

  const metrics = await alice.page.evaluate(() => (globalThis as unknown as Notes).p2p.metrics());
  expect(metrics).toMatchObject({
    network: { connectedPeers: 1 },
    health: { status: 'healthy', errors: [] },
  });
  await bob.page.evaluate(() => (globalThis as unknown as Notes).p2p.leaveRoom());
  await expect.poll(async () => (await notes(alice.page)).gone).toEqual(['left']);
  await expect(bob.page.getByRole('button', { name: 'Start a room' })).toBeVisible();
});

test('what a script may not do is refused in words', async ({ newcomer }) => {
  const { page } = await newcomer('Alice');
  const codes = await page.evaluate(async () => {
    const { p2p } = globalThis as unknown as Notes;
    const codeOf = (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        (error: { name: string; code: string }) => `${error.name} ${error.code}`,
      );
    return [
      await codeOf(p2p.broadcast('nobody here')),
      await codeOf(p2p.joinRoom('no such room')),
      await codeOf(p2p.init({ config: { encryption: { enabled: false } } as never })),
    ];
  });
  expect(codes).toEqual([
    'ConnectionError no-room',
    'ConnectionError invalid-address',
    'SecurityError invalid-config',
  ]);
});

test('a page that met nobody yet has loaded nothing for scripts', async ({ newcomer }) => {
  const { page } = await newcomer('Alice');
  const before = await page.evaluate(() => {
    const { p2p } = globalThis as unknown as Notes;
    return [p2p.id, p2p.self, p2p.room];
  });
  expect(before).toEqual(['p2p-serverless', undefined, undefined]);
  await page.evaluate(() => (globalThis as unknown as Notes).p2p.start());
  const name = await page.evaluate(() => (globalThis as unknown as Notes).p2p.self?.name);
  expect(name).toBe('Alice');
});

test('with discovery by tabs alone no broker is asked, and two tabs of a browser meet', async ({
  newcomer,
}) => {
  const { page } = await newcomer('Alice');
  const other = await page.context().newPage();
  await other.goto(page.url());
  const sockets: string[] = [];
  for (const tab of [page, other]) {
    tab.on('websocket', (socket) => sockets.push(socket.url()));
    await tab.evaluate(() =>
      (globalThis as unknown as Notes).p2p.init({ config: { discoveryMethods: ['broadcast'] } }),
    );
  }
  const link = await page.evaluate(
    async () => (await (globalThis as unknown as Notes).p2p.createRoom()).link,
  );
  await other.evaluate((address) => (globalThis as unknown as Notes).p2p.joinRoom(address), link);
  const connected = () =>
    page.evaluate(() => (globalThis as unknown as Notes).p2p.metrics().network.connectedPeers);
  await expect.poll(connected, { timeout: 20_000 }).toBe(1);
  expect(sockets).toEqual([]);
});
