import { expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../../src/primitives/bytes.ts';
import { rememberStretch } from '../../../src/room/stretch-memory.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

function stretchOf(password: string) {
  return { password: encodeUtf8(password), salt: encodeUtf8('salt'), iterations: 2, lengthBytes: 32 };
}

function counted() {
  const crypto = createFakeCrypto(createSeededRandom(1));
  const pbkdf2Sha256 = vi.fn(crypto.pbkdf2Sha256.bind(crypto));
  return { pbkdf2Sha256, remembering: rememberStretch({ ...crypto, pbkdf2Sha256 }) };
}

test('the same words are stretched once', async () => {
  const { pbkdf2Sha256, remembering } = counted();
  const [ahead, after] = [
    remembering.pbkdf2Sha256(stretchOf('one')),
    remembering.pbkdf2Sha256(stretchOf('one')),
  ];
  expect(await ahead).toEqual(await after);
  expect(pbkdf2Sha256).toHaveBeenCalledTimes(1);
});

test('other words are other bytes, and only the last are remembered', async () => {
  const { pbkdf2Sha256, remembering } = counted();
  const one = await remembering.pbkdf2Sha256(stretchOf('one'));
  expect(await remembering.pbkdf2Sha256(stretchOf('other'))).not.toEqual(one);
  expect(await remembering.pbkdf2Sha256(stretchOf('one'))).toEqual(one);
  expect(pbkdf2Sha256).toHaveBeenCalledTimes(3);
});
