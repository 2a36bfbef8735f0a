// The book and a room together: who is written down and when, what a decision changes, what comparing leads to.

import { expect, test } from 'vitest';
import type { RosterPeer } from '../../../src/room/room.ts';
import { openPeopleBook } from '../../../src/room/people-book.ts';
import { createCompany } from '../../../src/room/company.ts';
import { createMemoryStore } from '../../../src/platform/storage.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createFakeRoom, makePeer } from '../../support/fake-room.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { settle } from '../../support/sim-clock.ts';

const SIONE = makePeer('Sione');
const IMPOSTOR = makePeer('Impostor', { name: 'Ѕione' });

async function aCompany(peers: readonly RosterPeer[]) {
  const random = createSeededRandom(3);
  const crypto = createFakeCrypto(random);
  const book = await openPeopleBook({
    store: createMemoryStore(),
    storageKey: new Uint8Array(32),
    crypto,
    random,
    wallTimeMs: () => 1_000,
  });
  const fake = createFakeRoom(peers);
  const company = createCompany({ room: fake.context.room, book, crypto, clock: fake.clock, random });
  return { ...fake, book, company };
}

test('whoever is here is written down, once; the person at this device is not', async () => {
  const { book, peers } = await aCompany([SIONE]);
  peers.value = [SIONE, { ...SIONE, joinedAtMs: 5 }];
  expect(Array.from(book.people.value.values(), ({ name, meetings }) => [name, meetings])).toEqual([
    ['Sione', 1],
  ]);
});

test('[W7] a known name under another key waits, is not written down, and is heard once accepted', async () => {
  const { book, company, peers } = await aCompany([SIONE]);
  company.decide(SIONE.identityId, { isVerified: true });
  peers.value = [SIONE, IMPOSTOR];
  expect(company.familiars.value.get(IMPOSTOR.identityId)?.standing).toBe('key-changed');
  expect(company.regardOf(IMPOSTOR.identityId)).toBe('waiting');
  expect(book.people.value.has(IMPOSTOR.identityId)).toBe(false);
  company.decide(IMPOSTOR.identityId, {});
  expect(company.regardOf(IMPOSTOR.identityId)).toBe('open');
  expect(company.familiars.value.get(IMPOSTOR.identityId)?.standing).toBe('new');
});

test('whoever changes to a known name waits from then on, and no longer when they change back', async () => {
  const { company, peers } = await aCompany([SIONE, makePeer('Ben')]);
  company.decide(SIONE.identityId, { isVerified: true });
  const regard = () => company.regardOf(makePeer('Ben').identityId);
  expect(regard()).toBe('open');
  peers.value = [SIONE, makePeer('Ben', { name: 'SIONE' })];
  expect(regard()).toBe('waiting');
  peers.value = [SIONE, makePeer('Ben')];
  expect(regard()).toBe('open');
});

test('who is blocked is so after they went, and in the next stay', async () => {
  const { company, peers } = await aCompany([SIONE]);
  company.decide(SIONE.identityId, { isBlocked: true });
  peers.value = [];
  expect(company.regardOf(SIONE.identityId)).toBe('blocked');
});

test.each([
  [true, { standing: 'verified', regard: 'open' }],
  [false, { standing: 'new', regard: 'muted' }],
])('words that match: %s', async (isMatch, expected) => {
  const scene = await aCompany([SIONE]);
  const { company, sent } = scene;
  scene.receive(SIONE, { type: 'ASK', id: new Uint8Array(16), commitment: new Uint8Array(32) });
  company.judge(isMatch);
  expect(company.familiars.value.get(SIONE.identityId)?.standing).toBe('new');
  company.verification.cancel();
  company.compareWords(SIONE.identityId);
  await settle();
  const asked = sent.map(({ message }) => message as { type: string; id: Uint8Array });
  const id = asked.find(({ type }) => type === 'ASK')?.id;
  scene.receive(SIONE, { type: 'ANSWER', id, nonce: new Uint8Array(32) });
  await settle();
  expect(company.verification.state.value.kind).toBe('comparing');
  company.judge(isMatch);
  expect(company.familiars.value.get(SIONE.identityId)).toMatchObject(expected);
});

test('[W5] a blocked or muted person asks in vain', async () => {
  const scene = await aCompany([SIONE]);
  const { company, sent } = scene;
  for (const decision of [{ isMuted: true }, { isMuted: false, isBlocked: true }]) {
    company.decide(SIONE.identityId, decision);
    scene.receive(SIONE, { type: 'ASK', id: new Uint8Array(16), commitment: new Uint8Array(32) });
    expect([company.verification.state.value.kind, sent]).toEqual(['idle', []]);
  }
});

test('a flood of people and names is bounded', async () => {
  const { company, peers } = await aCompany([]);
  for (let turn = 0; turn < 30; turn += 1) {
    peers.value = Array.from({ length: 50 }, (_, n) => makePeer(`${turn}-${n}`));
  }
  expect(company.familiars.value.size).toBe(1_000);
});
