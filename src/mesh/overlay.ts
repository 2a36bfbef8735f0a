// Members of a room and messages to them, linked or not: puts links, gossip, relay, membership and topology together
// behind one port. A full mesh sends directly and forwards nothing; a partial one gossips and relays.

import type { Bytes } from '../primitives/bytes.ts';
import { scheduleEvery, type Cancel } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Entry } from '../secure/entry.ts';
import type { SignalingMedium } from '../signaling/signaler.ts';
import { createBeyond, type Beyond } from './beyond.ts';
import { createBridges, type Bridges } from './bridges.ts';
import { UNPACED } from './broadcast-pace.ts';
import type { GossipReceived } from './gossip/gossip.ts';
import { MAX_GOSSIP_PAYLOAD_BYTES } from './gossip/gossip-message.ts';
import { createKnownEntries, type KnownEntries } from './known-entries.ts';
import { type Member, type OwnAnnouncement } from './membership.ts';
import { MAX_CARD_BYTES } from './membership-protocol.ts';
import { createMesh } from './mesh.ts';
import type { KnownPeer } from './mesh-peer.ts';
import type { Departure, Mesh, MeshEvent, MeshMessageReceived, ProtocolAddress } from './mesh-ports.ts';
import type { MemberSnapshot, MeshSummary, Overlay, OverlayOptions, OverlayPlace } from './overlay-ports.ts';
import { memberSnapshot } from './member-snapshot.ts';
import { summarizeMesh } from './mesh-summary.ts';
import { createRelayUse, type RelayUse } from './relay-use.ts';
import type { Sender } from './sender.ts';
import { createTopologyPorts, hasStrangers, outsiders } from './overlay-topology.ts';
import type { Admission, MeshShape } from './topology.ts';
import { createTopologyKeeper, type NewcomerFacts, type TopologyKeeper } from './topology-keeper.ts';

type Handler = (received: MeshMessageReceived) => void;

/** By then everybody of a room has announced itself to a newcomer, or is linked with it. */
const NEW_MS = 30_000;
/** How often a full mesh is looked at for members that no link reaches; twice in a row counts. */
const STRANGERS_MS = 10_000;
const NOBODY: ReadonlyMap<PeerId, Member> = new Map();

export function createOverlay(options: OverlayOptions): Overlay {
  return new MeshOverlay(options);
}

class MeshOverlay implements Overlay {
  readonly mesh: Mesh;
  readonly #options: OverlayOptions;
  readonly #entries: KnownEntries;
  readonly #bridges: Bridges;
  readonly #keeper: TopologyKeeper;
  readonly #broadcastHandlers = new Map<string, Handler>();
  /** With a link that works now, and since when. */
  readonly #linkedAtMs = new Map<PeerId, number>();
  /** Members: those the room was told of, and not that they left. */
  readonly #present = new Set<PeerId>();
  #beyond: Beyond | undefined;
  /** A way through others, should no link work. */
  #relayUse: RelayUse | undefined;
  #place: OverlayPlace | undefined;
  #enteredAtMs = 0;
  #own: { readonly entry?: Bytes; readonly card?: Bytes } = {};
  #hasStrangers = false;
  #stopWatching: Cancel = () => undefined;
  #isDisposed = false;

