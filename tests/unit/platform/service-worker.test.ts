import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../../src/primitives/result.ts';
import {
  createServiceWorkerClient,
  stateOf,
  type ServiceWorkerWorld,
} from '../../../src/platform/service-worker.ts';
import { makeFakeContainer, makeFakeWorker } from '../../support/fake-service-worker.ts';

const page = new Blob(['<!doctype html>']);

function makeClient(world: Partial<ServiceWorkerWorld> = {}) {
  let reloads = 0;
  const client = createServiceWorkerClient({
    container: undefined,
    protocol: 'https:',
    isSecureContext: true,
    readSource: async () => ok(page),
    reload: () => (reloads += 1),
    ...world,
  });
  const kinds: string[] = [];
  client.onState((state) => kinds.push(state.kind));
  return { client, kinds, reloads: () => reloads };
}

/** A page that came out of the cache of a running version. */
async function makeRunning() {
  const fake = makeFakeContainer({ controller: makeFakeWorker({ hasPage: true }) });
  const made = makeClient({ container: fake.container });
  await made.client.start();
  return { ...made, fake };
}

it.each([
  [{ hasActive: false, hasWaiting: false, hasPage: false, isReplaced: false }, 'installing'],
  [{ hasActive: false, hasWaiting: true, hasPage: false, isReplaced: false }, 'installing'],
  [{ hasActive: true, hasWaiting: false, hasPage: false, isReplaced: false }, 'active'],
  [{ hasActive: true, hasWaiting: false, hasPage: true, isReplaced: false }, 'offline-ready'],
  [{ hasActive: true, hasWaiting: true, hasPage: true, isReplaced: false }, 'update-waiting'],
  [{ hasActive: true, hasWaiting: true, hasPage: true, isReplaced: true }, 'replaced'],
] as const)('%o is %s', (facts, kind) => {
  expect(stateOf(facts).kind).toBe(kind);
});

describe('a page that cannot have a worker', () => {
  it.each([
    ['from disk', { protocol: 'file:' }, 'not-http'],
    ['from a plain-http network address', { protocol: 'http:', isSecureContext: false }, 'insecure'],
    ['in a browser without workers', {}, 'missing'],
  ] as const)('says so when it is %s', async (_, world, reason) => {
    const { client } = makeClient(world);
    await client.start();
    expect(client.state).toEqual({ kind: 'unsupported', reason });
  });

  it.each([
    ['does not trust the certificate', 'https:', 'SecurityError', 'untrusted'],
    ['refuses on this machine itself', 'http:', 'SecurityError', 'refused'],
    ['has its storage blocked', 'https:', 'InvalidStateError', 'refused'],
  ] as const)('says so when the browser %s', async (_, protocol, name, reason) => {
    const { container } = makeFakeContainer();
    container.register = async () => Promise.reject(new DOMException('no', name));
    const { client } = makeClient({ container, protocol });
    await client.start();
    expect(client.state).toEqual({ kind: 'unsupported', reason });
  });

  it('never registers from disk', async () => {
    const { container, registered } = makeFakeContainer();
    await makeClient({ container, protocol: 'file:' }).client.start();
    expect(registered).toEqual([]);
  });
});

describe('the first visit', () => {
  it('registers the worker beside the page, past the HTTP cache', async () => {
    const fake = makeFakeContainer();
    const { client } = makeClient({ container: fake.container });
    const started = client.start();
    fake.installFirst(makeFakeWorker());
    await started;
    expect(fake.registered).toEqual([
      { address: './sw.js', options: { scope: './', updateViaCache: 'none' } },
    ]);
  });

  it('hands the page over, becomes ready for offline and does not reload', async () => {
    const fake = makeFakeContainer();
    const worker = makeFakeWorker();
    const { client, kinds, reloads } = makeClient({ container: fake.container });
    const started = client.start();
    fake.installFirst(worker);
    await started;
    expect(worker.received).toEqual([{ type: 'page-status' }, { type: 'keep-page', page }]);
    expect(kinds.at(-1)).toBe('offline-ready');
    expect(reloads()).toBe(0);
  });

  it.each<[string, { keeps?: boolean }, Result<Blob, string>]>([
    ['the worker has no room for the page', { keeps: false }, ok(page)],
    ['this copy is incomplete', {}, err('incomplete')],
  ])('stays short of offline when %s', async (_, worker, source) => {
    const fake = makeFakeContainer();
    const { client } = makeClient({ container: fake.container, readSource: async () => source });
    const started = client.start();
    fake.installFirst(makeFakeWorker(worker));
    await started;
    expect(client.state.kind).toBe('active');
  });
});

