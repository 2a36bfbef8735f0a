// Epidemic broadcast trees (Plumtree: Leitão, Pereira, Rodrigues, SRDS 2007): each message is pushed along a tree and
// announced beside it; who misses one asks for it and joins the tree there, who gets one twice leaves it there. Knows
// neighbours and messages that somebody else has verified; nothing of links, keys and rates.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import type { PeerId } from '../../primitives/ids.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { createBoundedMemory, type BoundedMemory } from '../bounded-memory.ts';
import { createAnnouncements, MAX_WAITING, type Announcements } from './announcements.ts';
import { withoutGaps } from './catching-up.ts';
import {
  encodeGossipMessage,
  gossipIdBytes,
  MAX_AGE_MS,
  MAX_HOPS,
  MAX_IDS,
  type Gossip,
  type GossipId,
} from './gossip-message.ts';
import type { MannerOf } from './manner.ts';
import { createMessageStore, type MessageStore, type StoredMessage } from './message-store.ts';
import { ASK_AFTER_MS, MissingMessages } from './missing-messages.ts';

export interface PlumtreePorts {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Sends an encoded message of the protocol; false when the neighbour cannot take it now. */
  readonly send: (to: PeerId, frame: Bytes) => boolean;
  /** Whether a neighbour's question may cost so many bytes more. */
  readonly mayAnswer: (peer: PeerId, sizeBytes: number) => boolean;
  /** A neighbour announced a message and did not hand it over when asked. */
  readonly onBrokenPromise: (peer: PeerId) => void;
  /** Default: everything takes the tree. */
  readonly mannerOf?: MannerOf;
}

/** How long a message is known by its id: longer than any copy of it is under way. */
export const SEEN_MS = 120_000;
/** Two minutes of 130 messages a second. */
export const MAX_SEEN = 16_384;
/** Messages go to one neighbour at most so often: once by themselves, once more when it asks. */
const MAX_SENDS = 2;
/** Ways back of each message. */
const MAX_HOLDERS = 4;
/** A neighbour that pushes on is told again after this, in case it did not know us yet. */
const PRUNE_AGAIN_MS = 1_000;
/** A new neighbour hears of earlier messages after this: by then the link is up on its side too. */
const CATCH_UP_AFTER_MS = 1_000;
/** What is announced is asked for within this, or not at all. */
const ASKED_FOR_WITHIN_MS = 3_000;
/**
 * Short messages of one's own also go to neighbours beside the tree, so that these hear them as fast as their link is,
 * not as their branches meet. There they wait for the tree before they go on, so that the tree stays what it is.
 */
const BESIDE_BYTES = 2 * 1024;
/** A message that came beside the tree goes on without it after this. */
const WAIT_FOR_TREE_MS = ASK_AFTER_MS.to;

interface Neighbour {
  /** In the tree: gets messages; the others get announcements. */
  isEager: boolean;
  prunedAtMs: number;
  readonly announcements: Announcements;
}

interface Seen {
  /** Who brought it over the tree; undefined for one's own and for what is ignored. */
  from: PeerId | undefined;
  /** The first who had it, in order: ways back to its origin. */
  holders: readonly PeerId[];
}

