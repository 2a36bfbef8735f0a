import { expect, test } from 'vitest';
import {
  decodeExchangeMessage,
  encodeExchangeMessage,
  EXCHANGE_PROTOCOL,
  type ExchangeMessage,
} from '../../../src/mesh/exchange-protocol.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<ExchangeMessage>('members-exchange-v1.json');
const EVERY_TYPE: Record<ExchangeMessage['type'], true> = { KNOWN: true, TOLD: true };

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  expect(decodeExchangeMessage(openEnveloped(frame, EXCHANGE_PROTOCOL))).toEqual({ ok: true, value });
  expect(enveloped(encodeExchangeMessage(value), EXCHANGE_PROTOCOL)).toBe(frame);
});

test('every message is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});
