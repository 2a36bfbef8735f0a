import { describe, expect, it } from 'vitest';
import { formatHex } from '../../../src/primitives/bytes.ts';
import { formatPeerId } from '../../../src/primitives/ids.ts';
import { isKeyOf, makeOfferKey } from '../../../src/swarm/offer-key.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const AMARA = formatPeerId(Uint8Array.from({ length: 16 }, (_, at) => at));
const BEN = formatPeerId(Uint8Array.from({ length: 16 }, (_, at) => (at === 9 ? 0 : at)));

describe('[F2] the key of an offer', () => {
  it('is 6 random bytes and the first 10 of the peer id of its author', () => {
    const random = { bytes: (length: number) => new Uint8Array(length).fill(0xab) };
    expect(formatHex(makeOfferKey(AMARA, random))).toBe('abababababab00010203040506070809');
  });

  it('is its author’s and nobody else’s', () => {
    const key = makeOfferKey(AMARA, createSeededRandom(1));
    expect([isKeyOf(key, AMARA), isKeyOf(key, BEN)]).toEqual([true, false]);
  });

  it('is another for each offer', () => {
    const random = createSeededRandom(2);
    const keys = Array.from({ length: 1_000 }, () => formatHex(makeOfferKey(AMARA, random)));
    expect(new Set(keys).size).toBe(1_000);
  });
});