export class Plumtree implements Disposable {
  readonly #ports: PlumtreePorts;
  readonly #disposables = createDisposables();
  readonly #neighbours = new Map<PeerId, Neighbour>();
  readonly #seen: BoundedMemory<GossipId, Seen> = createBoundedMemory({
    keepMs: SEEN_MS,
    maxEntries: MAX_SEEN,
  });
  readonly #store: MessageStore;
  readonly #missing: MissingMessages;

  constructor(ports: PlumtreePorts) {
    this.#ports = ports;
    this.#store = createMessageStore(ports.clock);
    this.#missing = new MissingMessages({ ...ports, ask: (peer, ids) => this.#ask(peer, ids) });
    this.#disposables.add(() => this.#store.dispose());
    this.#disposables.add(() => this.#missing.dispose());
  }

  /** Neighbours that messages are pushed to. */
  get eager(): readonly PeerId[] {
    return Array.from(this.#neighbours).flatMap(([peer, { isEager }]) => (isEager ? [peer] : []));
  }

  /** Announced messages that have not come. */
  get missingCount(): number {
    return this.#missing.size;
  }

  /** A neighbour that has a message of the last 2 minutes: the first that did and is still one. */
  holderOf(id: GossipId): PeerId | undefined {
    return this.#seen.get(id, this.#nowMs)?.holders.find((peer) => this.#neighbours.has(peer));
  }

  hasSeen(id: GossipId): boolean {
    return this.#seen.get(id, this.#nowMs) !== undefined;
  }

  /** Every new link is in the tree until it brings a duplicate. */
  neighbourUp(peer: PeerId): void {
    if (this.#disposables.isDisposed || this.#neighbours.has(peer)) return;
    const { clock } = this.#ports;
    const announcements = createAnnouncements(clock, (ids) => this.#announce(peer, ids));
    const neighbour: Neighbour = { isEager: true, prunedAtMs: Number.NEGATIVE_INFINITY, announcements };
    this.#neighbours.set(peer, neighbour);
    const { all } = this.#store;
    if (all.length === 0) return;
    // What was said before there was anybody to say it to goes at once.
    for (const stored of all) if (stored.hops === 0 && stored.sent.size === 0) this.#pushNow(peer, stored);
    clock.schedule(CATCH_UP_AFTER_MS, () => this.#catchUp(peer, neighbour));
  }

  neighbourDown(peer: PeerId): void {
    this.#neighbours.get(peer)?.announcements.dispose();
    this.#neighbours.delete(peer);
    this.#missing.forget(peer);
  }

  /** A message of one's own; `hops` does not matter. */
  publish(id: GossipId, message: Gossip): void {
    if (this.#disposables.isDisposed) return;
    this.#seen.set(id, { from: undefined, holders: [] }, this.#nowMs);
    this.#spread(this.#keep(id, message, 0));
  }

  /** Passes the first good copy of a message on; false when it is not the first. */
  receive(id: GossipId, message: Gossip, from: PeerId): boolean {
    if (this.#disposables.isDisposed || this.hasSeen(id)) return false;
    this.#seen.set(id, { from, holders: [] }, this.#nowMs);
    const stored = this.#keep(id, message, message.hops);
    this.#noteHolder(stored, from, message.hops);
    for (const { peer, hops } of this.#missing.resolve(id)) this.#noteHolder(stored, peer, hops + 1);
    if (stored.manner === 'urgent') this.#spread(stored);
    else if (this.#isBesideTree(message, from)) this.#spreadBeside(stored, from);
    else this.#spreadOnTree(stored, from);
    return true;
  }

  /** Never deliver or pass this on, nor ask for it; `holders` lead to its origin. */
  ignore(id: GossipId, ...holders: PeerId[]): void {
    this.#seen.set(id, { from: undefined, holders }, this.#nowMs);
    this.#missing.resolve(id);
  }

  /** A copy came, whatever it turns out to be. */
  arrived(id: GossipId, from: PeerId): void {
    this.#missing.arrived(id, from);
  }

  /** Another copy of a message that was seen: that link is not needed in the tree. */
  duplicate(id: GossipId, from: PeerId, message: Gossip): void {
    this.#learnHolder(id, from, message.hops);
    // Whoever brought it first is the way it comes; a second copy from there answers a hasty question.
    if (this.#seen.get(id, this.#nowMs)?.from === from || this.#isBesideTree(message, from)) return;
    const neighbour = this.#neighbours.get(from);
    const stored = this.#store.get(id);
    if (stored?.manner === 'urgent') return;
    if (stored?.waitsForTree && neighbour?.isEager) {
      stored.hops = Math.min(message.hops, MAX_HOPS - 1);
      this.#spreadOnTree(stored, from);
    } else if (neighbour) this.#prune(from, neighbour);
  }

  /** `hops` are those to the announcer. False when it has announced too much. */
  announced(id: GossipId, from: PeerId, hops: number): boolean {
    const neighbour = this.#neighbours.get(from);
    // Before its link is up here; it will tell again.
    if (!neighbour) return true;
    const seen = this.#seen.get(id, this.#nowMs);
    if (!seen) return this.#missing.announce(id, { peer: from, hops });
    this.#learnHolder(id, from, hops + 1);
    return true;
  }

  /** A neighbour wants to be in the tree here, and have these messages. */
  graft(from: PeerId, ids: readonly GossipId[]): void {
    const neighbour = this.#neighbours.get(from);
    if (!neighbour) return;
    neighbour.isEager = true;
    for (const id of ids) {
      const stored = this.#store.get(id);
      if (stored) this.#answer(from, stored);
    }
  }

  prune(from: PeerId): void {
    const neighbour = this.#neighbours.get(from);
    if (neighbour) neighbour.isEager = false;
  }

  dispose(): void {
    for (const { announcements } of this.#neighbours.values()) announcements.dispose();
    this.#neighbours.clear();
    this.#disposables.dispose();
  }

  /** What had come too far to be passed on goes on when it turns out to be nearer. */
  #learnHolder(id: GossipId, from: PeerId, hops: number): void {
    const stored = this.#store.get(id);
    if (stored && this.#noteHolder(stored, from, hops)) this.#spread(stored);
  }

  /**
   * Remembers who has a message, and takes a shorter way to it where the known one is too long: nobody can stop a message
   * by overstating its way. True when it may be passed on from now on.
   */
  #noteHolder(stored: StoredMessage, peer: PeerId, hops: number): boolean {
    stored.holders.add(peer);
    const seen = this.#seen.get(stored.id, this.#nowMs);
    if (seen && seen.holders.length < MAX_HOLDERS && !seen.holders.includes(peer))
      seen.holders = [...seen.holders, peer];
    if (stored.hops < MAX_HOPS || hops >= MAX_HOPS) return false;
    stored.hops = hops;
    return true;
  }

  #keep(id: GossipId, message: Gossip, hops: number): StoredMessage {
    const manner = this.#ports.mannerOf?.(message) ?? 'tree';
    const kept = { id, message, manner, hops, sentAtMs: this.#nowMs - message.ageMs };
    const stored: StoredMessage = { ...kept, holders: new Set(), sent: new Map(), waitsForTree: false };
    this.#store.add(stored);
    return stored;
  }

  /** A short message of a neighbour that is not in the tree, while there is a tree to bring it. */
  #isBesideTree({ hops, payload }: Gossip, from: PeerId): boolean {
    if (hops > 1 || payload.length > BESIDE_BYTES) return false;
    return this.#neighbours.get(from)?.isEager === false && this.eager.length > 0;
  }

  #spreadBeside(stored: StoredMessage, from: PeerId): void {
    stored.waitsForTree = true;
    this.#spread(stored);
    this.#ports.clock.schedule(WAIT_FOR_TREE_MS, () => {
      if (!stored.waitsForTree) return;
      this.#ask(from, []);
      this.#spreadOnTree(stored, from);
    });
  }

  #spreadOnTree(stored: StoredMessage, from: PeerId): void {
    stored.waitsForTree = false;
    const seen = this.#seen.get(stored.id, this.#nowMs);
    if (seen) seen.from = from;
    const neighbour = this.#neighbours.get(from);
    if (neighbour) neighbour.isEager = true;
    this.#spread(stored);
  }

  /** Pushes along the tree and announces beside it; to nobody who has it. */
  #spread(stored: StoredMessage): void {
    const frame = this.#frameOf(stored);
    if (!frame) return;
    const isShort = stored.message.payload.length <= BESIDE_BYTES;
    const goesBeside = stored.manner === 'urgent' || (stored.hops === 0 && isShort);
    for (const [peer, { isEager, announcements }] of this.#neighbours) {
      if (stored.holders.has(peer) || stored.sent.has(peer) || (isEager && stored.waitsForTree)) continue;
      // Who cannot take it now can ask for it later.
      const isPushed = (isEager || goesBeside) && this.#push(peer, stored, frame);
      if (!isPushed) announcements.add(stored.id, stored.manner === 'routine');
    }
  }

  #pushNow(peer: PeerId, stored: StoredMessage): void {
    const frame = this.#frameOf(stored);
    if (frame) this.#push(peer, stored, frame);
  }

  #push(peer: PeerId, stored: StoredMessage, frame: Bytes): boolean {
    if (!this.#ports.send(peer, frame)) return false;
    stored.sent.set(peer, (stored.sent.get(peer) ?? 0) + 1);
    return true;
  }

  /** As it goes on from here; undefined when it may not. */
  #frameOf({ message, hops, sentAtMs }: StoredMessage): Bytes | undefined {
    const ageMs = Math.round(this.#nowMs - sentAtMs);
    if (hops >= MAX_HOPS || ageMs > MAX_AGE_MS) return undefined;
    return encodeGossipMessage({ ...message, hops: hops + 1, ageMs });
  }

  #answer(peer: PeerId, stored: StoredMessage): void {
    const frame = this.#frameOf(stored);
    if (!frame || (stored.sent.get(peer) ?? 0) >= MAX_SENDS) return;
    if (this.#ports.mayAnswer(peer, frame.length)) this.#push(peer, stored, frame);
  }

  #announce(peer: PeerId, ids: readonly GossipId[]): boolean {
    const wanted = ids
      .flatMap((id) => this.#store.get(id) ?? [])
      .filter((each) => this.#mayAnnounce(each, peer));
    if (wanted.length === 0) return true;
    const hops = Uint8Array.from(wanted, (stored) => stored.hops);
    const known = wanted.map(({ id }) => gossipIdBytes(id));
    return this.#ports.send(peer, encodeGossipMessage({ type: 'IHAVE', ids: known, hops }));
  }

  #mayAnnounce(stored: StoredMessage, peer: PeerId): boolean {
    return this.#isYoung(stored) && stored.hops < MAX_HOPS && !stored.holders.has(peer);
  }

  /** Not too old yet when it is asked for. */
  #isYoung({ sentAtMs }: StoredMessage): boolean {
    return this.#nowMs - sentAtMs < MAX_AGE_MS - ASKED_FOR_WITHIN_MS;
  }

  #catchUp(peer: PeerId, neighbour: Neighbour): void {
    if (this.#neighbours.get(peer) !== neighbour) return;
    const recent = this.#store.all.slice(-MAX_WAITING);
    for (const stored of withoutGaps(recent, (each) => this.#isYoung(each))) {
      if (this.#mayAnnounce(stored, peer) && !stored.sent.has(peer)) neighbour.announcements.add(stored.id);
    }
  }

  #ask(peer: PeerId, ids: readonly GossipId[]): boolean {
    const neighbour = this.#neighbours.get(peer);
    if (!neighbour) return false;
    neighbour.isEager = true;
    for (let start = 0; start === 0 || start < ids.length; start += MAX_IDS) {
      const some = ids.slice(start, start + MAX_IDS).map(gossipIdBytes);
      if (!this.#ports.send(peer, encodeGossipMessage({ type: 'GRAFT', ids: some }))) return false;
    }
    return true;
  }

  #prune(peer: PeerId, neighbour: Neighbour): void {
    if (!neighbour.isEager && this.#nowMs - neighbour.prunedAtMs < PRUNE_AGAIN_MS) return;
    neighbour.isEager = false;
    neighbour.prunedAtMs = this.#nowMs;
    this.#ports.send(peer, encodeGossipMessage({ type: 'PRUNE' }));
  }

  get #nowMs(): number {
    return this.#ports.clock.nowMs();
  }
}
