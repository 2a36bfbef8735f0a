// How much must arrive, and how long it takes, before the shell can be used: the built page in a real browser, served as
// the host serves it, over no network and over a slow 4G. Compared with an empty page over the same way, and with the
// same page without its heavy blocks, for which the shell must not wait.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { compressPage, measurePage, type CompressedPage } from '../build/measure.ts';
import { BLOCK_PREFIX, BLOCK_TYPE } from '../src/platform/block-format.ts';
import { median, type Measurement } from './bench.ts';
import { visitUnobserved, type Visit } from './unobserved-visit.ts';

type Condition = Pick<Visit, 'network' | 'settleMs'> & { readonly runs: number };

/** Odd, so that the median is one of them. */
const LOOPBACK: Condition = { runs: 15, settleMs: 700 };
/** Chromium's own figures for a slow 4G. */
const SLOW_4G: Condition = {
  runs: 7,
  settleMs: 2500,
  network: { latency: 400, downloadThroughput: 200_000, uploadThroughput: 94_000 },
};
/** The shell's own lazy chunks are a third of this; Python's parts are all above. */
const HEAVY_LENGTH = 300_000;
/** What src/app/main.tsx sets when the first screen can be used, and when settings and identity are known. */
const INTERACTIVE = 'kith:interactive';
const KNOWN = 'kith:known';
const EMPTY_PAGE = `<!doctype html><title>Empty</title><script>performance.mark("${INTERACTIVE}")</script>`;
const ROOT = join(import.meta.dirname, '..');

/** The median of each page's marks. */
interface Medians {
  readonly empty: number;
  readonly full: number;
  readonly light: number;
  readonly fullKnown: number;
  readonly lightKnown: number;
}

export async function measure(): Promise<readonly Measurement[]> {
  const page = readFileSync(join(ROOT, 'dist/index.html'));
  const compressed = {
    gzip: readFileSync(join(ROOT, '.kith/compressed/index.html.gz')),
    brotli: readFileSync(join(ROOT, '.kith/compressed/index.html.br')),
  };
  const server = await serve(
    new Map<string, CompressedPage>([
      ['/', compressed],
      ['/light', compressPage(Buffer.from(withoutHeavyBlocks(page.toString())))],
      ['/empty', compressPage(Buffer.from(EMPTY_PAGE))],
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
      ...times('', await timesUnder(LOOPBACK, browser, server)),
      ...times('_slow4g', await timesUnder(SLOW_4G, browser, server)),
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

function bytes(metric: string, value: number): Measurement {
  return { bench: 'boot', metric, value, unit: 'bytes' };
}

function times(suffix: string, { empty, full, light, fullKnown, lightKnown }: Medians): Measurement[] {
  const time = (metric: string, value: number, baseline: number): Measurement => ({
    bench: 'boot',
    metric: `${metric}${suffix}_ms`,
    unit: 'ms',
    value: Math.round(value),
    baseline: Math.round(baseline),
  });
  return [
    time('interactive', full, empty),
    time('interactive_without_blocks', light, empty),
    time('known', fullKnown, empty),
    time('known_without_blocks', lightKnown, empty),
  ];
}

/** In turns, so that what else the machine does burdens all alike, and each behind an empty page, which leaves nothing. */
async function timesUnder(condition: Condition, browser: Browser, server: Server): Promise<Medians> {
  const { port } = server.address() as AddressInfo;
  const visits: { readonly path: string; readonly marks: ReadonlyMap<string, number> }[] = [];
  const visit = async (path: string, until: string) => {
    const url = `http://127.0.0.1:${port}${path}`;
    visits.push({ path, marks: await visitUnobserved(browser, { ...condition, url, until }) });
  };
  for (let run = 0; run < condition.runs; run += 1) {
    for (const path of run % 2 === 0 ? ['/light', '/'] : ['/', '/light']) {
      await visit('/empty', INTERACTIVE);
      await visit(path, KNOWN);
    }
  }
  const of = (wanted: string, mark: string) =>
    median(visits.filter(({ path }) => path === wanted).map(({ marks }) => marks.get(mark) ?? Number.NaN));
  return {
    empty: of('/empty', INTERACTIVE),
    full: of('/', INTERACTIVE),
    light: of('/light', INTERACTIVE),
    fullKnown: of('/', KNOWN),
    lightKnown: of('/light', KNOWN),
  };
}

/** The page as it would be if nothing heavy stood in it. */
function withoutHeavyBlocks(html: string): string {
  const blocks = new RegExp(
    `<script type="${BLOCK_TYPE}" id="${BLOCK_PREFIX}[^"]*"[^>]*>([^<]*)</script>`,
    'g',
  );
  const light = html.replaceAll(blocks, (block, text: string) => (text.length < HEAVY_LENGTH ? block : ''));
  if (light.length > html.length / 2) throw new Error('The heavy blocks were not found.');
  return light;
}

function launch(): Promise<Browser> {
  const executablePath = process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}

function serve(pages: ReadonlyMap<string, CompressedPage>): Promise<Server> {
  const server = createServer((request, response) => answer(request, response, pages));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: ReadonlyMap<string, CompressedPage>,
): void {
  const page = pages.get(request.url ?? '');
  if (!page) {
    response.writeHead(404).end();
    return;
  }
  const takesBrotli = /\bbr\b/.test(String(request.headers['accept-encoding']));
  const [encoding, body] = takesBrotli ? ['br', page.brotli] : ['gzip', page.gzip];
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': encoding });
  response.end(body);
}
