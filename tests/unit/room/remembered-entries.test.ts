// Everybody passes on everybody's entry: what was checked is not checked again, what is wrong is never remembered.

import { expect, test, vi } from 'vitest';
import { createRoomEntries } from '../../../src/room/room-entries.ts';
import { createGhostIdentity, openSession } from '../../../src/secure/identity.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

async function createEntries() {
  const random = createSeededRandom(1);
  const crypto = createFakeCrypto(random);
  const verify = vi.fn(crypto.verify.bind(crypto));
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const options = { peer, clock: createSimClock(), namespace: new Uint8Array(16), transportIds: () => [] };
  return { verify, entries: createRoomEntries({ ...options, crypto: { ...crypto, verify } }) };
}

test('the same entry is checked once, whoever passes it on', async () => {
  const { verify, entries } = await createEntries();
  const encoded = await entries.issue();
  const opened = await Promise.all([entries.open(encoded), entries.open(encoded.slice())]);
  expect(opened[1]).toBe(opened[0]);
  expect([opened[0]?.encoded, verify.mock.calls.length]).toEqual([encoded, 1]);
});

test('[I4] a changed one is checked and refused, each time', async () => {
  const { verify, entries } = await createEntries();
  const forged = await entries.issue();
  // The last of the signature; behind it stand no addresses.
  forged[forged.length - 'k transports'.length - 1]! ^= 1;
  expect([await entries.open(forged), await entries.open(forged)]).toEqual([undefined, undefined]);
  expect(verify).toHaveBeenCalledTimes(2);
});
