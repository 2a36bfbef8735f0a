// Two people compare words over the real channels of a room: direct, with a third who listens, and through somebody else.

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../src/platform/storage.ts';
import { createCompany, type Company } from '../../src/room/company.ts';
import { openPeopleBook } from '../../src/room/people-book.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { allSeeAll, createSimWorld, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

async function companyOf(world: SimWorld, room: SimRoom, seed: number): Promise<Company> {
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const { clock } = world;
  const book = await openPeopleBook({
    store: createMemoryStore(),
    storageKey: room.identity.storageKey,
    crypto,
    random,
    wallTimeMs: () => clock.nowMs(),
  });
  return createCompany({ room, book, crypto, clock, random });
}

async function gather(seed: number, names: readonly string[]) {
  const world = createSimWorld(seed);
  const rooms: SimRoom[] = [];
  for (const name of names) rooms.push(await world.makeRoom(name));
  await world.clock.until(() => allSeeAll(rooms), 60_000);
  const companies = await Promise.all(rooms.map((room, i) => companyOf(world, room, seed * 10 + i)));
  return { world, rooms, companies };
}

const wordsOf = ({ verification }: Company) => {
  const state = verification.state.value;
  return state.kind === 'comparing' ? state.words : undefined;
};

test.each(seedsToRun([1, 2, 3]))(
  'seed %i: two of three have the same words, and know each other afterwards',
  async (seed) => {
    const { world, rooms, companies } = await gather(seed, ['Ann', 'Ben', 'Cat']);
    const [ann, ben, cat] = companies as [Company, Company, Company];
    const ids = rooms.map(({ self }) => self.identityId);
    ann.compareWords(ids[1]!);
    await world.clock.until(() => ben.verification.state.value.kind === 'asked', 5_000);
    expect(cat.verification.state.value.kind).toBe('idle');
    ben.verification.accept();
    await world.clock.until(() => wordsOf(ann) !== undefined && wordsOf(ben) !== undefined, 5_000);
    expect(wordsOf(ann)).toHaveLength(8);
    expect(wordsOf(ben)).toEqual(wordsOf(ann));
    ann.judge(true);
    ben.judge(true);
    expect(ann.familiars.value.get(ids[1]!)?.standing).toBe('verified');
    expect(ben.familiars.value.get(ids[0]!)?.standing).toBe('verified');
    expect(cat.familiars.value.get(ids[0]!)?.standing).toBe('new');
    const [here, there] = [await ann.safetyNumberWith(ids[1]!), await ben.safetyNumberWith(ids[0]!)];
    expect(here).toEqual(there);
  },
);

test('both ask at once: one comparison, the same words', async () => {
  const { world, rooms, companies } = await gather(4, ['Ann', 'Ben']);
  const [ann, ben] = companies as [Company, Company];
  ann.compareWords(rooms[1]!.self.identityId);
  ben.compareWords(rooms[0]!.self.identityId);
  await world.clock.until(() => wordsOf(ann) !== undefined && wordsOf(ben) !== undefined, 5_000);
  expect(wordsOf(ben)).toEqual(wordsOf(ann));
});

test('whoever goes while asked ends it for the other', async () => {
  const { world, rooms, companies } = await gather(5, ['Ann', 'Ben']);
  const [ann, ben] = companies as [Company, Company];
  ann.compareWords(rooms[1]!.self.identityId);
  await world.clock.until(() => ben.verification.state.value.kind === 'asked', 5_000);
  rooms[1]!.leave();
  await world.clock.until(() => ann.verification.state.value.kind === 'ended', 30_000);
  expect(ann.verification.state.value).toMatchObject({ kind: 'ended', why: 'gone' });
});
