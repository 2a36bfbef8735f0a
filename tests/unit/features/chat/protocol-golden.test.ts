import { describe, expect, test } from 'vitest';
import { filesProtocol, piecesProtocol } from '../../../../src/features/chat/attachments/protocol.ts';
import { EXCHANGE_CASES } from '../../../../src/features/chat/exchange/messages.ts';
import {
  chatExchangeProtocol,
  chatProtocol,
  directProtocol,
} from '../../../../src/features/chat/protocol.ts';
import { decodeMessage, encodeMessage, type Encodable } from '../../../../src/primitives/codec.ts';
import type { Protocol } from '../../../../src/room/protocol-definition.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../../support/golden-frames.ts';

const PROTOCOLS: readonly Protocol[] = [
  chatProtocol,
  chatExchangeProtocol,
  directProtocol,
  filesProtocol,
  piecesProtocol,
] as readonly Protocol[];

describe.each(PROTOCOLS)('$id', (protocol) => {
  const frames = readGoldenFrames<Encodable>(`${protocol.id}-v${protocol.version}.json`);

  test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
    const payload = openEnveloped(frame, protocol);
    expect(decodeMessage(payload, protocol.message)).toEqual({ ok: true, value });
    expect(enveloped(encodeMessage(value), protocol)).toBe(frame);
  });
});

test('every message of the exchange is recorded, and the same ones between two people', () => {
  const types = readGoldenFrames<{ type: string }>('chat-exchange-v1.json').map(({ value }) => value.type);
  const direct = readGoldenFrames<{ said: { type: string } }>('chat-direct-v1.json').map(
    ({ value }) => value.said.type,
  );
  expect(new Set(types)).toEqual(new Set(Object.keys(EXCHANGE_CASES)));
  expect(new Set(direct)).toEqual(new Set([...Object.keys(EXCHANGE_CASES), 'say', 'typing']));
});
