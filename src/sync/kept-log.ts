// What is kept of one room on this device: an append log of sealed records over the storage port. Whatever happens at
// whatever moment, what was written before stays readable. Knows bytes, not what they mean.

import type { Bytes } from '../primitives/bytes.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { keptLogPrefix, keptRecordKey, MAX_COUNTER, parseKeptRecordKey, type KeptTag } from './kept-names.ts';
import { readKeptLog, type KeptReading } from './kept-reading.ts';
import {
  MAX_KEPT_PAYLOAD_BYTES,
  NO_RECORD_BEFORE,
  sealKeptRecord,
  type KeptKind,
  type KeptSealing,
} from './kept-record.ts';

/** `full`: no room left. `blocked`: the browser withholds its storage. `failed`: anything else. */
export type KeptWriteError = 'full' | 'blocked' | 'failed';

/** `damaged`: records are there, and not one of them opens. */
export type KeptReadError = KeptWriteError | 'damaged';

export interface KeptLogSize {
  /** Records since the last compaction, and all bytes in the store. */
  readonly records: number;
  readonly storedBytes: number;
}

/** One writer at a time: two that append to one log break each other's chain. */
export interface KeptLog {
  readonly size: KeptLogSize;
  /** Adds what changed, at most {@link MAX_KEPT_PAYLOAD_BYTES}. After an error nothing has changed. */
  append(payload: Uint8Array): Promise<Result<void, KeptWriteError>>;
  /**
   * Replaces everything by `snapshot`: what was there goes only once the whole snapshot is in the store. After an error
   * nothing has changed. Every append called before is part of what is replaced; those called after follow it.
   */
  compact(snapshot: readonly Uint8Array[]): Promise<Result<void, KeptWriteError>>;
}

export interface OpenedLog {
  readonly log: KeptLog;
  /** What was kept, in the order it was written; compacting does not change the order of what it holds. */
  readonly found: readonly Bytes[];
  /** Records that are missing or were changed; what of the others opens is in `found`. */
  readonly lost: number;
}

/** Opens the log of `sealing.tag`, empty when there is none. */
export async function openKeptLog(
  store: KeyValueStore,
  sealing: KeptSealing,
): Promise<Result<OpenedLog, KeptReadError>> {
  const reading = await attempt(() => readKeptLog(store, sealing));
  if (!reading.ok) return reading;
  const { found, lost } = reading.value;
  if (found.length === 0 && lost > 0) return err('damaged');
  return ok({ log: createLog(store, sealing, reading.value), found, lost });
}

/** Removes every record of a room, whether it opens or not. */
export async function removeKeptLog(
  store: KeyValueStore,
  tag: KeptTag,
): Promise<Result<void, KeptWriteError>> {
  return attempt(async () => {
    for (const key of await store.keys(keptLogPrefix(tag))) await store.remove(key);
  });
}

function createLog(store: KeyValueStore, sealing: KeptSealing, reading: KeptReading): KeptLog {
  let { next, storedBytes, freshGeneration } = reading;
  let records = reading.found.length;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, in the order of the calls. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  }

  async function write(
    place: KeptReading['next'],
    kind: KeptKind,
    payload: Uint8Array,
  ): Promise<{ readonly next: KeptReading['next']; readonly bytes: number }> {
    if (payload.length > MAX_KEPT_PAYLOAD_BYTES) throw new RangeError('too large to be one record');
    if (place.sequence >= MAX_COUNTER) throw new RangeError('no number left for a record');
    const stored = await sealKeptRecord(sealing, place, { kind, before: place.before, payload });
    await store.put(keptRecordKey(sealing.tag, place), stored);
    const before = await sealing.crypto.sha256(stored);
    return { next: { ...place, sequence: place.sequence + 1, before }, bytes: stored.length };
  }

  async function writeSnapshot(snapshot: readonly Uint8Array[]): Promise<void> {
    const generation = freshGeneration;
    freshGeneration += 1;
    const parts = snapshot.length === 0 ? [new Uint8Array()] : snapshot;
    let place: KeptReading['next'] = { generation, sequence: 0, before: NO_RECORD_BEFORE };
    let bytes = 0;
    try {
      for (const [index, part] of parts.entries()) {
        const written = await write(place, index === parts.length - 1 ? 'end' : 'part', part);
        place = written.next;
        bytes += written.bytes;
      }
    } catch (error) {
      await removeGenerations(store, sealing.tag, (each) => each === generation).catch(() => undefined);
      throw error;
    }
    [next, records, storedBytes] = [place, parts.length, bytes];
    // What stays behind of the old ones is no loss: the newest whole generation is what counts.
    await removeGenerations(store, sealing.tag, (each) => each !== generation).catch(() => undefined);
  }

  return {
    get size() {
      return { records, storedBytes };
    },
    append: (payload) =>
      inTurn(() =>
        attempt(async () => {
          const written = await write(next, 'change', payload);
          next = written.next;
          records += 1;
          storedBytes += written.bytes;
        }),
      ),
    compact: (snapshot) => inTurn(() => attempt(() => writeSnapshot(snapshot))),
  };
}

async function removeGenerations(
  store: KeyValueStore,
  tag: KeptTag,
  isMeant: (generation: number) => boolean,
): Promise<void> {
  for (const key of await store.keys(keptLogPrefix(tag))) {
    const position = parseKeptRecordKey(tag, key);
    if (!position || isMeant(position.generation)) await store.remove(key);
  }
}

/** What the storage port rejects with, as a value. */
export async function attempt<T>(access: () => Promise<T>): Promise<Result<T, KeptWriteError>> {
  try {
    return ok(await access());
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return err(codeOf(error));
  }
}

function codeOf(error: unknown): KeptWriteError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'full' || code === 'blocked' ? code : 'failed';
}
