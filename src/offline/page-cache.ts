// Carries the policy out on the worker's caches: keeps, finds and renews the page and the files beside it. The world
// (caches, network, hashing) is injected, so it runs in a unit test.

import { isPageOfBuild } from './build-id.ts';
import {
  buildCacheName,
  isHostTrouble,
  isKeepable,
  lastingCacheName,
  outdatedCaches,
  PAGE_KEY,
  pageHeaders,
  SHELL_FILES,
} from './cache-policy.ts';

/** The host answers in a few hundred bytes; a network that swallows packets must not hold a start up for longer. */
const FRESHEST_TIMEOUT_MS = 4_000;

export interface PageCacheWorld {
  /** The registration's scope: absolute, ends with a slash. */
  readonly scope: string;
  readonly buildId: string;
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: typeof fetch;
  /** What the browser says of the network: while it says there is none, nothing is asked that would fail aloud. */
  readonly isOnline: () => boolean;
  readonly sha256: (data: ArrayBuffer) => Promise<ArrayBuffer>;
}

export interface PageCache {
  /** Fetches the small files; rejects when one is missing, so that a half-filled cache is never installed. */
  keepShellFiles(): Promise<void>;
  /** Downloads this build's page past the HTTP cache. False when the host (still) has another build or fails. */
  downloadPage(): Promise<boolean>;
  /** Keeps a page that a client handed over. False when it is another build's or there is no room for it. */
  keepHandedPage(page: Blob): Promise<boolean>;
  hasPage(): Promise<boolean>;
  /** Deletes the caches of other builds. */
  cleanUp(): Promise<void>;
  page(request: Request): Promise<Response>;
  shellFile(request: Request, key: string): Promise<Response>;
  freshest(request: Request, key: string): Promise<Response>;
}

const ANY_VARIANT: CacheQueryOptions = { ignoreVary: true };

export function createPageCache(world: PageCacheWorld): PageCache {
  const { scope, buildId, caches } = world;
  const absolute = (key: string) => new URL(key, scope).href;
  const ofBuild = () => caches.open(buildCacheName(scope, buildId));
  const find = async (key: string) => (await ofBuild()).match(absolute(key), ANY_VARIANT);

  async function keepPage(page: ArrayBuffer, headers: Headers): Promise<boolean> {
    if (!isPageOfBuild(await world.sha256(page), buildId)) return false;
    const kept = new Response(page, { headers: pageHeaders(headers) });
    return (await ofBuild()).put(absolute(PAGE_KEY), kept).then(
      () => true,
      () => false,
    );
  }

  return {
    async keepShellFiles() {
      const files = SHELL_FILES.map((file) => new Request(absolute(file), { cache: 'reload' }));
      await (await ofBuild()).addAll(files);
    },
    async downloadPage() {
      const response = await world.fetch(absolute(PAGE_KEY), { cache: 'reload' }).catch(() => undefined);
      if (!response || !isKeepable(response)) return false;
      return keepPage(await response.arrayBuffer(), response.headers);
    },
    async keepHandedPage(page) {
      return keepPage(await page.arrayBuffer(), await headersOfHost(world));
    },
    async hasPage() {
      return (await find(PAGE_KEY)) !== undefined;
    },
    async cleanUp() {
      const outdated = outdatedCaches(await caches.keys(), scope, buildId);
      await Promise.all(outdated.map((name) => caches.delete(name)));
    },
    async page(request) {
      return (await find(PAGE_KEY)) ?? world.fetch(request);
    },
    async shellFile(request, key) {
      return (await find(key)) ?? world.fetch(request);
    },
    freshest: (request, key) => freshest(world, request, key),
  };
}

/** The headers the host serves the page with, for a page that came from a client; none when it cannot be asked. */
async function headersOfHost(world: PageCacheWorld): Promise<Headers> {
  const address = new URL(PAGE_KEY, world.scope).href;
  const response = await world.fetch(address, { method: 'HEAD', cache: 'no-cache' }).catch(() => undefined);
  return response && isKeepable(response) ? response.headers : new Headers();
}

/**
 * Network first. Every good answer replaces the kept copy, which stands in while the host is away or unwell. Without one
 * the answer is empty: an error would stand in the console of a page that works.
 */
async function freshest(world: PageCacheWorld, request: Request, key: string): Promise<Response> {
  const cache = await world.caches.open(lastingCacheName(world.scope));
  const address = new URL(key, world.scope).href;
  const signal = AbortSignal.timeout(FRESHEST_TIMEOUT_MS);
  const response = world.isOnline()
    ? await world.fetch(request, { signal }).catch(() => undefined)
    : undefined;
  if (response && isKeepable(response)) {
    // A full disk costs the copy, never the answer.
    await cache.put(address, response.clone()).catch(() => undefined);
    return response;
  }
  if (response && !isHostTrouble(response)) return response.ok ? response : nothing();
  return (await cache.match(address, ANY_VARIANT)) ?? nothing();
}

/** 204, which no browser complains about. */
function nothing(): Response {
  return new Response(null, { status: 204 });
}
