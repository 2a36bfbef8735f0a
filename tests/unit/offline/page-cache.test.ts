import { createHash, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildCacheName, lastingCacheName, SHELL_FILES } from '../../../src/offline/cache-policy.ts';
import { createPageCache } from '../../../src/offline/page-cache.ts';
import { makeFakeCaches } from '../../support/fake-caches.ts';

const SCOPE = 'https://kith.example/app/';
const PAGE = '<!doctype html>new';
const OLD_PAGE = '<!doctype html>old';
const buildIdOf = (page: string) => createHash('sha256').update(page).digest('hex').slice(0, 16);
const BUILD = buildIdOf(PAGE);
const OLD_BUILD = buildIdOf(OLD_PAGE);

interface Host {
  /** What the network answers; undefined when it is away. */
  answer: (url: string, method: string) => Response | undefined;
  isOnline: boolean;
}

/** `Response.type` cannot be set: the network's answers are `basic`, as a browser's are. */
function basic(body: string | null, init?: ResponseInit): Response {
  const response = new Response(body, init);
  Object.defineProperty(response, 'type', { value: 'basic' });
  return Object.assign(response, { clone: () => basic(body, init) });
}

function makeWorker(buildId = BUILD) {
  const asked: string[] = [];
  const host: Host = { answer: (url) => basic(url === SCOPE ? PAGE : url), isOnline: true };
  const reach = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    asked.push(`${request.method} ${request.url.replace(SCOPE, './')} ${request.cache}`);
    const response = host.answer(request.url, request.method);
    if (!response) throw new TypeError('offline');
    return response;
  };
  const caches = makeFakeCaches(reach);
  const sha256 = (data: ArrayBuffer) => webcrypto.subtle.digest('SHA-256', data);
  const cache = createPageCache({
    scope: SCOPE,
    buildId,
    caches,
    fetch: reach,
    isOnline: () => host.isOnline,
    sha256,
  });
  return { cache, caches, host, asked };
}

const visit = new Request(SCOPE);
const textOf = async (answer: Promise<Response>) => (await answer).text();

describe('installing', () => {
  it('fetches the shell files past the HTTP cache', async () => {
    const { cache, caches, asked } = makeWorker();
    await cache.keepShellFiles();
    expect(caches.contents(buildCacheName(SCOPE, BUILD))).toEqual(SHELL_FILES.map((file) => SCOPE + file));
    expect(asked.every((line) => line.endsWith(' reload'))).toBe(true);
  });

  it('fails when a shell file is missing', async () => {
    const { cache, host } = makeWorker();
    host.answer = (url) => (url.endsWith('favicon.svg') ? basic('', { status: 404 }) : basic(''));
    await expect(cache.keepShellFiles()).rejects.toThrow();
  });
});

describe('a page handed over by its client', () => {
  it('is served without a network', async () => {
    const { cache, host } = makeWorker();
    expect(await cache.keepHandedPage(new Blob([PAGE]))).toBe(true);
    host.answer = () => undefined;
    expect(await textOf(cache.page(visit))).toBe(PAGE);
  });

  it('costs a question for headers and no second download', async () => {
    const { cache, asked } = makeWorker();
    await cache.keepHandedPage(new Blob([PAGE]));
    expect(asked).toEqual(['HEAD ./ no-cache']);
  });

  it("is served with the host's headers", async () => {
    const { cache, host } = makeWorker();
    host.answer = () => basic(null, { headers: { 'x-frame-options': 'DENY', 'content-length': '9' } });
    await cache.keepHandedPage(new Blob([PAGE]));
    const { headers } = await cache.page(visit);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-length')).toBeNull();
  });

  it('is kept while the host cannot be asked', async () => {
    const { cache, host } = makeWorker();
    host.answer = () => undefined;
    expect(await cache.keepHandedPage(new Blob([PAGE]))).toBe(true);
  });

  it('of another build is refused', async () => {
    const { cache } = makeWorker();
    expect(await cache.keepHandedPage(new Blob([OLD_PAGE]))).toBe(false);
    expect(await cache.hasPage()).toBe(false);
  });

  it('is refused, without an exception, when the disk is full', async () => {
    const { cache, caches } = makeWorker();
    caches.isFull = true;
    expect(await cache.keepHandedPage(new Blob([PAGE]))).toBe(false);
  });
});

