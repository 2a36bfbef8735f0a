import { expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../../src/primitives/codec.ts';
import { chatProtocol, type ChatMessage } from '../../../../src/features/chat/protocol.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../../support/golden-frames.ts';

const frames = readGoldenFrames<ChatMessage>('chat-v1.json');
const EVERY_TYPE: Record<ChatMessage['type'], true> = { text: true, ack: true, typing: true };

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  const payload = openEnveloped(frame, chatProtocol);
  expect(decodeMessage(payload, chatProtocol.message)).toEqual({ ok: true, value });
  expect(enveloped(encodeMessage(value), chatProtocol)).toBe(frame);
});

test('every message is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});
