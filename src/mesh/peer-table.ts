// Which other peers there are: linked, lost or told of; who left and who is kept out. Forgets what is not seen.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import { Inbox } from './inbox.ts';
import { MeshPeer, type KnownPeer } from './mesh-peer.ts';

export interface PeerTableOptions {
  readonly self: PeerId;
  readonly clock: Clock;
  /** Nobody has linked or heard of the peer for {@link UNSEEN_MS}. */
  readonly onExpired: (peer: MeshPeer) => void;
}

/** A peer that is not linked and not heard of for so long leaves (s). */
export const UNSEEN_MS = 90_000;
/** How long a peer is kept out after repeated misdeeds. */
export const REFUSAL_MS = 10 * 60_000;
/** Peers known at the same time, linked or not. */
export const MAX_KNOWN = 256;
/** How long old copies of a departed peer's entry cannot bring it back, and its messages are known to have been taken. */
const DEPARTED_MS = 10 * 60_000;
/** How long a peer that was let go, or let us go, is not dialled by itself. */
export const LET_GO_MS = 60_000;

export class PeerTable implements Disposable {
  readonly #options: PeerTableOptions;
  readonly #peers = new Map<PeerId, MeshPeer>();
  readonly #expiries = new Map<PeerId, Cancel>();
  readonly #refused = createBoundedMemory<PeerId, true>({ keepMs: REFUSAL_MS, maxEntries: 256 });
  /** The newest entry seen of each. */
  readonly #departed = createBoundedMemory<PeerId, number>({ keepMs: DEPARTED_MS, maxEntries: 512 });
  readonly #inboxes = createBoundedMemory<PeerId, Inbox>({ keepMs: DEPARTED_MS, maxEntries: 512 });
  readonly #letGo = createBoundedMemory<PeerId, true>({ keepMs: LET_GO_MS, maxEntries: 256 });

  constructor(options: PeerTableOptions) {
    this.#options = options;
  }

  get all(): readonly MeshPeer[] {
    return Array.from(this.#peers.values());
  }

  get(peerId: PeerId): MeshPeer | undefined {
    return this.#peers.get(peerId);
  }

  /** Leaves again when it is not linked in time. */
  add(peerId: PeerId, known?: KnownPeer): MeshPeer {
    const inbox = this.#inboxes.get(peerId, this.#nowMs) ?? new Inbox();
    const peer = new MeshPeer(peerId, inbox, this.#nowMs);
    peer.known = known;
    this.#peers.set(peerId, peer);
    this.expire(peer);
    return peer;
  }

  /** Takes in what a verified entry says, unless it is old news. */
  remember(known: KnownPeer): void {
    const { peerId, issued } = known;
    const departed = this.#departed.get(peerId, this.#nowMs);
    if (peerId === this.#options.self || (departed !== undefined && issued <= departed)) return;
    const peer = this.#peers.get(peerId);
    if (peer?.known && peer.known.issued >= issued) return;
    if (peer) return void Object.assign(peer, { known, seenAtMs: this.#nowMs });
    if (this.#peers.size >= MAX_KNOWN) this.#forgetOne();
    if (this.#peers.size < MAX_KNOWN) this.add(peerId, known);
  }

  /** The one heard of longest ago of those that are nothing but hearsay, so that no flood of it keeps others out. */
  #forgetOne(): void {
    let oldest: MeshPeer | undefined;
    for (const peer of this.#peers.values()) {
      const isHearsay = !peer.isReachable && !peer.hasLink;
      if (isHearsay && (!oldest || peer.seenAtMs < oldest.seenAtMs)) oldest = peer;
    }
    if (oldest) this.#options.onExpired(oldest);
  }

  remove(peer: MeshPeer): void {
    this.#peers.delete(peer.peerId);
    this.#expiries.get(peer.peerId)?.();
    this.#expiries.delete(peer.peerId);
    if (peer.inbox.position) this.#inboxes.set(peer.peerId, peer.inbox, this.#nowMs);
    if (peer.known) this.#departed.set(peer.peerId, peer.known.issued, this.#nowMs);
  }

  /** It is here, whatever was said before. */
  welcome(peerId: PeerId): void {
    this.#departed.delete(peerId);
    this.#letGo.delete(peerId);
  }

  refuse(peerId: PeerId): void {
    this.#refused.set(peerId, true, this.#nowMs);
  }

  isRefused(peerId: PeerId): boolean {
    return this.#refused.get(peerId, this.#nowMs) === true;
  }

  letGo(peerId: PeerId): void {
    this.#letGo.set(peerId, true, this.#nowMs);
  }

  isDialable(peerId: PeerId): boolean {
    const peer = this.#peers.get(peerId);
    return peer !== undefined && !peer.isLinked && !this.isRefused(peerId);
  }

  /** Without being asked for by name: not one that was let go just now. */
  isDialableByItself(peerId: PeerId): boolean {
    return this.isDialable(peerId) && !this.#letGo.get(peerId, this.#nowMs);
  }

  /** Lets an unlinked peer go when it stays unseen. */
  expire(peer: MeshPeer): void {
    // At least a millisecond: a rest of rounding would be scheduled for now, again and again.
    const leftMs = Math.max(1, peer.seenAtMs + UNSEEN_MS - this.#nowMs);
    this.#expiries.get(peer.peerId)?.();
    const cancel = this.#options.clock.schedule(leftMs, () => this.#onUnseen(peer));
    this.#expiries.set(peer.peerId, cancel);
  }

  dispose(): void {
    for (const cancel of this.#expiries.values()) cancel();
  }

  #onUnseen(peer: MeshPeer): void {
    if (this.#peers.get(peer.peerId) !== peer || peer.isLinked) return;
    if (this.#nowMs - peer.seenAtMs >= UNSEEN_MS) this.#options.onExpired(peer);
    else this.expire(peer);
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }
}
