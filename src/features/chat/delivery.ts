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
  /** That person has one's own chain up to `next`, and has read it up to `read`. */
  noteReached(by: IdentityId, reached: { readonly next: number; readonly read: number }): void;
  /** Something came, or somebody looked: authors are told soon. */
  noteHere(): void;
  setLooking(isLooking: boolean): void;
  setReadReceipts(areOn: boolean): void;
  forget(ids: readonly EntryId[]): void;
  dispose(): void;
}

export interface DeliveryOptions {
  readonly log: ThreadLog;
  readonly clock: Clock;
  readonly self: Pick<RoomSelf, 'peerId' | 'identityId'>;
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
  readonly #reaches = new Map<EntryId, ReadonlySignal<Reach | undefined>>();
  readonly #progress = signal<ReadonlyMap<IdentityId, Progress>>(new Map());
  readonly #told = new Map<PeerId, Progress>();
  readonly #read = new Map<PeerId, number>();
  #areOn = true;
  #isLooking = false;
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
  }

  noteReached(by: IdentityId, { next, read }: Progress): void {
    const { log, self } = this.#options;
    const written = log.chains.get(self.peerId)?.head()?.next ?? 0;
    if (by === self.identityId || next > written) return;
    const before = this.#progress.peek().get(by) ?? { next: 0, read: 0 };
    const after = { next: Math.max(next, before.next), read: Math.max(Math.min(read, next), before.read) };
    if (after.next === before.next && after.read === before.read) return;
    const isNew = !this.#progress.peek().has(by);
    if (isNew && this.#progress.peek().size >= MAX_READERS) return;
    this.#progress.value = new Map(this.#progress.peek()).set(by, after);
  }

  noteHere(): void {
    this.#cancel ??= this.#options.clock.schedule(RECEIPT_DELAY_MS, () => this.#tell());
  }

  setLooking(isLooking: boolean): void {
    this.#isLooking = isLooking;
    if (isLooking) this.noteHere();
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
    const [peerId, seq] = id.split('/');
    if (peerId !== this.#options.self.peerId) return undefined;
    const at = Number(seq);
    const progress = Array.from(this.#progress.value);
    const reached = new Set(progress.filter(([, { next }]) => next > at).map(([by]) => by));
    const read = new Set(progress.filter(([, each]) => each.read > at).map(([by]) => by));
    return { to: new Set([...(this.#sentTo.get(id) ?? []), ...reached]), reached, read };
  }

  /** Each author, as far as their chain is here from its beginning on without a gap. */
  #tell(): void {
    this.#cancel = undefined;
    const { log, self, authors, tell } = this.#options;
    const here = authors().filter(({ identityId }) => identityId !== self.identityId);
    for (const { peerId } of here) {
      const first = log.chains.get(peerId)?.held[0];
      if (!first) continue;
      const next = first.to + 1;
      if (this.#isLooking && this.#areOn) this.#read.set(peerId, next);
      const progress = { next, read: Math.min(this.#read.get(peerId) ?? 0, next) };
      const told = this.#told.get(peerId);
      if (told?.next === progress.next && told.read === progress.read) continue;
      if (tell(peerId, { base: first.from, ...progress })) this.#told.set(peerId, progress);
    }
    const present = new Set(here.map(({ peerId }) => peerId));
    for (const peerId of Array.from(this.#told.keys()).filter((each) => !present.has(each))) {
      this.#told.delete(peerId);
      this.#read.delete(peerId);
    }
  }
}

/** Those something can be handed to now. */
export function isReachable(peer: Pick<RosterPeer, 'link'>): boolean {
  return isLinked(peer) || peer.link.kind === 'via';
}

export function isLinked({ link: { kind } }: Pick<RosterPeer, 'link'>): boolean {
  return kind === 'direct' || kind === 'relayed' || kind === 'unknown';
}
