import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  completeWord,
  createRoomCode,
  formatRoomCode,
  parseRoomCode,
  ROOM_CODE_WORDS,
  type WrongWord,
} from '../../../src/room/room-code.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const anyCode = fc.array(fc.constantFrom(...wordlist), {
  minLength: ROOM_CODE_WORDS,
  maxLength: ROOM_CODE_WORDS,
});

test('[R1] a code is six words of the list', () => {
  const code = createRoomCode(createSeededRandom(1));
  expect(code).toHaveLength(6);
  expect(code.every((word) => wordlist.includes(word))).toBe(true);
});

test('the words of the list are told apart by their first four letters', () => {
  expect(new Set(wordlist.map((word) => word.slice(0, 4))).size).toBe(2_048);
});

test('every code is read back from its own form', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const code = createRoomCode(createSeededRandom(seed));
      expect(parseRoomCode(formatRoomCode(code))).toEqual({ ok: true, value: code });
    }),
  );
});

test('the first four letters of each word suffice', () => {
  fc.assert(
    fc.property(anyCode, (words) => {
      expect(parseRoomCode(words.map((word) => word.slice(0, 4)).join(' '))).toEqual({
        ok: true,
        value: words,
      });
    }),
  );
});

test('case, separators and numbering do not matter', () => {
  fc.assert(
    fc.property(anyCode, fc.constantFrom('  ', ', ', '\n', ' – ', '_', '. '), (words, separator) => {
      const typed = words.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join(separator);
      expect(parseRoomCode(typed)).toEqual({ ok: true, value: words });
    }),
  );
});

test.each([
  ['Cyrillic look-alikes', 'аbоut zoo zoo zoo zoo zoo'],
  ['digits for letters', 'ab0ut z00 zoo zoo zoo zoo'],
  ['full-width letters', 'ａｂｏｕｔ zoo zoo zoo zoo zoo'],
  ['invisible characters', 'ab\u200Bout zoo zoo zoo zoo zoo'],
  ['accents', 'àbout zoö zoo zoo zoo zoo'],
])('%s are read as what they look like', (_, typed) => {
  expect(parseRoomCode(typed)).toEqual({ ok: true, value: ['about', 'zoo', 'zoo', 'zoo', 'zoo', 'zoo'] });
});

describe('what does not fit is explained', () => {
  test('nothing', () => expect(parseRoomCode(' 12 - ')).toEqual({ ok: false, error: { code: 'empty' } }));

  test('too few words', () => {
    expect(parseRoomCode('zoo zoo')).toEqual({ ok: false, error: { code: 'too-few', count: 2 } });
  });

  test('too many words', () => {
    expect(parseRoomCode('zoo zoo zoo zoo zoo zoo zoo')).toEqual({
      ok: false,
      error: { code: 'too-many', count: 7 },
    });
  });

  test('a wrong word, with where it is and the nearest first', () => {
    expect(firstWrong('zoo zoo bannana zoo zoo zoo')).toMatchObject({
      word: 'bannana',
      position: 2,
      isLast: false,
      suggestions: ['banana', 'banner'],
    });
  });

  test('a longer word that begins like one of the list is not taken for it, but offered', () => {
    expect(firstWrong('zoo zoo zoo zoo zoo actions')?.suggestions[0]).toBe('action');
  });

  test.each(['गीला', 'Bannáná', 'bа\u0301nnana'])('“%s” is quoted as it was typed', (word) => {
    expect(firstWrong(`zoo zoo ${word} zoo zoo zoo`)?.word).toBe(word);
  });

  test('nothing is offered for what is near to nothing', () => {
    expect(parseRoomCode('zoo zoo zoo zoo zoo qqqqqqqqqqqqqqqqqqqqqqq')).toMatchObject({
      error: { wrong: [{ suggestions: [] }] },
    });
  });
});

function firstWrong(text: string): WrongWord | undefined {
  const parsed = parseRoomCode(text);
  return !parsed.ok && parsed.error.code === 'wrong-words' ? parsed.error.wrong[0] : undefined;
}

test('any text is answered, with at most three suggestions a word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const parsed = parseRoomCode(text);
      if (parsed.ok || parsed.error.code !== 'wrong-words') return;
      expect(parsed.error.wrong.every(({ suggestions }) => suggestions.length <= 3)).toBe(true);
    }),
  );
});

test('a half-typed word is completed', () => {
  expect(completeWord('Zo', 5)).toEqual(['zone', 'zoo']);
});
