import { describe, expect, test } from 'vitest';
import { formatIdentityId } from '../../../src/primitives/ids.ts';
import type { KeyValueStore } from '../../../src/primitives/key-value-store.ts';
import { OCCASION_MS, openPeopleBook, type Met } from '../../../src/room/people-book.ts';
import { forgetEverybody, PEOPLE_PREFIX } from '../../../src/room/people-names.ts';
import { MAX_PEOPLE } from '../../../src/room/people-record.ts';
import { createMemoryStore } from '../../../src/platform/storage.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const drawn = createSeededRandom(31);

function makeMet(name: string): Met {
  return { identityId: formatIdentityId(drawn.bytes(32)), name, mark: { dye: 'teal', thing: 'turtle' } };
}

function aDevice(store: KeyValueStore = createMemoryStore()) {
  const random = createSeededRandom(5);
  const now = { ms: 1_700_000_000_000 };
  const open = (storageKey = new Uint8Array(32).fill(1), onStored?: () => void) =>
    openPeopleBook({
      store,
      storageKey,
      crypto: createFakeCrypto(random),
      random,
      wallTimeMs: () => now.ms,
      onStored,
    });
  return { store, now, open };
}

const SIONE = makeMet('Sione');
const MEI = makeMet('Mei');

test('what was decided is there again, and nothing of it can be read without the key', async () => {
  const { store, open } = aDevice();
  const book = await open();
  await book.decide(SIONE, { isVerified: true, note: 'Met at the boathouse\nTall' });
  await book.decide(MEI, { isBlocked: true });
  const again = (await open()).people.value;
  expect(again.get(SIONE.identityId)).toMatchObject({
    name: 'Sione',
    mark: SIONE.mark,
    verifiedAtMs: 1_700_000_000_000,
    isBlocked: false,
    note: 'Met at the boathouse\nTall',
  });
  expect(again.get(MEI.identityId)).toMatchObject({ isBlocked: true, verifiedAtMs: undefined });
  for (const key of await store.keys('')) {
    const text = new TextDecoder().decode(await store.get(key));
    expect(key + text).not.toMatch(new RegExp(`Sione|boathouse|${SIONE.identityId}`));
  }
  expect((await open(new Uint8Array(32).fill(2))).people.value.size).toBe(0);
});

test('a page under another name, cut short or changed is as good as none', async () => {
  const { store, open } = aDevice();
  await (await open()).decide(SIONE, { isMuted: true });
  const [key = ''] = await store.keys(PEOPLE_PREFIX);
  const page = (await store.get(key)) ?? new Uint8Array();
  const others = [page.subarray(0, 9), new Uint8Array(), page.map((byte, i) => (i === 40 ? byte ^ 1 : byte))];
  for (const broken of others) {
    await store.put(key, broken);
    expect((await open()).people.value.size).toBe(0);
  }
  await store.remove(key);
  await store.put(`${PEOPLE_PREFIX}${key.endsWith('a') ? 'b' : 'a'}`, page);
  expect((await open()).people.value.size).toBe(0);
});

describe('meeting', () => {
  test('twice within an hour is once; later it is known', async () => {
    const { now, open } = aDevice();
    const book = await open();
    const meetings = () => book.people.value.get(SIONE.identityId)?.meetings;
    book.meet(SIONE);
    now.ms += OCCASION_MS - 1;
    book.meet(SIONE);
    expect(meetings()).toBe(1);
    now.ms += OCCASION_MS;
    book.meet(SIONE);
    expect(meetings()).toBe(2);
  });

  test('under another name writes the new one down; without a name the last one stays', async () => {
    const { open } = aDevice();
    const book = await open();
    book.meet(SIONE);
    book.meet({ ...SIONE, name: 'Sione\u202E Taufa' });
    book.meet({ ...SIONE, name: '' });
    expect(book.people.value.get(SIONE.identityId)?.name).toBe('Sione Taufa');
  });

  test('a crowd of fresh keys pushes out those met once, never whom something was decided about', async () => {
    const { now, open } = aDevice();
    const book = await open();
    await book.decide(SIONE, { isVerified: true });
    await book.decide(MEI, { isBlocked: true });
    const known = makeMet('Kwame');
    book.meet(known);
    now.ms += OCCASION_MS;
    book.meet(known);
    for (let n = 0; n < MAX_PEOPLE + 50; n += 1) {
      now.ms += 1;
      book.meet(makeMet(`Mob ${n}`));
    }
    await book.forget(makeMet('nobody').identityId);
    const people = book.people.value;
    expect(people.size).toBe(MAX_PEOPLE);
    for (const { identityId } of [SIONE, MEI, known]) expect(people.has(identityId)).toBe(true);
  }, 30_000);

  test('leaves no trace on the device, unless something was decided about somebody', async () => {
    const { open } = aDevice();
    const book = await open();
    book.meet(makeMet('Kwame'));
    book.meet(MEI);
    await book.decide(MEI, { note: 'has the tarp' });
    await book.reload();
    expect(book.people.value.size).toBe(2);
    expect(Array.from((await open()).people.value.keys())).toEqual([MEI.identityId]);
  });
});

describe('two tabs', () => {
  test('writing about different people at once lose nothing', async () => {
    const { open } = aDevice();
    const [one, other] = [await open(), await open()];
    const people = Array.from({ length: 40 }, (_, n) => makeMet(`Person ${n}`));
    for (const [n, person] of people.entries()) await (n % 2 ? one : other).decide(person, { isMuted: true });
    await one.reload();
    expect(one.people.value.size).toBe(40);
  });

  test('one hears of what the other stored, and takes it over', async () => {
    const { open } = aDevice();
    const here = await open();
    let told = 0;
    const there = await open(undefined, () => (told += 1));
    await there.decide(SIONE, { isBlocked: true });
    await here.reload();
    expect([told, here.people.value.get(SIONE.identityId)?.isBlocked]).toEqual([1, true]);
    await there.forget(SIONE.identityId);
    await here.reload();
    expect(here.people.value.size).toBe(0);
  });
});

test('a store that is full: it holds in memory, says so, and goes out with the next change', async () => {
  const memory = createMemoryStore();
  let isFull = true;
  const store: KeyValueStore = {
    ...memory,
    put: (key, value) => (isFull ? Promise.reject(new Error('full')) : memory.put(key, value)),
  };
  const { open } = aDevice(store);
  const book = await open();
  await book.decide(SIONE, { isBlocked: true });
  expect([book.people.value.get(SIONE.identityId)?.isBlocked, book.health.value]).toEqual([true, 'unsaved']);
  isFull = false;
  await book.decide(MEI, { isMuted: true });
  expect([(await open()).people.value.size, book.health.value]).toEqual([2, 'well']);
});

test('forgetting everybody leaves nothing', async () => {
  const { store, open } = aDevice();
  const book = await open();
  for (let n = 0; n < 20; n += 1) await book.decide(makeMet(`Person ${n}`), { note: 'x' });
  await forgetEverybody(store);
  expect(await store.keys('')).toEqual([]);
});
