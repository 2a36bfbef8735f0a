// Who is in the room beyond one's own links: whoever announces itself, signed, by gossip. What others say about others
// is no presence: it names candidates to dial, and they have to speak for themselves (PROTOCOL: Membership).

import type { Bytes } from '../primitives/bytes.ts';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import type { Entry } from '../secure/entry.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import { decodeMembersMessage, encodeMembersMessage, type MembersMessage } from './membership-protocol.ts';

/** Somebody who announced itself within the last {@link MEMBER_UNSEEN_MS}. */
export interface Member {
  readonly entry: Entry;
  /** Links it says it holds. */
  readonly links: number;
  /** What to show of it; not looked into here. */
  readonly card: Bytes;
}

/** What a peer tells of itself; undefined while it has no entry. */
export interface OwnAnnouncement {
  readonly entry: Bytes;
  readonly links: number;
  readonly card: Bytes;
}

export interface MembershipOptions {
  readonly self: PeerId;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** What an entry says, or undefined when it is not valid here. */
  readonly openEntry: (encoded: Uint8Array) => Promise<Entry | undefined>;
  readonly own: () => OwnAnnouncement | undefined;
  /** To all members, signed. */
  readonly broadcast: (payload: Bytes) => void;
  /** New, or with another entry, card or number of links. */
  readonly onMember: (member: Member, isNew: boolean) => void;
  /** It said goodbye, or was not heard of for {@link MEMBER_UNSEEN_MS}. */
  readonly onGone: (peerId: PeerId, hasSaidGoodbye: boolean) => void;
}

export interface Membership extends Disposable {
  readonly members: ReadonlyMap<PeerId, Member>;
  /** When it was heard last; undefined for those that are no members. */
  heardAtMs(peerId: PeerId): number | undefined;
  /** Announces from now on, or no more: in a full mesh the links tell who is there. */
  setAnnouncing(isAnnouncing: boolean): void;
  /** Something announced has changed. */
  announceSoon(): void;
  /** Others may not know this peer, or a way to it, any more: within seconds, but not all at once. */
  announceAgain(): void;
  /** Something else came from a member itself. */
  onHeard(peerId: PeerId): void;
  /**
   * A message of `from`, its origin, whose own count says which came first: they overtake each other. False when no honest
   * peer sends it.
   */
  receive(from: PeerId, payload: Uint8Array, sequence: number): Promise<boolean>;
  /** When it said goodbye; undefined when it did not, or has announced itself since. */
  goodbyeAtMs(peerId: PeerId): number | undefined;
  /** It left, as is known from elsewhere; nobody is told. */
  forget(peerId: PeerId): void;
  /** Tells all that one leaves; false when nobody knows of this peer by its announcements. */
  sayGoodbye(): boolean;
}

/** How often a member announces itself (s). */
export const ANNOUNCE_MS = 60_000;
/** Who was silent for so long is gone (s). */
export const MEMBER_UNSEEN_MS = 90_000;
/** Members known at the same time; others are not taken in. */
export const MAX_MEMBERS = 1_024;
/** Two announcements are at least so far apart. */
const ANNOUNCE_GAP_MS = 2_000;
/** Newcomers get to know everybody within so long for each member, so that the answers are no storm. */
const ANSWER_MS_A_MEMBER = 200;
const MIN_ANSWER_MS = 1_000;
/** Answering newcomers, at least so far apart. */
const ANSWER_GAP_MS = 10_000;
/** So many announcements change within a minute; honest members send one or two. */
const ANNOUNCE_LIMIT = { perSecond: 0.5, burst: 8 } as const;
const DEPARTED_MS = 10 * 60_000;

interface Kept {
  readonly member: Member;
  readonly allowance: TokenBucket;
  /** Of its last announcement. */
  readonly sequence: number;
  heardAtMs: number;
}

interface Goodbye {
  readonly sequence: number;
  readonly atMs: number;
}

export function createMembership(options: MembershipOptions): Membership {
  return new AnnouncedMembership(options);
}

class AnnouncedMembership implements Membership {
  readonly #options: MembershipOptions;
  /** In order of when they were heard last. */
  readonly #kept = new Map<PeerId, Kept>();
  readonly #members = new Map<PeerId, Member>();
  /** The newest entry seen of each whose leaving is known from elsewhere: what was under way does not bring it back. */
  readonly #departed = createBoundedMemory<PeerId, number>({ keepMs: DEPARTED_MS, maxEntries: MAX_MEMBERS });
  /** Of everybody: announcements from before it, with whatever entry, may come after it. */
  readonly #goodbyes = createBoundedMemory<PeerId, Goodbye>({ keepMs: DEPARTED_MS, maxEntries: MAX_MEMBERS });
  #isAnnouncing = false;
  #isDisposed = false;
  #announcedAtMs = -Infinity;
  #nextAtMs = Infinity;
  #cancelNext: Cancel | undefined;
  #cancelExpiry: Cancel | undefined;

  constructor(options: MembershipOptions) {
    this.#options = options;
  }

  get members(): ReadonlyMap<PeerId, Member> {
    return this.#members;
  }

  heardAtMs(peerId: PeerId): number | undefined {
    return this.#kept.get(peerId)?.heardAtMs;
  }

