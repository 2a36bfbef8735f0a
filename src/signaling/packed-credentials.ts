// The names and passwords of ICE as bytes. Engines draw them from different alphabets; a number says which. Nothing
// but letters of ICE comes out, whatever went in.

import { formatBits, parseBits } from '../primitives/base64url.ts';
import { concatBytes, formatHex, parseHex, type Bytes } from '../primitives/bytes.ts';

export interface IceCredentials {
  readonly ufrag: string;
  readonly pwd: string;
}

/** Which alphabet: stands in three bits beside the bytes. */
export interface CodedCredentials {
  readonly coding: number;
  readonly bytes: Bytes;
}

/** RFC 8839: an ice-char. */
const ICE_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ICE_VALUES = new Map(Array.from(ICE_CHARS, (letter, value) => [letter, value]));
/** Of both together. RFC 8839, section 5.4, lets each go up to 256; no engine comes near. */
const MAX_SPELLED_LETTERS = 44;
const MIN_UFRAG_LETTERS = 4;
const MIN_PWD_LETTERS = 22;

/** Letters and packed bytes of ufrag and pwd, as an engine always draws them. */
interface Coding {
  readonly letters: readonly [number, number];
  readonly bytes: readonly [number, number];
  readonly pack: (text: string) => Uint8Array | undefined;
  readonly unpack: (bytes: Uint8Array) => string;
}

/** In the order of their numbers: libwebrtc (Chromium, Safari), then Firefox. */
const CODINGS: readonly Coding[] = [
  { letters: [4, 24], bytes: [3, 18], pack: parseIceChars, unpack: formatIceChars },
  { letters: [8, 32], bytes: [4, 16], pack: parseLowerHex, unpack: formatHex },
];
/** Any other engine: each with its length before it, a byte a letter. */
const SPELLED = 7;

/** Undefined for what is no credential of ICE, or a longer one than any engine draws. */
export function packCredentials({ ufrag, pwd }: IceCredentials): CodedCredentials | undefined {
  for (const [coding, { letters, pack }] of CODINGS.entries()) {
    if (ufrag.length !== letters[0] || pwd.length !== letters[1]) continue;
    const [first, second] = [pack(ufrag), pack(pwd)];
    if (first && second) return { coding, bytes: concatBytes(first, second) };
  }
  if (!areSpellable({ ufrag, pwd })) return undefined;
  return { coding: SPELLED, bytes: concatBytes(spell(ufrag), spell(pwd)) };
}

/** What stands at `offset`, and where it ends; undefined for anything that {@link packCredentials} does not write. */
export function unpackCredentials(
  bytes: Uint8Array,
  offset: number,
  number: number,
): { readonly credentials: IceCredentials; readonly end: number } | undefined {
  const coding = CODINGS[number];
  const read = coding ? readFixed(bytes, offset, coding) : number === SPELLED && readSpelled(bytes, offset);
  if (!read) return undefined;
  return packCredentials(read.credentials)?.coding === number ? read : undefined;
}

function readFixed(bytes: Uint8Array, offset: number, { bytes: [first, second], unpack }: Coding) {
  const [middle, end] = [offset + first, offset + first + second];
  if (end > bytes.length) return undefined;
  const credentials = {
    ufrag: unpack(bytes.subarray(offset, middle)),
    pwd: unpack(bytes.subarray(middle, end)),
  };
  return { credentials, end };
}

function readSpelled(bytes: Uint8Array, offset: number) {
  const middle = offset + 1 + (bytes[offset] ?? 0);
  const end = middle + 1 + (bytes[middle] ?? 0);
  if (end > bytes.length) return undefined;
  const textOf = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  return { credentials: { ufrag: textOf(offset + 1, middle), pwd: textOf(middle + 1, end) }, end };
}

function spell(text: string): Uint8Array {
  return Uint8Array.of(text.length, ...Array.from(text, (letter) => letter.charCodeAt(0)));
}

function areSpellable({ ufrag, pwd }: IceCredentials): boolean {
  const isIce = Array.from(ufrag + pwd).every((letter) => ICE_VALUES.has(letter));
  const isWithin = ufrag.length + pwd.length <= MAX_SPELLED_LETTERS;
  return isIce && isWithin && ufrag.length >= MIN_UFRAG_LETTERS && pwd.length >= MIN_PWD_LETTERS;
}

function parseIceChars(text: string): Uint8Array | undefined {
  return parseBits(text, 6, ICE_VALUES);
}

function formatIceChars(bytes: Uint8Array): string {
  return formatBits(bytes, 6, ICE_CHARS);
}

function parseLowerHex(text: string): Uint8Array | undefined {
  return /[A-F]/.test(text) ? undefined : parseHex(text);
}
