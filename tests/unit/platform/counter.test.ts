import { expect, it } from 'vitest';
import { createCounter } from '../../../src/platform/counter.ts';

it('writes the number and how far what comes is into the title, and the number on the icon', () => {
  const document = { title: 'Kith' };
  const badges: number[] = [];
  const counter = createCounter(document, {
    setAppBadge: async (count) => void badges.push(count),
    clearAppBadge: async () => void badges.push(0),
  });
  const titles = [
    () => counter.set(3),
    () => counter.setProgress(0.459),
    () => counter.set(120),
    () => counter.set(0),
    () => counter.setProgress(undefined),
  ].map((change) => (change(), document.title));
  expect(titles).toEqual(['(3) Kith', '45% (3) Kith', '45% (99+) Kith', '45% Kith', 'Kith']);
  expect(badges).toEqual([3, 120, 0]);
});
