// What to ask of whom: for everything that somebody else has and this device has not, one neighbour at a time. Knows how
// far each neighbour says that it heard; asks, and waits for the answer.

import { equalBytes } from '../../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../../primitives/clock.ts';
import { formatPeerId, peerIdBytes, type PeerId } from '../../../primitives/ids.ts';
import type { Head } from '../log/chain.ts';
import { isInRanges, sizeOf, type Range } from '../log/ranges.ts';
import type { ThreadLog } from '../log/thread-log.ts';
import { MAX_ACCUSED, MAX_RANGES, shortHash, type Want, type WireHead } from './messages.ts';

export interface WantingOptions {
  readonly log: ThreadLog;
  readonly clock: Clock;
  readonly ask: (of: PeerId, want: Want) => boolean;
}

/** Without a word about it another is asked. */
const ANSWER_MS = 15_000;
/** Of one chain that floods: later it is asked for at once. */
const PAUSE_MS = 10_000;
/** Chains that a neighbour may name. */
const MAX_NAMED = 20_000;

interface Asked {
  readonly id: number;
  readonly ranges: ReadonlyMap<PeerId, readonly Range[]>;
  readonly accused: ReadonlySet<PeerId>;
  /** Missing entries when it was asked, by author; of those that are here but for their words, none. */
  readonly missing: ReadonlyMap<PeerId, number>;
  cancel: Cancel;
}

interface Wanted {
  readonly ranges: Asked['ranges'];
  readonly accused: readonly PeerId[];
  /** They are here, but for their words. */
  readonly isRefill?: boolean;
}

interface Neighbour {
  readonly heads: Map<PeerId, Head>;
  asked: Asked | undefined;
}

export class Wanting {
  readonly #options: WantingOptions;
  readonly #neighbours = new Map<PeerId, Neighbour>();
  readonly #paused = new Map<PeerId, Cancel>();
  #nextId = 0;

  constructor(options: WantingOptions) {
    this.#options = options;
  }

