// Files without a network: rows are set by hand, what is pressed is written down.

import { signal, type Signal } from '@preact/signals-core';
import type {
  ChosenFile,
  FileHolder,
  FileId,
  FilePerson,
  FileRow,
  FilesModel,
  FilesProblem,
  ForwardProblem,
  Stitch,
} from '../../../../../src/features/files/api.ts';
import type { SaveOutcome } from '../../../../../src/features/files/files-world.ts';
import type { Holding } from '../../../../../src/features/holding.ts';
import type { IdentityId } from '../../../../../src/primitives/ids.ts';
import type { Mark } from '../../../../../src/primitives/mark.ts';
import { ok } from '../../../../../src/primitives/result.ts';

function person(name: string, dye: Mark['dye'], thing: Mark['thing'], isSelf = false): FilePerson {
  return { identityId: name.toLowerCase() as IdentityId, name, mark: { dye, thing }, isSelf };
}

export const NOOR = person('Noor', 'indigo', 'lantern', true);
export const AMARA = person('Amara', 'brick', 'heron');
export const MEI = person('Mei', 'saffron', 'kettle');
export const PRIYA = person('Priya', 'orchid', 'sparrow');
export const JONAS = person('Jonas', 'lake', 'beetle');
export const SIONE = person('Sione', 'teal', 'turtle');
export const TOMASZ = person('Tomasz', 'moss', 'anchor');

export function makeRow(name: string, fields: Partial<FileRow> = {}): FileRow {
  const from = fields.from ?? AMARA;
  const done = fields.done ?? 0;
  const sizeBytes = fields.sizeBytes ?? 1_000_000;
  return {
    id: name,
    name,
    folders: [],
    sizeBytes,
    mimeType: '',
    look: undefined,
    from,
    isOwn: from.isSelf,
    only: undefined,
    isWithdrawn: false,
    state: { kind: 'offered' },
    done,
    haveBytes: Math.round(done * sizeBytes),
    downRate: 0,
    upRate: 0,
    timeLeftMs: undefined,
    sourceCount: 0,
    takerCount: 0,
    wholeCount: 1,
    othersCount: 6,
    ...fields,
  };
}

/** The afternoon of the design: one film coming from three, and five more files. */
export function designRows(): readonly FileRow[] {
  return [
    makeRow('arden-drone-final.mp4', {
      sizeBytes: 1_100_000_000,
      mimeType: 'video/mp4',
      state: { kind: 'fetching' },
      done: 0.66,
      downRate: 7_900_000,
      timeLeftMs: 48_000,
      sourceCount: 3,
    }),
    makeRow('arden-route-v3.gpx', {
      sizeBytes: 218_000,
      from: NOOR,
      state: { kind: 'complete', file: undefined },
      done: 1,
      wholeCount: 5,
    }),
    makeRow('tents-and-tarps.pdf', {
      sizeBytes: 4_100_000,
      mimeType: 'application/pdf',
      from: SIONE,
      state: { kind: 'complete', file: { kind: 'written', blob: () => Promise.resolve(new Blob(['%PDF'])) } },
      done: 1,
    }),
    makeRow('river-photos-2024.zip', { sizeBytes: 640_000_000, state: { kind: 'paused' }, done: 0.31 }),
    makeRow('safety-brief.mp4', {
      sizeBytes: 88_000_000,
      mimeType: 'video/mp4',
      from: TOMASZ,
      state: { kind: 'stuck', missingChunks: 12, waitsFor: TOMASZ },
      done: 0.78,
      wholeCount: 0,
    }),
    makeRow('van-playlist.m3u', { sizeBytes: 12_000, from: JONAS }),
  ];
}

/** Who gave what, the same each time: `people` in turn with uneven shares, up to `done`. */
export function weaveOf(
  count: number,
  done: number,
  people: readonly FilePerson[],
  flying = 0,
): readonly Stitch[] {
  let state = 7;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, (_, index): Stitch => {
    const isHere = next() < Math.min(1, 2.2 * (1 - index / count)) * Math.min(1, done * 1.1) || done === 1;
    const from = people[Math.floor(next() ** 1.7 * people.length)];
    if (done > 0 && isHere) return { kind: 'here', from };
    return next() < flying ? { kind: 'coming', from } : { kind: 'missing', from: undefined };
  });
}

const HOLDERS: readonly FileHolder[] = [
  holder(AMARA, 1, { downRate: 4_600_000 }),
  holder(MEI, 0.71, { downRate: 2_400_000 }),
  holder(PRIYA, 0.38, { downRate: 900_000 }),
  holder(NOOR, 0.66),
  holder(JONAS, 0.22, { upRate: 1_100_000 }),
  holder(SIONE, 0.09, { upRate: 300_000 }),
];

