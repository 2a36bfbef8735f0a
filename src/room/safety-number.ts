// The safety number of two people: the same on both their screens, as digits, as words and as a code to scan, whenever
// they look. Made of their keys alone. Knows no room and no wire.

import { wordlist } from '@scure/bip39/wordlists/english.js';
import { compareBytes, encodeUtf8, type Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';

export interface SafetyNumber {
  /** Twelve groups of five digits: 30 digits, 99 bits, of either identity. */
  readonly groups: readonly string[];
  /** Twenty words: ten, 110 bits, of either identity. */
  readonly words: readonly string[];
}

/** What a scanned code says about two people. `own`: it is this person's own screen. */
export type CodeVerdict = 'match' | 'mismatch' | 'own' | 'unreadable';

/** Whoever searches for a key that looks like another's pays these for every try. 40 ms here, once a person. */
export const SAFETY_ROUNDS = 100_000;
const LABEL = encodeUtf8('kith/safety/1');
const HALF_BYTES = 32;
const GROUP_BYTES = 5;
const GROUPS = 6;
const GROUP_DIGITS = 5;
const WORDS = 10;
/** Of a list of 2,048. */
const WORD_BITS = 11;
const CODE = /^KITH:SAFETY:1:(?<owner>[A-Z2-7]{52}):(?<other>[A-Z2-7]{52})$/;

/** The halves of both, in one order for both of them. */
export async function safetyNumberOf(
  one: IdentityId,
  other: IdentityId,
  crypto: CryptoPort,
): Promise<SafetyNumber> {
  const halves = await Promise.all([halfOf(one, crypto), halfOf(other, crypto)]);
  const sorted = halves.toSorted(compareBytes);
  return {
    groups: sorted.flatMap(groupsOf),
    words: sorted.flatMap((half) => wordsOf(half, WORDS)),
  };
}

/** What the code on one's own screen holds: both whole fingerprints, one's own first. Letters that a code packs tightly. */
export function formatSafetyCode(self: IdentityId, other: IdentityId): string {
  return `KITH:SAFETY:1:${self}:${other}`.toUpperCase();
}

/** What somebody else's code says; any text may have been scanned. */
export function judgeSafetyCode(text: string, self: IdentityId, other: IdentityId): CodeVerdict {
  const parts = CODE.exec(text.trim())?.groups;
  if (!parts) return 'unreadable';
  const [owner, seen] = [parts['owner']?.toLowerCase(), parts['other']?.toLowerCase()];
  if (owner === self) return 'own';
  return owner === other && seen === self ? 'match' : 'mismatch';
}

/** The first `count` words of these bits, 11 each, from the highest bit on. */
export function wordsOf(bytes: Uint8Array, count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => {
    let index = 0;
    for (let bit = place * WORD_BITS; bit < (place + 1) * WORD_BITS; bit += 1) {
      index = index * 2 + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    return wordlist[index] ?? '';
  });
}

function halfOf(identity: IdentityId, crypto: CryptoPort): Promise<Bytes> {
  return crypto.pbkdf2Sha256({
    password: encodeUtf8(identity),
    salt: LABEL,
    iterations: SAFETY_ROUNDS,
    lengthBytes: HALF_BYTES,
  });
}

/** Five bytes a group, modulo 100,000, as Signal does: the bias is below 10⁻⁷. */
function groupsOf(half: Uint8Array): readonly string[] {
  return Array.from({ length: GROUPS }, (_, group) => {
    const bytes = half.subarray(group * GROUP_BYTES, (group + 1) * GROUP_BYTES);
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0');
  });
}
