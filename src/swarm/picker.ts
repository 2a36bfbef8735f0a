// Which chunks to ask of a partner next: what is needed now, then in order while somebody plays it, then what the fewest
// hold. Looks at a bounded stretch of a large file, from a random place, so that a choice costs the same for every size.

import { randomInteger, type RandomSource } from '../primitives/random.ts';
import type { Bitfield } from './bitfield.ts';

/** Candidates that are compared for one choice: so many for each chunk, and at least. */
const CANDIDATES_A_CHUNK = 4;
const MIN_CANDIDATES = 64;
/** Chunks from the playing position on that come in order: 4 MiB at 64 KiB. */
const SEQUENTIAL_CHUNKS = 64;

export interface ChunkRange {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Which chunks are needed first, and where somebody plays it. */
export interface Preference {
  readonly critical?: readonly ChunkRange[];
  readonly playingAt?: number | undefined;
}

export interface Wanted {
  /** Missing, known by its hash, and asked of nobody. */
  readonly todo: Bitfield;
  /** How many partners that came for it hold each chunk; those who hold everything are not counted. */
  readonly rarity: Uint16Array;
  /** Needed before everything else: the head and the tail of a film. */
  readonly critical: readonly ChunkRange[];
  /** Where somebody plays it. */
  readonly playingAt: number | undefined;
  /** The store takes nothing beyond. */
  readonly end: number;
}

export interface Choice {
  /** What may be asked of the partner. */
  readonly from: Bitfield;
  readonly count: number;
  readonly random: RandomSource;
  /** Only what no other partner holds. */
  readonly onlyUnheld?: boolean;
}

/** At most `count` chunks, the most urgent first. */
export function pickChunks(wanted: Wanted, choice: Choice): readonly number[] {
  const picked = pickUrgent(wanted, choice.from, choice.count);
  const missing = choice.count - picked.length;
  return missing > 0 ? picked.concat(pickRarest(wanted, { ...choice, count: missing }, picked)) : picked;
}

/** Critical ranges, then what is played next, in order. */
export function pickUrgent(wanted: Wanted, from: Bitfield, count: number): number[] {
  const { playingAt, critical, end, todo } = wanted;
  const ahead = playingAt === undefined ? [] : [{ from: playingAt, to: playingAt + SEQUENTIAL_CHUNKS }];
  const picked: number[] = [];
  for (const range of [...critical, ...ahead]) {
    todo.eachShared(from, { from: range.from, to: Math.min(range.to, end) }, (index) => {
      if (picked.length < count && !picked.includes(index)) picked.push(index);
      return picked.length < count;
    });
  }
  return picked;
}

function pickRarest(wanted: Wanted, choice: Choice, taken: readonly number[]): readonly number[] {
  const { todo, rarity, end } = wanted;
  if (end <= 0) return [];
  const isTaken = new Set(taken);
  const candidates: number[] = [];
  const enough = Math.max(MIN_CANDIDATES, CANDIDATES_A_CHUNK * choice.count);
  const collect = (index: number) => {
    const fits = !choice.onlyUnheld || rarity[index] === 0;
    if (fits && !isTaken.has(index)) candidates.push(index);
    return candidates.length < enough;
  };
  // A store that wants its chunks nearly in order gets them so.
  const start = end < todo.length ? 0 : randomInteger(choice.random, end);
  todo.eachShared(choice.from, { from: start, to: end }, collect);
  if (candidates.length < enough) todo.eachShared(choice.from, { from: 0, to: start }, collect);
  const holders = (index: number) => rarity[index] ?? 0;
  // Sorting is stable: among equals the random start decides, and neighbours stay together.
  return candidates.sort((a, b) => holders(a) - holders(b)).slice(0, choice.count);
}
