import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIdentityId, type IdentityId } from '../../../src/primitives/ids.ts';
import {
  formatSafetyCode,
  judgeSafetyCode,
  safetyNumberOf,
  wordsOf,
  type SafetyNumber,
} from '../../../src/room/safety-number.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { readGolden } from '../../support/golden-frames.ts';
import { createNodeCrypto } from '../../support/node-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

interface Recorded extends SafetyNumber {
  readonly title: string;
  readonly one: IdentityId;
  readonly other: IdentityId;
}
const recorded = readGolden('safety-v1.json') as readonly Recorded[];
const fake = createFakeCrypto(createSeededRandom(1));
const identity = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(formatIdentityId);

describe('the safety number', () => {
  // Made by another implementation of PBKDF2 and the list of words.
  test.each(recorded)(
    '[W1] of $title is the recorded one, on both screens',
    async ({ one, other, groups, words }) => {
      const crypto = createNodeCrypto();
      for (const [a, b] of [
        [one, other],
        [other, one],
      ] as const) {
        expect(await safetyNumberOf(a, b, crypto)).toEqual({ groups, words });
      }
    },
  );

  test('is sixty digits and twenty words, the same for both, and holds a half of either alone', async () => {
    await fc.assert(
      fc.asyncProperty(identity, identity, identity, async (one, other, third) => {
        fc.pre(new Set([one, other, third]).size === 3);
        const [here, there, elsewhere] = [
          await safetyNumberOf(one, other, fake),
          await safetyNumberOf(other, one, fake),
          await safetyNumberOf(one, third, fake),
        ];
        expect(there).toEqual(here);
        expect(here.groups.join('')).toMatch(/^\d{60}$/);
        expect(here.words.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true);
        expect(here.words).toHaveLength(20);
        expect(elsewhere.groups.join()).not.toBe(here.groups.join());
        const halves = ({ groups }: SafetyNumber) => [groups.slice(0, 6).join(), groups.slice(6).join()];
        expect(halves(elsewhere).filter((half) => halves(here).includes(half))).toHaveLength(1);
      }),
      { numRuns: 200, seed: 20 },
    );
  });

  test('of no two pairs of a crowd is the same, whichever way they are sorted', async () => {
    const random = createSeededRandom(7);
    const crowd = Array.from({ length: 40 }, () => formatIdentityId(random.bytes(32)));
    const pairs = crowd.flatMap((one, i) => crowd.slice(i + 1).map((other) => [one, other] as const));
    const numbers = await Promise.all(pairs.map(([one, other]) => safetyNumberOf(one, other, fake)));
    expect(new Set(numbers.map(({ groups }) => groups.join())).size).toBe(pairs.length);
    expect(new Set(numbers.map(({ words }) => words.join())).size).toBe(pairs.length);
  });

  test('takes words eleven bits at a time, from the highest bit on', () => {
    expect(wordsOf(Uint8Array.of(0, 0, 0, 0), 2)).toEqual(['abandon', 'abandon']);
    expect(wordsOf(Uint8Array.of(0xff, 0xe0, 0x04, 0), 2)).toEqual(['zoo', 'ability']);
  });
});

describe('the code to scan', () => {
  test('[W2] of the other, about oneself: a match; of anybody else: none', () => {
    fc.assert(
      fc.property(identity, identity, identity, (self, other, third) => {
        fc.pre(new Set([self, other, third]).size === 3);
        const judge = (text: string) => judgeSafetyCode(text, self, other);
        expect(judge(formatSafetyCode(other, self))).toBe('match');
        expect(judge(formatSafetyCode(third, self))).toBe('mismatch');
        expect(judge(formatSafetyCode(other, third))).toBe('mismatch');
        expect(judge(formatSafetyCode(self, other))).toBe('own');
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  test('of any other text is not read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const verdict = judgeSafetyCode(text, 'a' as IdentityId, 'b' as IdentityId);
        expect(verdict).toBe('unreadable');
      }),
    );
    expect(judgeSafetyCode('KITH:SAFETY:2:A:B', 'a' as IdentityId, 'b' as IdentityId)).toBe('unreadable');
  });

  test('holds only what a code packs in its dense way', () => {
    const code = formatSafetyCode(
      formatIdentityId(new Uint8Array(32)),
      formatIdentityId(new Uint8Array(32).fill(9)),
    );
    expect(code).toMatch(/^[0-9A-Z:]{119}$/);
  });
});
