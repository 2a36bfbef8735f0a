// `window.p2p` in two real browsers: rooms, messages, shared state, figures and errors, as docs/API.md promises them.

import type { Page } from '@playwright/test';
import type { P2p } from '../../src/app/p2p/api.ts';
import { startStunServer } from './support/stun-server.ts';
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

const LARGE = 150_000;

/** What is over 64 KiB is read in a worker, which the page as it is built and its policy let start. */
async function expectExaminedByWorker(from: Page, to: Page, key: string): Promise<void> {
  const before = to.workers().length;
  await from.evaluate(
    ([name, length]) => {
      (globalThis as unknown as Notes).p2p.getSharedState(name).set('text', 'x'.repeat(length));
    },
    [key, LARGE] as const,
  );
  const arrived = () =>
    to.evaluate((name) => {
      const text = (globalThis as unknown as Notes).p2p.getSharedState(name).get('text');
      return typeof text === 'string' ? text.length : 0;
    }, key);
  await expect.poll(arrived, { timeout: 20_000 }).toBe(LARGE);
  expect(to.workers().length).toBe(before + 1);
}

const FILE_BYTES = 3_000_000;

/** Offered by one script, heard of and taken by the other, the same to the last byte. */
async function expectFileGiven(from: Page, to: Page): Promise<void> {
  await to.evaluate(() => {
    const scope = globalThis as unknown as Notes & { heard: Promise<string> };
    scope.heard = new Promise((resolve) => scope.p2p.on('file', ({ id }) => resolve(id)));
  });
  const given = await from.evaluate(async (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
    const file = new File([bytes], '../given.bin');
    const { id, name } = await (globalThis as unknown as Notes).p2p.shareFile(file);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return { id, name, hash: hash.join(' ') };
  }, FILE_BYTES);
  const got = await to.evaluate(async () => {
    const { p2p, heard } = globalThis as unknown as Notes & { heard: Promise<string> };
    const id = await heard;
    const bytes = await (await p2p.getFile(id)).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return { id, name: (await p2p.files())[0]?.name, hash: hash.join(' ') };
  });
  expect(got).toEqual(given);
}

test('scripts of two browsers meet, talk and share state', async ({ newcomer, otherBrowser }) => {
  const [alice, bob] = [await newcomer('Alice'), await newcomer('Bob', { browser: otherBrowser })];
  await listen(alice.page);
  await listen(bob.page);

  // The first never answers: whoever negotiates asks the other as well.
  const stun = [await startStunServer({ isSilent: true }), await startStunServer()];
  await alice.page.evaluate(
    (servers) =>
      (globalThis as unknown as Notes).p2p.init({
        config: { stun: { servers }, network: { gossipInterval: 5_000, heartbeatInterval: 1_000 } },
      }),
    stun.map(({ address }) => `stun:${address}`),
  );

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
  await expect.poll(() => stun.map(({ requests }) => requests() > 0)).toEqual([true, true]);
  for (const server of stun) server.close();

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
  const comparedAt = () =>
    alice.page.evaluate(() => (globalThis as unknown as Notes).p2p.metrics().sync.lastSyncTime ?? 0);
  const before = await comparedAt();
  // Without the shorter interval it would be half a minute.
  await expect.poll(comparedAt, { timeout: 12_000 }).toBeGreaterThan(before + 3_500);
  await expectExaminedByWorker(alice.page, bob.page, 'of Alice');
  await expectExaminedByWorker(bob.page, alice.page, 'of Bob');

  await expectFileGiven(alice.page, bob.page);

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

  const said = await page.evaluate(async () => {
    const { p2p } = globalThis as unknown as Notes;
    const nested = (levels: number) => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level += 1) value = [value];
      return value as never;
    };
    const circle: unknown[] = [];
    circle.push(circle);
    const refused: string[] = [];
    const attempt = async (act: () => unknown) => {
      try {
        await act();
        refused.push('none');
      } catch (error) {
        const { name, code = '' } = error as { name: string; code?: string };
        refused.push(`${name} ${code}`);
      }
    };
    await p2p.createRoom();
    p2p.on('error', ({ name, code }) => refused.push(`told of ${name} ${code}`));
    const state = p2p.getSharedState('bad');
    for (const message of [
      nested(17),
      nested(5_000),
      circle as never,
      undefined as never,
      (() => 1) as never,
    ])
      await attempt(() => p2p.broadcast(message));
    await attempt(() => p2p.broadcast('x'.repeat(64 * 1024)));
    await attempt(() => state.set('deep', nested(17)));
    await attempt(() => state.set('x'.repeat(1_025), 1));
    await attempt(() => p2p.getSharedState('x'.repeat(61)));
    await attempt(() => state.set('large', 'x'.repeat(200_001)));
    await attempt(() => state.set('fine', nested(16)));
    await attempt(() => p2p.broadcast(nested(16)));
    return { refused, keys: state.keys() };
  });
  expect(said).toEqual({
    refused: [
      ...Array<string>(5).fill('ConnectionError invalid-message'),
      'ConnectionError message-too-large',
      'TypeError ',
      'SynchronizationError invalid-key',
      'SynchronizationError invalid-key',
      'told of SynchronizationError too-large',
      'none',
      'none',
      'none',
    ],
    keys: ['fine'],
  });
  const stateOf = () => page.evaluate(() => (globalThis as unknown as Notes).p2p.room?.state);
  await expect.poll(stateOf).toBe('open');
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
  await expect.poll(connected, { timeout: 5_000 }).toBe(1);
  expect(sockets).toEqual([]);
});