describe('downloading an update', () => {
  it('goes past the HTTP cache', async () => {
    const { cache, asked } = makeWorker();
    expect(await cache.downloadPage()).toBe(true);
    expect(asked).toEqual(['GET ./ reload']);
  });

  it.each([
    ['still has the old page', () => basic(OLD_PAGE)],
    ['answers with an error', () => basic(PAGE, { status: 503 })],
    ['is away', () => undefined],
  ])('keeps nothing when the host %s', async (_, answer) => {
    const { cache, host } = makeWorker();
    host.answer = answer;
    expect(await cache.downloadPage()).toBe(false);
    expect(await cache.hasPage()).toBe(false);
  });
});

describe('serving', () => {
  it('goes to the network for a page that is not kept', async () => {
    const { cache } = makeWorker();
    expect(await textOf(cache.page(visit))).toBe(PAGE);
    expect(await cache.hasPage()).toBe(false);
  });

  it('gives a shell file from the cache without asking', async () => {
    const { cache, asked } = makeWorker();
    await cache.keepShellFiles();
    asked.length = 0;
    const icon = new Request(`${SCOPE}favicon.svg?v=1`);
    expect(await textOf(cache.shellFile(icon, 'favicon.svg'))).toBe(`${SCOPE}favicon.svg`);
    expect(asked).toEqual([]);
  });
});

describe("the host's changing answers", () => {
  const request = new Request(`${SCOPE}kith.json`);
  const ask = (worker: ReturnType<typeof makeWorker>) => worker.cache.freshest(request, 'kith.json');

  it('come from the network while it is there', async () => {
    const worker = makeWorker();
    worker.host.answer = () => basic('one');
    await ask(worker);
    worker.host.answer = () => basic('two');
    expect(await textOf(ask(worker))).toBe('two');
  });

  it.each([
    ['is away', () => undefined],
    ['is unwell', () => basic('', { status: 502 })],
  ])('come from the last good copy when the host %s', async (_, answer) => {
    const worker = makeWorker();
    worker.host.answer = () => basic('good');
    await ask(worker);
    worker.host.answer = answer;
    expect(await textOf(ask(worker))).toBe('good');
  });

  it('are believed when the host says there are none', async () => {
    const worker = makeWorker();
    worker.host.answer = () => basic('good');
    await ask(worker);
    worker.host.answer = () => basic('', { status: 404 });
    expect((await ask(worker)).status).toBe(204);
  });

  it.each([
    ['is away', () => undefined],
    ['is unwell', () => basic('', { status: 502 })],
  ])('are quietly empty when there is no copy and the host %s', async (_, answer) => {
    const worker = makeWorker();
    worker.host.answer = answer;
    expect((await ask(worker)).status).toBe(204);
  });

  it('are asked of nobody while the browser is offline', async () => {
    const worker = makeWorker();
    worker.host.isOnline = false;
    expect((await ask(worker)).status).toBe(204);
    expect(worker.asked).toEqual([]);
  });

  it('arrive although the disk is full', async () => {
    const worker = makeWorker();
    worker.caches.isFull = true;
    worker.host.answer = () => basic('good');
    expect(await textOf(ask(worker))).toBe('good');
  });

  it('outlive a build', async () => {
    const worker = makeWorker(OLD_BUILD);
    worker.host.answer = () => basic('good');
    await ask(worker);
    await worker.cache.cleanUp();
    expect(worker.caches.contents(lastingCacheName(SCOPE))).toEqual([`${SCOPE}kith.json`]);
  });
});

it('cleans up after older builds and nobody else', async () => {
  const { cache, caches } = makeWorker();
  const others = [buildCacheName('https://kith.example/', OLD_BUILD), 'someone else'];
  for (const name of [buildCacheName(SCOPE, OLD_BUILD), buildCacheName(SCOPE, BUILD), ...others])
    await caches.open(name);
  await cache.cleanUp();
  expect(await caches.keys()).toEqual([buildCacheName(SCOPE, BUILD), ...others]);
});
