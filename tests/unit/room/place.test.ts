import { expect, test } from 'vitest';
import { formatHex } from '../../../src/primitives/bytes.ts';
import { derivePlaceKeys } from '../../../src/room/place.ts';
import { createRoomCode } from '../../../src/room/room-code.ts';
import { deriveRoomKeys } from '../../../src/room/room-keys.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimWorld } from '../../support/make-room.ts';

const random = createSeededRandom(1);
const crypto = createFakeCrypto(random);
const pair = (fill: number) => ({ kind: 'pair', secret: new Uint8Array(32).fill(fill) }) as const;

test('the keys of a room are those of its words, whoever owns it', async () => {
  const code = createRoomCode(random);
  const keys = await deriveRoomKeys(crypto, code);
  expect(await derivePlaceKeys(crypto, { kind: 'room', code, owner: 'somebody' })).toEqual(keys);
});

test('a pair meets under a namespace of its secret, and another pair elsewhere', async () => {
  const [one, same, other] = await Promise.all([1, 1, 2].map((fill) => derivePlaceKeys(crypto, pair(fill))));
  expect(one).toEqual(same);
  expect([one?.namespace.length, one?.psk.length]).toEqual([16, 32]);
  expect(formatHex(one?.namespace ?? new Uint8Array())).not.toBe(
    formatHex(other?.namespace ?? new Uint8Array()),
  );
});

test('a secret of another length is a mistake, not a pair', () => {
  expect(() => derivePlaceKeys(crypto, { kind: 'pair', secret: new Uint8Array(16) })).toThrow(RangeError);
});

test('two contacts meet in a pair as in a room', async () => {
  const world = createSimWorld(7);
  const alice = await world.makeRoom('Alice', { place: pair(7) });
  const bob = await world.makeRoom('Bob', { place: pair(7) });
  await world.clock.until(() => alice.sees.includes('Bob') && bob.sees.includes('Alice'), 20_000);
  expect([alice.kind, alice.code, alice.owner]).toEqual(['pair', [], undefined]);
});
