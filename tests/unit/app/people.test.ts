import { signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
import { formatIdentityId } from '../../../src/primitives/ids.ts';
import { createPeople } from '../../../src/app/people.ts';
import type { ProfileState } from '../../../src/app/profile.ts';
import { createMemoryStore } from '../../../src/platform/storage.ts';
import { createGhostIdentity, openSession } from '../../../src/secure/identity.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const random = createSeededRandom(8);
const crypto = createFakeCrypto(random);
const SIONE = {
  identityId: formatIdentityId(random.bytes(32)),
  name: 'Sione',
  mark: { dye: 'teal', thing: 'turtle' },
} as const;

async function ready(mode: 'ghost' | 'device'): Promise<ProfileState> {
  const identity = await createGhostIdentity({ crypto, random });
  return { kind: 'ready', peer: await openSession(identity, random, crypto), mode };
}

function aDevice(state: ProfileState, store = createMemoryStore()) {
  const profile = signal(state);
  let isWhole = true;
  let told = 0;
  const people = createPeople({
    store,
    crypto,
    random,
    clock: createSimClock(),
    wallTimeMs: () => 1,
    profile,
    tabs: { tell: () => void (told += 1), onTold: () => undefined },
    load: () => (isWhole ? import('../../../src/app/open-people.ts') : Promise.reject(new Error('cut'))),
  });
  return {
    people,
    profile,
    store,
    told: () => told,
    cut: () => (isWhole = false),
    mend: () => (isWhole = true),
  };
}

test('a ghost session has a book, and leaves nothing behind', async () => {
  const { people, store, told } = aDevice(await ready('ghost'));
  const { book } = (await people.use())!;
  await book.decide(SIONE, { isBlocked: true });
  expect(book.people.value.get(SIONE.identityId)?.isBlocked).toBe(true);
  expect([await store.keys(''), told()]).toEqual([[], 0]);
});

test('a kept identity has the same book again; other tabs are told; another identity has its own', async () => {
  const kept = await ready('device');
  const first = aDevice(kept);
  await (await first.people.use())!.book.decide(SIONE, { isBlocked: true });
  expect(first.told()).toBe(1);
  const again = aDevice(kept, first.store);
  expect((await again.people.use())!.book.people.value.size).toBe(1);
  again.profile.value = await ready('device');
  expect(again.people.open.value).toBeUndefined();
  expect((await again.people.use())!.book.people.value.size).toBe(0);
});

test('nobody known yet: no book; a copy that was cut short: tried anew the next time', async () => {
  const device = aDevice({ kind: 'locked' });
  expect(await device.people.use()).toBeUndefined();
  device.profile.value = await ready('device');
  device.cut();
  expect(await device.people.use()).toBeUndefined();
  device.mend();
  expect(await device.people.use()).toBe(device.people.open.value);
  expect(device.people.open.value).toBeDefined();
});
