// Lighthouse once, on Home: accessibility, good practice and what search engines look at. Its measure of speed is noise on
// a busy machine; bytes and time to interactive are the benchmark's business.

import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { CHROMIUM } from './support/launch.ts';
import { expect, test } from './support/test.ts';

const CATEGORIES = ['accessibility', 'best-practices', 'seo'] as const;
const LOWEST_SCORE = 0.95;

test('Home is good in the eyes of Lighthouse', async ({ host }, info) => {
  test.slow();
  const folder = info.outputPath('profile');
  // Lighthouse talks to the browser through a port, Playwright through a pipe.
  const browser = await chromium.launchPersistentContext(folder, {
    ...CHROMIUM,
    args: [...(CHROMIUM.args ?? []), '--remote-debugging-port=0'],
  });
  const port = await readDebuggingPort(folder);
  const result = await lighthouse(`${host.localUrl}/`, {
    port,
    logLevel: 'error',
    onlyCategories: [...CATEGORIES],
  });
  await browser.close();
  for (const category of CATEGORIES) {
    const score = result?.lhr.categories[category]?.score ?? 0;
    const failed = Object.values(result?.lhr.audits ?? {}).filter((audit) => audit.score === 0);
    expect(
      score,
      `${category}; failed: ${failed.map((audit) => audit.id).join(', ')}`,
    ).toBeGreaterThanOrEqual(LOWEST_SCORE);
  }
});

/** Chromium writes it into its profile as soon as it listens. */
async function readDebuggingPort(folder: string): Promise<number> {
  const content = await readFile(`${folder}/DevToolsActivePort`, 'utf8');
  return Number(content.split('\n', 1)[0]);
}
