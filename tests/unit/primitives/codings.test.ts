import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBase32, parseBase32 } from '../../../src/primitives/base32.ts';
import { formatBase64url, parseBase64url } from '../../../src/primitives/base64url.ts';
import {
  compareBytes,
  concatBytes,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  formatHex,
  parseHex,
} from '../../../src/primitives/bytes.ts';

const anyBytes = fc.uint8Array({ maxLength: 80 });

describe('base64url', () => {
  it.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
  ])('writes %j as RFC 4648 does', (plain, coded) => {
    expect(formatBase64url(encodeUtf8(plain))).toBe(coded);
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) =>
        equalBytes(parseBase64url(formatBase64url(bytes)) ?? new Uint8Array(99), bytes),
      ),
    );
  });

  it.each(['A', 'Zh', 'Zm9v=', 'Zm 9', 'Zm9+', 'Zm9\u00e9'])('refuses %j', (text) => {
    expect(parseBase64url(text)).toBeUndefined();
  });

  it('has one text for each value', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const bytes = parseBase64url(text);
        return bytes === undefined || formatBase64url(bytes) === text;
      }),
    );
  });
});

describe('base32', () => {
  it.each([
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foobar', 'mzxw6ytboi'],
  ])('writes %j as RFC 4648 does, in lower case', (plain, coded) => {
    expect(formatBase32(encodeUtf8(plain))).toBe(coded);
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) =>
        equalBytes(parseBase32(formatBase32(bytes)) ?? new Uint8Array(99), bytes),
      ),
    );
  });

  it.each(['m', 'mz1', 'MY', 'mz'])('refuses %j', (text) => {
    expect(parseBase32(text)).toBeUndefined();
  });
});

describe('bytes', () => {
  it('joins in order', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });

  it('orders as unsigned numbers, prefixes first', () => {
    expect(compareBytes(Uint8Array.of(1, 255), Uint8Array.of(2))).toBeLessThan(0);
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
    expect(compareBytes(Uint8Array.of(7), Uint8Array.of(7))).toBe(0);
  });

  it('reads the hexadecimal that it wrote and nothing else', () => {
    expect(parseHex(formatHex(Uint8Array.of(0, 15, 255)))).toEqual(Uint8Array.of(0, 15, 255));
    expect(parseHex('abc')).toBeUndefined();
    expect(parseHex('zz')).toBeUndefined();
  });

  it('refuses malformed UTF-8', () => {
    expect(decodeUtf8(Uint8Array.of(0xc3, 0x28))).toBeUndefined();
    expect(decodeUtf8(encodeUtf8('नमस्ते'))).toBe('नमस्ते');
  });
});
