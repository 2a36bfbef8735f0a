// Reads a kept log: the newest generation that is whole, or whatever of it still opens. Changes nothing in the store.

import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import { keptLogPrefix, keptRecordKey, parseKeptRecordKey, type KeptPosition } from './kept-names.ts';
import { NO_RECORD_BEFORE, openKeptRecord, type KeptSealing } from './kept-record.ts';

export interface KeptReading {
  /** What the records hold, in the order they were written. */
  readonly found: readonly Bytes[];
  /** Records that are missing or do not open; 0 when all is as it was written. */
  readonly lost: number;
  /** Bytes in the store. */
  readonly storedBytes: number;
  /** Where the next record goes, and which it follows. */
  readonly next: KeptPosition & { readonly before: Bytes };
  /** One that no record is of, nor will be by what is added. */
  readonly freshGeneration: number;
}

type Generation = Omit<KeptReading, 'freshGeneration'> & { readonly isComplete: boolean };

/** What is read at once: enough to keep the disk busy, little enough for memory. */
const READ_AT_ONCE = 8;

export async function readKeptLog(store: KeyValueStore, sealing: KeptSealing): Promise<KeptReading> {
  const places = await listPositions(store, sealing);
  const newest = Math.max(0, ...places.keys());
  const read: Generation[] = [];
  for (const [generation, sequences] of Array.from(places).toSorted(([a], [b]) => b - a)) {
    const each = await readGeneration(store, sealing, { generation, sequences });
    read.unshift(each);
    // What is older was compacted into this one.
    if (each.isComplete) break;
  }
  return joinGenerations(read, newest);
}

async function listPositions(
  store: KeyValueStore,
  { tag }: KeptSealing,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const places = new Map<number, number[]>();
  for (const key of await store.keys(keptLogPrefix(tag))) {
    const position = parseKeptRecordKey(tag, key);
    if (!position) continue;
    const sequences = places.get(position.generation) ?? [];
    sequences.push(position.sequence);
    places.set(position.generation, sequences);
  }
  return places;
}

interface Listed {
  readonly generation: number;
  readonly sequences: readonly number[];
}

async function readGeneration(
  store: KeyValueStore,
  sealing: KeptSealing,
  { generation, sequences }: Listed,
): Promise<Generation> {
  const chain = createChain(sealing, generation);
  const inOrder = sequences.toSorted((a, b) => a - b);
  for (let i = 0; i < inOrder.length; i += READ_AT_ONCE) {
    const some = inOrder.slice(i, i + READ_AT_ONCE);
    const stored = await Promise.all(
      some.map((sequence) => store.get(keptRecordKey(sealing.tag, { generation, sequence }))),
    );
    for (const [index, sequence] of some.entries()) await chain.add(sequence, stored[index]);
  }
  return chain.read();
}

/** Follows the chain of one generation and counts where it is broken. */
function createChain(sealing: KeptSealing, generation: number) {
  const found: Bytes[] = [];
  let [lost, storedBytes, sequence] = [0, 0, 0];
  let before: Bytes = NO_RECORD_BEFORE;
  let isBroken = false;
  let isComplete = generation === FIRST_GENERATION;

  return {
    async add(at: number, stored: Uint8Array | undefined): Promise<void> {
      const missing = at - sequence;
      const opened = stored && (await openKeptRecord(sealing, { generation, sequence: at }, stored));
      const isReplaced = opened !== undefined && !isBroken && !equalBytes(opened.before, before);
      lost += missing + (!opened || (isReplaced && missing === 0) ? 1 : 0);
      // Behind a break the next one has nothing to be compared with.
      isBroken = !opened;
      sequence = at + 1;
      storedBytes += stored?.length ?? 0;
      if (stored) before = await sealing.crypto.sha256(stored);
      if (!opened) return;
      if (opened.kind === 'end' && lost === 0) isComplete = true;
      if (opened.payload.length > 0) found.push(opened.payload);
    },
    read: (): Generation => ({
      found,
      lost,
      storedBytes,
      isComplete,
      next: { generation, sequence, before },
    }),
  };
}

/** The only one that begins without a snapshot: before it there is nothing. */
const FIRST_GENERATION = 1;

/** From the oldest that counts to the newest: a compaction that was cut off repeats what the one before it holds. */
function joinGenerations(read: readonly Generation[], newest: number): KeptReading {
  const complete = read.find((each) => each.isComplete);
  const lost = sum(read.map((each) => each.lost));
  return {
    found: read.flatMap((each) => each.found),
    lost: complete || read.length === 0 ? lost : Math.max(1, lost),
    storedBytes: sum(read.map((each) => each.storedBytes)),
    next: complete?.next ?? { generation: newest + 1, sequence: 0, before: NO_RECORD_BEFORE },
    freshGeneration: newest + (complete ? 1 : 2),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
