// How far what is said gets: telling authors what is here and what was read, and hearing it of one's own. Knows nothing
// of how messages look and travel.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { RoomSelf, RosterPeer } from '../../room/room.ts';
import type { EntryId, Reach } from './api.ts';
import { entryIdOf } from './log/entry.ts';
import type { ThreadLog } from './log/thread-log.ts';

export interface Delivery {
  /** Undefined for what others wrote. */
  reach(id: EntryId): ReadonlySignal<Reach | undefined>;
  /** One's own entry goes out to them now. */
  noteSent(seq: number, to: ReadonlySet<IdentityId>): void;
  /** Whether that entry of one's own went out within {@link LATELY_MS}. */
  wasSentLately(seq: number): boolean;
  /** That person has one's own chain up to `next`, and has read it up to `read`. */
  noteReached(by: IdentityId, reached: { readonly next: number; readonly read: number }): void;
  /** These are gone: should they come back, they are told anew what is here. */
  noteGone(authors: readonly PeerId[]): void;
  /** Something came, or somebody looked: authors are told soon. */
  noteHere(): void;
  setLooking(isLooking: boolean): void;
  /** Whether the newest rows are in sight: what comes while somebody reads far above is not read. */
  setAtEnd(isAtEnd: boolean): void;
  setReadReceipts(areOn: boolean): void;
  forget(ids: readonly EntryId[]): void;
  dispose(): void;
}

export interface DeliveryOptions {
  readonly log: ThreadLog;
  readonly clock: Clock;
  readonly self: Pick<RoomSelf, 'peerId' | 'identityId'>;
  /** How many entries one's own chain has. */
  readonly written: () => number;
  /** Whether nothing of that person is shown: it reaches this device, and nobody reads it. */
  readonly isUnheard: (identity: IdentityId) => boolean;
  /** Who else is known to have that entry now. */
  readonly heldBy: (author: PeerId, seq: number) => ReadonlySet<IdentityId>;
  /** Who shares the thread and can be told something now. */
  readonly authors: () => readonly RosterPeer[];
  readonly tell: (author: PeerId, receipt: Receipt) => boolean;
}

export interface Receipt {
  /** From the first one that is here, up to the first one that is not. */
  readonly base: number;
  readonly next: number;
  readonly read: number;
}

/** Receipts of what comes together go together. */
export const RECEIPT_DELAY_MS = 100;
/** Whoever answers to something does so by then. */
const LATELY_MS = 60_000;
const MAX_LATELY = 64;
const MAX_READERS = 1_024;

interface Progress {
  readonly next: number;
  readonly read: number;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  return new Receipts(options);
}

