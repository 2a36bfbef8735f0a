// Bytes as ASCII text that a script element holds and no transport changes: 6.86 bits a character, where base64 has 6.
// Each character stands for six or seven bits of a complete prefix code. In packed bytes all codes of one length are
// equally frequent, so Huffman coding finds the very same lengths again, and the page as brotli does not grow.

import type { Bytes } from '../primitives/bytes.ts';

/**
 * NUL is no HTML; tab, line feed, vertical tab, form feed and carriage return are white space, which tools rewrite and
 * parsers normalize; SUB ends a text file on Windows; ESC switches encodings; `<` could end the element.
 */
const UNSAFE: readonly number[] = [0x00, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b, 0x3c];
/** As many characters stand for six bits as ASCII has too few for seven: that makes the code complete. */
const SHORT_COUNT = UNSAFE.length;
/** More than any code and any character of ASCII. */
const UNKNOWN = 0x80;

/** ASCII without {@link UNSAFE}. Behind the last byte stand zeros, at most six bits of them. */
export function encodeDenseText(bytes: Uint8Array): string {
  const characters = Array.from({ length: 128 }, (_, code) => code).filter((code) => !UNSAFE.includes(code));
  const text = new Uint8Array(Math.ceil((bytes.length * 8) / 6));
  let length = 0;
  for (let at = 0; at < bytes.length * 8; length += 1) {
    const index = at >>> 3;
    const pair = ((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0);
    const window = (pair >>> (9 - (at & 7))) & 0x7f;
    const isShort = window >>> 1 < SHORT_COUNT;
    text[length] = characters[isShort ? window >>> 1 : window - SHORT_COUNT] ?? 0;
    at += isShort ? 6 : 7;
  }
  return new TextDecoder().decode(text.subarray(0, length));
}

/** The bytes of {@link encodeDenseText}. Throws when the text holds what that never writes. */
export function decodeDenseText(text: string): Bytes {
  const codes = codeTable();
  const bytes = new Uint8Array(((text.length * 7) >>> 3) + 1);
  let length = 0;
  let bits = 0;
  let bitCount = 0;
  let seen = 0;
  // Without a branch: no processor could foresee one, and it would take three times as long.
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    const code = codes[character & 0x7f] as number;
    const size = 7 - ((code - SHORT_COUNT) >>> 31);
    seen |= code | character;
    bits = (bits << size) | code;
    bitCount += size;
    // The byte under way, until it is whole and the next one begins.
    bytes[length] = (bits << 8) >>> bitCount;
    length += bitCount >>> 3;
    bitCount &= 7;
  }
  if (seen >= UNKNOWN) throw new Error('The text is damaged.');
  return bytes.subarray(0, length);
}

/** By character: short codes from 0, long ones from twice their number. */
function codeTable(): Uint8Array {
  const codes = new Uint8Array(128).fill(UNKNOWN);
  let index = 0;
  for (let character = 0; character < 128; character += 1) {
    if (UNSAFE.includes(character)) continue;
    codes[character] = index < SHORT_COUNT ? index : index + SHORT_COUNT;
    index += 1;
  }
  return codes;
}
