import { expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../../src/primitives/bytes.ts';
import { decodeWelcome, encodeWelcome, type WelcomeMessage } from '../../../../src/room/invite/welcome.ts';
import { readGoldenFrames } from '../../../support/golden-frames.ts';

test.each(readGoldenFrames<WelcomeMessage>('welcome-v1.json'))(
  '[O5] $title: recorded bytes and value are the same',
  ({ frame, value }) => {
    expect(decodeWelcome(parseHex(frame)!)).toEqual(value);
    expect(formatHex(encodeWelcome(value))).toBe(frame);
  },
);

test('[O5] anything longer is not looked at', () => {
  expect(decodeWelcome(new Uint8Array(513))).toBeUndefined();
});
