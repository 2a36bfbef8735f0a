// Files in words: amounts, states, what can be done, folders taken as one, and what ended.

import { describe, expect, it } from 'vitest';
import type { FileRow } from '../../../../../src/features/files/api.ts';
import type { SavedAs } from '../../../../../src/features/files/files-world.ts';
import {
  durationParts,
  formatRate,
  percent,
  rateParts,
} from '../../../../../src/features/files/view/figures.ts';
import { iconOf, partFileName, previewKindOf } from '../../../../../src/features/files/view/file-kind.ts';
import { focusOf, groupRows, sumFolder } from '../../../../../src/features/files/view/grouping.ts';
import {
  actionsOf,
  standingOf,
  type ActionFacts,
  type Tongue,
} from '../../../../../src/features/files/view/row-state.ts';
import { shownTypeOf } from '../../../../../src/features/files/view/shown-type.ts';
import { sayNews } from '../../../../../src/features/files/view/use-file-news.ts';
import { say, type Locale } from '../../../../../src/ui/words.ts';
import { AMARA, designRows, makeRow, NOOR, TOMASZ } from './files-fixture.ts';

const tongueOf = (locale: Locale): Tongue => ({ locale, say: (words, values) => say(locale, words, values) });
const EN = tongueOf('en');
const BLOB = { kind: 'blob', blob: new Blob(['x']) } as const;

function wordsFor(row: FileRow, savedAs?: SavedAs): string {
  const { lead, text } = standingOf(EN, row, savedAs);
  return lead === undefined ? text : `${lead} ${text}`;
}

describe('amounts', () => {
  it('writes rates in units of 1000', () => {
    expect([0, 900, 45_000, 300_000, 4_600_000, 56_000_000].map((rate) => formatRate('en', rate))).toEqual([
      '0 byte/s',
      '900 byte/s',
      '45 kB/s',
      '0.3 MB/s',
      '4.6 MB/s',
      '56 MB/s',
    ]);
  });

  it('parts a figure from its unit', () => {
    expect(rateParts('en', 7_900_000)).toEqual([
      { text: '7.9', isUnit: false },
      { text: ' MB/s', isUnit: true },
    ]);
    expect(durationParts('en', 48_000).map(({ text }) => text)).toEqual(['48', 's']);
    expect(durationParts('en', 90 * 60_000).map(({ text }) => text)).toEqual(['2', 'h']);
  });

  it('says 100 % only of what is whole', () => {
    expect([0.999, 1, 1.2, -1].map((share) => percent('en', share))).toEqual(['99%', '100%', '100%', '0%']);
  });
});

describe('how a file stands', () => {
  it('is said as in the design', () => {
    expect(designRows().map((row) => wordsFor(row))).toEqual([
      '66% · 7.9 MB/s',
      '5 of 6 have it',
      'Checked and saved',
      'Paused at 31%',
      'Waiting for Tomasz. 12 pieces of it are held by nobody else.',
      'Not downloaded',
    ]);
  });

  it('does not call saved what only lies in memory', () => {
    const row = makeRow('a.txt', { state: { kind: 'complete', file: BLOB }, done: 1 });
    expect([wordsFor(row), wordsFor(row, 'saved')]).toEqual(['Checked and here', 'Checked and saved']);
  });

  it.each([
    [
      makeRow('a', { state: { kind: 'stuck', missingChunks: 1, waitsFor: undefined } }),
      'Waiting. One piece of it is held by nobody here.',
    ],
    [makeRow('a', { state: { kind: 'fetching' }, done: 0.5 }), '50% · asking who has it'],
    [
      makeRow('a', { state: { kind: 'fetching', heldBy: 'download' }, done: 0.5, sourceCount: 1 }),
      '50% · waiting for the browser’s download',
    ],
    [makeRow('a', { state: { kind: 'fetching', heldBy: 'disk' }, done: 0.5 }), '50% · waiting for the disk'],
    [makeRow('a', { isWithdrawn: true, wholeCount: 0 }), 'Amara took it back'],
    [makeRow('a', { isWithdrawn: true, wholeCount: 1 }), 'Not downloaded'],
    [makeRow('a', { from: NOOR, done: 0.4, state: { kind: 'opening' } }), 'Reading it: 40%'],
    [makeRow('a', { from: NOOR, done: 1, othersCount: 0 }), 'Offered, nobody else is here yet'],
    [makeRow('a', { state: { kind: 'finishing' }, done: 1 }), 'Checked, being put together'],
    [
      makeRow('a', { from: { ...TOMASZ, name: '' }, isWithdrawn: true, wholeCount: 0 }),
      'the moss anchor took it back',
    ],
  ])('%#: %s', (row, words) => expect(wordsFor(row)).toBe(words));

  it.each(['full', 'over-budget', 'denied', 'missing', 'broken'] as const)(
    'says what to do when the place is %s',
    (code) => {
      const failure = { code: 'store', error: { code, detail: 'x' } } as const;
      const standing = standingOf(EN, makeRow('a', { state: { kind: 'failed', failure } }), undefined);
      expect(standing.isTrouble).toBe(true);
      expect(standing.text).toMatch(/Try again|try again|allow more/);
    },
  );
});

