// Whether the built page is older than its sources: one hash over everything the build reads. Plain JavaScript on Node's
// built-ins alone, because `npm start` asks before any dependency is installed.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'build',
  'index.html',
  'package-lock.json',
  'public',
  'src',
  'sw.ts',
  'tsconfig.base.json',
  'vite.config.ts',
];

/**
 * SHA-256 over names and contents of the sources under `root`, 64 hex digits. Missing ones are skipped. Line ends do not
 * count, so that a checkout on Windows hashes the same.
 *
 * @param {string} root
 * @returns {string}
 */
export function sourceHash(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const path of filesUnder(root, source)) {
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)).toString('latin1').replaceAll('\r\n', '\n'));
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path with forward slashes, relative to `root`
 * @returns {string[]} files in a stable order
 */
function filesUnder(root, path) {
  const status = statSync(join(root, path), { throwIfNoEntry: false });
  if (!status) return [];
  if (!status.isDirectory()) return [path];
  const names = readdirSync(join(root, path)).toSorted();
  return names.flatMap((name) => filesUnder(root, `${path}/${name}`));
}
