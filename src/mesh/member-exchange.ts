// Neighbours that compare whom they know in a partial mesh: a newcomer hears of everybody at once, parts of a room that find
// each other too, and nobody is forgotten because one announcement was lost. Nobody has to announce itself for it.

import { scheduleEvery, type Cancel, type Clock } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomInteger, type RandomSource } from '../primitives/random.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import {
  decodeExchangeMessage,
  encodeExchangeMessage,
  EXCHANGE_PROTOCOL,
  formatTags,
  MAX_TOLD,
  MAX_TOLD_AGE_MS,
  MAX_TOLD_BYTES,
  tagsIn,
  tagOf,
  type ExchangeMessage,
  type ToldMember,
} from './exchange-protocol.ts';
import { MAX_AGE_MS, MAX_HOPS, type Gossip } from './gossip/gossip-message.ts';
import type { GossipBroadcaster } from './gossip/gossip.ts';
import { MEMBERS_PROTOCOL } from './membership-protocol.ts';
import { unseenMs, type Announced, type Membership } from './membership.ts';
import type { Mesh, MeshMessageReceived } from './mesh-ports.ts';

export interface MemberExchangeOptions {
  readonly self: PeerId;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly links: Pick<Mesh, 'linked' | 'send' | 'handle' | 'blame' | 'countDropped'>;
  readonly membership: Pick<Membership, 'announcements' | 'isAnnouncing'>;
  readonly gossip: Pick<GossipBroadcaster, 'learn'>;
}

export interface MemberExchange extends Disposable {
  /** Asks everybody linked, one after the other. */
  askAll(): void;
  /** A link to it came up. */
  onLinked(peer: PeerId): void;
  /** Somebody became known; by an answer, so that neighbours may not know it either. */
  onTold(): void;
}

/** How often a random neighbour is asked: what got lost otherwise is mended (s). */
export const ASK_AROUND_MS = 30_000;
/** After a link came up, or news: by then the other side has it too. */
const ASK_AFTER_MS = 250;
/** An answer that takes longer is not waited for. */
const PATIENCE_MS = 3_000;
/** Who was not heard of for this part of the time after which it is gone is asked for. */
const DOUBTED_PART = 0.6;
/** Younger announcements come by gossip, which tells new neighbours of the last 27 s. */
export const MIN_TOLD_AGE_MS = MAX_AGE_MS - 5_000;
/** Questions of one neighbour: at link-up, with news, and every 30 s. */
export const QUESTION_LIMIT = { perSecond: 0.5, burst: 16 } as const;
/** Whoever was asked so long ago may still answer. */
const ANSWER_MS = 30_000;
const MAX_ASKED = 64;

export function createMemberExchange(options: MemberExchangeOptions): MemberExchange {
  return new NeighbourExchange(options);
}

