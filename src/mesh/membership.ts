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
import type { Gossip } from './gossip/gossip-message.ts';
import { decodeMembersMessage, encodeMembersMessage, type MembersMessage } from './membership-protocol.ts';

/** Somebody who announced itself lately, see {@link unseenMs}. */
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
  /** It said goodbye, or was not heard of for {@link unseenMs}. */
  readonly onGone: (peerId: PeerId, hasSaidGoodbye: boolean) => void;
}

/** What somebody said of itself, by gossip or in answer to a question. */
export interface Announced {
  /** As it signed it. */
  readonly signed: Gossip;
  /** How long ago that was, as far as those who passed it on tell. */
  readonly ageMs: number;
}

export interface Membership extends Disposable {
  readonly members: ReadonlyMap<PeerId, Member>;
  /** The last announcement of each. */
  announcements(): Iterable<readonly [PeerId, Announced]>;
  readonly isAnnouncing: boolean;
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
  receive(from: PeerId, announced: Announced): Promise<boolean>;
  /** When it said goodbye; undefined when it did not, or has announced itself since. */
  goodbyeAtMs(peerId: PeerId): number | undefined;
  /** It left, as is known from elsewhere; nobody is told. */
  forget(peerId: PeerId): void;
  /** Tells all that one leaves; false when nobody knows of this peer by its announcements. */
  sayGoodbye(): boolean;
}

/** How often a member announces itself (s), in a room of up to 240. */
export const ANNOUNCE_MS = 60_000;
/** In a larger one all together announce so often: what each has to hear and pass on stays the same (s). */
export const ANNOUNCE_MS_A_MEMBER = 250;
/** Who was silent for so long is gone (s), in a room of up to 240. */
export const MEMBER_UNSEEN_MS = 90_000;
/** Members known at the same time; others are not taken in. */
export const MAX_MEMBERS = 1_024;
/** Whom others told of is listed for so long at least: how large the room is has to be learned first. */
const TOLD_KEPT_MS = 30_000;
/** Two announcements are at least so far apart. */
const ANNOUNCE_GAP_MS = 2_000;
/**
 * Whose link was let go says so within so long for each pair of members: it costs as many messages as there are members, each
 * of whom is let go now and then. In sixty that is 11 s, in hundreds the next announcement comes first, and a relayed message
 * tries neighbours meanwhile.
 */
const ANSWER_MS_A_PAIR = 3;
const MIN_ANSWER_MS = 1_000;
/** The same, at least so far apart. */
const ANSWER_GAP_MS = 10_000;
/** So many announcements change within a minute; honest members send one or two. */
const ANNOUNCE_LIMIT = { perSecond: 0.5, burst: 8 } as const;
const DEPARTED_MS = 10 * 60_000;

interface Kept {
  readonly member: Member;
  readonly allowance: TokenBucket;
  /** Its last announcement, and when it was made. */
  readonly signed: Gossip;
  readonly saidAtMs: number;
  heardAtMs: number;
  /** It is not gone before, though the room may have become smaller, or not be known yet. */
  keptUntilMs: number;
}

interface Goodbye {
  readonly sequence: number;
  readonly atMs: number;
}

/** How often a member announces itself in a room of so many. */
export function announceMs(memberCount: number): number {
  return Math.max(ANNOUNCE_MS, memberCount * ANNOUNCE_MS_A_MEMBER);
}

/** Who was silent for so long is gone from a room of so many. */
export function unseenMs(memberCount: number): number {
  return (MEMBER_UNSEEN_MS / ANNOUNCE_MS) * announceMs(memberCount);
}

export function createMembership(options: MembershipOptions): Membership {
  return new AnnouncedMembership(options);
}

class AnnouncedMembership implements Membership {
  readonly #options: MembershipOptions;
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
  #expiresAtMs = Infinity;

  constructor(options: MembershipOptions) {
    this.#options = options;
  }

  get members(): ReadonlyMap<PeerId, Member> {
    return this.#members;
  }

  get isAnnouncing(): boolean {
    return this.#isAnnouncing;
  }