function holder(who: FilePerson, share: number, rates: Partial<FileHolder> = {}): FileHolder {
  const bar = Array.from({ length: 40 }, (_, at) => {
    if (share === 1) return 1;
    const isIn = at / 40 < share * 0.7 || (at > 30 && at / 40 < 0.75 + share * 0.3);
    return isIn ? 1 : 0;
  });
  return { person: who, share, downRate: 0, upRate: 0, bar, ...rates };
}

export interface FakeFiles extends FilesModel {
  readonly rows: Signal<readonly FileRow[]>;
  readonly unread: Signal<number>;
  /** What was called, as `pause river.zip`. */
  readonly calls: string[];
  readonly offered: ChosenFile[];
  /** Answer of the next offers. */
  problems: readonly FilesProblem[];
  /** Answer of the next forwards. */
  refusals: readonly ForwardProblem[];
  /** So many of the next are foreseen to be offered; all, unless said. */
  fits: number | undefined;
  readonly blobs: Map<FileId, Blob>;
  readonly takingFrom: Signal<ReadonlySet<IdentityId>>;
  readonly verified: Set<IdentityId>;
  /** Of saving several. */
  outcome: SaveOutcome;
  watchers: number;
}

export function createFakeFiles(rows: readonly FileRow[] = designRows()): FakeFiles {
  const calls: string[] = [];
  const note = (what: string) => (id?: FileId) => void calls.push(id === undefined ? what : `${what} ${id}`);
  const shown = signal(rows);
  const unread = signal(0);
  const givers: Readonly<Record<string, readonly FilePerson[]>> = {
    'arden-drone-final.mp4': [AMARA, MEI, PRIYA],
    'tents-and-tarps.pdf': [SIONE, MEI],
    'river-photos-2024.zip': [AMARA, PRIYA],
  };
  const model: FakeFiles = {
    rows: shown,
    unread,
    holding: signal<Holding>({ kind: 'nothing' }),
    unfinished: signal(false),
    progress: signal(undefined),
    takingFrom: signal(new Set()),
    chosen: signal(undefined),
    saved: signal(new Map()),
    rootsOf: async (ids) => ids.map(() => undefined),
    find: ({ name }) => {
      const row = shown.value.find((each) => each.name === name);
      return row ? { kind: 'file', row } : { kind: 'gone' };
    },
    verified: new Set(),
    outcome: ok('saved'),
    calls,
    offered: [],
    problems: [],
    refusals: [],
    fits: undefined,
    blobs: new Map(),
    watchers: 0,
    get isWatched() {
      return model.watchers > 0;
    },
    watch() {
      model.watchers += 1;
      return () => {
        model.watchers -= 1;
      };
    },
    markSeen() {
      calls.push('markSeen');
      unread.value = 0;
    },
    offer(files) {
      model.offered.push(...files);
      return model.problems;
    },
    foresee: (files) => ({ count: model.fits ?? files.length, problems: model.problems }),
    share(files) {
      model.offered.push(...files);
      return { ids: files.map(({ file }) => file.name), offered: files, problems: model.problems };
    },
    get: note('get'),
    getAll: note('getAll'),
    getTo: (ids, { kind }) => void calls.push(`getTo ${kind} ${ids.join()}`),
    pause: note('pause'),
    resume: note('resume'),
    remove: note('remove'),
    takeFrom(identity, isOn) {
      calls.push(`takeFrom ${identity} ${isOn}`);
      model.takingFrom.value = new Set(isOn ? [identity] : []);
    },
    isVerified: (identity) => model.verified.has(identity),
    others: signal([AMARA, MEI]),
    async forward(id, to) {
      calls.push(`forward ${id}${to ? ` to ${to}` : ''}`);
      return model.refusals;
    },
    async saveAll(ids, name) {
      calls.push(`saveAll ${name}: ${ids.join(', ')}`);
      return model.outcome;
    },
    holders: () => HOLDERS,
    weave(id, count) {
      const row = shown.value.find((each) => each.id === id);
      if (!row) return [];
      const people = row.isOwn ? [] : (givers[id] ?? [row.from]);
      return weaveOf(count, row.done, people, row.state.kind === 'fetching' ? 0.05 : 0);
    },
    async play(id) {
      calls.push(`play ${id}`);
      return undefined;
    },
    blob: (id) => Promise.resolve(model.blobs.get(id)),
    dispose: () => undefined,
  };
  return model;
}
