// Keeps one room while its person is in it: takes back what was kept, then writes what changes, a second's worth at a
// time. A write that fails is tried again; until then memory holds it. Knows no names and no keys.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Clock } from '../../primitives/clock.ts';
import { createDisposables, type Disposable, type Disposables } from '../../primitives/disposable.ts';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Keepable } from '../../features/keepable.ts';
import type { KeptLog, KeptWriteError, OpenedLog } from '../../sync/kept-log.ts';
import { decodeKeptBatch, encodeKeptBatches, type KeptPiece } from './kept-batch.ts';

export type KeptHealth = 'saved' | 'saving' | KeptWriteError;

export interface RoomKeeping extends Disposable {
  readonly health: ReadonlySignal<KeptHealth>;
  /** Writes at once what waits; resolves when it is in the store or could not be. */
  flush(): Promise<void>;
  /** The same for the last time: afterwards the room may go, and nothing more is written. */
  close(): Promise<void>;
}

export interface RoomKeepingOptions {
  readonly opened: OpenedLog;
  /** What is kept, by the id of its part. */
  readonly parts: ReadonlyMap<string, Keepable>;
  readonly clock: Clock;
  /** False once its person forgot the room, in another tab perhaps. */
  readonly isWanted: () => Promise<boolean>;
  /** Called when it is no longer wanted; nothing is written after that. */
  readonly onUnwanted: () => void;
}

/** What comes within it is written as one record. */
export const SAVE_DELAY_MS = 1_000;
/** What vanishes or is deleted together goes from the log in one go: everything is written anew without it. */
export const GONE_DELAY_MS = 5_000;
/** After a failure: a full disk takes its person a while. */
export const RETRY_DELAY_MS = 15_000;
/** Above it what waits is dropped, and a snapshot of everything is due instead. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** Records after which reading takes longer than writing everything anew. */
const MAX_RECORDS = 400;
/** How much a log may grow over its snapshot. */
const SLACK_BYTES = 512 * 1024;

export function keepRoom(options: RoomKeepingOptions): RoomKeeping {
  const { opened, parts, clock } = options;
  const disposables = createDisposables();
  const health = signal<KeptHealth>('saved');
  const writer = createWriter(opened.log, parts, restoreAll(opened.found, parts));
  let cancelSave: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

  function saveIn(delayMs: number): void {
    cancelSave ??= clock.schedule(delayMs, () => void flush());
  }

  function flush(): Promise<void> {
    cancelSave?.();
    cancelSave = undefined;
    writing = writing.then(write);
    return writing;
  }

  async function write(): Promise<void> {
    if (writer.isIdle()) return;
    if (!(await options.isWanted())) {
      disposables.dispose();
      options.onUnwanted();
      return;
    }
    const failure = await writer.write();
    health.value = failure ?? (writer.isIdle() ? 'saved' : 'saving');
    if (failure && !disposables.isDisposed) saveIn(RETRY_DELAY_MS);
  }

  for (const [part, keepable] of parts) {
    disposables.add(
      keepable.onChange((data, name) => {
        writer.add({ part, data, name });
        if (health.peek() === 'saved') health.value = 'saving';
        saveIn(SAVE_DELAY_MS);
      }),
    );
  }
  const askIfGone = watchGone(options, disposables, { askForAll: writer.askForAll, flush });
  disposables.add(() => cancelSave?.());
  if (opened.lost > 0 || writer.isDue()) {
    // What does not open goes; what of it did is in memory now.
    writer.askForAll();
    saveIn(SAVE_DELAY_MS);
  }
  return {
    health,
    flush,
    close() {
      askIfGone();
      disposables.dispose();
      const writeLast = writer.last();
      writing = writing.then(async () => {
        if (!writer.isIdle() && (await options.isWanted())) await writeLast();
      });
      return writing;
    },
    dispose: () => disposables.dispose(),
  };
}

/** Has all of it written without what went for good, after a while; what it returns asks for that at once if it is due. */
function watchGone(
  { parts, clock }: RoomKeepingOptions,
  disposables: Disposables,
  { askForAll, flush }: { readonly askForAll: () => void; readonly flush: () => Promise<void> },
): () => void {
  let cancel: (() => void) | undefined;
  const write = () => {
    cancel = undefined;
    askForAll();
    void flush();
  };
  for (const keepable of parts.values()) {
    const stop = keepable.onGone?.(() => {
      cancel ??= clock.schedule(GONE_DELAY_MS, write);
    });
    if (stop) disposables.add(stop);
  }
  disposables.add(() => cancel?.());
  return () => {
    if (cancel) askForAll();
  };
}

