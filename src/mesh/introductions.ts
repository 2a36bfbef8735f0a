// How one known peer leads to all others: which entries are passed on and taken in (PROTOCOL [T2]).

import type { Bytes } from '../primitives/bytes.ts';
import { scheduleEvery, type Cancel } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomInteger } from '../primitives/random.ts';
import type { MeshCore } from './mesh-core.ts';
import type { KnownPeer, MeshPeer } from './mesh-peer.ts';
import { MAX_ALTERNATIVES, MAX_KNOWN_PEERS, MAX_KNOWN_PEERS_BYTES } from './protocol.ts';

/** How often a random neighbour is asked whom it knows: mends what introductions missed. */
const ASK_AROUND_MS = 30_000;

export class Introductions implements Disposable {
  readonly #core: MeshCore;
  readonly #learn: (peers: readonly KnownPeer[]) => void;
  readonly #cancel: Cancel;
  ownEntry: Bytes | undefined;

  /** `learn` takes in what verified entries say. */
  constructor(core: MeshCore, learn: (peers: readonly KnownPeer[]) => void) {
    this.#core = core;
    this.#learn = learn;
    this.#cancel = scheduleEvery(core.options.clock, ASK_AROUND_MS, () => this.#askAround());
  }

  dispose(): void {
    this.#cancel();
  }

  setOwnEntry(bytes: Bytes): void {
    this.ownEntry = bytes;
    for (const peer of this.#core.peers.all) peer.tell({ type: 'ENTRY', entry: bytes });
  }

  /**
   * Everybody linked here learns of a newcomer as soon as it learns of them: whose turn it is to dial first then dials, be
   * it the newcomer or not.
   */
  tellOf(newcomer: MeshPeer): void {
    const { known, isLinked, isNewcomer } = newcomer;
    if (!known || !isLinked || !isNewcomer || this.#core.options.tellsOfNewcomers?.() === false) return;
    newcomer.isNewcomer = false;
    for (const peer of this.#core.peers.all)
      if (peer !== newcomer) peer.tell({ type: 'ENTRY', entry: known.encoded });
  }

  /** Tells `peer` who is linked here. */
  tellKnown(peer: MeshPeer): void {
    const entries = chooseKnownPeers(this.#core.peers.all, peer.peerId);
    if (entries.length > 0) peer.tell({ type: 'KNOWN_PEERS', entries });
  }

  /** Whom else `peerId` could dial, at random. */
  alternatives(peerId: PeerId): readonly Bytes[] {
    const { random } = this.#core.options;
    const all = Array.from(chooseKnownPeers(this.#core.peers.all, peerId));
    const chosen: Bytes[] = [];
    while (chosen.length < MAX_ALTERNATIVES && all.length > 0)
      chosen.push(...all.splice(randomInteger(random, all.length), 1));
    return chosen;
  }

  onKnownPeers(peer: MeshPeer, entries: readonly Bytes[]): void {
    if (peer.mayUse(peer.knownLists, this.#core.nowMs)) void this.#onIntroduced(peer, entries);
  }

  /** Its own, or that of a newcomer it is linked with now. */
  async onEntry(peer: MeshPeer, entry: Bytes): Promise<void> {
    const [known] = await this.learnFrom(peer, [entry]);
    if (!known || !this.#core.isCurrent(peer)) return;
    if (known.peerId === peer.peerId) this.tellOf(peer);
    else this.#core.emit({ type: 'introduced', by: peer.peerId, peers: [known.peerId], isAll: false });
  }

  onRequestKnown(peer: MeshPeer): void {
    if (peer.mayUse(peer.knownAnswers, this.#core.nowMs)) this.tellKnown(peer);
  }

  /** Takes in entries that a peer sent, as far as it may have any verified; those that are valid. */
  async learnFrom(peer: MeshPeer, entries: readonly Bytes[] = []): Promise<readonly KnownPeer[]> {
    if (entries.length === 0 || !peer.mayUse(peer.entries, this.#core.nowMs, entries.length)) return [];
    const opened = await Promise.all(entries.map((entry) => this.#core.options.openEntry(entry)));
    const known = opened.filter((each) => each !== undefined);
    if (!this.#core.isDisposed) this.#learn(known);
    return known;
  }

  async #onIntroduced(peer: MeshPeer, entries: readonly Bytes[]): Promise<void> {
    const known = await this.learnFrom(peer, entries);
    if (known.length === 0 || !this.#core.isCurrent(peer)) return;
    const peers = known.map(({ peerId }) => peerId);
    this.#core.emit({ type: 'introduced', by: peer.peerId, peers, isAll: true });
  }

  #askAround(): void {
    const { linked } = this.#core;
    const chosen = linked[linked.length === 0 ? 0 : randomInteger(this.#core.options.random, linked.length)];
    if (chosen) this.#core.peers.get(chosen)?.tell({ type: 'REQUEST_KNOWN_PEERS' });
  }
}

/** Entries of peers that are linked here: hearsay is not passed on, so that the dead are forgotten. */
function chooseKnownPeers(peers: Iterable<MeshPeer>, recipient: PeerId): readonly Bytes[] {
  const chosen: Bytes[] = [];
  let totalBytes = 0;
  for (const { peerId, known, isLinked } of peers) {
    if (!known || !isLinked || peerId === recipient) continue;
    totalBytes += known.encoded.length;
    if (chosen.length === MAX_KNOWN_PEERS || totalBytes > MAX_KNOWN_PEERS_BYTES) break;
    chosen.push(known.encoded);
  }
  return chosen;
}
