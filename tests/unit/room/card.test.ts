import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../src/primitives/bytes.ts';
import { encodeMessage } from '../../../src/primitives/codec.ts';
import { encodeEnvelope } from '../../../src/mesh/envelope.ts';
import { MAX_CARD_BYTES } from '../../../src/mesh/membership-protocol.ts';
import { MAX_NAME_LENGTH } from '../../../src/room/display-name.ts';
import { decodeCard, encodeCard, type Profile } from '../../../src/room/profile-protocol.ts';

const profile: Profile = { name: 'Ada', capabilities: ['webcodecs'], space: 'chat' };

test('what a person shows is read back', () => {
  expect(decodeCard(encodeCard(profile))).toEqual({ ok: true, value: profile });
});

test('the largest profile fits an announcement', () => {
  const capabilities = Array.from({ length: 16 }, () => 'x'.repeat(32));
  const largest = { name: '\u{FFFD}'.repeat(MAX_NAME_LENGTH), capabilities, space: 'x'.repeat(24) };
  expect(encodeCard(largest).length).toBeLessThanOrEqual(MAX_CARD_BYTES);
});

test.each([
  ['a later version', encodeEnvelope('profile', 2, encodeMessage({ ...profile }))],
  ['something else', encodeEnvelope('chat', 1, encodeMessage({ ...profile }))],
  ['no envelope', encodeUtf8('Ada')],
  ['nothing', new Uint8Array()],
])('%s is left alone', (_, card) => expect(decodeCard(card)).toBeUndefined());

test('what breaks the limits is no profile', () => {
  expect(decodeCard(encodeCard({ ...profile, name: 'x'.repeat(1_000) }))).toMatchObject({ ok: false });
});