  *announcements(): Iterable<readonly [PeerId, Announced]> {
    for (const [peerId, { signed, saidAtMs }] of this.#kept)
      yield [peerId, { signed, ageMs: this.#nowMs - saidAtMs }];
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
    const windowMs = Math.max(MIN_ANSWER_MS, this.#kept.size ** 2 * ANSWER_MS_A_PAIR);
    const atMs = this.#nowMs + randomBetween(this.#options.random, 0, windowMs);
    this.#announceBy(Math.max(atMs, this.#announcedAtMs + ANSWER_GAP_MS));
  }

  onHeard(peerId: PeerId): void {
    const kept = this.#kept.get(peerId);
    if (!kept) return;
    kept.heardAtMs = this.#nowMs;
    kept.keptUntilMs = this.#nowMs + this.#unseenMs;
  }

  async receive(from: PeerId, announced: Announced): Promise<boolean> {
    const message = decodeMembersMessage(announced.signed.payload);
    if (!message.ok) return false;
    if (this.#isDisposed || from === this.#options.self) return true;
    if (message.value.type === 'ANNOUNCE') return this.#onAnnounce(from, message.value, announced);
    this.#onGoodbye(from, announced.signed.sequence);
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
    const isKnown = this.#nowMs - this.#announcedAtMs < this.#unseenMs;
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
    { signed, ageMs }: Announced,
  ): Promise<boolean> {
    const allowance = this.#kept.get(from)?.allowance ?? createTokenBucket(ANNOUNCE_LIMIT);
    if (!allowance.take(this.#nowMs)) return true;
    const saidAtMs = this.#nowMs - ageMs;
    const entry = await this.#options.openEntry(encoded);
    if (this.#isDisposed) return true;
    if (entry?.peerId !== from) return false;
    if (!this.#isNews(entry, signed.sequence)) return true;
    const before = this.#kept.get(from);
    if (!before && this.#kept.size >= MAX_MEMBERS) return true;
    const member: Member = { entry, links, card };
    this.#members.set(from, member);
    this.#goodbyes.delete(from);
    const heardAtMs = Math.max(saidAtMs, before?.heardAtMs ?? saidAtMs);
    const keptUntilMs = Math.max(heardAtMs + this.#unseenMs, this.#nowMs + TOLD_KEPT_MS);
    this.#kept.set(from, { member, allowance, signed, saidAtMs, heardAtMs, keptUntilMs });
    this.#expireAt(keptUntilMs);
    this.#options.onMember(member, !before);
    return true;
  }

  #onGoodbye(from: PeerId, sequence: number): void {
    const kept = this.#kept.get(from);
    // It is back already.
    if (kept && kept.signed.sequence > sequence) return;
    this.#goodbyes.set(from, { sequence, atMs: this.#nowMs }, this.#nowMs);
    this.#remove(from, true);
  }

  #isNews({ peerId, issued }: Entry, sequence: number): boolean {
    const departed = this.#departed.get(peerId, this.#nowMs) ?? -1;
    const known = this.#kept.get(peerId);
    const lastSequence = Math.max(
      known?.signed.sequence ?? -1,
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
    const periodMs = announceMs(this.#kept.size);
    this.#announceBy(this.#nowMs + randomBetween(this.#options.random, 0.8, 1) * periodMs);
    if (own) this.#options.broadcast(encodeMembersMessage({ type: 'ANNOUNCE', ...own }));
  }

  #expireAt(atMs: number): void {
    if (atMs >= this.#expiresAtMs) return;
    this.#cancelExpiry?.();
    this.#expiresAtMs = atMs;
    this.#cancelExpiry = this.#options.clock.schedule(atMs - this.#nowMs, () => this.#expire());
  }

  #expire(): void {
    this.#expiresAtMs = Infinity;
    const silent = Array.from(this.#kept).filter(([, kept]) => this.#goneAtMs(kept) <= this.#nowMs);
    for (const [peerId] of silent) this.#remove(peerId, false);
    let earliestMs = Infinity;
    for (const kept of this.#kept.values()) earliestMs = Math.min(earliestMs, this.#goneAtMs(kept));
    if (earliestMs < Infinity) this.#expireAt(earliestMs);
  }

  #goneAtMs({ heardAtMs, keptUntilMs }: Kept): number {
    return Math.max(keptUntilMs, heardAtMs + this.#unseenMs);
  }

  #remove(peerId: PeerId, hasSaidGoodbye: boolean): void {
    const kept = this.#kept.get(peerId);
    if (!kept) return;
    this.#kept.delete(peerId);
    this.#members.delete(peerId);
    this.#options.onGone(peerId, hasSaidGoodbye);
  }

  get #unseenMs(): number {
    return unseenMs(this.#kept.size);
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }
}