describe('a later visit', () => {
  it('hands nothing over that is there', async () => {
    const worker = makeFakeWorker({ hasPage: true });
    const { container } = makeFakeContainer({ controller: worker });
    const { client } = makeClient({ container });
    await client.start();
    expect(client.state.kind).toBe('offline-ready');
    expect(worker.received).toEqual([{ type: 'page-status' }]);
  });

  it('finds the update that waits since last time', async () => {
    const fake = makeFakeContainer({ controller: makeFakeWorker({ hasPage: true }) });
    fake.registration.waiting = makeFakeWorker();
    const { client } = makeClient({ container: fake.container });
    await client.start();
    expect(client.state.kind).toBe('update-waiting');
  });
});

describe('an update', () => {
  it('waits and reloads nothing by itself', async () => {
    const { client, fake, reloads } = await makeRunning();
    const next = makeFakeWorker();
    fake.installUpdate(next);
    expect(client.state.kind).toBe('update-waiting');
    expect(next.received).toEqual([]);
    expect(reloads()).toBe(0);
  });

  it('takes over when its person says yes, with one reload', async () => {
    const { client, fake, reloads } = await makeRunning();
    const next = makeFakeWorker();
    fake.installUpdate(next);
    client.applyUpdate();
    expect(next.received).toEqual([{ type: 'skip-waiting' }]);
    fake.takeOver();
    fake.container.dispatchEvent(new Event('controllerchange'));
    expect(reloads()).toBe(1);
  });

  it('taken in another tab leaves this page running, and says so', async () => {
    const { client, fake, reloads } = await makeRunning();
    fake.installUpdate(makeFakeWorker());
    fake.takeOver();
    expect(client.state.kind).toBe('replaced');
    expect(reloads()).toBe(0);
  });

  it('taken in another tab comes here with one reload when its person says yes', async () => {
    const { client, fake, reloads } = await makeRunning();
    fake.installUpdate(makeFakeWorker());
    fake.takeOver();
    client.applyUpdate();
    client.applyUpdate();
    expect(reloads()).toBe(1);
  });

  it('that is not there cannot be accepted in advance', async () => {
    const { client, fake, reloads } = await makeRunning();
    client.applyUpdate();
    fake.installUpdate(makeFakeWorker());
    fake.takeOver();
    expect(reloads()).toBe(0);
  });

  it('reaches a page that no worker controlled (a hard reload)', async () => {
    const fake = makeFakeContainer();
    const { client, reloads } = makeClient({ container: fake.container });
    const started = client.start();
    fake.installFirst(makeFakeWorker());
    await started;
    fake.installUpdate(makeFakeWorker());
    client.applyUpdate();
    fake.takeOver();
    expect(reloads()).toBe(1);
  });

  it('is looked for when asked, and a host that is away is no error', async () => {
    const { client, fake } = await makeRunning();
    fake.registration.update = async () => Promise.reject(new TypeError('offline'));
    await client.checkForUpdate();
    expect(client.state.kind).toBe('offline-ready');
  });
});

it('says nothing more once disposed', async () => {
  const { client, kinds, fake } = await makeRunning();
  const before = kinds.length;
  client.dispose();
  fake.installUpdate(makeFakeWorker());
  expect(kinds.length).toBe(before);
});
