// Gets the words of entries that came without them, because an answer had no room or who answered had them not: asks one
// neighbour at a time for a few stretches, and goes on for as long as something comes of it.

import type { PeerId } from '../../../primitives/ids.ts';
import type { EntryId } from '../api.ts';
import type { Entry } from '../log/entry.ts';
import { addToRanges, type Range } from '../log/ranges.ts';
import { MAX_RANGES } from './messages.ts';

export interface RefillingOptions {
  /** Entries without what they say, and without a good reason for it. */
  readonly emptied: () => readonly Entry[];
  /** Whether nothing is asked of that neighbour. */
  readonly isIdle: (peer: PeerId) => boolean;
  /** False when it could not be asked. */
  readonly ask: (peer: PeerId, ranges: ReadonlyMap<PeerId, readonly Range[]>) => boolean;
}

/** In one go; an answer has an end before that. */
const MAX_ASKED = 512;

interface Asked {
  readonly peer: PeerId;
  /** In the order in which they are answered. */
  readonly entries: readonly Entry[];
}

export class Refilling {
  readonly #options: RefillingOptions;
  /** What these neighbours have without its words too. */
  readonly #vain = new Map<PeerId, Set<EntryId>>();
  #asked: Asked | undefined;
  #isNeeded = false;

  constructor(options: RefillingOptions) {
    this.#options = options;
  }

  /** Something came; maybe without its words. */
  note(added: readonly Entry[]): void {
    this.#isNeeded ||= added.some(({ content }) => content === undefined);
  }

  /** Asks `peer`, unless it is asked for something else, or another is asked for words. */
  goOn(peer: PeerId): void {
    const { isIdle, ask, emptied } = this.#options;
    if (!this.#isNeeded || !isIdle(peer) || (this.#asked && !isIdle(this.#asked.peer))) return;
    const all = emptied();
    this.#isNeeded = all.length > 0;
    const vain = this.#vain.get(peer);
    const { entries, ranges } = chooseFrom(all.filter(({ id }) => !vain?.has(id)));
    this.#asked = entries.length > 0 && ask(peer, ranges) ? { peer, entries } : undefined;
  }

  /** The answer of `peer` is complete. */
  answered(peer: PeerId): void {
    if (this.#asked?.peer !== peer) return;
    const { entries } = this.#asked;
    this.#asked = undefined;
    // An answer has an end: what is behind the last that came of it is asked for again.
    const last = entries.findLastIndex(({ content }) => content !== undefined);
    const looked = last < 0 ? entries : entries.slice(0, last);
    const vain = this.#vain.get(peer) ?? new Set();
    for (const { id, content } of looked) if (content === undefined) vain.add(id);
    this.#vain.set(peer, vain);
  }

  /** Whatever that neighbour had not, it may have by now. */
  forget(peer: PeerId): void {
    this.#vain.delete(peer);
    if (this.#asked?.peer === peer) this.#asked = undefined;
  }
}

/** The first of them, by author. */
function chooseFrom(wanted: readonly Entry[]): {
  readonly entries: readonly Entry[];
  readonly ranges: ReadonlyMap<PeerId, readonly Range[]>;
} {
  const ranges = new Map<PeerId, readonly Range[]>();
  const chosen: Entry[] = [];
  let count = 0;
  for (const entry of wanted.slice(0, MAX_ASKED)) {
    const { peerId, seq } = entry;
    const before = ranges.get(peerId) ?? [];
    const after = addToRanges(before, { from: seq, to: seq });
    count += after.length - before.length;
    if (count > MAX_RANGES) break;
    ranges.set(peerId, after);
    chosen.push(entry);
  }
  const authors = Array.from(ranges.keys());
  const place = ({ peerId }: Entry) => authors.indexOf(peerId);
  return { entries: chosen.toSorted((a, b) => place(a) - place(b) || a.seq - b.seq), ranges };
}