class NeighbourExchange implements MemberExchange {
  readonly #options: MemberExchangeOptions;
  readonly #disposables = createDisposables();
  /** To be asked, first in first. */
  readonly #queue = new Set<PeerId>();
  readonly #asked = createBoundedMemory<PeerId, true>({ keepMs: ANSWER_MS, maxEntries: MAX_ASKED });
  readonly #questions = createBoundedMemory<PeerId, TokenBucket>({
    keepMs: 10 * ANSWER_MS,
    maxEntries: MAX_ASKED,
  });
  #waitsFor: PeerId | undefined;
  #cancelNext: Cancel | undefined;

  constructor(options: MemberExchangeOptions) {
    this.#options = options;
    const { clock, links } = options;
    this.#disposables.add(links.handle(EXCHANGE_PROTOCOL.id, (received) => this.#onReceived(received)));
    this.#disposables.add(scheduleEvery(clock, ASK_AROUND_MS, () => this.#askAround()));
    this.#disposables.add(() => this.#cancelNext?.());
  }

  askAll(): void {
    for (const peer of this.#options.links.linked) this.#ask(peer);
  }

  onLinked(peer: PeerId): void {
    this.#ask(peer);
  }

  onTold(): void {
    this.askAll();
  }

  dispose(): void {
    this.#queue.clear();
    this.#disposables.dispose();
  }

  #askAround(): void {
    const { links, random } = this.#options;
    const { linked } = links;
    const chosen = linked.length > 0 ? linked[randomInteger(random, linked.length)] : undefined;
    if (chosen) this.#ask(chosen);
  }

  #ask(peer: PeerId): void {
    if (this.#disposables.isDisposed || !this.#options.membership.isAnnouncing) return;
    this.#queue.add(peer);
    if (!this.#waitsFor) this.#askNext(ASK_AFTER_MS);
  }

  /** One at a time: the second is asked for little when the first has told all. */
  #askNext(delayMs: number): void {
    this.#cancelNext ??= this.#options.clock.schedule(delayMs, () => {
      this.#cancelNext = undefined;
      this.#waitsFor = undefined;
      const [peer] = this.#queue;
      if (!peer) return;
      this.#queue.delete(peer);
      if (!this.#isLinked(peer) || !this.#tell(peer, { type: 'KNOWN', tags: this.#ownTags() }))
        return this.#askNext(0);
      this.#asked.set(peer, true, this.#nowMs);
      this.#waitsFor = peer;
      this.#askNext(PATIENCE_MS);
    });
  }

  #onReceived({ from: { peerId }, version, channel, payload }: MeshMessageReceived): void {
    const { links } = this.#options;
    if (version !== EXCHANGE_PROTOCOL.version || channel !== EXCHANGE_PROTOCOL.channel)
      return links.countDropped(peerId);
    const decoded = decodeExchangeMessage(payload);
    if (!decoded.ok) return links.blame(peerId, `members: ${decoded.error.detail}`);
    if (decoded.value.type === 'KNOWN') this.#onKnown(peerId, decoded.value.tags);
    else this.#onAnswer(peerId, decoded.value);
  }

  #onKnown(from: PeerId, tags: string): void {
    if (!this.#isLinked(from) || !this.#questionsOf(from).take(this.#nowMs))
      return this.#options.links.countDropped(from);
    const theirs = tagsIn(tags);
    const announcements = Array.from(this.#options.membership.announcements());
    this.#answer(
      from,
      announcements.filter(([peerId]) => peerId !== from && !theirs.has(tagOf(peerId))),
    );
    const ours = new Set([this.#options.self, ...announcements.map(([peerId]) => peerId)].map(tagOf));
    const hasNews = Array.from(theirs).some((tag) => !ours.has(tag));
    if (hasNews && !this.#asked.get(from, this.#nowMs)) this.#ask(from);
  }

  #answer(to: PeerId, unknown: readonly (readonly [PeerId, Announced])[]): void {
    const freshMs = Math.min(MAX_TOLD_AGE_MS, this.#doubtedMs());
    const told = unknown
      .filter(([, { ageMs }]) => ageMs >= MIN_TOLD_AGE_MS && ageMs < freshMs)
      .map(([, announced]) => toldMember(announced));
    const parts = inParts(told);
    for (const [index, members] of parts.entries()) {
      const isLast = index === parts.length - 1 ? 1 : 0;
      if (!this.#tell(to, { type: 'TOLD', members, isLast })) return;
    }
  }

  #onAnswer(from: PeerId, { members, isLast }: ExchangeMessage & { readonly type: 'TOLD' }): void {
    if (!this.#asked.get(from, this.#nowMs)) return this.#options.links.countDropped(from);
    for (const member of members) this.#options.gossip.learn(from, signedOf(member));
    if (!isLast || this.#waitsFor !== from) return;
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    this.#askNext(0);
  }

  /** Oneself and whom one does not doubt: of the others somebody may have heard since. */
  #ownTags(): string {
    const { self, membership } = this.#options;
    const doubtedMs = this.#doubtedMs();
    const known = Array.from(membership.announcements()).filter(([, { ageMs }]) => ageMs < doubtedMs);
    return formatTags([self, ...known.map(([peerId]) => peerId)]);
  }

  #doubtedMs(): number {
    let count = 0;
    for (const _ of this.#options.membership.announcements()) count += 1;
    return DOUBTED_PART * unseenMs(count);
  }

  #questionsOf(peer: PeerId): TokenBucket {
    const questions = this.#questions.get(peer, this.#nowMs) ?? createTokenBucket(QUESTION_LIMIT);
    this.#questions.set(peer, questions, this.#nowMs);
    return questions;
  }

  #isLinked(peer: PeerId): boolean {
    return this.#options.links.linked.includes(peer);
  }

  #tell(to: PeerId, message: ExchangeMessage): boolean {
    return this.#options.links.send(to, EXCHANGE_PROTOCOL, encodeExchangeMessage(message));
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }
}

function toldMember({ signed, ageMs }: Announced): ToldMember {
  const { key, nonce, sequence, payload, signature, hops } = signed;
  return {
    key,
    nonce,
    sequence,
    payload,
    signature,
    hops: Math.min(MAX_HOPS, hops + 1),
    ageMs: Math.round(ageMs),
  };
}

function signedOf(member: ToldMember): Gossip {
  return { type: 'GOSSIP', protocol: MEMBERS_PROTOCOL.id, version: MEMBERS_PROTOCOL.version, ...member };
}

/** At least one part, which may be empty. */
function inParts(told: readonly ToldMember[]): readonly (readonly ToldMember[])[] {
  const parts: ToldMember[][] = [[]];
  let bytes = 0;
  for (const member of told) {
    const size = member.payload.length + MEMBER_OVERHEAD_BYTES;
    const last = parts.at(-1);
    if (last && last.length < MAX_TOLD && bytes + size <= MAX_TOLD_BYTES) {
      last.push(member);
      bytes += size;
    } else {
      parts.push([member]);
      bytes = size;
    }
  }
  return parts;
}

/** Key, nonce, signature and names of fields. */
const MEMBER_OVERHEAD_BYTES = 256;
