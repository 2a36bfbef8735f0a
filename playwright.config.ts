// End-to-end tests: real browsers through the real host. One worker: two cores, and calls and links dislike company.

import { defineConfig } from '@playwright/test';
import { CHROMIUM, FIREFOX } from './tests/e2e/support/launch.ts';

const reports = process.env['KITH_REPORTS'] ?? '.kith/reports';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: `${reports}/end-to-end.json` }]],
  use: { trace: 'retain-on-failure' },
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
