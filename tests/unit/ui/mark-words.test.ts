// Marks are said aloud to compare people, so no two of them may sound the same in any language.

import { describe, expect, it } from 'vitest';
import { DYES, THINGS } from '../../../src/primitives/mark.ts';
import { markWords, sayMark } from '../../../src/ui/mark-words.ts';
import { LOCALES } from '../../../src/ui/words.ts';

describe('sayMark', () => {
  it('says the dye before the thing in English', () => {
    expect(sayMark('en', { dye: 'indigo', thing: 'lantern' })).toBe('the indigo lantern');
  });

  it('says the thing before the dye in Arabic', () => {
    expect(sayMark('ar', { dye: 'indigo', thing: 'lantern' })).toBe('فانوس بلون النيلة');
  });

  it.each(LOCALES)('names all 768 marks differently (%s)', (locale) => {
    const said = DYES.flatMap((dye) => THINGS.map((thing) => sayMark(locale, { dye, thing })));
    expect(new Set(said).size).toBe(768);
  });
});

describe('markWords', () => {
  it.each(THINGS)('%s is called by its own id in English', (thing) => {
    expect(markWords.things[thing].en).toBe(thing);
  });
});

const everyWord = [...Object.entries(markWords.dyes), ...Object.entries(markWords.things)];

describe('every word of a mark', () => {
  it.each(everyWord)('%s is written in Devanagari in Hindi', (_id, words) => {
    expect(words.hi).toMatch(/^[\p{Script=Devanagari} ]+$/u);
  });

  it.each(everyWord)('%s is written in Arabic letters in Arabic', (_id, words) => {
    expect(words.ar).toMatch(/^[\p{Script=Arabic} ]+$/u);
  });
});
