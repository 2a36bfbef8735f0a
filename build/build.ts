// `npm run build`: the page, the service worker and the public files into dist/; what the host and the checks want to
// know about them into .kith/.

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { compressPage, measurePage, type PageSizes } from './measure.ts';
import { bundleScript } from './one-file/bundle-script.ts';
import { sourceHash } from './source-hash.mjs';

/** `.kith/build.json`; absent or of another `sourceHash` means that the page must be built. */
export interface BuildRecord {
  /** First 16 hex digits of the page's SHA-256, a hyphen, 8 digits of the public files'. */
  readonly buildId: string;
  readonly sourceHash: string;
  readonly sizes: PageSizes;
}

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const PUBLIC = join(ROOT, 'public');
const RECORDS = join(ROOT, '.kith');
/** What decides whether what is kept offline is out of date: the page and the files beside it, by content. */
const PAGE_DIGITS = 16;
const PUBLIC_DIGITS = 8;
const WORKER_TARGET = 'es2022';

async function main(): Promise<void> {
  // Taken first: a source changed while the build runs makes the result stale.
  const hash = sourceHash(ROOT);
  await build({ root: ROOT, configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error' });
  const page = readFileSync(join(DIST, 'index.html'));
  const buildId = `${hexDigest([page], PAGE_DIGITS)}-${hexDigest(publicFiles(), PUBLIC_DIGITS)}`;
  cpSync(PUBLIC, DIST, { recursive: true });
  await buildServiceWorker(buildId);
  writeRecord({ buildId, sourceHash: hash, sizes: writeCompressed(page) });
}

function hexDigest(parts: readonly (Uint8Array | string)[], digits: number): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, digits);
}

/** Names and contents, in an order of their own. */
function publicFiles(): readonly (Uint8Array | string)[] {
  const entries = readdirSync(PUBLIC, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths.toSorted().flatMap((path) => [path.slice(PUBLIC.length), readFileSync(path)]);
}

async function buildServiceWorker(buildId: string): Promise<void> {
  const code = await bundleScript({
    entry: join(ROOT, 'sw.ts'),
    target: WORKER_TARGET,
    define: { __KITH_BUILD__: JSON.stringify(buildId) },
  });
  writeFileSync(join(DIST, 'sw.js'), `${code}\n`);
}

/** Precompressed once here, so that the host never spends seconds on it. */
function writeCompressed(page: Uint8Array): PageSizes {
  const folder = join(RECORDS, 'compressed');
  const compressed = compressPage(page);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html.gz'), compressed.gzip);
  writeFileSync(join(folder, 'index.html.br'), compressed.brotli);
  return measurePage(page, compressed);
}

function writeRecord(record: BuildRecord): void {
  writeFileSync(join(RECORDS, 'build.json'), `${JSON.stringify(record, null, 2)}\n`);
  const { raw, brotli, shellGzip } = record.sizes;
  console.log(`Built ${record.buildId}: ${raw} bytes, ${brotli} as brotli, shell ${shellGzip} gzipped.`);
}

await main();