class Receipts implements Delivery {
  readonly #options: DeliveryOptions;
  readonly #sentTo = new Map<EntryId, ReadonlySet<IdentityId>>();
  /** By place in one's own chain; the last few. */
  readonly #sentAtMs = new Map<number, number>();
  readonly #reaches = new Map<EntryId, ReadonlySignal<Reach | undefined>>();
  readonly #progress = signal<ReadonlyMap<IdentityId, Progress>>(new Map());
  readonly #told = new Map<PeerId, Progress>();
  readonly #read = new Map<PeerId, number>();
  #areOn = true;
  #isLooking = false;
  #isAtEnd = true;
  #cancel: Cancel | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  reach(id: EntryId): ReadonlySignal<Reach | undefined> {
    const known = this.#reaches.get(id) ?? computed(() => this.#reachOf(id));
    this.#reaches.set(id, known);
    return known;
  }

  noteSent(seq: number, to: ReadonlySet<IdentityId>): void {
    this.#sentTo.set(entryIdOf({ peerId: this.#options.self.peerId, seq }), to);
    this.#sentAtMs.delete(seq - MAX_LATELY);
    this.#sentAtMs.set(seq, this.#options.clock.nowMs());
  }

  wasSentLately(seq: number): boolean {
    return this.#options.clock.nowMs() - (this.#sentAtMs.get(seq) ?? -Infinity) <= LATELY_MS;
  }

  noteReached(by: IdentityId, { next, read }: Progress): void {
    const { self, written } = this.#options;
    if (by === self.identityId || next > written()) return;
    const before = this.#progress.peek().get(by) ?? { next: 0, read: 0 };
    const after = { next: Math.max(next, before.next), read: Math.max(Math.min(read, next), before.read) };
    if (after.next === before.next && after.read === before.read) return;
    const isNew = !this.#progress.peek().has(by);
    if (isNew && this.#progress.peek().size >= MAX_READERS) return;
    this.#progress.value = new Map(this.#progress.peek()).set(by, after);
  }

  noteGone(authors: readonly PeerId[]): void {
    for (const peerId of authors) this.#told.delete(peerId);
  }

  noteHere(): void {
    this.#cancel ??= this.#options.clock.schedule(RECEIPT_DELAY_MS, () => this.#tell());
  }

  setLooking(isLooking: boolean): void {
    this.#isLooking = isLooking;
    if (isLooking) this.noteHere();
  }

  setAtEnd(isAtEnd: boolean): void {
    this.#isAtEnd = isAtEnd;
    if (isAtEnd) this.noteHere();
  }

  setReadReceipts(areOn: boolean): void {
    this.#areOn = areOn;
    if (areOn) this.noteHere();
  }

  forget(ids: readonly EntryId[]): void {
    for (const id of ids) {
      this.#sentTo.delete(id);
      this.#reaches.delete(id);
    }
  }

  dispose(): void {
    this.#cancel?.();
  }

  #reachOf(id: EntryId): Reach | undefined {
    const { log, self, heldBy } = this.#options;
    const [author, seq] = id.split('/');
    const [peerId, at] = [author as PeerId, Number(seq)];
    if (peerId !== self.peerId) {
      // Of another instance of this person, or of before the page was loaded anew: nobody tells of it, but some hold it.
      const isOwn = log.chains.get(peerId)?.writer.identityId === self.identityId;
      const reached = isOwn ? heldBy(peerId, at) : undefined;
      return reached && reached.size > 0 ? { to: reached, reached, read: new Set() } : undefined;
    }
    const progress = Array.from(this.#progress.value);
    const reached = new Set(progress.filter(([, { next }]) => next > at).map(([by]) => by));
    const read = new Set(progress.filter(([, each]) => each.read > at).map(([by]) => by));
    return { to: new Set([...(this.#sentTo.get(id) ?? []), ...reached]), reached, read };
  }

  /** Each author, as far as their chain is here from its beginning on without a gap. */
  #tell(): void {
    this.#cancel = undefined;
    const { log, self, authors, tell, isUnheard } = this.#options;
    const isReading = this.#isLooking && this.#isAtEnd && this.#areOn;
    const here = authors().filter(({ identityId }) => identityId !== self.identityId);
    for (const { peerId, identityId } of here) {
      const first = log.chains.get(peerId)?.held[0];
      if (!first) continue;
      const next = first.to + 1;
      if (isReading && !isUnheard(identityId)) this.#read.set(peerId, next);
      const progress = { next, read: Math.min(this.#read.get(peerId) ?? 0, next) };
      const told = this.#told.get(peerId);
      if (told?.next === progress.next && told.read === progress.read) continue;
      if (tell(peerId, { base: first.from, ...progress })) this.#told.set(peerId, progress);
    }
    const present = new Set(here.map(({ peerId }) => peerId));
    for (const peerId of this.#read.keys()) if (!present.has(peerId)) this.#read.delete(peerId);
  }
}

/** Those something can be handed to now. */
export function isReachable(peer: Pick<RosterPeer, 'link'>): boolean {
  return isLinked(peer) || peer.link.kind === 'via';
}

export function isLinked({ link: { kind } }: Pick<RosterPeer, 'link'>): boolean {
  return kind === 'direct' || kind === 'relayed' || kind === 'unknown';
}