describe('what nobody knows is not said', () => {
  const streamed = makeRow('a', { state: { kind: 'complete', file: { kind: 'written' } }, done: 1 });

  it('of what went to the downloads: by itself, or when its person saved it', () => {
    const here = makeRow('a', { state: { kind: 'complete', file: BLOB }, done: 1 });
    const words = 'Checked and handed to the browser’s downloads';
    expect([wordsFor(streamed), wordsFor(here, 'handed')]).toEqual([words, words]);
    const file = { kind: 'written', blob: async () => BLOB.blob } as const;
    expect(wordsFor(makeRow('a', { state: { kind: 'complete', file }, done: 1 }))).toBe('Checked and saved');
  });

  it('nor aloud: what streamed is not called here', () => {
    const before = new Map([
      ['a', 'fetching'],
      ['b', 'fetching'],
    ] as const);
    expect(sayNews([streamed], before, EN)).toBe('a is checked and handed to the browser’s downloads.');
    const two = [streamed, makeRow('b', { state: { kind: 'complete', file: BLOB }, done: 1 })];
    expect(sayNews(two, before, EN)).toBe(
      'b is here and checked. a is checked and handed to the browser’s downloads.',
    );
  });

  it.each(['full', 'denied'] as const)('of what is lost when a place is %s: that it is here', (code) => {
    const error = { code, detail: '' };
    const wordsOf = (isResting: boolean) => {
      const failure = { code: 'store', error, ...(isResting ? { isResting } : {}) } as const;
      return wordsFor(makeRow('a', { state: { kind: 'failed', failure } }));
    };
    expect(wordsOf(true)).toContain('What came is still here');
    expect(wordsOf(false)).not.toContain('still here');
  });
});

it('what waits is told apart from what begins: for its turn, or for room', () => {
  const words = (waits?: 'turn' | 'room') =>
    wordsFor(makeRow('a', { state: { kind: 'opening', ...(waits ? { waits } : {}) } }));
  expect([words(), words('turn'), words('room')]).toEqual([
    'About to start',
    'Waits for its turn',
    'Waiting. As many files as fit (512) are shared and fetched here already. It begins when you remove one.',
  ]);
});

function makeFailed(code: 'denied' | 'full'): FileRow {
  const failure = { code: 'store', error: { code, detail: '' } } as const;
  return makeRow('a.txt', { state: { kind: 'failed', failure } });
}

/** Of a browser that plays all it is asked about. */
const FACTS: ActionFacts = { isSaved: false, mayTakeAll: false, canChoose: false, canPlay: () => true };

describe('what can be done', () => {
  const complete = (fields: Partial<FileRow>) => makeRow('a.txt', { done: 1, ...fields });
  it.each([
    ['an offer', makeRow('a.txt'), ['get', 'decline']],
    ['one coming', makeRow('a.txt', { state: { kind: 'fetching' } }), ['pause', 'stop']],
    ['one paused', makeRow('a.txt', { state: { kind: 'paused' } }), ['resume', 'stop']],
    [
      'one that lies',
      makeRow('a.txt', { state: { kind: 'failed', failure: { code: 'contradiction', detail: '' } } }),
      ['remove'],
    ],
    [
      'one in memory',
      complete({ state: { kind: 'complete', file: BLOB } }),
      ['save', 'open', 'forward', 'giveTo', 'remove'],
    ],
    [
      'one for oneself alone',
      complete({ state: { kind: 'complete', file: BLOB }, only: NOOR }),
      ['save', 'open', 'giveTo', 'remove'],
    ],
    [
      'one that nobody can look into',
      complete({ state: { kind: 'complete', file: { kind: 'written' } } }),
      ['remove'],
    ],
    ['one’s own', complete({ from: NOOR }), ['open', 'takeBack', 'pause']],
    ['one’s own while it is read', complete({ from: NOOR, done: 0.4 }), ['open', 'takeBack']],
    ['one’s own that rests', complete({ from: NOOR, state: { kind: 'paused' } }), ['resume', 'takeBack']],
  ])('with %s', (_what, row, actions) => expect(actionsOf(row, FACTS)).toEqual(actions));

  it.each([
    ['an offer', makeRow('a.txt'), ['get', 'getTo', 'decline']],
    ['one whose place was refused', makeFailed('denied'), ['again', 'getTo', 'remove']],
    ['one without room', makeFailed('full'), ['again', 'remove']],
  ])('with %s where places can be chosen', (_what, row, actions) =>
    expect(actionsOf(row, { ...FACTS, canChoose: true })).toEqual(actions),
  );

  it('of somebody verified: to take all of theirs', () => {
    const actions = actionsOf(makeRow('a.txt'), { ...FACTS, mayTakeAll: true });
    expect(actions).toEqual(['get', 'always', 'decline']);
  });
});

