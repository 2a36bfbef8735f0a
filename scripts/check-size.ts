// Fails when the built page is larger than its budget. Prints one line a figure.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildRecord } from '../build/build.ts';

/** Bytes. The shell is what must arrive before anything can be used; the rest comes while it is. */
const BUDGETS = {
  shellGzip: 150_000,
  raw: 8_000_000,
  brotli: 6_000_000,
} satisfies Partial<BuildRecord['sizes']>;

const path = join(import.meta.dirname, '../.kith/build.json');
const { sizes } = JSON.parse(readFileSync(path, 'utf8')) as BuildRecord;

for (const name of ['shellGzip', 'raw', 'brotli'] as const) {
  const isWithin = sizes[name] <= BUDGETS[name];
  const share = Math.round((sizes[name] / BUDGETS[name]) * 100);
  console.log(
    `size ${name} ${sizes[name]} of ${BUDGETS[name]} bytes, ${share} %${isWithin ? '' : ': too large'}`,
  );
  if (!isWithin) process.exitCode = 1;
}
