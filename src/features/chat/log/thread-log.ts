// Everything that is here of one thread: the chains of all who wrote, merged into one order, the newest few thousand.
// What goes is decided by the order alone, so that all who have heard the same keep the same. Pure.

import { equalBytes } from '../../../primitives/bytes.ts';
import type { PeerId } from '../../../primitives/ids.ts';
import { Chain, type Fault, type Head } from './chain.ts';
import { comparePlaces, isMessageKind, type Entry } from './entry.ts';
import type { OpenedRun, Writer } from './run.ts';

export interface LogLimits {
  readonly messages: number;
  readonly entries: number;
}

/** A long evening's talk, and what was done about it. */
export const LOG_LIMITS: LogLimits = { messages: 5_000, entries: 20_000 };
/** Chains of which nothing is left but how far they went. */
const MAX_EMPTY_CHAINS = 2_048;

/** What changed by a run. */
export interface Change {
  readonly added: readonly Entry[];
  /** Were here without what they say. */
  readonly filled: readonly Entry[];
  readonly removed: readonly Entry[];
  /** Its author was found contradicting itself, lower than known before. */
  readonly fault: Fault | undefined;
}

export const NO_CHANGE: Change = { added: [], filled: [], removed: [], fault: undefined };

export class ThreadLog {
  readonly #limits: LogLimits;
  readonly #chains = new Map<PeerId, Chain>();
  readonly #order: Entry[] = [];
  #messages = 0;
  #dropped = 0;

  constructor(limits: LogLimits = LOG_LIMITS) {
    this.#limits = limits;
  }

  /** Oldest first. */
  get order(): readonly Entry[] {
    return this.#order;
  }

  /** How many entries lost what they say while they stayed; only grows. */
  get dropped(): number {
    return this.#dropped;
  }

  get chains(): ReadonlyMap<PeerId, Chain> {
    return this.#chains;
  }

  entry(peerId: PeerId, seq: number): Entry | undefined {
    return this.#chains.get(peerId)?.get(seq);
  }

  /** Whether all of these stand here just so, with what they say. */
  holds(entries: readonly Entry[]): boolean {
    return entries.every(({ peerId, seq, hash, content }) => {
      const here = this.entry(peerId, seq);
      return here && equalBytes(here.hash, hash) && (content === undefined || here.content !== undefined);
    });
  }

  /** Everything else about a run was checked: its chain and its signature hold. */
  add(run: OpenedRun): Change {
    const chain = this.#chainOf(run.writer);
    const found = chain.faultWith(run);
    const fault = found && found.seq < (chain.fault?.seq ?? Infinity) ? found : undefined;
    const cutOff = fault ? this.#cut(chain, fault) : [];
    const added: Entry[] = [];
    const filled: Entry[] = [];
    for (const entry of run.entries) {
      if (chain.add(entry)) added.push(entry);
      else if (this.#complete(chain.get(entry.seq), entry)) filled.push(entry);
    }
    chain.keepTail(run.entries);
    for (const entry of added) this.#insert(entry);
    const overflown = this.#dropOldest();
    if (overflown.length > 0 || chain.isEmpty) this.#forgetEmpty();
    const gone = new Set(overflown.map(({ id }) => id));
    const isHere = ({ id }: Entry) => !gone.has(id);
    return {
      added: added.filter(isHere),
      filled: filled.filter(isHere),
      removed: [...cutOff, ...overflown],
      fault,
    };
  }

  /** Two runs of one author that contradict each other, or one that does so itself. */
  accuse(runs: readonly OpenedRun[]): Change {
    const [one, other = one] = runs;
    if (!one || !other || one.writer.peerId !== other.writer.peerId) return NO_CHANGE;
    const witness = new Chain(one.writer);
    for (const entry of one.entries) witness.add(entry);
    const found = witness.faultWith(other);
    const chain = this.#chainOf(one.writer);
    if (!found || found.seq >= (chain.fault?.seq ?? Infinity)) return NO_CHANGE;
    const removed = this.#cut(chain, found);
    chain.keepTail(one.entries);
    chain.keepTail(other.entries);
    return { ...NO_CHANGE, removed, fault: found };
  }

  /** What an entry says goes; that it was said stays. */
  dropContent(entry: Entry): void {
    if (entry.content !== undefined) this.#dropped += 1;
    entry.content = undefined;
  }

  heads(sinceMs?: number): ReadonlyMap<PeerId, Head> {
    const heads = new Map<PeerId, Head>();
    for (const [peerId, chain] of this.#chains) {
      const head = chain.head(sinceMs);
      if (head) heads.set(peerId, head);
    }
    return heads;
  }

  #chainOf(writer: Writer): Chain {
    const known = this.#chains.get(writer.peerId);
    if (known) return known;
    const chain = new Chain(writer);
    this.#chains.set(writer.peerId, chain);
    return chain;
  }

  /** What somebody else's copy has more of an entry than the one that is here. */
  #complete(here: Entry | undefined, copy: Entry): boolean {
    if (!here || !equalBytes(here.hash, copy.hash)) return false;
    here.signature ??= copy.signature;
    if (here.content !== undefined || copy.content === undefined) return false;
    here.content = copy.content;
    return true;
  }

  #cut(chain: Chain, fault: Fault): readonly Entry[] {
    const gone = chain.cut(fault);
    const ids = new Set(gone.map(({ id }) => id));
    this.#replace(this.#order.filter(({ id }) => !ids.has(id)));
    return gone;
  }

  /** Most come last. */
  #insert(entry: Entry): void {
    let [low, high] = [0, this.#order.length];
    const last = this.#order.at(-1);
    if (last && comparePlaces(last, entry) < 0) low = high;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const other = this.#order[middle];
      if (other && comparePlaces(other, entry) < 0) low = middle + 1;
      else high = middle;
    }
    this.#order.splice(low, 0, entry);
    if (isMessageKind(entry.kind)) this.#messages += 1;
  }

  /**
   * Before the newest so many messages nothing is kept, and never more than so many entries. What a chain loses is its
   * beginning, because clocks only grow along it.
   */
  #dropOldest(): readonly Entry[] {
    const { messages, entries } = this.#limits;
    let dropped = 0;
    let left = this.#messages;
    for (const { kind } of this.#order) {
      const isOverfull = left > messages || this.#order.length - dropped > entries;
      const isBeforeAll = left >= messages && !isMessageKind(kind);
      if (!isOverfull && !isBeforeAll) break;
      if (isMessageKind(kind)) left -= 1;
      dropped += 1;
    }
    if (dropped === 0) return [];
    const gone = this.#order.slice(0, dropped);
    this.#replace(this.#order.slice(dropped));
    const floors = new Map(gone.map(({ peerId, seq }) => [peerId, seq + 1]));
    for (const [peerId, floor] of floors) this.#chains.get(peerId)?.dropBelow(floor);
    return gone;
  }

  #replace(order: readonly Entry[]): void {
    this.#order.splice(0, this.#order.length, ...order);
    this.#messages = order.reduce((sum, { kind }) => sum + (isMessageKind(kind) ? 1 : 0), 0);
  }

  #forgetEmpty(): void {
    const empty = Array.from(this.#chains).filter(([, chain]) => chain.isEmpty);
    for (const [peerId] of empty.slice(0, Math.max(0, empty.length - MAX_EMPTY_CHAINS)))
      this.#chains.delete(peerId);
  }
}
