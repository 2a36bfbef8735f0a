import { expect, test } from 'vitest';
import { createCrawl, STEP_MS } from '../../../src/ui/crawl.ts';
import { createSimClock } from '../../support/sim-clock.ts';

function createPath() {
  return { style: { strokeDashoffset: '' } } as Pick<SVGElement, 'style'>;
}

test('dashes move one period in 1.2 s, eight steps a second, all together', async () => {
  const clock = createSimClock();
  const crawl = createCrawl(clock, () => false);
  const [one, other] = [createPath(), createPath()];
  crawl.add(one);
  await clock.advance(STEP_MS);
  crawl.add(other);
  await clock.advance(STEP_MS);
  expect([one.style.strokeDashoffset, other.style.strokeDashoffset]).toEqual(['-1.6', '-1.6']);
  await clock.advance(1_200 - 2 * STEP_MS);
  expect(one.style.strokeDashoffset).toBe('0');
});

test('what is tied lies still, and nothing ticks on', async () => {
  const clock = createSimClock();
  const crawl = createCrawl(clock, () => false);
  const path = createPath();
  const stop = crawl.add(path);
  await clock.advance(STEP_MS);
  stop();
  expect(path.style.strokeDashoffset).toBe('');
  await clock.advance(10 * STEP_MS);
  expect(path.style.strokeDashoffset).toBe('');
});

test('who asked for less motion sees dashes that lie still', async () => {
  const clock = createSimClock();
  const path = createPath();
  createCrawl(clock, () => true).add(path);
  await clock.advance(10 * STEP_MS);
  expect(path.style.strokeDashoffset).toBe('');
});
