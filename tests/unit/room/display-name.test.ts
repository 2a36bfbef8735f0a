import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName, MAX_NAME_GRAPHEMES } from '../../../src/room/display-name.ts';

test.each([
  ['right-to-left override', 'Ann\u202Etxt', 'Anntxt'],
  ['isolates', '\u2066Ann\u2069', 'Ann'],
  ['controls', 'A\u0000n\u001Bn\u007F', 'Ann'],
  ['lines', 'Ann\n\n  Lee\u2028', 'Ann Lee'],
  ['zero-width', 'A\u200Bnn\uFEFF', 'Ann'],
  ['a joiner between letters', 'A\u200Dnn', 'Ann'],
  ['fillers that show nothing', '\u3164\u2800 \u115F', ''],
  ['a tower of marks', `A${'\u0301'.repeat(50)}`, 'Á\u0301\u0301\u0301\u0301'],
  ['lone surrogates', 'A\uD83D', 'A'],
])('%s: cleaned', (_, name, cleaned) => expect(cleanName(name)).toBe(cleaned));

test.each(['José Núñez', 'क्‍षमा', 'می‌خواهم', '👩‍👩‍👧 Family', 'שלום', 'Nguyễn Thị'])(
  '%s stays as it is',
  (name) => {
    expect(cleanName(name)).toBe(name.normalize('NFC'));
  },
);

test('at most 40 graphemes are shown', () => {
  expect(cleanName('👍🏽'.repeat(50))).toBe('👍🏽'.repeat(MAX_NAME_GRAPHEMES));
});

test('cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(cleanName(cleanName(name))).toBe(cleanName(name));
    }),
  );
});
