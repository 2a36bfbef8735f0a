// Runs the simulations with other seeds than those kept:
//   npm run seeds -- 10-19 [tests/sim/scale.test.ts …]
// A range, a list such as `3,14`, or `random`, which draws one, says it and runs all with it; without files every
// simulation. Seeds stand in the titles of the tests.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { settleSeeds } from '../tests/support/drawn-seed.ts';

const SEEDS = /^(random|\d+-\d+|\d+(,\d+)*)$/;

const [seeds = '', ...files] = process.argv.slice(2);
if (!SEEDS.test(seeds)) throw new Error('Usage: npm run seeds -- 10-19|3,14|random [files]');
const settled = settleSeeds(seeds, (line) => process.stdout.write(line));
const { status } = spawnSync(
  process.execPath,
  [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--project',
    'pure',
    ...(files.length > 0 ? files : ['tests/sim']),
  ],
  { stdio: 'inherit', env: { ...process.env, KITH_SEEDS: settled } },
);
process.exitCode = status ?? 1;
