import { expect, test } from 'vitest';
import { compressPoint, expandPoint } from '../../../src/primitives/compressed-point.ts';
import { crc32 } from '../../../src/primitives/crc32.ts';
import { encodeUtf8, formatHex } from '../../../src/primitives/bytes.ts';
import { createNodeCrypto } from '../../support/node-crypto.ts';

test('a point comes back from its 33 bytes', async () => {
  const crypto = createNodeCrypto();
  for (let i = 0; i < 20; i += 1) {
    const { publicKey } = await crypto.generateSigningKey();
    expect(compressPoint(publicKey)).toHaveLength(33);
    expect(expandPoint(compressPoint(publicKey))).toEqual(publicKey);
  }
});

test('what is no point of the curve is refused', () => {
  const of = (sign: number, last: number, fill = 0) =>
    Uint8Array.of(sign, ...new Uint8Array(31).fill(fill), last);
  // x³ - 3x + b is no square for 1; 255 everywhere is no element of the field.
  expect(expandPoint(of(2, 1))).toBeUndefined();
  expect(expandPoint(of(2, 255, 255))).toBeUndefined();
  expect(expandPoint(of(4, 5))).toBeUndefined();
  expect(expandPoint(new Uint8Array(32))).toBeUndefined();
});

test('the checksum is that of zip', () => {
  expect(formatHex(crc32(encodeUtf8('123456789')))).toBe('cbf43926');
});
