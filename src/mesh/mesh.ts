// Which peers are linked, and how messages reach them: dials, answers, chooses, measures, introduces. Knows proven
// peers and bytes; what is said on the protocols is not known here.

import type { Bytes } from '../primitives/bytes.ts';
import { scheduleEvery } from '../primitives/clock.ts';
import { createDisposables } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomInteger } from '../primitives/random.ts';
import type { SecureLink } from '../secure/secure-link.ts';
import type { ChannelName, CloseReason, Endpoint, Link } from '../transport/transport.ts';
import { createDialer, type Dialer } from './dialer.ts';
import { decodeEnvelope, encodeEnvelope, type Envelope } from './envelope.ts';
import { createHeartbeat } from './heartbeat.ts';
import { chooseKnownPeers, dialPeer } from './introductions.ts';
import { createLinkWaiters, type LinkWaiters } from './link-waiters.ts';
import type { KnownPeer, MeshPeer, PeerSnapshot } from './mesh-peer.ts';
import type { Mesh, MeshMessageReceived, MeshOptions, ProtocolAddress } from './mesh-ports.ts';
import { PeerLinks } from './peer-links.ts';
import { PeerTable } from './peer-table.ts';
import { decodeMeshMessage, encodeMeshMessage, MESH_PROTOCOL, type MeshMessage } from './protocol.ts';
import { mayAcceptLink, peersToDial } from './topology.ts';

/** How often a random neighbour is asked whom it knows: mends what introductions missed. */
const ASK_AROUND_MS = 30_000;
/** Of two that learn of each other together, the one of higher id waits so long for the other's dial. */
const HEAD_START_MS = 2_000;
const REDIAL_MS = 1_000;
const FULL_LINGER_MS = 1_000;

export function createMesh(options: MeshOptions): Mesh {
  return new LinkMesh(options);
}

class LinkMesh implements Mesh {
  readonly #options: MeshOptions;
  readonly #disposables = createDisposables();
  /** Of handshakes under way. */
  readonly #handshakes = new Set<AbortController>();
  readonly #peers: PeerTable;
  readonly #endpoints = new Set<Endpoint>();
  readonly #handlers = new Map<string, (received: MeshMessageReceived) => void>();
  readonly #waiters: LinkWaiters;
  readonly #dialer: Dialer;
  #ownEntry: Bytes | undefined;
  #generation = 0;

