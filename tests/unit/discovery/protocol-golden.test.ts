import { expect, test } from 'vitest';
import {
  decodeMeetingMessage,
  encodeMeetingMessage,
  MEETING_PROTOCOL,
  type MeetingMessage,
} from '../../../src/discovery/protocol.ts';
import { peerTransportId } from '../../../src/discovery/namespace.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { enveloped, openEnveloped, readGolden, readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<MeetingMessage>('meeting-v1.json');
const EVERY_TYPE: Record<MeetingMessage['type'], true> = { CHECK_IN: true, REGISTRY: true, CALL_IN: true };

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  const payload = openEnveloped(frame, MEETING_PROTOCOL);
  expect(decodeMeetingMessage(payload)).toEqual({ ok: true, value });
  expect(enveloped(encodeMeetingMessage(value), MEETING_PROTOCOL)).toBe(frame);
});

test('every message is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});

const { peers } = readGolden('room-v1.json') as {
  readonly peers: readonly { readonly peerId: PeerId; readonly attempt: number; readonly address: string }[];
};

test.each(peers)('a peer is dialled at $address', ({ peerId, attempt, address }) => {
  expect(peerTransportId(peerId, attempt)).toBe(address);
});
