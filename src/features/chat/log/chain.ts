// The entries of one instance, as far as they are here: which are missing, what vouches for which, and where its author
// contradicted itself. Pure.

import { equalBytes, type Bytes } from '../../../primitives/bytes.ts';
import { HASH_BYTES, isLater, MAX_SEQ, type Entry } from './entry.ts';
import { addToRanges, keepWithin, missingIn, type Range } from './ranges.ts';
import { closeRun, faultIn, MAX_RUN_ENTRIES, type OpenedRun, type Run, type Writer } from './run.ts';

/** Its author said two things at `seq`, or went back in time there: both are signed. */
export interface Fault {
  readonly seq: number;
  /** Two runs, without what they say: whoever gets them sees it for themselves. */
  readonly evidence: readonly Run[];
}

/** How far a chain goes, as it is told to others. */
export interface Head {
  /** The first one that is here. */
  readonly base: number;
  /** After the last one that is here. */
  readonly next: number;
  /** Of the last one. */
  readonly hash: Bytes;
  /** Where it is cut for good. */
  readonly fault: number | undefined;
}

const NO_HASH: Bytes = new Uint8Array(HASH_BYTES);

export class Chain {
  readonly writer: Writer;
  fault: Fault | undefined;
  /** What is below went for good: there is a newest few thousand of the thread. */
  floor = 0;
  #held: readonly Range[] = [];
  readonly #entries = new Map<number, Entry>();
  /** Headers behind a cut, kept because the signature there vouches for what is before it. */
  readonly #tail = new Map<number, Entry>();

  constructor(writer: Writer) {
    this.writer = writer;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** Ranges of what is here, lowest first. */
  get held(): readonly Range[] {
    return this.#held;
  }

  get(seq: number): Entry | undefined {
    return this.#entries.get(seq);
  }

  /** Puts in what fits and is not here; what contradicts was found before. */
  add(entry: Entry): boolean {
    const { seq } = entry;
    if (seq < this.floor || seq >= this.#end || this.#entries.has(seq)) return false;
    this.#entries.set(seq, entry);
    this.#held = addToRanges(this.#held, { from: seq, to: seq });
    return true;
  }

  /** What is below `seq` is gone, and not asked for again. */
  dropBelow(seq: number): void {
    if (seq <= this.floor) return;
    this.floor = seq;
    this.#keep({ from: seq, to: MAX_SEQ });
  }

  /** Returns what is gone by it. */
  cut(fault: Fault): readonly Entry[] {
    this.fault = fault;
    const beyond = [...this.#entries.values(), ...this.#tail.values()].filter(({ seq }) => seq >= fault.seq);
    this.#tail.clear();
    this.keepTail(beyond);
    return this.#keep({ from: 0, to: fault.seq - 1 });
  }

  /** `beyond`: entries from the cut on, in any order. */
  keepTail(beyond: readonly Entry[]): void {
    if (!this.fault || this.#tail.size > 0) return;
    const bySeq = new Map(beyond.map((entry) => [entry.seq, entry]));
    let before = this.#entries.get(this.fault.seq - 1);
    const tail: Entry[] = [];
    while (before && !before.signature && tail.length < MAX_RUN_ENTRIES) {
      const next = bySeq.get(before.seq + 1);
      if (!next || !equalBytes(next.prev, before.hash)) return;
      tail.push({ ...next, content: undefined });
      before = next;
    }
    for (const entry of tail) this.#tail.set(entry.seq, entry);
  }

  missing(wanted: Range): readonly Range[] {
    const from = Math.max(wanted.from, this.floor);
    const to = Math.min(wanted.to, this.#end - 1);
    return from > to ? [] : missingIn(this.#held, { from, to });
  }

  /** Holes between what is here. */
  get gaps(): readonly Range[] {
    const [first, last] = [this.#held[0], this.#held.at(-1)];
    return first && last ? missingIn(this.#held, { from: first.from, to: last.to }) : [];
  }

  /** Of what was said at `sinceMs` or later; undefined when there is nothing to tell. */
  head(sinceMs = -Infinity): Head | undefined {
    const last = this.#entries.get(this.#held.at(-1)?.to ?? -1);
    const fault = this.fault?.seq;
    if (!last || last.ms < sinceMs)
      return fault === undefined ? undefined : { base: 0, next: 0, hash: NO_HASH, fault };
    return { base: this.#firstSince(sinceMs), next: last.seq + 1, hash: last.hash, fault };
  }

  /**
   * Entries from `seq` on that follow each other, up to one with a signature: as few as possible, or up to the last one
   * for which `isEnough` says no. Undefined when nothing vouches for them.
   */
  segment(
    seq: number,
    isEnough: (next: Entry, before: readonly Entry[]) => boolean,
  ): readonly Entry[] | undefined {
    const entries: Entry[] = [];
    let signed = 0;
    for (let at = seq; entries.length < MAX_RUN_ENTRIES; at += 1) {
      const entry = this.#entries.get(at) ?? this.#tail.get(at);
      if (!entry || (signed > 0 && isEnough(entry, entries))) break;
      entries.push(entry);
      if (entry.signature) signed = entries.length;
    }
    return signed > 0 ? entries.slice(0, signed) : undefined;
  }

  /** The lowest place where `run` contradicts itself or what is here; undefined when it does not. */
  faultWith(run: OpenedRun): Fault | undefined {
    const at = this.#meets(run);
    const entries = at === undefined ? undefined : this.segment(at, () => true);
    const ours = entries && { writer: this.writer, entries };
    const [against, within] = [ours && faultIn(ours, run), faultIn(run, run)];
    if (ours && against !== undefined && against <= (within ?? against))
      return this.#faultOf(against, [ours, run]);
    return within === undefined ? undefined : this.#faultOf(within, [run]);
  }

  #faultOf(seq: number, runs: readonly OpenedRun[]): Fault {
    const evidence = runs.map(({ entries }) => closeRun(this.writer, entries, () => false));
    return { seq, evidence: evidence.filter((run) => run !== undefined) };
  }

  /** Where what is here does not go with a run. */
  #meets({ entries }: OpenedRun): number | undefined {
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last) return undefined;
    const before = this.#entries.get(first.seq - 1);
    if (before && !follows(before, first)) return before.seq;
    const twin = entries.find(({ seq, hash }) => {
      const here = this.#entries.get(seq);
      return here && !equalBytes(here.hash, hash);
    });
    if (twin) return twin.seq;
    const after = this.#entries.get(last.seq + 1);
    return after && !follows(last, after) ? after.seq : undefined;
  }

  get #end(): number {
    return this.fault?.seq ?? MAX_SEQ + 1;
  }

  #keep(range: Range): readonly Entry[] {
    const gone = Array.from(this.#entries.values()).filter(({ seq }) => seq < range.from || seq > range.to);
    for (const { seq } of gone) this.#entries.delete(seq);
    this.#held = keepWithin(this.#held, range);
    return gone;
  }

  /** Clocks only grow along a chain. */
  #firstSince(sinceMs: number): number {
    for (const { from, to } of this.#held) {
      if ((this.#entries.get(to)?.ms ?? 0) < sinceMs) continue;
      let [low, high] = [from, to];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((this.#entries.get(middle)?.ms ?? 0) < sinceMs) low = middle + 1;
        else high = middle;
      }
      return low;
    }
    return 0;
  }
}

function follows(before: Entry, after: Entry): boolean {
  return equalBytes(before.hash, after.prev) && isLater(after, before);
}