/** From now on counts what a page sends on its channels. */
async function countFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counted = globalThis as unknown as { framesSent: number };
    counted.framesSent = 0;
    // oxlint-disable-next-line typescript/unbound-method -- called on the channel
    const send = RTCDataChannel.prototype.send as (data: ArrayBufferView<ArrayBuffer>) => void;
    RTCDataChannel.prototype.send = function (data: unknown) {
      counted.framesSent += 1;
      send.call(this, data as ArrayBufferView<ArrayBuffer>);
    };
  });
}

const framesSent = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { framesSent: number }).framesSent);

const MAX_PEERS = 4;
/** Six rounds of pings to four. */
const MANY_FRAMES = 24;

test('what a script configures holds in the page: how many links, how often pinged, no shared state', async ({
  newcomer,
}) => {
  test.slow();
  const { page: first } = await newcomer('Alice');
  const tabs = [first];
  while (tabs.length < MAX_PEERS + 2) {
    const tab = await first.context().newPage();
    await tab.goto(first.url());
    tabs.push(tab);
  }
  for (const [index, tab] of tabs.entries()) {
    await listen(tab);
    await tab.evaluate(
      ([maxPeers, isFirst]) =>
        (globalThis as unknown as Notes).p2p.init({
          config: {
            maxPeers,
            discoveryMethods: ['broadcast'],
            ...(isFirst ? { sync: { enabled: false }, network: { heartbeatInterval: 1_000 } } : {}),
          },
        }),
      [MAX_PEERS, index === 0] as const,
    );
  }
  const link = await first.evaluate(
    async () => (await (globalThis as unknown as Notes).p2p.createRoom()).link,
  );
  for (const tab of tabs.slice(1))
    await tab.evaluate((address) => (globalThis as unknown as Notes).p2p.joinRoom(address), link);

  const seen = () =>
    Promise.all(
      tabs.map((tab) =>
        tab.evaluate(async () => {
          const peers = await (globalThis as unknown as Notes).p2p.getPeers();
          return {
            peers: peers.length,
            linked: peers.filter(({ connection }) => ['direct', 'linked'].includes(connection)).length,
          };
        }),
      ),
    );
  const shape = async () =>
    (await seen()).map(({ peers, linked }) =>
      linked > 0 && linked <= MAX_PEERS ? `${peers} people, few links` : `${peers} people, ${linked} links`,
    );
  const kept = tabs.map(() => `${MAX_PEERS + 1} people, few links`);
  await expect.poll(shape, { timeout: 60_000 }).toEqual(kept);
  await tabs.at(-1)?.evaluate(() => (globalThis as unknown as Notes).p2p.broadcast('to all five'));
  for (const tab of tabs.slice(0, -1))
    await expect.poll(async () => (await notes(tab)).messages).toEqual(['to all five']);

  // Whoever is not linked with the first has no pings of it to answer.
  for (const tab of tabs) await countFrames(tab);
  const timesAsOften = async () => {
    const before = await Promise.all(tabs.map(framesSent));
    const sent = async () => (await framesSent(first)) - (before[0] ?? 0);
    await expect.poll(sent, { timeout: 20_000 }).toBeGreaterThan(MANY_FRAMES);
    const after = await Promise.all(tabs.map(framesSent));
    const [own = 0, ...others] = after.map((count, index) => count - (before[index] ?? 0));
    return own / Math.max(1, Math.min(...others));
  };
  // Everybody pings three times when links change.
  await expect.poll(timesAsOften, { timeout: 60_000 }).toBeGreaterThan(2);

  const [, second = first] = tabs;
  await second.evaluate(() => (globalThis as unknown as Notes).p2p.getSharedState('s').set('k', 1));
  const switchedOff = await first.evaluate(() => {
    const { p2p } = globalThis as unknown as Notes;
    try {
      return JSON.stringify(p2p.getSharedState('s').toJSON());
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  expect(switchedOff).toBe('switched-off');
  expect(await shape()).toEqual(kept);
});
