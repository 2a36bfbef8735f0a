// The built page and the files beside it. A file is read again when it changed on disk, so that a new build is served
// without a restart, and no browser may use a copy without asking: names carry no hash, an old page must never stay.

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { compress, ENCODINGS, type Encoding } from './compression.ts';

export interface StaticFiles {
  readonly handler: RequestHandler;
  /** Reads a file and starts compressing it before anybody asks; resolves when its smaller copies are ready. */
  prepare(path: string): Promise<void>;
}

export interface StaticFilesOptions {
  readonly distFolder: string;
  /** Where the build may have left compressed copies, such as `index.html.br`. */
  readonly compressedFolder: string;
}

interface LoadedFile {
  readonly etag: string;
  readonly content: Buffer;
  /** Filled in the background. */
  readonly smaller: Map<Encoding, Buffer>;
  readonly compressed: Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = new Set(['.css', '.html', '.ico', '.js', '.json', '.svg', '.txt', '.webmanifest']);
/** Below this, headers weigh more than what is saved. */
const MIN_COMPRESSED_BYTES = 1_024;
const MAX_PATH_SEGMENTS = 8;
const NOT_MODIFIED = 304;
const METHOD_NOT_ALLOWED = 405;

export function createStaticFiles(options: StaticFilesOptions): StaticFiles {
  const load = createLoader(options);
  return {
    handler: (request, response, next) => void serve(load, [request, response, next]),
    async prepare(path) {
      const file = await load(path);
      await file?.compressed;
    },
  };
}

/**
 * The file meant by the path of a URL, relative to the folder; undefined for what cannot be one. Nothing leads out of
 * the folder or to hidden files, because every segment starts with a letter or digit.
 */
export function parsePath(urlPath: string): string | undefined {
  if (urlPath === '/') return 'index.html';
  const segments = urlPath.slice(1).split('/');
  const isPlain = segments.length <= MAX_PATH_SEGMENTS && segments.every((each) => /^\w[\w.-]*$/.test(each));
  return isPlain ? segments.join('/') : undefined;
}

async function serve(load: Load, [request, response, next]: Parameters<RequestHandler>): Promise<void> {
  const path = parsePath(request.path);
  try {
    const file = path === undefined ? undefined : await load(path);
    if (path === undefined || file === undefined) next();
    else answer(request, response, { path, file });
  } catch (error) {
    next(error);
  }
}

type Load = (path: string) => Promise<LoadedFile | undefined>;

function createLoader({ distFolder, compressedFolder }: StaticFilesOptions): Load {
  const cache = new Map<string, { readonly state: string; readonly file: Promise<LoadedFile> }>();
  return async (path) => {
    const fullPath = join(distFolder, path);
    const found = await stat(fullPath).catch(() => undefined);
    if (!found?.isFile()) {
      cache.delete(path);
      return undefined;
    }
    const state = `${found.mtimeMs} ${found.size} ${found.ino}`;
    const cached = cache.get(path);
    if (cached?.state === state) return cached.file;
    const file = loadFile(fullPath, join(compressedFolder, path));
    cache.set(path, { state, file });
    file.catch(() => cache.delete(path));
    return file;
  };
}

async function loadFile(fullPath: string, prebuiltPath: string): Promise<LoadedFile> {
  const content = await readFile(fullPath);
  const smaller = new Map<Encoding, Buffer>();
  const isWorthIt = COMPRESSIBLE.has(extname(fullPath)) && content.length >= MIN_COMPRESSED_BYTES;
  return {
    // Weak, because the same tag stands for the file in every encoding.
    etag: `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    content,
    smaller,
    compressed: isWorthIt ? fillSmaller(smaller, content, prebuiltPath) : Promise.resolve(),
  };
}

async function fillSmaller(
  smaller: Map<Encoding, Buffer>,
  content: Buffer,
  prebuiltPath: string,
): Promise<void> {
  const fill = async (encoding: Encoding) => {
    const compressed = await compress(content, encoding, prebuiltPath);
    if (compressed.length < content.length) smaller.set(encoding, compressed);
  };
  // Failing to compress means serving the file as it is.
  await Promise.allSettled(ENCODINGS.map(fill));
}

interface Found {
  readonly path: string;
  readonly file: LoadedFile;
}

function answer(request: Request, response: Response, { path, file }: Found): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.set('allow', 'GET, HEAD').status(METHOD_NOT_ALLOWED).end();
    return;
  }
  response.set({ 'cache-control': 'no-cache', etag: file.etag });
  if (COMPRESSIBLE.has(extname(path))) response.set('vary', 'accept-encoding');
  if (matches(request.get('if-none-match'), file.etag)) {
    response.status(NOT_MODIFIED).end();
    return;
  }
  const encoding = ENCODINGS.find(
    (each) => file.smaller.has(each) && request.acceptsEncodings(each) === each,
  );
  if (encoding) response.set('content-encoding', encoding);
  const body = (encoding && file.smaller.get(encoding)) ?? file.content;
  response.set({
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': String(body.length),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** RFC 9110 §13.1.2: a list of tags, compared weakly, or `*`. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}
