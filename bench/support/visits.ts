// What a person does in the product's page, for benchmarks that measure from the click on. The pages were opened with
// bench/pages/watch.ts in them.

import type { Page } from '@playwright/test';
import type { Watched } from '../pages/watch.ts';
import type { Stage } from './stage.ts';

const TIMEOUT_MS = 60_000;

/** A new room; its link. */
export async function startRoom(stage: Stage, page: Page): Promise<string> {
  await open(page, stage.hostUrl);
  await page.getByRole('button', { name: 'Start a room' }).click();
  await page.getByRole('textbox', { name: /^Message / }).waitFor();
  return `${stage.hostUrl}${new URL(page.url()).hash}`;
}

export async function goToDoor(page: Page, link: string): Promise<void> {
  await open(page, link);
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
}

export async function join(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

export function read(page: Page): Promise<Watched> {
  return page.evaluate(() => watched);
}

/** When the page first showed so many direct links; milliseconds since 1970. */
export async function linkedAt(page: Page, count: number): Promise<number> {
  const seen = await page.waitForFunction((links) => watched.linkedAtMs[links], count, {
    polling: 50,
    timeout: TIMEOUT_MS,
  });
  return (await seen.jsonValue()) ?? Number.NaN;
}

/** Loads the page anew, whatever it showed before. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(url);
}
