import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLike, skeletonOf } from '../../../src/room/look-alikes.ts';

test.each([
  ['Sione', 'sione'],
  ['Sione', 'Síone'],
  ['Sione', 'Sіоnе'],
  ['Sione', ' S i o n e. '],
  ['Sione', 'Sione 🐢'],
  ['Sione', 'Ｓｉｏｎｅ'],
  ['Sione', '𝓢𝓲𝓸𝓷𝓮'],
  ['Sione', 'S1one'],
  ['Sione', 'Slone'],
  ['Ian', 'lan'],
  ['Marn', 'Mam'],
  ['Noor', 'N00r'],
  ['Νίκος', 'NIKOC'.replace('C', 'ς')],
  ['علي', 'علی'],
  ['مُحَمَّد', 'محمد'],
])('%s can be taken for %s', (name, other) => expect(skeletonOf(other)).toBe(skeletonOf(name)));

test.each([
  ['Sione', 'Simone'],
  ['राम', 'रमा'],
  ['Mei', 'Mai'],
  ['Амара', 'Тамара'],
])('%s cannot be taken for %s', (name, other) => expect(skeletonOf(other)).not.toBe(skeletonOf(name)));

test('what holds no letter is compared as it is', () => {
  expect(skeletonOf('🐢')).not.toBe('');
  expect(skeletonOf('🐢')).not.toBe(skeletonOf('🦩'));
  expect(skeletonOf('')).toBe('');
});

test.each([
  ['Аmara', 'Amara'],
  ['Sіone', 'Sione'],
  ['Mei Κwame', 'Mei Kwame'],
])('%s: a word of two scripts', (name, seen) => expect(looksLike(name)).toBe(seen));

test.each(['Амара', 'Amara', 'Νίκος', 'José', '田中さん', 'Аня Smith', 'नूर', 'نور', ''])(
  '%s: honest',
  (name) => expect(looksLike(name)).toBeUndefined(),
);

test('a name of accents alone is none, however many there are', () => {
  expect([skeletonOf('\uFE70'), skeletonOf('\uFE70 \uFE72')]).toEqual(['', '']);
});

test('any text has a skeleton, and one with spaces, stops and marks around it has the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
      const skeleton = skeletonOf(name);
      // Some letters are a space and an accent, and nothing without it.
      if (/[\p{L}\p{N}]/u.test(name.normalize('NFKD'))) expect(skeletonOf(` ${name}. `)).toBe(skeleton);
    }),
  );
});
