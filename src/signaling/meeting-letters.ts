// The letters of an invitation or an answer, as its bytes. What they say is read by invitation-text.ts.

import { parseBase32 } from '../primitives/base32.ts';
import { parseBase64url } from '../primitives/base64url.ts';
import type { Bytes } from '../primitives/bytes.ts';

/** Of base32, the letters of a group of five bytes. */
const MAX_STRAY_LETTERS = 8;

/**
 * What stands behind `route`, whose capitals say that it is base32. Letters that were cut off leave a few bits over: what
 * is whole before them says how much is missing.
 */
export function parseMeetingLetters(route: string, letters: string): Bytes | undefined {
  const parse =
    route === route.toUpperCase() ? (text: string) => parseBase32(text.toLowerCase()) : parseBase64url;
  for (let cut = 0; cut < MAX_STRAY_LETTERS; cut += 1) {
    const bytes = parse(letters.slice(0, letters.length - cut));
    if (bytes) return bytes;
  }
  return undefined;
}
