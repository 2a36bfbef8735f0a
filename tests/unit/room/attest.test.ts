import { expect, it } from 'vitest';
import { createAttest } from '../../../src/room/attest.ts';
import { createGhostIdentity, openSession } from '../../../src/secure/identity.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

async function makeAttest(seed: number) {
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  let hashes = 0;
  const counting = {
    ...crypto,
    sha256(data: Uint8Array) {
      hashes += 1;
      return crypto.sha256(data);
    },
  };
  const namespace = Promise.resolve(new Uint8Array(16));
  return { attest: createAttest({ peer, crypto: counting, namespace }), peer, hashes: () => hashes };
}

it('asks once whose keys they are, however often they sign', async () => {
  const [one, other] = [await makeAttest(1), await makeAttest(2)];
  for (let i = 0; i < 5; i += 1) {
    const data = Uint8Array.of(i);
    const signed = await one.attest.sign('test', data);
    expect(await other.attest.verify('test', data, signed)).toEqual({
      peerId: one.peer.peerId,
      identityId: one.peer.identity.id,
    });
    expect(await other.attest.verify('test', Uint8Array.of(9), signed)).toBeUndefined();
  }
  expect(other.hashes()).toBe(2);
});
