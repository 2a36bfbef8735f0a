import { expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../src/primitives/codec.ts';
import { PROFILE_PROTOCOL, type Profile } from '../../../src/room/profile-protocol.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../support/golden-frames.ts';

const frames = readGoldenFrames<Profile>('profile-v1.json');

test('are there', () => expect(frames.length).toBeGreaterThanOrEqual(3));

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  const payload = openEnveloped(frame, PROFILE_PROTOCOL);
  expect(decodeMessage(payload, PROFILE_PROTOCOL.message)).toEqual({ ok: true, value });
  expect(enveloped(encodeMessage(value), PROFILE_PROTOCOL)).toBe(frame);
});