  setAnnouncing(isAnnouncing: boolean): void {
    if (this.#isAnnouncing === isAnnouncing) return;
    this.#isAnnouncing = isAnnouncing;
    if (isAnnouncing) return this.announceSoon();
    this.#cancelNext?.();
    this.#nextAtMs = Infinity;
  }

  announceSoon(): void {
    this.#announceBy(this.#announcedAtMs + ANNOUNCE_GAP_MS);
  }

  announceAgain(): void {
    const windowMs = Math.max(MIN_ANSWER_MS, this.#kept.size * ANSWER_MS_A_MEMBER);
    const atMs = this.#nowMs + randomBetween(this.#options.random, 0, windowMs);
    this.#announceBy(Math.max(atMs, this.#announcedAtMs + ANSWER_GAP_MS));
  }

  onHeard(peerId: PeerId): void {
    const kept = this.#kept.get(peerId);
    if (kept) this.#keep(peerId, kept);
  }

  async receive(from: PeerId, payload: Uint8Array, sequence: number): Promise<boolean> {
    const message = decodeMembersMessage(payload);
    if (!message.ok) return false;
    if (this.#isDisposed || from === this.#options.self) return true;
    if (message.value.type === 'ANNOUNCE') return this.#onAnnounce(from, message.value, sequence);
    this.#onGoodbye(from, sequence);
    return true;
  }

  goodbyeAtMs(peerId: PeerId): number | undefined {
    return this.#goodbyes.get(peerId, this.#nowMs)?.atMs;
  }

  forget(peerId: PeerId): void {
    const kept = this.#kept.get(peerId);
    if (!kept) return;
    this.#kept.delete(peerId);
    this.#members.delete(peerId);
    this.#departed.set(peerId, kept.member.entry.issued, this.#nowMs);
  }

  sayGoodbye(): boolean {
    const isKnown = this.#nowMs - this.#announcedAtMs < MEMBER_UNSEEN_MS;
    if (isKnown) this.#options.broadcast(encodeMembersMessage({ type: 'BYE' }));
    return isKnown;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelNext?.();
    this.#cancelExpiry?.();
  }

  async #onAnnounce(
    from: PeerId,
    { entry: encoded, links, card }: MembersMessage & { readonly type: 'ANNOUNCE' },
    sequence: number,
  ): Promise<boolean> {
    const allowance = this.#kept.get(from)?.allowance ?? createTokenBucket(ANNOUNCE_LIMIT);
    if (!allowance.take(this.#nowMs)) return true;
    const entry = await this.#options.openEntry(encoded);
    if (this.#isDisposed) return true;
    if (entry?.peerId !== from) return false;
    if (!this.#isNews(entry, sequence)) return true;
    const isNew = !this.#kept.has(from);
    if (isNew && this.#kept.size >= MAX_MEMBERS) return true;
    const member: Member = { entry, links, card };
    this.#members.set(from, member);
    this.#goodbyes.delete(from);
    this.#keep(from, { member, allowance, sequence, heardAtMs: this.#nowMs });
    // Somebody came who does not know us.
    if (isNew) this.announceAgain();
    this.#options.onMember(member, isNew);
    return true;
  }

  #onGoodbye(from: PeerId, sequence: number): void {
    const kept = this.#kept.get(from);
    // It is back already.
    if (kept && kept.sequence > sequence) return;
    this.#goodbyes.set(from, { sequence, atMs: this.#nowMs }, this.#nowMs);
    this.#remove(from, true);
  }

  #isNews({ peerId, issued }: Entry, sequence: number): boolean {
    const departed = this.#departed.get(peerId, this.#nowMs) ?? -1;
    const known = this.#kept.get(peerId);
    const lastSequence = Math.max(
      known?.sequence ?? -1,
      this.#goodbyes.get(peerId, this.#nowMs)?.sequence ?? -1,
    );
    const isNewest = issued >= (known?.member.entry.issued ?? 0);
    return sequence > lastSequence && issued > departed && isNewest;
  }

  #announceBy(atMs: number): void {
    if (!this.#isAnnouncing || this.#isDisposed || atMs >= this.#nextAtMs) return;
    this.#cancelNext?.();
    this.#nextAtMs = atMs;
    this.#cancelNext = this.#options.clock.schedule(Math.max(0, atMs - this.#nowMs), () => this.#announce());
  }

  #announce(): void {
    const own = this.#options.own();
    this.#announcedAtMs = this.#nowMs;
    this.#nextAtMs = Infinity;
    // Spread, so that members who came together do not speak together for ever.
    this.#announceBy(this.#nowMs + randomBetween(this.#options.random, 0.8, 1) * ANNOUNCE_MS);
    if (own) this.#options.broadcast(encodeMembersMessage({ type: 'ANNOUNCE', ...own }));
  }

  #keep(peerId: PeerId, kept: Kept): void {
    kept.heardAtMs = this.#nowMs;
    this.#kept.delete(peerId);
    this.#kept.set(peerId, kept);
    this.#cancelExpiry ??= this.#options.clock.schedule(MEMBER_UNSEEN_MS, () => this.#expire());
  }

  #expire(): void {
    this.#cancelExpiry = undefined;
    for (const [peerId, { heardAtMs }] of Array.from(this.#kept)) {
      const leftMs = heardAtMs + MEMBER_UNSEEN_MS - this.#nowMs;
      if (leftMs > 0) {
        this.#cancelExpiry ??= this.#options.clock.schedule(leftMs, () => this.#expire());
        return;
      }
      this.#remove(peerId, false);
    }
  }

  #remove(peerId: PeerId, hasSaidGoodbye: boolean): void {
    const kept = this.#kept.get(peerId);
    if (!kept) return;
    this.#kept.delete(peerId);
    this.#members.delete(peerId);
    this.#options.onGone(peerId, hasSaidGoodbye);
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }
}
