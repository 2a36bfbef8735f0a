// Points of P-256 in 33 bytes instead of 65 (SEC 1, section 2.3): the sign of y and x. WebCrypto reads whole points only.

import { PUBLIC_KEY_BYTES } from './crypto.ts';
import { formatHex, parseHex, type Bytes } from './bytes.ts';

export const COMPRESSED_POINT_BYTES = 33;
const COORDINATE_BYTES = 32;
/** FIPS 186-4, D.1.2.3: the field and the curve y² = x³ - 3x + b. */
const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
/** P is 3 modulo 4: a square root is this power. */
const ROOT = (P + 1n) / 4n;

/** `point`: raw and uncompressed, 65 bytes. */
export function compressPoint(point: Uint8Array): Bytes {
  const isOdd = ((point[PUBLIC_KEY_BYTES - 1] ?? 0) & 1) === 1;
  return Uint8Array.of(isOdd ? 3 : 2, ...point.subarray(1, 1 + COORDINATE_BYTES));
}

/** The raw point, 65 bytes; undefined when there is none on the curve. */
export function expandPoint(compressed: Uint8Array): Bytes | undefined {
  const [sign = 0] = compressed;
  if (compressed.length !== COMPRESSED_POINT_BYTES || (sign !== 2 && sign !== 3)) return undefined;
  const x = BigInt(`0x${formatHex(compressed.subarray(1))}`);
  const square = (((x * x * x - 3n * x + B) % P) + P) % P;
  const root = power(square, ROOT);
  if (x >= P || (root * root) % P !== square) return undefined;
  const y = Number(root & 1n) === (sign & 1) ? root : P - root;
  return parseHex(`04${hexOf(x)}${hexOf(y)}`);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}

function hexOf(value: bigint): string {
  return value.toString(16).padStart(2 * COORDINATE_BYTES, '0');
}
