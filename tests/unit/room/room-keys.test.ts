import { expect, test } from 'vitest';
import { formatHex } from '../../../src/primitives/bytes.ts';
import { parseRoomCode, type RoomCode } from '../../../src/room/room-code.ts';
import { deriveRoomKeys, ROOM_KEY_ITERATIONS } from '../../../src/room/room-keys.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const crypto = createFakeCrypto(createSeededRandom(1));

function codeOf(text: string): RoomCode {
  const parsed = parseRoomCode(text);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
}

test('[R2] namespace and secret have 16 and 32 bytes and differ from each other', async () => {
  const { namespace, psk } = await deriveRoomKeys(crypto, codeOf('zoo zoo zoo zoo zoo zoo'));
  expect([namespace.length, psk.length]).toEqual([16, 32]);
  expect(formatHex(psk)).not.toContain(formatHex(namespace));
});

test('[R2] the same words give the same keys however they are typed', async () => {
  const [one, two] = await Promise.all(
    ['able zone zoo about acid army', 'ABLE-zone-zoo-abou-ACID-army'].map((text) =>
      deriveRoomKeys(crypto, codeOf(text)),
    ),
  );
  expect(one).toEqual(two);
});

test('[R2] the order of the words matters', async () => {
  const one = await deriveRoomKeys(crypto, codeOf('able zone zoo about acid army'));
  const two = await deriveRoomKeys(crypto, codeOf('zone able zoo about acid army'));
  expect(formatHex(one.namespace)).not.toBe(formatHex(two.namespace));
});

test('[R2] guessing a code costs 600,000 rounds', async () => {
  const asked: number[] = [];
  const counting = {
    ...crypto,
    pbkdf2Sha256: (input: Parameters<typeof crypto.pbkdf2Sha256>[0]) => {
      asked.push(input.iterations);
      return crypto.pbkdf2Sha256(input);
    },
  };
  await deriveRoomKeys(counting, codeOf('zoo zoo zoo zoo zoo zoo'));
  expect(asked).toEqual([ROOM_KEY_ITERATIONS]);
  expect(ROOM_KEY_ITERATIONS).toBe(600_000);
});
