// Byte arrays: joining, comparing, text. Knows nothing of what the bytes mean.

/** The one byte array type of the project: never backed by shared memory, so WebCrypto and channels take it. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Compares in time that depends on the length only, so that secrets may be compared with it. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Orders byte arrays as unsigned big-endian strings; a prefix comes before what it is a prefix of. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function encodeUtf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Text of well-formed UTF-8, or undefined. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text of ASCII codes, in one piece: letters added one by one stay a chain of parts, 30 bytes each, for as long as it is kept. */
export function asciiText(codes: Uint8Array): string {
  return strictDecoder.decode(codes);
}

export function formatHex(bytes: Uint8Array): string {
  const codes = new Uint8Array(2 * bytes.length);
  let at = 0;
  for (const byte of bytes) {
    codes[at] = hexCode(byte >> 4);
    codes[at + 1] = hexCode(byte & 15);
    at += 2;
  }
  return asciiText(codes);
}

function hexCode(digit: number): number {
  return digit + (digit < 10 ? 48 : 87);
}

export function parseHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(i * 2, i * 2 + 2), 16),
  );
}

/** A copy over a plain ArrayBuffer, whatever the argument was backed by. */
export function copyBytes(bytes: ArrayLike<number>): Bytes {
  return new Uint8Array(bytes);
}
