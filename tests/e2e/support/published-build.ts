// A copy of the built page with a host of its own, into which a test publishes the next version and which it may switch
// off. Other tests never see it.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost, type Host } from '../../../host/host.ts';

export interface PublishedBuild {
  /** The page's address; the same after the host was away. */
  readonly url: string;
  /** Replaces page and worker by the next version, as a deployment does. */
  publish(version: string): void;
  /** Replaces the worker alone, by one for a page that never arrives: a deployment that got stuck half-way. */
  publishWorkerOnly(): void;
  takeHostAway(): Promise<void>;
  bringHostBack(): Promise<void>;
  dispose(): Promise<void>;
}

const BUILT = join(import.meta.dirname, '../../../dist');

/** Length of the page's hash within a build id; see src/offline/build-id.ts. */
const PAGE_HASH_DIGITS = 16;

export async function publishBuild(): Promise<PublishedBuild> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-published-'));
  const distFolder = join(folder, 'dist');
  cpSync(BUILT, distFolder, { recursive: true });
  const start = (port: number) =>
    startHost({ port, distFolder, stateFolder: join(folder, 'state'), quiet: true });
  let host: Host | undefined = await start(0);
  const { port, localUrl } = host;

  const worker = join(distFolder, 'sw.js');

  return {
    url: `${localUrl}/`,
    publish(version) {
      const oldHash = hashOf(distFolder);
      const renamed = `<html data-build="${version}"`;
      rewrite(join(distFolder, 'index.html'), (page) => page.replace(/<html data-build="[^"]*"/, renamed));
      rewrite(worker, (code) => code.replaceAll(oldHash, hashOf(distFolder)));
    },
    publishWorkerOnly() {
      const elsewhere = '0'.repeat(PAGE_HASH_DIGITS);
      rewrite(worker, (code) => code.replaceAll(hashOf(distFolder), elsewhere));
    },
    async takeHostAway() {
      await host?.close();
      host = undefined;
    },
    async bringHostBack() {
      host ??= await start(port);
    },
    async dispose() {
      await host?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function hashOf(distFolder: string): string {
  const page = readFileSync(join(distFolder, 'index.html'));
  return createHash('sha256').update(page).digest('hex').slice(0, PAGE_HASH_DIGITS);
}

/** Throws when nothing changed: a version that is none would prove nothing. */
function rewrite(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${path}`);
  writeFileSync(path, after);
}
