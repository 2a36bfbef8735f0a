import { expect, test } from 'vitest';
import { copyBytes, formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import { decodeSequenced, encodeSequenced, type Sequenced } from '../../../src/mesh/sequenced.ts';
import { readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<Sequenced>('mesh-sequenced-v1.json');

test('are there', () => expect(frames.length).toBeGreaterThanOrEqual(3));

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  const decoded = decodeSequenced(parseHex(frame)!);
  expect(decoded && { ...decoded, payload: copyBytes(decoded.payload) }).toEqual(value);
  expect(formatHex(encodeSequenced(value))).toBe(frame);
});

test.each([
  ['an envelope', '046d6573680001'],
  ['a header that is cut off', '0001020304050607'],
  ['the number that is none', '0000000001ffffffff'],
  ['nothing', ''],
])('%s is no sequenced frame', (_, frame) => {
  expect(decodeSequenced(parseHex(frame)!)).toBeUndefined();
});