  constructor(options: OverlayOptions) {
    this.#options = options;
    const { clock, random } = options;
    this.#entries = createKnownEntries(clock);
    this.#bridges = createBridges(clock);
    this.mesh = createMesh({
      ...options,
      self: options.self.peerId,
      openEntry: (encoded) => this.openEntry(encoded),
      onEvent: (event) => this.#onMeshEvent(event),
      admit: (peer, facts) => this.#admit(peer, facts),
      peersToDial: ({ unlinked }) => this.#keeper.peersToDial(unlinked),
      tellsOfNewcomers: () => this.shape === 'full',
    });
    this.#keeper = createTopologyKeeper({
      clock,
      random,
      limits: options.topology,
      ports: createTopologyPorts({
        mesh: this.mesh,
        entries: this.#entries,
        members: () => this.#announced,
        bridges: this.#bridges,
        isNew: () => clock.nowMs() - this.#enteredAtMs < NEW_MS,
        isVerified: options.isVerified ?? (() => false),
        shape: () => this.shape,
        onShape: (shape) => this.#onShape(shape),
      }),
    });
  }

  get shape(): MeshShape {
    return this.#keeper.shape;
  }

  get members(): readonly PeerId[] {
    return Array.from(this.#present);
  }

  get #announced(): ReadonlyMap<PeerId, Member> {
    return this.#beyond?.membership.members ?? NOBODY;
  }

  enter(place: OverlayPlace): SignalingMedium {
    if (this.#beyond) throw new Error('the overlay has a place already');
    this.#place = place;
    this.#enteredAtMs = this.#options.clock.nowMs();
    const beyond = createBeyond({
      ...this.#options,
      mesh: this.mesh,
      place,
      entries: this.#entries,
      own: () => this.#announcement(),
      onMember: (member, isNew) => this.#onMember(member, isNew),
      onGone: (peerId, hasSaidGoodbye) => this.#onGone(peerId, hasSaidGoodbye),
      onBroadcast: (received) => this.#onBroadcast(received),
    });
    const senderOf = (peer: PeerId) => this.#announced.get(peer)?.entry ?? this.#entries.get(peer);
    const relayUse = createRelayUse({ mesh: this.mesh, beyond, senderOf });
    beyond.ways.onFrame((from, frame) => {
      relayUse.use(from);
      this.mesh.receiveRelayed(from, frame);
    });
    this.#beyond = beyond;
    this.#relayUse = relayUse;
    this.#stopWatching = scheduleEvery(this.#options.clock, STRANGERS_MS, () => this.#updateAnnouncing());
    return beyond.signaling;
  }

  async openEntry(encoded: Uint8Array): Promise<Entry | undefined> {
    const entry = await this.#place?.openEntry(encoded);
    if (entry) this.#entries.put(entry);
    return entry;
  }

  learn(peers: readonly KnownPeer[]): void {
    this.mesh.learn(peers, { isEager: true });
    this.#keeper.onChange();
  }

  setOwn(own: { readonly entry?: Bytes; readonly card?: Bytes }): void {
    if (own.card && own.card.length > MAX_CARD_BYTES) throw new RangeError('a card has at most 2,048 bytes');
    const hadEntry = this.#own.entry !== undefined;
    this.#own = { ...this.#own, ...own };
    if (own.entry) this.mesh.setOwnEntry(own.entry);
    // A newer entry goes out with the next announcement; the first, and what is shown, goes now.
    if (own.card || !hadEntry) this.#beyond?.membership.announceSoon();
  }

  broadcast(protocol: ProtocolAddress, payload: Uint8Array, pace = UNPACED): readonly PeerId[] {
    const { id, version, channel } = protocol;
    const send = (peer: PeerId) => pace.mayGoTo(peer) && this.send(peer, protocol, payload);
    if (this.shape === 'full' && channel === 'control') return this.members.filter(send);
    if (channel !== 'control' || payload.length > MAX_GOSSIP_PAYLOAD_BYTES)
      return this.mesh.linked.filter(send);
    return pace.mayGoByGossip() && this.#beyond?.gossip.broadcast(id, version, payload) ? this.members : [];
  }

  send(to: PeerId, protocol: ProtocolAddress, ...payload: readonly Uint8Array[]): boolean {
    if (protocol.channel === 'control' && !this.mesh.reachable.includes(to)) this.#relayUse?.useTo(to);
    return this.mesh.send(to, protocol, ...payload);
  }

  handle(protocolId: string, handler: Handler): () => void {
    return this.mesh.handle(protocolId, handler);
  }

  handleBroadcasts(protocolId: string, handler: Handler): () => void {
    this.#broadcastHandlers.set(protocolId, handler);
    return () => this.#broadcastHandlers.delete(protocolId);
  }

  blame(peer: PeerId, detail: string): void {
    this.mesh.blame(peer, detail);
  }

  countDropped(peer: PeerId): void {
    this.mesh.countDropped(peer);
  }

  requestLink(peer: PeerId): void {
    this.#keeper.request(peer);
  }

  snapshot(peerId: PeerId): MemberSnapshot {
    return memberSnapshot(peerId, this.mesh, this.#beyond);
  }

  summary(): MeshSummary {
    return summarizeMesh(this, this.mesh, this.#beyond);
  }

  expel(): void {
    for (const peerId of outsiders(this.mesh, this.#announced, this.#options.isMember)) {
      this.#beyond?.membership.forget(peerId);
      this.mesh.forget(peerId, 'refused');
      this.#onAbsent(peerId, 'refused');
    }
  }

  leave(): void {
    if (!this.#isDisposed && !this.#beyond?.sayGoodbye(() => this.#end())) this.#end();
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#stopWatching();
    this.#keeper.dispose();
    this.#beyond?.dispose();
    this.mesh.dispose();
  }

  #end(): void {
    this.mesh.leave();
    this.dispose();
  }

  /** Whoever never announced itself here is new, or of another part of the room: it is taken in, as if it had no link. */
  #admit(peerId: PeerId, { heldPlaces, theirLinks }: NewcomerFacts): Admission {
    const isStranger = !this.#announced.has(peerId);
    return this.#keeper.admit(peerId, { heldPlaces, theirLinks: isStranger ? 0 : theirLinks });
  }

  #onMeshEvent(event: MeshEvent): void {
    if (this.#isDisposed) return;
    switch (event.type) {
      case 'linked':
        return this.#onLinked(event.peer);
      case 'lost':
        return this.#onLost(event.peerId);
      case 'released':
        return this.#onReleased(event.peerId, event.by);
      case 'left':
        return this.#onLeft(event.peerId, event.how);
      case 'introduced':
        this.#beyond?.introduced.onIntroduced(event.by, event.peers, event.isAll);
        this.#keeper.onChange();
        return this.#tell({ type: 'ways' });
      case 'full':
        this.#keeper.onTurnedAway(event.peerId, 'full');
        return this.#tell({ type: 'full' });
      case 'measured':
      case 'doubted':
      case 'drained':
        return this.#tell(event);
      default:
        return undefined;
    }
  }

  #onLinked(peer: Sender): void {
    const { peerId } = peer;
    this.#linkedAtMs.set(peerId, this.#options.clock.nowMs());
    if (this.shape === 'partial' && !this.#announced.has(peerId)) this.#bridges.onStranger(peerId);
    this.#beyond?.gossip.onNeighbourUp(peerId);
    this.#beyond?.exchange.onLinked(peerId);
    this.#keeper.onLinked(peerId);
    this.#present.add(peerId);
    this.#tell({ type: 'linked', peer });
  }

  #onLost(peerId: PeerId): void {
    const goodbyeAtMs = this.#beyond?.membership.goodbyeAtMs(peerId) ?? -Infinity;
    // The link's own goodbye was still under way, where it stays now.
    if (goodbyeAtMs >= (this.#linkedAtMs.get(peerId) ?? Infinity)) return this.mesh.forget(peerId, 'goodbye');
    this.#onUnlinked(peerId);
    this.#relayUse?.useTo(peerId);
    this.#tell({ type: 'lost', peerId });
  }

  #onUnlinked(peerId: PeerId): boolean {
    this.#beyond?.gossip.onNeighbourDown(peerId);
    this.#beyond?.introduced.forget(peerId);
    this.#keeper.onChange();
    return this.#linkedAtMs.delete(peerId);
  }

  #onReleased(peerId: PeerId, by: 'us' | 'them'): void {
    this.#onUnlinked(peerId);
    if (by === 'them') this.#keeper.onTurnedAway(peerId, 'released');
    // So that the other one finds a way back.
    this.#beyond?.membership.announceAgain();
    this.#tell({ type: 'released', peerId });
  }

  #onLeft(peerId: PeerId, how: Departure): void {
    this.#relayUse?.forget(peerId);
    const wasLinked = this.#onUnlinked(peerId);
    // A link that is given up for lost says nothing about somebody who still announces itself.
    if (!wasLinked && this.#announced.has(peerId)) return this.#tell({ type: 'measured', peerId });
    this.#beyond?.membership.forget(peerId);
    this.#onAbsent(peerId, how);
  }

  #onAbsent(peerId: PeerId, how: Departure): void {
    this.#keeper.onMembersChanged();
    if (this.#present.delete(peerId)) this.#tell({ type: 'left', peerId, how });
  }

  #onMember(member: Member, isNew: boolean): void {
    const { peerId } = member.entry;
    this.#entries.put(member.entry);
    this.#present.add(peerId);
    if (isNew) {
      this.#bridges.onNews();
      this.#keeper.onMembersChanged();
    }
    this.#tell({ type: 'announced', member });
  }

  #onGone(peerId: PeerId, hasSaidGoodbye: boolean): void {
    // While there is a link, or hope for one, that is what counts; but a goodbye is one.
    const state = this.mesh.snapshot(peerId)?.state.kind;
    if (state === 'linked' || (state === 'lost' && !hasSaidGoodbye)) return;
    const how = hasSaidGoodbye ? 'goodbye' : 'unseen';
    this.mesh.forget(peerId, how);
    this.#onAbsent(peerId, how);
  }

  #announcement(): OwnAnnouncement | undefined {
    const { entry, card = new Uint8Array() } = this.#own;
    return entry && { entry, links: this.mesh.linked.length, card };
  }

  #onBroadcast({ from, protocol, version, payload }: GossipReceived): void {
    this.#broadcastHandlers.get(protocol)?.({ from, version, channel: 'control', payload });
  }

  /** Links tell who is there, unless there are members that they do not reach. */
  #updateAnnouncing(): void {
    const hadStrangers = this.#hasStrangers;
    this.#hasStrangers = hasStrangers(this.mesh, (peer) => this.#beyond?.introduced.neighboursOf(peer) ?? []);
    const isAnnouncing = this.shape === 'partial' || (hadStrangers && this.#hasStrangers);
    const hasBegun = isAnnouncing && this.#beyond?.membership.isAnnouncing === false;
    this.#beyond?.membership.setAnnouncing(isAnnouncing);
    if (hasBegun) this.#beyond?.exchange.askAll();
  }

  #onShape(shape: MeshShape): void {
    this.#updateAnnouncing();
    this.#options.log.write({ level: 'info', part: 'mesh', message: 'shape', facts: { shape } });
    this.#tell({ type: 'shape', shape });
  }

  #tell(event: Parameters<OverlayOptions['onEvent']>[0]): void {
    if (!this.#isDisposed) this.#options.onEvent(event);
  }
}
