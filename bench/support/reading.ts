// Reading a long talk as a person does, timed inside the page: scrolling through it, and searching it.

import type { Page } from '@playwright/test';
import type { WatchedTalk } from '../pages/watch-talk.ts';

declare const watchedTalk: WatchedTalk;

const FRAMES = 600;
/** A hard flick: 6,000 px a second. */
const STEP_PX = 100;
/** Letters come one after the other, so each is a search of its own; the first has nothing prepared. */
const QUERIES = ['w', 'we', 'wei', 'weir', 'नदी', '4711', 'STOVE', 'nothing like it', 'ropes and', 'maps'];

/** Milliseconds between frames while the talk is scrolled up and down; of a page without a talk, while nothing happens. */
export function countFrames(page: Page): Promise<readonly number[]> {
  return page.evaluate(([count, stepPx]) => watchedTalk.countFrames(count, stepPx), [
    FRAMES,
    STEP_PX,
  ] as const);
}

/** Milliseconds from a letter typed to the hits on screen. */
export async function timeSearch(page: Page): Promise<readonly number[]> {
  await page.getByRole('button', { name: 'Search messages' }).click();
  const field = page.getByRole('searchbox', { name: 'Search messages' });
  await field.waitFor();
  return field.evaluate(async (element, queries) => {
    const input = element as HTMLInputElement;
    const result = input.parentElement?.querySelector('output');
    const times: number[] = [];
    for (const query of queries) {
      const startMs = performance.now();
      input.value = query;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      times.push(performance.now() - startMs);
      if (!result?.textContent) throw new Error(`no answer to ${query}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return times;
  }, QUERIES);
}
