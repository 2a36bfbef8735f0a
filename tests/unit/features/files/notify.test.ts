// What is told of files to somebody who does not look at their space.

import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import type { FileId, FileRow } from '../../../../src/features/files/api.ts';
import type { Entry } from '../../../../src/features/files/rows.ts';
import { followFiles } from '../../../../src/features/files/notify.ts';
import type { News } from '../../../../src/features/news.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import { LOCALES, say, type Words } from '../../../../src/ui/words.ts';
import { AMARA, makeRow, MEI, NOOR } from './view/files-fixture.ts';

const FULL = { code: 'store', error: { code: 'full', detail: '' } } as const;
const offered = (id: string, fields: Partial<FileRow> = {}) => makeRow(id, fields);
const coming = (id: string, done = 0.5) => makeRow(id, { state: { kind: 'fetching' }, done });
const here = (id: string, fields: Partial<FileRow> = {}) =>
  makeRow(id, { state: { kind: 'complete', file: undefined }, done: 1, ...fields });
const failed = (id: string, fields: Partial<FileRow> = {}) =>
  makeRow(id, { state: { kind: 'failed', failure: FULL }, ...fields });

function following(first: readonly FileRow[] = []) {
  const rows = signal(first);
  const taking = signal<ReadonlySet<IdentityId>>(new Set());
  const kept = new Set<FileId>();
  const unheard = new Set<IdentityId>();
  const told: News[] = [];
  const scene = { isWatched: false };
  const model = {
    rows,
    takingFrom: taking,
    get isWatched() {
      return scene.isWatched;
    },
    insides: { entries: { get: (id: FileId) => ({ isKept: kept.has(id) }) as Entry } },
  };
  const stop = followFiles(model, {
    isHeard: (author) => !unheard.has(author),
    tell: (news) => void told.push(news),
  });
  const titles = (locale: (typeof LOCALES)[number] = 'en') =>
    told.map((news) =>
      news.title?.((words: Words, values = {}) => say(locale, words, values), {
        n: news.count ?? 1,
        room: 'Slow River',
      }),
    );
  return { rows, taking, kept, unheard, told, scene, titles, stop };
}

describe('what is told of files', () => {
  it('is that one is offered, that one has come, and that one has not', () => {
    const { rows, told, titles } = following([coming('old')]);
    rows.value = [offered('new'), coming('old')];
    rows.value = [coming('new'), here('old')];
    rows.value = [failed('new'), here('old')];
    expect(titles()).toEqual([
      'A file is offered in Slow River',
      'A file has arrived in Slow River',
      'A file did not arrive in Slow River',
    ]);
    expect(told.map(({ thread, name, preview }) => [thread, name, preview(() => '')])).toEqual([
      ['offered', 'Amara', 'new'],
      ['done', 'Amara', 'old'],
      ['failed', 'Amara', 'new'],
    ]);
  });

  it('is one news with a number, however many come at once', () => {
    const { rows, told, titles } = following();
    rows.value = Array.from({ length: 500 }, (_, at) => offered(String(at)));
    expect([told.length, titles()]).toEqual([1, ['500 files are offered in Slow River']]);
    for (const locale of LOCALES) expect(titles(locale)[0]).toMatch(/Slow River/);
  });

  it('is what is meant for this person alone, as such', () => {
    const { rows, told } = following();
    rows.value = [offered('secret', { only: NOOR })];
    rows.value = [offered('secret', { only: NOOR }), offered('plain')];
    expect(told.map(({ isDirect }) => isDirect)).toEqual([true, false]);
  });
});

describe('nothing is told', () => {
  it('of what was there, of one’s own, and of what comes by itself until it is here', () => {
    const { rows, taking, told } = following([offered('before')]);
    taking.value = new Set([AMARA.identityId]);
    const own = makeRow('mine', { from: NOOR, state: { kind: 'opening' } });
    rows.value = [offered('before'), offered('by itself'), own];
    rows.value = [offered('before'), coming('by itself'), failed('mine', { from: NOOR })];
    expect(told).toEqual([]);
    rows.value = [offered('before'), here('by itself')];
    expect(told.map(({ thread }) => thread)).toEqual(['done']);
  });

  it('of whom this person does not want to hear, and to who looks', () => {
    const { rows, unheard, told, scene } = following();
    unheard.add(MEI.identityId);
    rows.value = [offered('a', { from: MEI })];
    scene.isWatched = true;
    rows.value = [offered('a', { from: MEI }), offered('b')];
    rows.value = [offered('a', { from: MEI }), here('b')];
    scene.isWatched = false;
    rows.value = [offered('a', { from: MEI }), here('b'), here('c', { from: MEI })];
    expect(told).toEqual([]);
  });

  it('of what was whole in a kept room, but of what came of it since', () => {
    const { rows, kept, titles } = following([makeRow('whole', { state: { kind: 'opening' } })]);
    kept.add('whole').add('part');
    const opening = makeRow('part', { state: { kind: 'opening' } });
    rows.value = [coming('whole', 1), opening];
    rows.value = [here('whole'), coming('part', 0.4)];
    expect(titles()).toEqual([]);
    rows.value = [here('whole'), here('part')];
    expect(titles()).toEqual(['A file has arrived in Slow River']);
  });

  it('once nobody follows', () => {
    const { rows, told, stop } = following();
    stop();
    rows.value = [offered('a')];
    expect(told).toEqual([]);
  });
});
