// What strangers write about themselves, and what comes of it: names, status lines, notes. Nothing of it deceives a
// reader, breaks a line, or grows without bound.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../src/primitives/codec.ts';
import { formatIdentityId } from '../../src/primitives/ids.ts';
import { createMemoryStore } from '../../src/platform/storage.ts';
import {
  cleanName,
  cleanNote,
  cleanStatus,
  MAX_NAME_GRAPHEMES,
  MAX_NOTE_GRAPHEMES,
  MAX_STATUS_GRAPHEMES,
} from '../../src/room/display-name.ts';
import { looksLike, skeletonOf } from '../../src/room/look-alikes.ts';
import { openPeopleBook } from '../../src/room/people-book.ts';
import { PROFILE_PROTOCOL } from '../../src/room/profile-protocol.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const CORPUS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  "'; DROP TABLE people; --",
  '__proto__',
  'constructor',
  '\u202Egnp.exe\u202C',
  '\u2066\u2067\u2068hidden\u2069',
  'A\u200Bl\u200Ci\u200Dc\uFEFFe',
  'Z̸̢̛͓̰̗a̷̧̛l̵͚g̶̦o̶͔'.repeat(20),
  '\u0000\u0007\u001B[31mred',
  'line\nline\r\nline\u2028line\u2029',
  '\u{E0041}\u{E0042}\u{E007F}tagged',
  '﷽'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(200),
  'x'.repeat(10_000),
  '\u0958'.repeat(300),
  '\uD800lone\uDC00',
  '\u3164\u115F\u2800',
  'ſ\u212B\uFB01',
];

/** Control, format and bidi characters, but for the joiners that scripts need. */
const DECEIVES =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;
const graphemes = (text: string) => Array.from(new Intl.Segmenter().segment(text)).length;

describe.each([
  ['name', cleanName, MAX_NAME_GRAPHEMES],
  ['status', cleanStatus, MAX_STATUS_GRAPHEMES],
  ['note', (text: string) => cleanNote(text).replaceAll('\n', ' '), MAX_NOTE_GRAPHEMES],
] as const)('a %s', (_, clean, most) => {
  test.each(CORPUS)('%j is harmless', (text) => {
    const shown = clean(text);
    expect(shown).not.toMatch(DECEIVES);
    expect(graphemes(shown)).toBeLessThanOrEqual(most);
    expect(shown.length).toBeLessThanOrEqual(6_000);
    expect(clean(shown)).toBe(shown);
  });

  test('of any characters is harmless', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const shown = clean(text);
        expect(shown).not.toMatch(DECEIVES);
        expect(graphemes(shown)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

test.each(CORPUS)('%j as a name is compared without an error, and in no time', (text) => {
  expect(typeof skeletonOf(cleanName(text))).toBe('string');
  expect(['string', 'undefined']).toContain(typeof looksLike(cleanName(text)));
});

test('a name or a status of 10,000 characters is no profile', () => {
  for (const field of ['name', 'status']) {
    const profile = { name: '', capabilities: [], [field]: 'x'.repeat(10_000) };
    expect(decodeMessage(encodeMessage(profile), PROFILE_PROTOCOL.message).ok).toBe(false);
  }
});

test('people and notes of the whole corpus are written down, and read back as they were shown', async () => {
  const random = createSeededRandom(2);
  const options = {
    store: createMemoryStore(),
    storageKey: new Uint8Array(32),
    crypto: createFakeCrypto(random),
    random,
    wallTimeMs: () => 1,
  };
  const book = await openPeopleBook(options);
  const mark = { dye: 'moss', thing: 'anchor' } as const;
  for (const text of CORPUS) {
    const met = { identityId: formatIdentityId(random.bytes(32)), name: text, mark };
    await book.decide(met, { note: text });
  }
  const again = await openPeopleBook(options);
  expect(again.people.value.size).toBe(CORPUS.length);
  expect(again.people.value).toEqual(book.people.value);
});
