// Base64url without padding (RFC 4648 section 5). Strict: anything a formatter would not have written is refused.

import { asciiText, type Bytes } from './bytes.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (letter, value) => [letter, value]));

export function formatBase64url(bytes: Uint8Array): string {
  return formatBits(bytes, 6, ALPHABET);
}

/** The bytes, or undefined when the text is not exactly what {@link formatBase64url} writes. */
export function parseBase64url(text: string): Bytes | undefined {
  return parseBits(text, 6, VALUES);
}

/** Cuts bytes into groups of `bits` and writes an ASCII letter for each; the last group is filled with zeros. */
export function formatBits(bytes: Uint8Array, bits: number, alphabet: string): string {
  const codes = new Uint8Array(Math.ceil((8 * bytes.length) / bits));
  let at = 0;
  let held = 0;
  let heldBits = 0;
  const write = (value: number) => {
    codes[at] = alphabet.charCodeAt(value);
    at += 1;
  };
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    while (heldBits >= bits) {
      heldBits -= bits;
      write(held >> heldBits);
      held &= (1 << heldBits) - 1;
    }
  }
  if (heldBits > 0) write(held << (bits - heldBits));
  return asciiText(codes);
}

/** The inverse of {@link formatBits}; undefined for unknown letters, impossible lengths and stray bits. */
export function parseBits(
  text: string,
  bits: number,
  values: ReadonlyMap<string, number>,
): Bytes | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * bits) / 8));
  let held = 0;
  let heldBits = 0;
  let offset = 0;
  for (const letter of text) {
    const value = values.get(letter);
    if (value === undefined) return undefined;
    held = (held << bits) | value;
    heldBits += bits;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes[offset] = held >> heldBits;
    offset += 1;
    held &= (1 << heldBits) - 1;
  }
  return heldBits >= bits || held !== 0 ? undefined : bytes;
}
