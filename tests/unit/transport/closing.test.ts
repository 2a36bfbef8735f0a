import { expect, test } from 'vitest';
import { createClosing } from '../../../src/transport/closing.ts';

test('only the first reason counts and is told once', () => {
  const closing = createClosing();
  const told: string[] = [];
  closing.onClosed(({ detail }) => told.push(detail));
  expect(closing.close({ kind: 'left', detail: 'first' })).toBe(true);
  expect(closing.close({ kind: 'lost', detail: 'second' })).toBe(false);
  expect(told).toEqual(['first']);
});

test('who listens late is told as a microtask', async () => {
  const closing = createClosing();
  closing.close({ kind: 'left', detail: 'early' });
  const told: string[] = [];
  closing.onClosed(({ detail }) => told.push(detail));
  expect(told).toEqual([]);
  await Promise.resolve();
  expect(told).toEqual(['early']);
});

test('who has unsubscribed is not told', async () => {
  const closing = createClosing();
  const told: string[] = [];
  closing.onClosed(({ detail }) => told.push(detail))();
  closing.close({ kind: 'left', detail: 'over' });
  closing.onClosed(({ detail }) => told.push(detail))();
  await Promise.resolve();
  expect(told).toEqual([]);
});
