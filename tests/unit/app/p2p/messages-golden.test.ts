import { expect, it } from 'vitest';
import { P2P_PROTOCOL, type MessagePart } from '../../../../src/app/p2p/messages.ts';
import { decodeMessage, encodeMessage } from '../../../../src/primitives/codec.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../../support/golden-frames.ts';

const frames = readGoldenFrames<MessagePart>('p2p-v1.json');

it.each(frames)('$title: written and read byte for byte', ({ frame, value }) => {
  expect(enveloped(encodeMessage({ ...value }), P2P_PROTOCOL)).toBe(frame);
  expect(decodeMessage(openEnveloped(frame, P2P_PROTOCOL), P2P_PROTOCOL.message)).toEqual({
    ok: true,
    value,
  });
});
