import { expect, test } from 'vitest';
import {
  decodeMembersMessage,
  encodeMembersMessage,
  MEMBERS_PROTOCOL,
  type MembersMessage,
} from '../../../src/mesh/membership-protocol.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<MembersMessage>('members-v1.json');
const EVERY_TYPE: Record<MembersMessage['type'], true> = { ANNOUNCE: true, BYE: true };

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  expect(decodeMembersMessage(openEnveloped(frame, MEMBERS_PROTOCOL))).toEqual({ ok: true, value });
  expect(enveloped(encodeMembersMessage(value), MEMBERS_PROTOCOL)).toBe(frame);
});

test('every message is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});
