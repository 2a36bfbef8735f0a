import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDenseText, encodeDenseText } from '../../../src/platform/dense-text.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

/** As incompressible as what is packed. */
const packed = createSeededRandom(7).bytes(300_000);
const text = encodeDenseText(packed);

test('bytes come back, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      expect(decodeDenseText(encodeDenseText(bytes))).toEqual(new Uint8Array(bytes));
    }),
  );
});

test.each([0, 0x12, 0x13, 0x7f, 0xff])('a run of %i comes back at every length', (byte) => {
  for (let length = 0; length < 64; length += 1) {
    const bytes = new Uint8Array(length).fill(byte);
    expect(decodeDenseText(encodeDenseText(bytes))).toEqual(bytes);
  }
});

test('the text holds all of ASCII but what a parser, a terminal or a text file would take for something', () => {
  const used = new Set(Array.from(text, (character) => character.charCodeAt(0)));
  const unsafe = ['\0', '\t', '\n', '\v', '\f', '\r', '\u001A', '\u001B', '<'].map((each) =>
    each.charCodeAt(0),
  );
  const safe = Array.from({ length: 128 }, (_, code) => code).filter((code) => !unsafe.includes(code));
  expect([...used].toSorted((a, b) => a - b)).toEqual(safe);
});

test('other line ends and trimming change nothing, because there is no white space but the space', () => {
  expect(text.replaceAll(/\r\n?|\n/g, '\r\n').replaceAll('\t', '    ')).toBe(text);
});

test('it is an eighth shorter than base64', () => {
  expect(text.length / Math.ceil((packed.length * 4) / 3)).toBeLessThan(0.8755);
});

test('compressed again it is hardly larger than the bytes', () => {
  expect(brotliCompressSync(text).length / packed.length).toBeLessThan(1.004);
});

test.each(['\0', '\t', '\n', '\r', '<', '\u0080', '\u0100', '\uFFFD', '😀'])(
  '%j in the text is damage',
  (strange) => {
    expect(() => decodeDenseText(`${text.slice(0, 50)}${strange}${text.slice(50, 90)}`)).toThrow('damaged');
  },
);