describe('what a file is shown as', () => {
  it.each([
    ['a.html', 'text/html', 'text', 'filecode'],
    ['a.svg', 'image/svg+xml', 'text', 'filetext'],
    ['a.png', 'image/png', 'picture', 'fileimage'],
    ['a.mp4', 'video/mp4', 'film', 'filevideo'],
    ['a.pdf', 'application/pdf', 'pdf', 'filetext'],
    ['a.exe', 'application/x-msdownload', 'none', 'file'],
    ['a.gpx', '', 'text', 'route'],
    ['a.zip', 'application/zip', 'none', 'filezip'],
    ['a.MKV', '', 'film', 'filevideo'],
    ['a.opus', 'application/octet-stream', 'sound', 'fileaudio'],
    ['a.m4a', 'text/html', 'text', 'filetext'],
    ['mov', '', 'none', 'file'],
    ['a.constructor', '', 'none', 'file'],
  ])('%s (%s) as %s', (name, mimeType, kind, icon) => {
    const file = { name, mimeType };
    expect([previewKindOf(file, () => true), iconOf(file)]).toEqual([kind, icon]);
  });

  it('is played as what this browser calls it, and by its name only where nobody says what it is', () => {
    const playing =
      (...played: readonly string[]) =>
      (type: string) =>
        played.includes(type);
    const typeOf = (name: string, mimeType: string, ...played: readonly string[]) =>
      shownTypeOf({ name, mimeType }, playing(...played));
    expect(typeOf('a.mkv', '', 'video/webm')).toBe('video/webm');
    expect(typeOf('a.mkv', '', 'video/webm', 'video/matroska')).toBe('video/matroska');
    expect(typeOf('a.mov', '', 'audio/mpeg')).toBe('application/octet-stream');
    expect(typeOf('a.mp3', 'image/png', 'audio/mpeg')).toBe('image/png');
    expect(typeOf('a.mp3', 'text/html', 'audio/mpeg')).toBe('application/octet-stream');
    expect(previewKindOf({ name: 'a.mov', mimeType: '' }, playing())).toBe('none');
  });

  it('keeps the ending of a name', () => {
    expect(partFileName('photo.final.jpeg')).toEqual({ stem: 'photo.final', ending: '.jpeg' });
    expect(partFileName('.profile')).toEqual({ stem: '.profile', ending: '' });
  });
});

describe('folders', () => {
  const rows = [
    makeRow('1', { folders: ['trip', 'day one'], state: { kind: 'complete', file: BLOB }, done: 1 }),
    makeRow('2', { folders: ['trip'], state: { kind: 'fetching' }, done: 0.5, downRate: 10 }),
    makeRow('3', { folders: ['trip'], from: TOMASZ }),
    makeRow('4'),
  ];

  it('are one item for each giver, where their first file stands', () => {
    const items = groupRows(rows);
    expect(
      items.map((item) =>
        item.kind === 'file' ? item.row.id : [item.name, item.from.name, item.rows.length],
      ),
    ).toEqual([['trip', 'Amara', 2], ['trip', 'Tomasz', 1], '4']);
  });

  it('sum their files', () => {
    expect(sumFolder(rows.slice(0, 2))).toMatchObject({
      sizeBytes: 2_000_000,
      done: 0.75,
      here: 1,
      downRate: 10,
      running: ['2'],
    });
  });

  it('of empty files are whole', () => expect(sumFolder([makeRow('e', { sizeBytes: 0 })]).done).toBe(1));
});

describe('the file in focus', () => {
  it('is the chosen one, else one that comes, else none', () => {
    const rows = designRows();
    expect([
      focusOf(rows, 'van-playlist.m3u')?.name,
      focusOf(rows, 'gone')?.name,
      focusOf(rows.slice(1), undefined),
    ]).toEqual(['van-playlist.m3u', 'arden-drone-final.mp4', undefined]);
  });
});

describe('what is said aloud', () => {
  const before = new Map([
    ['a', 'fetching'],
    ['b', 'finishing'],
    ['c', 'complete'],
    ['mine', 'opening'],
  ] as const);
  const done = (id: string) => makeRow(id, { state: { kind: 'complete', file: BLOB }, done: 1 });

  it('is what has ended since, several as a number, nothing of one’s own', () => {
    const mine = { ...done('mine'), from: NOOR, isOwn: true };
    expect(sayNews([done('a'), done('c'), mine], before, EN)).toBe('a is here and checked.');
    expect(sayNews([done('a'), done('b')], before, EN)).toBe('2 files are here and checked.');
    expect(sayNews([done('c'), done('new')], before, EN)).toBeUndefined();
  });

  it('is why something will not come', () => {
    const failed = makeRow('a', {
      from: AMARA,
      state: { kind: 'failed', failure: { code: 'unreadable', detail: '' } },
    });
    expect(sayNews([failed], before, EN)).toBe('a: The file was moved or changed. Share it again.');
  });
});
