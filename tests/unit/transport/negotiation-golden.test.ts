import { expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import {
  decodeNegotiation,
  encodeNegotiation,
  type NegotiationMessage,
} from '../../../src/transport/negotiation-message.ts';
import { readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<NegotiationMessage>('link-negotiation-v1.json');
const EVERY_TYPE: Record<NegotiationMessage['type'], true> = { offer: true, answer: true, candidate: true };

test.each(frames)('[L1] $title: recorded frame and value are the same', ({ frame, value }) => {
  expect(decodeNegotiation(parseHex(frame) ?? new Uint8Array())).toEqual(value);
  expect(formatHex(encodeNegotiation(value))).toBe(frame);
});

test('[L1] every type of negotiation is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});
