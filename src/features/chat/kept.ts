// The talk as something to be kept on this device or handed out: signed entries as they came, which are verified again
// when they are read, and the small files that they name. The store is this person's own, but what is read from it is
// checked like anything else.

import { effect, signal, untracked } from '@preact/signals-core';
import { parseBase32 } from '../../primitives/base32.ts';
import type { Bytes } from '../../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../../primitives/codec.ts';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import { DYES, THINGS } from '../../primitives/mark.ts';
import type { Result } from '../../primitives/result.ts';
import { integer, list, oneOf, record, text, type Parsed } from '../../primitives/schema.ts';
import type { Keepable, TranscriptLine } from '../keepable.ts';
import type { EntryId, ThreadId } from './api.ts';
import { decodeKeptFile, encodeKeptFile, type KeptFile } from './attachments/kept-file.ts';
import type { Author } from './authors.ts';
import { BATCH_BYTES } from './exchange/messages.ts';
import type { LiveThread } from './live-thread.ts';
import { keepDrafts } from './kept-drafts.ts';
import type { Chain } from './log/chain.ts';
import type { Entry } from './log/entry.ts';
import { closeRun, MAX_RUN_ENTRIES, RUN, type Run } from './log/run.ts';
import type { Chat } from './model.ts';
import { textOf } from './talk/search.ts';
import { confusableAmong } from './told-apart.ts';

/** Of one piece: with their words at most 3 MB. */
const MAX_RUNS = 64;
const MAX_PEOPLE = 64;
const PIECE_BYTES = 256 * 1024;
/** Of files; those of the newest messages stay. A write of everything takes a moment, and a device has many rooms. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** 40 graphemes of the longest kind that people use. */
const MAX_NAME_LENGTH = 160;
const IDENTITY_BYTES = 32;

const PIECE = record({
  version: oneOf(2),
  /** 'room', or whom it is with. */
  thread: text({ minLength: 1, maxLength: 64 }),
  runs: list(RUN, { maxLength: MAX_RUNS }),
  /** Who wrote, as they were last seen. */
  people: list(
    record({
      identityId: text({ minLength: 1, maxLength: 64 }),
      name: text({ maxLength: MAX_NAME_LENGTH }),
      /** Places in the lists of marks, whose order is frozen. */
      dye: integer({ min: 0, max: DYES.length - 1 }),
      thing: integer({ min: 0, max: THINGS.length - 1 }),
    }),
    { maxLength: MAX_PEOPLE },
  ),
});
type KeptTalk = Parsed<typeof PIECE>;

export function decodeKeptTalk(piece: Uint8Array): Result<KeptTalk, DecodeError> {
  return decodeMessage(piece, PIECE);
}

