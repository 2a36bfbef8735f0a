// Lower-case base32 (RFC 4648 alphabet, no padding): the only coding that a broker's id rule lets through whole.

import { formatBits, parseBits } from './base64url.ts';
import type { Bytes } from './bytes.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const VALUES = new Map(Array.from(ALPHABET, (letter, value) => [letter, value]));

export function formatBase32(bytes: Uint8Array): string {
  return formatBits(bytes, 5, ALPHABET);
}

/** The bytes, or undefined when the text is not exactly what {@link formatBase32} writes. */
export function parseBase32(text: string): Bytes | undefined {
  return parseBits(text, 5, VALUES);
}
