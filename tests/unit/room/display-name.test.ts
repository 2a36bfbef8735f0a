import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName, MAX_NAME_GRAPHEMES, MAX_NAME_LENGTH } from '../../../src/room/display-name.ts';

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

/** What cleaning looks at, more often than chance would have it. */
const telling = fc.constantFrom(
  '!',
  'a',
  ' ',
  '\t',
  '\0',
  '\u200C',
  '\u200D',
  '\u0301',
  '\u0327',
  '\u093C',
  '\u094D',
  '\u0915',
  '\u0958',
  '\u0645',
  '\u3164',
  '\u115F',
  '\u2800',
  '\u202E',
  '\uD83D',
  '\u{1F44D}',
  '\u{1F3FD}',
  '\u1100',
  '\u1161',
);
const anyName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: telling }),
  fc.string({ unit: telling, minLength: MAX_NAME_LENGTH - 40, maxLength: MAX_NAME_LENGTH + 40 }),
);

test('cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      expect(cleanName(cleanName(name))).toBe(cleanName(name));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['what a control character kept apart', '!\t\0\t!', '! !'],
  ['a letter and its accent', 'e\0\u0301', 'é'],
  ['a joiner before a letter that shows nothing', 'م\u200C\u3164!', 'م!'],
])('what is left is judged as it will stand: %s', (_, name, cleaned) => {
  expect(cleanName(name)).toBe(cleaned);
});
