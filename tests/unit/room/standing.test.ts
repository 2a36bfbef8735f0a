import { describe, expect, test } from 'vitest';
import { talkWords } from '../../../src/features/chat/view/talk-words.ts';
import type { IdentityId } from '../../../src/primitives/ids.ts';
import { OWN_WORDS } from '../../../src/room/look-alikes.ts';
import type { Met } from '../../../src/room/people-book.ts';
import type { PersonRecord } from '../../../src/room/people-record.ts';
import { indexNames, lookAt, regardOf } from '../../../src/room/standing.ts';
import { LOCALES } from '../../../src/ui/words.ts';

function met(key: string, name: string): Met {
  return { identityId: key as IdentityId, name, mark: { dye: 'teal', thing: 'turtle' } };
}

function record(key: string, name: string, fields: Partial<PersonRecord> = {}): PersonRecord {
  const base = { ...met(key, name), firstMetMs: 1, lastMetMs: 1, meetings: 1 };
  return { ...base, verifiedAtMs: undefined, isBlocked: false, isMuted: false, note: '', ...fields };
}

function look(here: readonly Met[], book: readonly PersonRecord[], selfName = 'Noor') {
  const people = new Map(book.map((each) => [each.identityId, each]));
  const seen = lookAt(here, people, indexNames(people), selfName);
  return (key: string) => seen.get(key as IdentityId);
}

describe('somebody in the room is', () => {
  test.each([
    ['new', 'nobody wrote them down', []],
    ['new', 'met once', [record('s', 'Sione')]],
    ['known', 'met on two occasions', [record('s', 'Sione', { meetings: 2 })]],
    ['verified', 'compared', [record('s', 'Sione', { verifiedAtMs: 9 })]],
  ] as const)('%s: %s', (standing, _, book) => {
    expect(look([met('s', 'Sione')], book)('s')?.standing).toBe(standing);
  });

  test.each([
    ['the same name', 'Sione'],
    ['letters of another script', 'Ѕіоnе'],
    ['spaces and marks', '  s i o n é 🐢'],
  ])('a changed key: shows the name of somebody verified, with %s', (_, name) => {
    const verified = record('s', 'Sione', { verifiedAtMs: 9 });
    const seen = look([met('x', name), met('s', 'Sione')], [verified]);
    expect(seen('x')).toMatchObject({ standing: 'key-changed', regard: 'waiting', namesake: verified });
    expect(seen('s')).toMatchObject({ standing: 'verified', regard: 'open', hasTwin: true });
  });

  test('[W7] a changed key too when a known person takes the name later', () => {
    const book = [record('s', 'Sione', { verifiedAtMs: 9 }), record('x', 'Tomasz', { meetings: 3 })];
    expect(look([met('x', 'Tomasz')], book)('x')?.standing).toBe('known');
    expect(look([met('x', 'Sione')], book)('x')?.standing).toBe('key-changed');
  });

  test('no changed key once accepted or verified under that name', () => {
    const sione = record('s', 'Sione', { verifiedAtMs: 9 });
    expect(look([met('x', 'Sione')], [sione, record('x', 'Sione')])('x')?.regard).toBe('open');
    const other = record('x', 'Sione', { verifiedAtMs: 9 });
    expect(look([met('x', 'Sione')], [sione, other])('x')).toMatchObject({
      standing: 'verified',
      regard: 'open',
    });
  });

  test('[W7] a changed key too when somebody verified takes the name of somebody else who is', () => {
    const sione = record('s', 'Sione', { verifiedAtMs: 9 });
    const tomasz = record('x', 'Tomasz', { verifiedAtMs: 9 });
    expect(look([met('x', 'Tomasz')], [sione, tomasz])('x')?.standing).toBe('verified');
    expect(look([met('x', 'Sione')], [sione, tomasz])('x')).toMatchObject({
      standing: 'key-changed',
      regard: 'waiting',
      namesake: sione,
      record: tomasz,
    });
  });

  test('no changed key where nobody is known by the name: a session without a store has a new key each time', () => {
    expect(look([met('x', 'Sione')], [record('s', 'Sione')])('x')?.regard).toBe('open');
    const blocked = record('s', 'Sione', { meetings: 5, isBlocked: true });
    expect(look([met('x', 'Sione')], [blocked])('x')?.regard).toBe('open');
    expect(look([met('x', '')], [record('s', '', { meetings: 5 })])('x')?.regard).toBe('open');
  });
});

test('two of one name have a twin each, and so has whoever is called like this person', () => {
  const seen = look([met('a', 'Anna'), met('b', 'Аnna'), met('c', 'Cleo'), met('d', 'noor')], []);
  expect(['a', 'b', 'c', 'd'].map((key) => seen(key)?.hasTwin)).toEqual([true, true, false, true]);
  expect([seen('a')?.looksLike, seen('b')?.looksLike]).toEqual([undefined, 'Anna']);
});

test('whoever calls themselves what this person is called to themselves has a twin, in every language', () => {
  expect(OWN_WORDS).toEqual(LOCALES.map((locale) => talkWords.you[locale]));
  const seen = look(
    [met('a', 'You'), met('b', ' Yоu! '), met('c', 'आप'), met('d', 'أَنت'), met('e', 'Yousef')],
    [],
  );
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => seen(key)?.hasTwin)).toEqual([true, true, true, true, false]);
});

test.each([
  ['blocked', { isBlocked: true, isMuted: true }],
  ['muted', { isMuted: true }],
  ['open', {}],
] as const)('%s', (regard, fields) => {
  const person = record('s', 'Sione', fields);
  expect(regardOf(person)).toBe(regard);
  expect(look([met('s', 'Sione')], [person])('s')?.regard).toBe(regard);
});

test('blocked goes before a changed key: nobody is asked about them again', () => {
  const book = [record('s', 'Sione', { verifiedAtMs: 9 }), record('x', 'Tomasz', { isBlocked: true })];
  expect(look([met('x', 'Sione')], book)('x')?.regard).toBe('blocked');
});