  constructor(options: MeshOptions) {
    this.#options = options;
    const { clock, random } = options;
    this.#waiters = createLinkWaiters(clock);
    this.#peers = new PeerTable({
      self: options.self,
      clock,
      onExpired: (peer) => this.#remove(peer),
    });
    this.#dialer = createDialer({ clock, random, dial: (peer, signal) => this.#dial(peer, signal) });
    this.#disposables.add(scheduleEvery(clock, ASK_AROUND_MS, () => this.#askAround()));
    this.#disposables.add(() => this.#dialer.dispose());
    this.#disposables.add(() => this.#peers.dispose());
  }

  get linked(): readonly PeerId[] {
    return this.#peers.all.filter(({ isLinked }) => isLinked).map(({ peerId }) => peerId);
  }

  addEndpoint(endpoint: Endpoint): void {
    this.#endpoints.add(endpoint);
    endpoint.onLink((link) => void this.adopt(link));
    endpoint.onState(({ kind }) => kind === 'closed' && this.#endpoints.delete(endpoint));
  }

  async adopt(link: Link): Promise<PeerId | undefined> {
    const handshake = new AbortController();
    this.#handshakes.add(handshake);
    const proven = await this.#options.secure(link, handshake.signal);
    this.#handshakes.delete(handshake);
    if (!proven.ok) {
      const facts = { code: proven.error.code, detail: proven.error.detail };
      this.#options.log.write({ level: 'warning', part: 'mesh', message: 'not proven', facts });
      link.close('not proven');
      return undefined;
    }
    return this.#accept(proven.value);
  }

  learn(peers: readonly KnownPeer[], { isEager }: { readonly isEager: boolean }): void {
    for (const known of peers) this.#peers.remember(known);
    const unlinked = peers.map(({ peerId }) => peerId).filter((id) => this.#peers.isDialable(id));
    for (const id of peersToDial({ linkCount: this.linked.length, unlinked })) {
      this.#dialer.want(id, isEager || this.#options.self < id ? 0 : HEAD_START_MS);
    }
  }

  setOwnEntry(bytes: Bytes): void {
    this.#ownEntry = bytes;
    for (const peer of this.#peers.all) peer.tell({ type: 'ENTRY', entry: bytes });
  }

  send(to: PeerId, { id, version, channel }: ProtocolAddress, payload: Uint8Array): boolean {
    const peer = this.#peers.get(to);
    const link = peer?.links?.active;
    if (!peer || !link) return false;
    const frame = encodeEnvelope(id, version, payload);
    const sent = link.send(channel, frame);
    if (sent.ok) peer.meter.count('sent', frame.length);
    else peer.lastError = sent.error.code;
    return sent.ok;
  }

  handle(protocolId: string, handler: (received: MeshMessageReceived) => void): () => void {
    if (this.#handlers.has(protocolId)) throw new Error(`protocol ${protocolId} has a handler`);
    this.#handlers.set(protocolId, handler);
    return () => this.#handlers.delete(protocolId);
  }

  blame(peerId: PeerId, detail: string): void {
    const peer = this.#peers.get(peerId);
    if (peer) this.#strike(peer, detail);
  }

  countDropped(peerId: PeerId): void {
    const peer = this.#peers.get(peerId);
    if (peer) peer.counts.overRate += 1;
  }

  snapshot(peerId: PeerId): PeerSnapshot | undefined {
    return this.#peers.get(peerId)?.snapshot();
  }

  snapshots(): readonly PeerSnapshot[] {
    return this.#peers.all.map((peer) => peer.snapshot());
  }

  leave(): void {
    for (const peer of this.#peers.all) peer.tell({ type: 'BYE' });
    this.dispose();
  }

  dispose(): void {
    if (this.#disposables.isDisposed) return;
    this.#disposables.dispose();
    for (const handshake of this.#handshakes) handshake.abort();
    for (const peer of this.#peers.all) {
      peer.heartbeat?.dispose();
      peer.links?.close('left');
    }
  }

  async #accept(link: SecureLink): Promise<PeerId | undefined> {
    const { peerId } = link.remote;
    const known = this.#peers.get(peerId);
    const refusal = this.#reasonToRefuse(peerId, known);
    if (refusal) return this.#refuse(link, refusal);
    const peer = known ?? this.#peers.add(peerId);
    peer.proven = link.remote;
    peer.links ??= this.#createLinks(peer);
    peer.links.add(link);
    return (await this.#waiters.whenLinked(peer)) ? peerId : undefined;
  }

  #reasonToRefuse(peerId: PeerId, known: MeshPeer | undefined): 'self' | 'refused' | 'full' | undefined {
    if (this.#disposables.isDisposed || peerId === this.#options.self) return 'self';
    if (this.#peers.isRefused(peerId)) return 'refused';
    return known?.hasLink || mayAcceptLink(this.#peers.heldPlaces) ? undefined : 'full';
  }

  #refuse(link: SecureLink, reason: 'self' | 'refused' | 'full'): undefined {
    if (reason === 'full') link.send('control', encodeMeshMessage({ type: 'FULL' }));
    // What was said has to leave before the link does.
    this.#options.clock.schedule(reason === 'full' ? FULL_LINGER_MS : 0, () => link.close(reason));
  }

  #createLinks(peer: MeshPeer): PeerLinks {
    return new PeerLinks({
      self: this.#options.self,
      remote: peer.peerId,
      clock: this.#options.clock,
      ownEntry: () => this.#ownEntry,
      nextGeneration: () => this.#nextGeneration(),
      onActive: (link) => this.#onActive(peer, link),
      onDown: (reason, sinceMs) => this.#onDown(peer, reason, sinceMs),
      onInterrupted: () => this.#options.onEvent({ type: 'measured', peerId: peer.peerId }),
      onPayload: (payload, channel, link) => this.#onPayload(peer, payload, channel, link),
    });
  }

  /** From the clock, so that it also grows over a rejoin of the same instance. */
  #nextGeneration(): number {
    this.#generation = Math.max(this.#generation + 1, Math.floor(this.#options.clock.nowMs()));
    return this.#generation;
  }

  #onActive(peer: MeshPeer, link: SecureLink): void {
    if (this.#disposables.isDisposed) return;
    const nowMs = this.#options.clock.nowMs();
    peer.state = { kind: 'linked', sinceMs: nowMs };
    peer.seenAtMs = nowMs;
    this.#peers.welcome(peer.peerId);
    this.#dialer.forget(peer.peerId);
    this.#startHeartbeat(peer);
    void this.#askRoute(peer);
    this.#tellKnown(peer);
    this.#options.onEvent({ type: 'linked', peer: link.remote });
    this.#waiters.onLinked(peer);
  }

  #startHeartbeat(peer: MeshPeer): void {
    peer.heartbeat?.dispose();
    peer.heartbeat = createHeartbeat({
      clock: this.#options.clock,
      ping: (number) => peer.tell({ type: 'PING', number }),
      onBeat: () => this.#measure(peer),
      onSilence: () => peer.links?.active?.close('silent'),
    });
  }

  #measure(peer: MeshPeer): void {
    peer.meter.sample(this.#options.clock.nowMs());
    void this.#askRoute(peer);
    this.#options.onEvent({ type: 'measured', peerId: peer.peerId });
  }

  async #askRoute(peer: MeshPeer): Promise<void> {
    const route = await peer.links?.active?.route();
    if (!route || !peer.isLinked || peer.route === route.kind) return;
    peer.route = route.kind;
    this.#options.onEvent({ type: 'measured', peerId: peer.peerId });
  }

  #onDown(peer: MeshPeer, reason: CloseReason, sinceMs: number): void {
    peer.heartbeat?.dispose();
    peer.heartbeat = undefined;
    peer.lastError = reason.detail;
    if (this.#disposables.isDisposed || this.#peers.get(peer.peerId) !== peer) return;
    if (reason.kind === 'left' || reason.kind === 'refused') return this.#remove(peer);
    peer.state = { kind: 'lost', sinceMs };
    peer.seenAtMs = sinceMs;
    this.#dialer.want(peer.peerId, this.#options.self < peer.peerId ? REDIAL_MS : REDIAL_MS + HEAD_START_MS);
    this.#options.onEvent({ type: 'lost', peerId: peer.peerId });
    this.#peers.expire(peer);
  }

  #remove(peer: MeshPeer): void {
    this.#peers.remove(peer);
    this.#dialer.forget(peer.peerId);
    peer.links?.close('left');
    peer.heartbeat?.dispose();
    if (peer.state.kind !== 'known') this.#options.onEvent({ type: 'left', peerId: peer.peerId });
  }

  #strike(peer: MeshPeer, detail: string): void {
    peer.counts.malformed += 1;
    peer.lastError = detail;
    if (peer.strikes.take(this.#options.clock.nowMs())) return;
    this.#options.log.write({ level: 'warning', part: 'mesh', message: 'peer refused', facts: { detail } });
    this.#peers.refuse(peer.peerId);
    this.#remove(peer);
  }

  #onPayload(peer: MeshPeer, payload: Bytes, channel: ChannelName, link: SecureLink): void {
    peer.heartbeat?.onTraffic();
    peer.meter.count('received', payload.length);
    const envelope = decodeEnvelope(payload);
    if (!envelope) return this.#strike(peer, 'no envelope');
    if (!peer.mayBeHeard(envelope.protocol, channel, this.#options.clock.nowMs())) return;
    if (envelope.protocol === MESH_PROTOCOL.id) this.#onMeshPayload(peer, envelope, link);
    else this.#deliver(peer, envelope, channel);
  }

  #deliver(peer: MeshPeer, { protocol, version, payload }: Envelope, channel: ChannelName): void {
    const handler = this.#handlers.get(protocol);
    if (!handler) peer.counts.unknownProtocols += 1;
    else if (peer.proven) handler({ from: peer.proven, version, channel, payload });
  }

  #onMeshPayload(peer: MeshPeer, { version, payload }: Envelope, link: SecureLink): void {
    if (version !== MESH_PROTOCOL.version) return void (peer.counts.unknownProtocols += 1);
    const decoded = decodeMeshMessage(payload);
    if (decoded.ok) this.#onMeshMessage(peer, decoded.value, link);
    else this.#strike(peer, decoded.error.detail);
  }

  #onMeshMessage(peer: MeshPeer, message: MeshMessage, link: SecureLink): void {
    switch (message.type) {
      case 'HELLO':
        peer.links?.onHello(link, message.lost);
        return message.entry && void this.#learnFrom(peer, [message.entry]);
      case 'USE':
        return peer.links?.onUse(link, message.generation);
      case 'FULL':
        return this.#options.onEvent({ type: 'full' });
      case 'BYE':
        return this.#remove(peer);
      case 'PING':
        return peer.tell({ type: 'PONG', number: message.number });
      case 'PONG':
        return peer.heartbeat?.onPong(message.number);
      case 'ENTRY':
        return void this.#learnFrom(peer, [message.entry]);
      case 'KNOWN_PEERS':
        return this.#onKnownPeers(peer, message.entries);
      default:
        return this.#onRequestKnown(peer);
    }
  }

  #onKnownPeers(peer: MeshPeer, entries: readonly Bytes[]): void {
    if (peer.mayUse(peer.knownLists, this.#options.clock.nowMs())) void this.#learnFrom(peer, entries);
  }

  #onRequestKnown(peer: MeshPeer): void {
    if (peer.mayUse(peer.knownAnswers, this.#options.clock.nowMs())) this.#tellKnown(peer);
  }

  async #learnFrom(peer: MeshPeer, entries: readonly Bytes[]): Promise<void> {
    if (!peer.mayUse(peer.entries, this.#options.clock.nowMs(), entries.length)) return;
    const opened = await Promise.all(entries.map((entry) => this.#options.openEntry(entry)));
    if (this.#disposables.isDisposed) return;
    this.learn(
      opened.filter((known) => known !== undefined),
      { isEager: false },
    );
  }

  async #dial(peerId: PeerId, signal: AbortSignal): Promise<boolean> {
    const peer = this.#peers.get(peerId);
    if (!peer?.known || peer.isLinked) return peer?.isLinked ?? false;
    const link = await dialPeer(this.#endpoints, peer.known, signal);
    if (!link.ok) {
      peer.lastError = link.error;
      return peer.isLinked;
    }
    return (await this.adopt(link.value)) === peerId;
  }

  #tellKnown(peer: MeshPeer): void {
    const entries = chooseKnownPeers(this.#peers.all, peer.peerId);
    if (entries.length > 0) peer.tell({ type: 'KNOWN_PEERS', entries });
  }

  #askAround(): void {
    const { linked } = this;
    const chosen = linked[linked.length === 0 ? 0 : randomInteger(this.#options.random, linked.length)];
    if (chosen) this.#peers.get(chosen)?.tell({ type: 'REQUEST_KNOWN_PEERS' });
  }
}