  add(peer: PeerId): void {
    if (!this.#neighbours.has(peer)) this.#neighbours.set(peer, { heads: new Map(), asked: undefined });
  }

  drop(peer: PeerId): void {
    this.#neighbours.get(peer)?.asked?.cancel();
    if (this.#neighbours.delete(peer)) this.plan();
  }

  learn(peer: PeerId, heads: readonly WireHead[]): void {
    const neighbour = this.#neighbours.get(peer);
    if (!neighbour) return;
    for (const { peer: author, base, next, hash, fault } of heads) {
      if (neighbour.heads.size >= MAX_NAMED) break;
      const known = { base, next, hash, fault: fault === 0 ? undefined : fault - 1 };
      neighbour.heads.set(formatPeerId(author), known);
    }
    this.plan();
  }

  /** An entry came from its author: what is before it is there too. */
  heard(author: PeerId, seq: number): void {
    const neighbour = this.#neighbours.get(author);
    if (!neighbour) return;
    const known = neighbour.heads.get(author);
    if (known && known.next > seq) return;
    const held = this.#options.log.chains.get(author)?.held ?? [];
    const base = Math.min(known?.base ?? seq, held[0]?.from ?? seq);
    neighbour.heads.set(author, { base, next: seq + 1, hash: new Uint8Array(32), fault: known?.fault });
  }

  /** Whether somebody else told that it is there before it came here from its author. */
  isToldOf(author: PeerId, seq: number): boolean {
    return Array.from(this.#neighbours).some(
      ([peer, { heads }]) => peer !== author && (heads.get(author)?.next ?? 0) > seq,
    );
  }

  /** Nothing of this author is asked for, for a while. */
  pause(author: PeerId): void {
    this.#paused.get(author)?.();
    const resume = () => {
      this.#paused.delete(author);
      this.plan();
    };
    this.#paused.set(author, this.#options.clock.schedule(PAUSE_MS, resume));
  }

  /** Whether an answer under that number is awaited of the peer. */
  awaits(peer: PeerId, id: number): boolean {
    const asked = this.#neighbours.get(peer)?.asked;
    if (asked?.id !== id) return false;
    asked.cancel();
    asked.cancel = this.#expire(peer);
    return true;
  }

  /** The answer is complete: when nothing of it is new, the rest is not there. */
  answered(peer: PeerId): void {
    const neighbour = this.#neighbours.get(peer);
    const asked = neighbour?.asked;
    if (!neighbour || !asked) return;
    asked.cancel();
    neighbour.asked = undefined;
    // An answer has an end, and who is asked for last may not have been in it: that is asked again.
    const left = (author: PeerId) => total(this.#missing(author, neighbour.heads.get(author)));
    const isFruitless = Array.from(asked.missing).every(([author, count]) => left(author) >= count);
    if (isFruitless) for (const author of asked.missing.keys()) neighbour.heads.delete(author);
    for (const author of asked.accused)
      if (this.#isAccusedBeyond(author, neighbour.heads.get(author))) neighbour.heads.delete(author);
    this.plan();
  }

  /** Asks whoever is idle for what nobody else is being asked for. */
  plan(): void {
    for (const [peer, neighbour] of this.#neighbours) {
      if (neighbour.asked) continue;
      const ranges = this.#rangesFrom(neighbour);
      const accused = Array.from(neighbour.heads)
        .filter(([author, head]) => this.#isAccusedBeyond(author, head))
        .map(([author]) => author)
        .slice(0, MAX_ACCUSED);
      if (ranges.size > 0 || accused.length > 0) this.#ask(peer, neighbour, { ranges, accused });
    }
  }

  /** Whether this neighbour is here and asked for nothing. */
  isIdle(peer: PeerId): boolean {
    const neighbour = this.#neighbours.get(peer);
    return neighbour !== undefined && !neighbour.asked;
  }

  /** Asks an idle neighbour for entries whose words are missing; false when that does not go. */
  refill(peer: PeerId, ranges: ReadonlyMap<PeerId, readonly Range[]>): boolean {
    const neighbour = this.#neighbours.get(peer);
    if (!neighbour || neighbour.asked) return false;
    return this.#ask(peer, neighbour, { ranges, accused: [], isRefill: true });
  }

  dispose(): void {
    for (const { asked } of this.#neighbours.values()) asked?.cancel();
    for (const cancel of this.#paused.values()) cancel();
  }

  #ask(peer: PeerId, neighbour: Neighbour, { ranges, accused, isRefill = false }: Wanted): boolean {
    const id = this.#nextId;
    this.#nextId = (id + 1) % 2 ** 32;
    const list = Array.from(ranges).flatMap(([author, each]) =>
      each.map(({ from, to }) => ({ peer: peerIdBytes(author), from, to })),
    );
    const want: Want = { type: 'want', id, ranges: list, accused: accused.map(peerIdBytes) };
    const missing = new Map(
      isRefill ? [] : Array.from(ranges, ([author, each]) => [author, total(each)] as const),
    );
    const cancel = this.#expire(peer);
    neighbour.asked = { id, ranges, accused: new Set(accused), missing, cancel };
    if (this.#options.ask(peer, want)) return true;
    cancel();
    neighbour.asked = undefined;
    neighbour.heads.clear();
    return false;
  }

  #expire(peer: PeerId): Cancel {
    return this.#options.clock.schedule(ANSWER_MS, () => {
      const neighbour = this.#neighbours.get(peer);
      if (!neighbour?.asked) return;
      for (const author of neighbour.asked.missing.keys()) neighbour.heads.delete(author);
      neighbour.asked = undefined;
      this.plan();
    });
  }

  #rangesFrom(neighbour: Neighbour): ReadonlyMap<PeerId, readonly Range[]> {
    const wanted = new Map<PeerId, readonly Range[]>();
    let count = 0;
    for (const [author, head] of neighbour.heads) {
      if (count >= MAX_RANGES) break;
      if (this.#paused.has(author) || this.#isAskedFor(author)) continue;
      const missing = this.#missing(author, head).slice(0, MAX_RANGES - count);
      if (missing.length > 0) wanted.set(author, missing);
      count += missing.length;
    }
    return wanted;
  }

  /** What the neighbour has and this device has not, or has otherwise. */
  #missing(author: PeerId, head: Head | undefined): readonly Range[] {
    if (!head || head.next === 0) return [];
    const last = head.next - 1;
    const chain = this.#options.log.chains.get(author);
    if (!chain) return [{ from: head.base, to: last }];
    const missing = chain.missing({ from: head.base, to: last });
    const here = chain.get(last);
    const isOther = here && head.hash.length === 8 && !equalBytes(shortHash(here.hash), head.hash);
    return isOther && !isInRanges(missing, last) ? [...missing, { from: last, to: last }] : missing;
  }

  #isAskedFor(author: PeerId): boolean {
    return Array.from(this.#neighbours.values()).some(({ asked }) => asked?.ranges.has(author));
  }

  #isAccusedBeyond(author: PeerId, head: Head | undefined): boolean {
    const known = this.#options.log.chains.get(author)?.fault?.seq ?? Infinity;
    return head?.fault !== undefined && head.fault < known;
  }
}

function total(ranges: readonly Range[]): number {
  return ranges.reduce((sum, range) => sum + sizeOf(range), 0);
}
