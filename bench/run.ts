// `npm run bench -- NAME [--json]`: runs bench/NAME.ts and prints its figures, one a line.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Measure, Measurement } from './bench.ts';

const NAME = /^[a-z][a-z-]*$/;

async function main([name = '', ...flags]: readonly string[]): Promise<void> {
  const path = join(import.meta.dirname, `${name}.ts`);
  if (!NAME.test(name) || !existsSync(path)) {
    console.error(
      'Usage: npm run bench -- boot|chat|gossip|invitation|invitation-wait|join|link|memory|room|swarm|swarm-sim|sync|transfer [--json]',
    );
    process.exitCode = 1;
    return;
  }
  const { measure } = (await import(pathToFileURL(path).href)) as { readonly measure: Measure };
  const format = flags.includes('--json') ? JSON.stringify : formatLine;
  for (const measurement of await measure()) console.log(format(measurement));
}

function formatLine({ metric, value, unit, baseline }: Measurement): string {
  const compared = baseline === undefined ? '' : `  (baseline ${baseline} ${unit})`;
  return `${metric.padEnd(24)} ${String(value).padStart(10)} ${unit}${compared}`;
}

await main(process.argv.slice(2));
