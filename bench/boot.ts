// How much must arrive, and how long it takes, before the shell can be used: the built page in a real browser, served as
// the host serves it, over no network and over a slow 4G. Compared with an empty page over the same way.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from '@playwright/test';
import { measurePage } from '../build/measure.ts';
import { median, type Measurement } from './bench.ts';

/** Chromium's own figures for a slow 4G. */
const SLOW_4G = { latency: 400, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const RUNS = 5;
const TIMEOUT_MS = 60_000;
const EMPTY_PAGE = '<!doctype html><title>Empty</title><script>performance.mark("kith:interactive")</script>';
const ROOT = join(import.meta.dirname, '..');

interface Served {
  readonly gzip: Uint8Array;
  readonly brotli?: Uint8Array;
}

export async function measure(): Promise<readonly Measurement[]> {
  const page = readFileSync(join(ROOT, 'dist/index.html'));
  const compressed = {
    gzip: readFileSync(join(ROOT, '.kith/compressed/index.html.gz')),
    brotli: readFileSync(join(ROOT, '.kith/compressed/index.html.br')),
  };
  const server = await serve(
    new Map<string, Served>([
      ['/', compressed],
      ['/empty', { gzip: gzipSync(EMPTY_PAGE) }],
    ]),
  );
  const browser = await launch();
  try {
    const sizes = measurePage(page, compressed);
    return [
      bytes('page_bytes_raw', sizes.raw),
      bytes('page_bytes_gz', sizes.gzip),
      bytes('page_bytes_br', sizes.brotli),
      bytes('shell_bytes_gz', sizes.shellGzip),
      await interactive('interactive_ms', browser, server, undefined),
      await interactive('interactive_slow4g_ms', browser, server, SLOW_4G),
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

function bytes(metric: string, value: number): Measurement {
  return { bench: 'boot', metric, value, unit: 'bytes' };
}

async function interactive(
  metric: string,
  browser: Browser,
  server: Server,
  network: typeof SLOW_4G | undefined,
): Promise<Measurement> {
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const values: number[] = [];
  const baselines: number[] = [];
  // Taken in turns, so that whatever else the machine does burdens both alike.
  for (let run = 0; run < RUNS; run += 1) {
    baselines.push(await timeToInteractive(browser, `${origin}/empty`, network));
    values.push(await timeToInteractive(browser, `${origin}/`, network));
  }
  return {
    bench: 'boot',
    metric,
    unit: 'ms',
    value: Math.round(median(values)),
    baseline: Math.round(median(baselines)),
  };
}

/** Milliseconds from the start of the navigation to the mark that the shell sets; nothing is cached. */
async function timeToInteractive(
  browser: Browser,
  url: string,
  network: typeof SLOW_4G | undefined,
): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    if (network) await slowDown(page, network);
    await page.goto(url, { waitUntil: 'commit', timeout: TIMEOUT_MS });
    const mark = await page.waitForFunction(
      () => performance.getEntriesByName('kith:interactive')[0]?.startTime,
      undefined,
      { polling: 20, timeout: TIMEOUT_MS },
    );
    return (await mark.jsonValue()) ?? Number.NaN;
  } finally {
    await context.close();
  }
}

async function slowDown(page: Page, network: typeof SLOW_4G): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', { offline: false, ...network });
}

function launch(): Promise<Browser> {
  const executablePath = process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}

function serve(pages: ReadonlyMap<string, Served>): Promise<Server> {
  const server = createServer((request, response) => answer(request, response, pages));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: ReadonlyMap<string, Served>,
): void {
  const page = pages.get(request.url ?? '');
  if (!page) {
    response.writeHead(404).end();
    return;
  }
  const takesBrotli = /\bbr\b/.test(String(request.headers['accept-encoding']));
  const [encoding, body] = takesBrotli && page.brotli ? ['br', page.brotli] : ['gzip', page.gzip];
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': encoding });
  response.end(body);
}