export function keepTalk(model: Chat): Keepable {
  const said = keepSaid(model);
  const drafts = keepDrafts(model, isThread);
  return {
    ...said,
    snapshot: () => [...said.snapshot(), ...drafts.snapshot()],
    restore: (piece) => said.restore(piece) || drafts.restore(piece),
    onChange(listener) {
      const stops = [said.onChange(listener), drafts.onChange((piece) => listener(piece, 'drafts'))];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function keepSaid(model: Chat): Keepable {
  /** By thread: what is written, or was read. */
  const told = new Map<ThreadId, Set<EntryId>>();
  /** Read, and not verified yet. */
  const arriving = new Set<Bytes>();
  const isArriving = signal(false);
  const files = keepFiles(model.blobs);
  const toldOf = (id: ThreadId) => {
    const known = told.get(id) ?? new Set<EntryId>();
    told.set(id, known);
    return known;
  };

  function news(thread: LiveThread): readonly Bytes[] {
    const known = toldOf(thread.id);
    const fresh = new Set(thread.log.order.filter(({ id }) => !known.has(id)).map(({ id }) => id));
    if (fresh.size === 0) return [];
    for (const id of fresh) known.add(id);
    return piecesOf(model, thread, (id) => fresh.has(id));
  }

  return {
    snapshot: () => [
      ...model.threads.peek().flatMap((thread) => piecesOf(model, thread, () => true)),
      ...arriving,
      ...files.snapshot(),
    ],
    restore(given) {
      const kept = decodeKeptTalk(given);
      if (!kept.ok) return files.read(given, arriving.size === 0);
      const { thread: id, runs, people } = kept.value;
      if (!isThread(id)) return false;
      model.restoreAuthors(new Map(people.map(authorOf)));
      const piece = new Uint8Array(given);
      arriving.add(piece);
      const thread = model.threadOf(id);
      isArriving.value = true;
      void thread.restore(runs).then((restored) => {
        for (const entry of restored) toldOf(id).add(entry.id);
        arriving.delete(piece);
        isArriving.value = arriving.size > 0;
        if (arriving.size === 0) files.take();
      });
      return true;
    },
    onGone: countGone(model),
    onChange: (listener) =>
      effect(() => {
        if (isArriving.value) return;
        for (const thread of model.threads.value) {
          void thread.changes.value;
          for (const piece of news(thread)) listener(piece);
        }
        void model.blobs.changes.value;
        for (const piece of untracked(() => files.news())) listener(piece);
      }),
  };
}

/** The small files that the talk names. */
function keepFiles(blobs: Chat['blobs']) {
  /** Written, or read: by their hash. */
  const told = new Set<string>();
  /** Read, and waiting for the words that name them. */
  const waiting = new Map<Bytes, KeptFile>();

  /** Once all words are here: what none of them names any more stays behind. */
  function take(): void {
    for (const [piece, file] of waiting) {
      void blobs.restore(file).then((hash) => {
        waiting.delete(piece);
        if (hash !== undefined) told.add(hash);
      });
    }
  }

  return {
    take,
    read(piece: Uint8Array, areWordsHere: boolean): boolean {
      const kept = decodeKeptFile(piece);
      if (!kept.ok) return false;
      waiting.set(new Uint8Array(piece), kept.value);
      if (areWordsHere) take();
      return true;
    },
    news(): readonly Bytes[] {
      const fresh = Array.from(blobs.named()).filter(([hash]) => !told.has(hash));
      for (const [hash] of fresh) told.add(hash);
      return fresh.map(([, file]) => encodeKeptFile(file));
    },
    snapshot(): readonly Bytes[] {
      const newest = newestWithin(Array.from(blobs.named().values()), MAX_FILE_BYTES);
      return [...newest.map(encodeKeptFile), ...waiting.keys()];
    },
  };
}

/** Tells of everything that went since. */
function countGone({ threads }: Pick<Chat, 'threads'>): (listener: () => void) => Unsubscribe {
  let dropped = untracked(() => droppedIn(threads.value));
  return (listener) =>
    effect(() => {
      const before = dropped;
      dropped = droppedIn(threads.value);
      if (dropped > before) untracked(listener);
    });
}

/** Entries that said something and were emptied: deleted, or their time is over. */
function droppedIn(threads: readonly LiveThread[]): number {
  let sum = 0;
  for (const { changes, log } of threads) {
    void changes.value;
    sum += log.dropped;
  }
  return sum;
}

export function transcribeTalk(
  model: Chat,
  nameOf: (author: Author | undefined) => string,
): readonly TranscriptLine[] {
  const authors = model.authors.peek();
  const confusable = confusableAmong(authors);
  const called = (id: IdentityId) => {
    const author = authors.get(id);
    // Of somebody without a name the mark is said.
    const mark = author && confusable.has(id) ? ` (${nameOf({ ...author, name: '' })})` : '';
    return nameOf(author) + mark;
  };
  return model.room.rows.peek().flatMap((row) => {
    if (row.kind !== 'message') return [];
    const reactions = row.reactions.map(({ emoji, by }) => `${emoji} ${by.map(called).join(', ')}`);
    return [{ author: called(row.author), atMs: row.atMs, text: [textOf(row), ...reactions].join('\n') }];
  });
}

function newestWithin(files: readonly KeptFile[], maxBytes: number): readonly KeptFile[] {
  let bytes = 0;
  return files.filter(({ data }) => {
    bytes += data.length;
    return bytes <= maxBytes;
  });
}

/** Runs that cover what `isWanted`, as few pieces as there may be. */
function piecesOf(model: Chat, thread: LiveThread, isWanted: (id: EntryId) => boolean): readonly Bytes[] {
  const runs = Array.from(thread.log.chains.values()).flatMap((chain) => runsOf(chain, isWanted));
  const pieces: Bytes[] = [];
  let batch: Run[] = [];
  let bytes = 0;
  const flush = () => {
    if (batch.length > 0) pieces.push(encodePiece(model, thread, batch));
    [batch, bytes] = [[], 0];
  };
  for (const run of runs) {
    const size = bytesOf(run.items);
    if (batch.length >= MAX_RUNS || bytes + size > PIECE_BYTES) flush();
    batch.push(run);
    bytes += size;
  }
  flush();
  return pieces;
}

function runsOf(chain: Chain, isWanted: (id: EntryId) => boolean): readonly Run[] {
  const runs: Run[] = [];
  for (const { from, to } of chain.held) {
    for (let at = from; at <= to;) {
      const entry = chain.get(at);
      const isFresh = entry !== undefined && isWanted(entry.id);
      const entries = isFresh
        ? chain.segment(at, (next, before) => !isWanted(next.id) || isFull(before, next))
        : undefined;
      const run = entries && closeRun(chain.writer, entries);
      if (run) runs.push(run);
      at = (run && entries?.at(-1) ? (entries.at(-1)?.seq ?? at) : at) + 1;
    }
  }
  return runs;
}

/** As much as goes to others in one go: the signatures that a longer run leaves out are lost for good. */
function isFull(before: readonly Entry[], next: Entry): boolean {
  return before.length >= MAX_RUN_ENTRIES || bytesOf([...before, next]) > BATCH_BYTES;
}

function bytesOf(items: readonly { readonly content?: Uint8Array | undefined }[]): number {
  return items.reduce((sum, { content }) => sum + 128 + (content?.length ?? 0), 256);
}

function encodePiece(model: Chat, { id, log }: LiveThread, runs: readonly Run[]): Bytes {
  const nonces = new Set(runs.map(({ nonce }) => nonce.join()));
  const writers = Array.from(log.chains.values(), ({ writer }) => writer);
  const people = new Set(
    writers.filter(({ nonce }) => nonces.has(nonce.join())).map((each) => each.identityId),
  );
  const authors = model.authors.peek();
  return encodeMessage({
    version: 2,
    thread: id,
    runs,
    people: Array.from(people, (identityId) => personOf(identityId, authors.get(identityId))),
  });
}

function personOf(identityId: IdentityId, author: Author | undefined) {
  const { dye, thing } = author?.mark ?? { dye: DYES[0], thing: THINGS[0] };
  return {
    identityId,
    name: (author?.name ?? '').slice(0, MAX_NAME_LENGTH).toWellFormed(),
    dye: DYES.indexOf(dye),
    thing: THINGS.indexOf(thing),
  };
}

function authorOf({ identityId, name, dye, thing }: KeptTalk['people'][number]) {
  const mark = { dye: DYES[dye] ?? DYES[0], thing: THINGS[thing] ?? THINGS[0] };
  return [identityId as IdentityId, { name, mark }] as const;
}

function isThread(id: string): id is ThreadId {
  return id === 'room' || parseBase32(id)?.length === IDENTITY_BYTES;
}
