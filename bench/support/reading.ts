// Reading a long talk as a person does, timed inside the page: scrolling through it, and searching it.

import type { Page } from '@playwright/test';

const FRAMES = 600;
/** A hard flick: 6,000 px a second. */
const STEP_PX = 100;
/** Letters come one after the other, so each is a search of its own; the first has nothing prepared. */
const QUERIES = ['w', 'we', 'wei', 'weir', 'नदी', '4711', 'STOVE', 'nothing like it', 'ropes and', 'maps'];

/** Milliseconds between frames while the talk is scrolled up and down; of a page without a talk, while nothing happens. */
export function countFrames(page: Page): Promise<readonly number[]> {
  return page.evaluate(
    ([count, step]) =>
      new Promise<readonly number[]>((resolve) => {
        const list = document.querySelector('[role="log"]')?.closest('.overflow-y-auto');
        const times: number[] = [];
        const next = (nowMs: number) => {
          times.push(nowMs);
          if (times.length > count) resolve(times.slice(1).map((time, i) => time - (times[i] ?? time)));
          else requestAnimationFrame(next);
          list?.scrollBy({ top: times.length < count / 2 ? -step : step, behavior: 'instant' });
        };
        requestAnimationFrame(next);
      }),
    [FRAMES, STEP_PX] as const,
  );
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
