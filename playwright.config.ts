// End-to-end tests: real browsers through the real host. Two files at a time: most of a test is waiting.

import { defineConfig } from '@playwright/test';
import { CHROMIUM, FIREFOX } from './tests/e2e/support/launch.ts';

const reports = process.env['KITH_REPORTS'] ?? '.kith/reports';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: `${reports}/end-to-end.json` }]],
  // Recording costs five pages on two cores more than what is recorded.
  use: { trace: 'on-first-retry' },
  projects: [
    {
      name: 'chromium',
      testIgnore: /(firefox|webkit)\.spec\.ts/,
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
