// What the service worker does with a request, as plain decisions over facts. Knows no cache, no network, no DOM: sw.ts
// carries the decisions out.

/** Files beside the page that the installed app needs without a network; all are small and under public/. */
export const SHELL_FILES = [
  'manifest.webmanifest',
  'favicon.svg',
  'apple-touch-icon.png',
  'icons/icon-192.png',
  'icons/icon-512.png',
] as const;

/** Cache key of the page, relative to the scope. */
export const PAGE_KEY = './';

/** The host's answer that changes while the page stays the same: brokers and ICE servers. */
const FRESH_FILES: readonly string[] = ['kith.json'];

/** Where the share target of the manifest posts to, relative to the scope. */
const SHARE_PATH = 'share';

/** Where downloads that a page writes are asked for: by link, by frame. */
const DOWNLOAD_PATH = /^download\/([0-9a-f]{32})$/;

/** Where a sound or film is played from that a page has parts of. */
const MEDIA_PATH = /^play\/([0-9a-f]{32})$/;

const PAGE_PATHS: readonly string[] = ['', 'index.html'];

export interface RequestFacts {
  readonly method: string;
  /** As `Request.mode` says it: `navigate`, `cors`, `no-cors`, `same-origin`. */
  readonly mode: string;
  /** Absolute; whoever links here may have written it. */
  readonly url: string;
}

export type Answer =
  /** The browser goes on as if there were no worker. */
  | { readonly kind: 'pass' }
  /** The kept page; the network only when it is missing. */
  | { readonly kind: 'page' }
  /** A kept file under `key`; the network only when it is missing. */
  | { readonly kind: 'shell-file'; readonly key: string }
  /** The network; the last good copy under `key` when it fails. */
  | { readonly kind: 'freshest'; readonly key: string }
  /** Text that another app shares with this one. */
  | { readonly kind: 'receive-share' }
  /** What a page offered under this id, if it did. */
  | { readonly kind: 'download' | 'media'; readonly id: string };

const PASS: Answer = { kind: 'pass' };

/** Decides for one request; `scope` is the registration's absolute address and ends with a slash. */
export function decideAnswer(request: RequestFacts, scope: string): Answer {
  const path = pathInScope(request.url, scope);
  if (path === undefined) return PASS;
  const isNavigation = request.mode === 'navigate';
  if (request.method === 'POST') {
    return isNavigation && path === SHARE_PATH ? { kind: 'receive-share' } : PASS;
  }
  if (request.method !== 'GET') return PASS;
  const [, downloadId] = DOWNLOAD_PATH.exec(path) ?? [];
  if (downloadId !== undefined) return { kind: 'download', id: downloadId };
  const [, mediaId] = MEDIA_PATH.exec(path) ?? [];
  // Only to be played: as a page of its own it is nothing.
  if (mediaId !== undefined) return isNavigation ? PASS : { kind: 'media', id: mediaId };
  if (isNavigation) return PAGE_PATHS.includes(path) ? { kind: 'page' } : PASS;
  if (SHELL_FILES.some((file) => file === path)) return { kind: 'shell-file', key: path };
  return FRESH_FILES.includes(path) ? { kind: 'freshest', key: path } : PASS;
}

/** The path below the scope without query and hash; undefined for other origins and for what lies beside the scope. */
function pathInScope(url: string, scope: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const address = new URL(url);
  const base = new URL(scope);
  const isInside = address.origin === base.origin && address.pathname.startsWith(base.pathname);
  return isInside ? address.pathname.slice(base.pathname.length) : undefined;
}

export interface ResponseFacts {
  readonly status: number;
  /** As `Response.type` says it; only `basic` is readable and of this origin. */
  readonly type: string;
  readonly redirected: boolean;
}

/** Whether a network answer may be kept: never an error, a foreign or opaque one, or a redirect's end. */
export function isKeepable(response: ResponseFacts): boolean {
  return response.status === 200 && response.type === 'basic' && !response.redirected;
}

/** Whether the last good copy is better than this answer: the host is there but not well. */
export function isHostTrouble(response: ResponseFacts): boolean {
  return response.status >= 500;
}

/**
 * The cache of one build. The scope is part of the name: caches belong to the origin, and two copies of Kith under
 * different paths of one host must not clear each other's.
 */
export function buildCacheName(scope: string, buildId: string): string {
  return `${cachePrefix(scope)}build:${buildId}`;
}

/** The cache that outlives builds: the host's last good answers. */
export function lastingCacheName(scope: string): string {
  return `${cachePrefix(scope)}lasting`;
}

function cachePrefix(scope: string): string {
  return `kith:${new URL(scope).pathname}:`;
}

/** Caches of other builds under the same scope; everybody else's are left alone. */
export function outdatedCaches(names: readonly string[], scope: string, buildId: string): readonly string[] {
  const ofBuilds = buildCacheName(scope, '');
  return names.filter((name) => name.startsWith(ofBuilds) && name !== buildCacheName(scope, buildId));
}

/** Headers that describe the transfer and not the page: the kept body is already decoded. */
const TRANSFER_HEADERS: readonly string[] = [
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'vary',
];

/** The headers the kept page is served with: the host's own (its security headers among them) over safe defaults. */
export function pageHeaders(ofHost: Iterable<readonly [string, string]>): [string, string][] {
  const headers = new Map([['x-content-type-options', 'nosniff']]);
  for (const [name, value] of ofHost) {
    const key = name.toLowerCase();
    if (!TRANSFER_HEADERS.includes(key)) headers.set(key, value);
  }
  headers.set('content-type', 'text/html; charset=utf-8');
  return Array.from(headers);
}