/** What waits, and how it gets into the log: a record of what is new, or everything anew. */
function createWriter(log: KeptLog, parts: ReadonlyMap<string, Keepable>, carried: readonly Bytes[]) {
  const waiting = createWaiting();
  let snapshotBytes = log.size.storedBytes;

  const isDue = () =>
    log.size.records > MAX_RECORDS || log.size.storedBytes > 2 * snapshotBytes + SLACK_BYTES;
  const snapshot = () => [...encodeKeptBatches(snapshotOf(parts)), ...carried];

  async function writeWaiting(): Promise<KeptWriteError | undefined> {
    const taken = waiting.take();
    for (const batch of encodeKeptBatches(taken.pieces)) {
      const written = await log.append(batch);
      if (written.ok) continue;
      // What had been written before this batch comes again then: merged twice it does no harm.
      waiting.putBack(taken);
      return written.error;
    }
    return undefined;
  }

  async function writeAll(batches: readonly Bytes[]): Promise<KeptWriteError | undefined> {
    const taken = waiting.take();
    const written = await log.compact(batches);
    if (!written.ok) {
      waiting.putBack(taken);
      return written.error;
    }
    snapshotBytes = log.size.storedBytes;
    return undefined;
  }

  return {
    isDue,
    isIdle: waiting.isEmpty,
    add: waiting.add,
    askForAll: waiting.askForAll,
    write: () => (waiting.needsAll() || isDue() ? writeAll(snapshot()) : writeWaiting()),
    /** The last write, prepared now: what a snapshot is taken from is about to go. */
    last() {
      const all = waiting.needsAll() ? snapshot() : undefined;
      return () => (all ? writeAll(all) : writeWaiting());
    },
  };
}

/** Returns the records with pieces that nobody here can read, of a later version perhaps: they are carried along. */
function restoreAll(found: readonly Bytes[], parts: ReadonlyMap<string, Keepable>): readonly Bytes[] {
  return found.filter((payload) => {
    const batch = decodeKeptBatch(payload);
    if (!batch.ok) return true;
    const isRead = batch.value.pieces.map(({ part, data }) => parts.get(part)?.restore(data) ?? false);
    return isRead.includes(false);
  });
}

function snapshotOf(parts: ReadonlyMap<string, Keepable>): readonly KeptPiece[] {
  return Array.from(parts).flatMap(([part, keepable]) =>
    keepable.snapshot().map((data): KeptPiece => ({ part, data })),
  );
}

interface WaitingPiece extends KeptPiece {
  /** Of those with one name only the last is written. */
  readonly name?: string | undefined;
}

interface Taken {
  readonly pieces: readonly WaitingPiece[];
  readonly isAll: boolean;
}

/** Pieces that wait to be written. */
function createWaiting() {
  let pieces: WaitingPiece[] = [];
  let bytes = 0;
  let isAll = false;

  function add(piece: WaitingPiece): void {
    if (isAll) return;
    const { part, name } = piece;
    const earlier =
      name === undefined ? -1 : pieces.findIndex((each) => each.part === part && each.name === name);
    if (earlier >= 0) bytes -= pieces.splice(earlier, 1)[0]?.data.length ?? 0;
    pieces.push(piece);
    bytes += piece.data.length;
    if (bytes > MAX_WAITING_BYTES) askForAll();
  }

  /** A snapshot is due: all that waits is in memory anyway, where it is taken from. */
  function askForAll(): void {
    [pieces, bytes, isAll] = [[], 0, true];
  }

  return {
    add,
    askForAll,
    isEmpty: () => pieces.length === 0 && !isAll,
    needsAll: () => isAll,
    take(): Taken {
      const taken = { pieces, isAll };
      [pieces, bytes, isAll] = [[], 0, false];
      return taken;
    },
    putBack(taken: Taken): void {
      const since = pieces;
      [pieces, bytes] = [[], 0];
      if (taken.isAll) askForAll();
      for (const piece of [...taken.pieces, ...since]) add(piece);
    },
  };
}
