import { expect, test } from 'vitest';
import { readHints } from '../../../src/app/theme.ts';

const hints = (theme: string | null, locale: string | null) =>
  readHints(() => ({ getItem: (key) => (key === 'kith:theme' ? theme : locale) }));

test('what was chosen last holds before the settings are read', () => {
  expect(hints('dark', 'hi')).toEqual({ theme: 'dark', locale: 'hi' });
});

test.each([
  [null, null],
  ['neon', 'xx'],
])('hints %s and %s say nothing', (theme, locale) => {
  expect(hints(theme, locale)).toEqual({ theme: 'system', locale: undefined });
});

test('a browser that forbids storage says nothing', () => {
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  expect(readHints(forbidden)).toEqual({ theme: 'system', locale: undefined });
});
