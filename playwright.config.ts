// End-to-end tests: real browsers through the real host. Two files at a time, as most of a test is waiting; what measures
// time is the project `alone`, which `npm test` runs when the others are done.

import { defineConfig } from '@playwright/test';
import { CHROMIUM, FIREFOX } from './tests/e2e/support/launch.ts';

const reports = process.env['KITH_REPORTS'] ?? '.kith/reports';
const report = process.env['KITH_END_TO_END'] ?? 'end-to-end';

/** Bounds on seconds, which another browser at work would break. */
const ALONE = /(impaired|lighthouse)\.spec\.ts/;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: `test-results/${report}`,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: `${reports}/${report}.json` }]],
  // Recording costs five pages on two cores more than what is recorded.
  use: { trace: 'on-first-retry' },
  projects: [
    {
      name: 'chromium',
      testIgnore: [/(firefox|webkit)\.spec\.ts/, ALONE],
      use: { browserName: 'chromium', launchOptions: CHROMIUM },
    },
    {
      name: 'alone',
      testMatch: ALONE,
      use: { browserName: 'chromium', launchOptions: CHROMIUM },
    },
    {
      name: 'firefox',
      testMatch: /firefox\.spec\.ts/,
      use: { browserName: 'firefox', launchOptions: FIREFOX },
    },
    { name: 'webkit', testMatch: /webkit\.spec\.ts/ },
  ],
});
