import { expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../../src/primitives/bytes.ts';
import {
  decodeRelayBody,
  decodeRelayMessage,
  encodeRelayBody,
  encodeRelayMessage,
  RELAY_PROTOCOL,
  type RelayBody,
  type RelayMessage,
} from '../../../../src/mesh/relay/protocol.ts';
import {
  decodeMeshSignal,
  encodeMeshSignal,
  type MeshSignal,
} from '../../../../src/mesh/relay/signal-protocol.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../../support/golden-frames.ts';

const messages = readGoldenFrames<RelayMessage>('relay-v1.json');
const bodies = readGoldenFrames<RelayBody>('relay-body-v1.json');
const signals = readGoldenFrames<MeshSignal>('relay-signal-v1.json');
const EVERY_MESSAGE: Record<RelayMessage['type'], true> = { RELAY: true, NO_ROUTE: true };
const EVERY_KIND: Record<RelayBody['kind'], true> = { signal: true, message: true };
const EVERY_SIGNAL: Record<MeshSignal['type'], true> = { SIGNALS: true, RECEIVED: true };

test.each(messages)('$title: recorded frame and value are the same', ({ frame, value }) => {
  expect(decodeRelayMessage(openEnveloped(frame, RELAY_PROTOCOL))).toEqual({ ok: true, value });
  expect(enveloped(encodeRelayMessage(value), RELAY_PROTOCOL)).toBe(frame);
});

test.each(bodies)('in the box, $title: recorded bytes and value are the same', ({ frame, value }) => {
  expect(decodeRelayBody(parseHex(frame)!)).toEqual({ ok: true, value });
  expect(formatHex(encodeRelayBody(value))).toBe(frame);
});

test.each(signals)('as a signal, $title: recorded bytes and value are the same', ({ frame, value }) => {
  expect(decodeMeshSignal(parseHex(frame)!)).toEqual({ ok: true, value });
  expect(formatHex(encodeMeshSignal(value))).toBe(frame);
});

test('every message is recorded', () => {
  expect(new Set(messages.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_MESSAGE)));
  expect(new Set(bodies.map(({ value }) => value.kind))).toEqual(new Set(Object.keys(EVERY_KIND)));
  expect(new Set(signals.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_SIGNAL)));
});
