// A folder as one: how it stands when it waits or has failed, and what one press does for all of its files.

import { describe, expect, it } from 'vitest';
import type { FileRow } from '../../../../../src/features/files/api.ts';
import { folderActionsOf, standingOfFolder } from '../../../../../src/features/files/view/folder-standing.ts';
import { sumFolder } from '../../../../../src/features/files/view/grouping.ts';
import { standingOf, type Tongue } from '../../../../../src/features/files/view/row-state.ts';
import { say, type Locale } from '../../../../../src/ui/words.ts';
import { AMARA, makeRow, MEI, NOOR, TOMASZ } from './files-fixture.ts';

const tongueOf = (locale: Locale): Tongue => ({ locale, say: (words, values) => say(locale, words, values) });
const EN = tongueOf('en');
const BLOB = { kind: 'blob', blob: new Blob(['x']) } as const;

const here = (id: string) => makeRow(id, { state: { kind: 'complete', file: BLOB }, done: 1 });
const coming = (id: string) => makeRow(id, { state: { kind: 'fetching' }, done: 0.5, downRate: 2_000_000 });
const stuck = (id: string, waitsFor: typeof AMARA | undefined = AMARA) =>
  makeRow(id, { state: { kind: 'stuck', missingChunks: 3, waitsFor }, done: 0.5 });
const failed = (id: string, code: 'full' | 'broken' = 'full') =>
  makeRow(id, { state: { kind: 'failed', failure: { code: 'store', error: { code, detail: '' } } } });
const contradicted = (id: string) =>
  makeRow(id, { state: { kind: 'failed', failure: { code: 'contradiction', detail: '' } } });
const paused = (id: string) => makeRow(id, { state: { kind: 'paused' }, done: 0.5 });
const own = (id: string, fields: Partial<FileRow> = {}) =>
  makeRow(id, {
    from: NOOR,
    state: { kind: 'complete', file: undefined },
    done: 1,
    wholeCount: 2,
    ...fields,
  });

function standing(rows: readonly FileRow[], tongue = EN) {
  return standingOfFolder(tongue, rows, sumFolder(rows));
}

function words(...rows: readonly FileRow[]): string {
  const { lead, text } = standing(rows);
  return lead === undefined ? text : `${lead} ${text}`;
}

function actions(...rows: readonly FileRow[]): readonly string[] {
  const { first, others } = folderActionsOf(rows, sumFolder(rows), { canChoose: false });
  return [first, ...others].map((each) => (each ? `${each.action} ${each.ids.join()}` : '-'));
}

describe('how a folder stands', () => {
  it('waits for who had the rest, when nothing of it comes any more', () => {
    expect(words(here('a'), stuck('b'), stuck('c'))).toBe(
      'Waiting for Amara. Nobody else here has what is missing of 2 files.',
    );
    expect(standing([here('a'), stuck('b')]).short).toBe('Waiting for Amara, 1 file');
    expect(words(stuck('a', MEI), stuck('b', TOMASZ))).toMatch(/^Waiting for Mei and Tomasz\. /);
    expect(
      words(stuck('a'), { ...stuck('b'), state: { kind: 'stuck', missingChunks: 1, waitsFor: undefined } }),
    ).toBe('Waiting. Nobody here has what is missing of 2 files.');
  });

  it('says what failed and why, before what it waits for, and beside what still comes', () => {
    expect(words(here('a'), failed('b'), failed('c'), stuck('d'))).toBe(
      '2 files failed. There is no more room for it. Make room, then try again.',
    );
    expect(standing([here('a'), failed('b')])).toMatchObject({ short: '1 failed', isTrouble: true });
    expect(words(failed('a'), failed('b', 'broken'))).toBe(
      '2 files failed, each for a reason of its own. Open the folder to see them.',
    );
    expect(words(coming('a'), failed('b'))).toBe('25% · 2.0 MB/s · 1 failed');
    expect(standing([coming('a'), failed('b')]).short).toBe('25% · 1 failed');
    expect(words(coming('a'), stuck('b'))).toBe('50% · 2.0 MB/s');
  });

  it('of one’s own is paused, goes out, or could not be read', () => {
    expect(words(own('a', { state: { kind: 'paused' } }), own('b'))).toBe(
      'Paused: nobody gets more of it from you',
    );
    const going = own('b', { upRate: 3_000_000, takerCount: 2 });
    expect(words(own('a'), going)).toBe('2 of 6 have it · 3.0 MB/s to 2 people');
    expect(standing([own('a'), going]).short).toBe('3.0 MB/s to 2 people');
    const gone = own('a', { state: { kind: 'failed', failure: { code: 'unreadable', detail: '' } } });
    expect(words(gone, own('b'))).toBe('1 file failed. The file was moved or changed. Share it again.');
  });

  it.each(['hi', 'ar'] as const)('leaves no gap in %s', (locale) => {
    for (const rows of [
      [failed('a')],
      [failed('a'), failed('b', 'broken')],
      [stuck('a')],
      [stuck('a', MEI), stuck('b')],
    ])
      expect(Object.values(standing(rows, tongueOf(locale))).join(' ')).not.toMatch(/\{\w+\}|undefined/);
  });
});

describe('what one press does for a folder', () => {
  it('tries again what failed, and not what its giver contradicts', () => {
    expect(actions(here('a'), failed('b'), contradicted('c'))).toEqual(['again b', 'stop a,b,c']);
    expect(actions(here('a'), contradicted('b'))).toEqual(['-', 'stop a,b']);
  });

  it('does not offer to pause what only waits, in first place', () => {
    expect(actions(here('a'), stuck('b'))).toEqual(['stop a,b', 'pause b']);
    expect(actions(stuck('a'), failed('b'))).toEqual(['again b', 'stop a,b', 'pause a']);
  });

  it('brings on what rests or is offered, and saves what is here', () => {
    expect(actions(coming('a'), failed('b'), paused('c'))).toEqual([
      'pause a',
      'again b',
      'resume c',
      'stop a,b,c',
    ]);
    expect(actions(paused('a'), makeRow('b'))).toEqual(['resume a', 'get b', 'stop a,b']);
    expect(actions(makeRow('a'), makeRow('b'))).toEqual(['get a,b', 'decline a,b']);
    expect(actions(here('a'), here('b'))).toEqual(['saveAll a,b', 'remove a,b']);
  });

  it('rests one’s own and gives it again', () => {
    expect(actions(own('a'), own('b'))).toEqual(['-', 'pause a,b', 'takeBack a,b']);
    expect(actions(own('a', { state: { kind: 'paused' } }), own('b'))).toEqual([
      'resume a',
      'pause b',
      'takeBack a,b',
    ]);
  });
});

it('one’s own file says how fast it goes out and to how many', () => {
  const going = own('a', { upRate: 3_000_000, takerCount: 2, wholeCount: 1 });
  expect(standingOf(EN, going, undefined)).toMatchObject({
    text: '1 of 6 have it · 3.0 MB/s to 2 people',
    short: '3.0 MB/s to 2 people',
  });
  expect(standingOf(EN, own('a'), undefined)).toMatchObject({
    text: '2 of 6 have it',
    short: '2 of 6 have it',
  });
});
