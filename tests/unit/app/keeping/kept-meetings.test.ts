import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { keepMeetings } from '../../../../src/app/keeping/kept-meetings.ts';
import { createMemoryStore } from '../../../../src/platform/storage.ts';
import type { Bytes } from '../../../../src/primitives/bytes.ts';
import { formatIdentityId, type IdentityId } from '../../../../src/primitives/ids.ts';
import { OCCASION_MS, openPeopleBook, type Met } from '../../../../src/room/people-book.ts';
import { indexNames, lookAt, type Familiar } from '../../../../src/room/standing.ts';
import { createFakeCrypto } from '../../../support/fake-crypto.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';

const drawn = createSeededRandom(31);
const makeMet = (name: string): Met => ({
  identityId: formatIdentityId(drawn.bytes(32)),
  name,
  mark: { dye: 'teal', thing: 'turtle' },
});
const SIONE = makeMet('Sione');
const MEI = makeMet('Mei');

/** A page that was opened anew: all it has is the store of what was decided, and what was kept of the room. */
async function visit(kept: readonly Bytes[], atMs: number, store = createMemoryStore()) {
  const random = createSeededRandom(5);
  const book = await openPeopleBook({
    store,
    storageKey: new Uint8Array(32),
    crypto: createFakeCrypto(random),
    random,
    wallTimeMs: () => atMs,
  });
  const here = signal<readonly Met[]>([]);
  const familiars = signal<ReadonlyMap<IdentityId, Familiar>>(new Map());
  const look = () => {
    const people = book.people.value;
    familiars.value = lookAt(here.value, people, indexNames(people), 'Noor');
  };
  const keepable = keepMeetings({ familiars, book });
  const isRead = kept.map((piece) => keepable.restore(piece));
  const pieces = [...kept];
  keepable.onChange((piece) => pieces.push(piece));
  const meet = (...met: readonly Met[]) => {
    here.value = met;
    look();
    for (const each of met) book.meet(each);
    look();
    return met.map(({ identityId }) => familiars.value.get(identityId)?.standing);
  };
  return { book, keepable, meet, pieces, isRead, store };
}

it('knows again on another day whom it met in a room that is kept, and writes nobody into the book', async () => {
  const first = await visit([], 0);
  expect(first.meet(SIONE, MEI)).toEqual(['new', 'new']);
  const second = await visit(first.pieces, OCCASION_MS, first.store);
  expect(second.meet(SIONE)).toEqual(['known']);
  expect(await first.store.keys('')).toEqual([]);
  // Nothing was kept: nobody is known.
  expect((await visit([], OCCASION_MS, first.store)).meet(SIONE)).toEqual(['new']);
});

it('counts an occasion once, however often it is read back, and keeps those who were not there', async () => {
  const first = await visit([], 0);
  first.meet(SIONE, MEI);
  const again = await visit([...first.pieces, ...first.pieces], 1, first.store);
  expect(again.meet(SIONE)).toEqual(['new']);
  const third = await visit(again.keepable.snapshot(), OCCASION_MS + 1);
  expect(third.meet(MEI, SIONE)).toEqual(['known', 'known']);
});

it('keeps nothing of what was decided about anybody, and lets a decision stand', async () => {
  const { book, meet, keepable } = await visit([], 0);
  meet(SIONE);
  await book.decide(SIONE, { isVerified: true, note: 'has the tarp' });
  meet(SIONE);
  const [piece] = keepable.snapshot();
  expect(Buffer.from(piece!).toString('latin1')).not.toContain('tarp');
  expect(keepable.restore(piece!)).toBe(true);
  expect(book.people.value.get(SIONE.identityId)?.verifiedAtMs).toBe(0);
  const later = await visit([piece!], OCCASION_MS);
  expect(later.meet(SIONE)).toEqual(['known']);
});

it('takes nothing that does not read', async () => {
  const { isRead, book } = await visit([new Uint8Array(), Uint8Array.of(1, 2, 3)], 0);
  expect([isRead, book.people.value.size]).toEqual([[false, false], 0]);
});
