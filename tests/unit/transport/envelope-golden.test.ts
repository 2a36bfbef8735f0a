import { expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import {
  decodeControlFrame,
  encodeControlFrame,
  type ControlFrame,
} from '../../../src/transport/envelope.ts';
import { readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<ControlFrame>('link-envelope-v1.json');
const EVERY_TYPE: Record<ControlFrame['type'], true> = {
  data: true,
  ping: true,
  pong: true,
  goodbye: true,
  negotiation: true,
  sibling: true,
};

test.each(frames)('[L1] $title: recorded frame and value are the same', ({ frame, value }) => {
  expect(decodeControlFrame(parseHex(frame)!)).toEqual(value);
  expect(formatHex(encodeControlFrame(value))).toBe(frame);
});

test('[L1] every type is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});
