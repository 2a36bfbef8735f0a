import { expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import { decodeEnvelope, encodeEnvelope, type Envelope } from '../../../src/mesh/envelope.ts';
import { readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<Envelope>('mesh-envelope-v1.json');

test('are there', () => expect(frames.length).toBeGreaterThanOrEqual(4));

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  expect(decodeEnvelope(parseHex(frame)!)).toEqual(value);
  expect(formatHex(encodeEnvelope(value.protocol, value.version, value.payload))).toBe(frame);
});
