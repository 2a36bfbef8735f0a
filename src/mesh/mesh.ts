// Which peers are linked, and how messages reach them. Puts the parts together and offers them as one: links are kept in
// link-keeper.ts, dialled in dialling.ts; what arrives is sorted in dispatch.ts; what outlives links is in delivery.ts.

import type { Bytes } from '../primitives/bytes.ts';
import { createDisposables } from '../primitives/disposable.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { SecureLink } from '../secure/secure-link.ts';
import type { Endpoint, Link } from '../transport/transport.ts';
import { Dialling } from './dialling.ts';
import { Dispatch } from './dispatch.ts';
import { encodeEnvelope } from './envelope.ts';
import { Introductions } from './introductions.ts';
import { LinkKeeper } from './link-keeper.ts';
import { MeshCore } from './mesh-core.ts';
import type { KnownPeer, MeshPeer, PeerError, PeerSnapshot } from './mesh-peer.ts';
import type {
  Departure,
  Mesh,
  MeshEvent,
  MeshMessageReceived,
  MeshOptions,
  ProtocolAddress,
} from './mesh-ports.ts';
import { PeerTable } from './peer-table.ts';
import { MESH_PROTOCOL, type MeshMessage } from './protocol.ts';
import type { Deed } from './score.ts';
import type { Relay, Sender } from './sender.ts';

export function createMesh(options: MeshOptions): Mesh {
  return new LinkMesh(options);
}

class LinkMesh implements Mesh {
  readonly #core: MeshCore;
  readonly #disposables = createDisposables();
  readonly #dialling: Dialling;
  readonly #introductions: Introductions;
  readonly #dispatch: Dispatch;
  readonly #keeper: LinkKeeper;

  constructor(options: MeshOptions) {
    const { self, clock } = options;
    const peers = new PeerTable({ self, clock, onExpired: (peer) => this.#keeper.remove(peer, 'unseen') });
    this.#core = new MeshCore(options, peers);
    this.#dialling = new Dialling(this.#core, (link) => this.#keeper.adopt(link));
    this.#introductions = new Introductions(this.#core, (known) => this.#dialling.learn(known, false));
    this.#dispatch = new Dispatch(this.#core, {
      onMeshMessage: (peer, message, link) => this.#onMeshMessage(peer, message, link),
      onMisbehaved: (peer) => this.#keeper.refuse(peer),
    });
    this.#keeper = new LinkKeeper(this.#core, {
      dialling: this.#dialling,
      dispatch: this.#dispatch,
      introductions: this.#introductions,
    });
    for (const part of [peers, this.#dialling, this.#introductions])
      this.#disposables.add(() => part.dispose());
  }

  get lastError(): PeerError | undefined {
    return this.#core.lastError;
  }

  get linked(): readonly PeerId[] {
    return this.#core.linked;
  }

  get reachable(): readonly PeerId[] {
    return this.#core.peers.all.filter(({ isReachable }) => isReachable).map(({ peerId }) => peerId);
  }

  addEndpoint(endpoint: Endpoint, { isNear } = { isNear: false }): void {
    this.#dialling.addEndpoint(endpoint, isNear);
  }

  adopt(link: Link): Promise<PeerId | undefined> {
    return this.#keeper.adopt(link);
  }

  learn(peers: readonly KnownPeer[], { isEager }: { readonly isEager: boolean }): void {
    this.#dialling.learn(peers, isEager);
  }

  connect(peer: PeerId): void {
    this.#dialling.connect(peer);
  }

  giveUp(peerId: PeerId): void {
    if (this.#core.peers.get(peerId)?.state.kind === 'known') this.#dialling.dialer.forget(peerId);
  }

  forget(peerId: PeerId, how: Departure): void {
    const peer = this.#core.peers.get(peerId);
    if (peer) this.#keeper.remove(peer, how);
  }

  tryNow(): void {
    this.#dialling.tryNow();
  }

  drop(peerId: PeerId, reason: string): void {
    const peer = this.#core.peers.get(peerId);
    if (peer) this.#keeper.drop(peer, reason);
  }

  setOwnEntry(bytes: Bytes): void {
    this.#introductions.setOwnEntry(bytes);
  }

  send(to: PeerId, { id, version, channel }: ProtocolAddress, ...payload: readonly Uint8Array[]): boolean {
    const peer = this.#core.peers.get(to);
    if (!peer) return false;
    const envelope = encodeEnvelope(id, version, ...payload);
    // What belongs to one link ends with it: the mesh's own messages, chunks, and what is stale at once.
    const isLasting = channel === 'control' && id !== MESH_PROTOCOL.id;
    if (isLasting) return peer.isReachable && this.#dispatch.deliveryOf(peer).send(envelope);
    return peer.hand(channel, envelope);
  }

  hasAnswered(peerId: PeerId): boolean {
    const peer = this.#core.peers.get(peerId);
    return !peer?.isReachable || peer.delivery?.isAnswered === true;
  }

  bufferedBytes(peer: PeerId): number {
    return this.#core.peers.get(peer)?.links?.active?.bufferedBytes('bulk') ?? 0;
  }

  setRelay(sender: Sender, way: Relay | undefined): void {
    const { peers, isDisposed } = this.#core;
    const mayBeNew = way !== undefined && !isDisposed && !peers.isRefused(sender.peerId);
    const peer = peers.get(sender.peerId) ?? (mayBeNew ? peers.add(sender.peerId) : undefined);
    if (!peer) return;
    peer.sender = sender;
    peer.relay = way;
    this.#keeper.choosePath(peer);
  }

  receiveRelayed(from: Sender, frame: Uint8Array): void {
    const { peers, options, isDisposed } = this.#core;
    if (isDisposed || from.peerId === options.self || peers.isRefused(from.peerId)) return;
    const peer = peers.get(from.peerId);
    if (!peer) return;
    peer.sender = from;
    this.#dispatch.onRelayed(peer, frame);
  }

  handle(protocolId: string, handler: (received: MeshMessageReceived) => void): () => void {
    return this.#dispatch.handle(protocolId, handler);
  }

  refuse(peerId: PeerId): void {
    const peer = this.#core.peers.get(peerId);
    if (peer) this.#keeper.refuse(peer);
    else this.#core.peers.refuse(peerId);
  }

  blame(peerId: PeerId, detail: string): void {
    const peer = this.#core.peers.get(peerId);
    if (peer) this.#dispatch.strike(peer, detail);
  }

  countDropped(peerId: PeerId): void {
    const peer = this.#core.peers.get(peerId);
    if (!peer) return;
    peer.counts.overRate += 1;
    this.#dispatch.judge(peer, 'flooding');
  }

  judge(peerId: PeerId, deed: Deed): void {
    const peer = this.#core.peers.get(peerId);
    if (peer) this.#dispatch.judge(peer, deed);
  }

  onEvent(listener: (event: MeshEvent) => void): Unsubscribe {
    return this.#core.onEvent(listener);
  }

  snapshot(peerId: PeerId): PeerSnapshot | undefined {
    return this.#core.peers.get(peerId)?.snapshot(this.#core.nowMs);
  }

  snapshots(): readonly PeerSnapshot[] {
    return this.#core.peers.all.map((peer) => peer.snapshot(this.#core.nowMs));
  }

  leave(): void {
    for (const peer of this.#core.peers.all) peer.tell({ type: 'BYE' });
    this.dispose();
  }

  dispose(): void {
    if (this.#disposables.isDisposed) return;
    this.#core.isDisposed = true;
    this.#disposables.dispose();
    this.#keeper.dispose();
  }

  #onMeshMessage(peer: MeshPeer, message: MeshMessage, link: SecureLink): void {
    switch (message.type) {
      case 'HELLO':
        if (message.delivery) this.#dispatch.deliveryOf(peer).onHello(message.delivery);
        peer.theirLinks = message.links;
        if (message.links === 0 && !peer.known) peer.isNewcomer = true;
        peer.links?.onHello(link, message);
        return void (message.entry && this.#introductions.onEntry(peer, message.entry));
      case 'USE':
        return peer.links?.onUse(link, message.generation);
      case 'FULL':
        void this.#introductions.learnFrom(peer, message.peers);
        return this.#core.emit({ type: 'full', peerId: peer.peerId });
      case 'RELEASE':
        this.#keeper.onReleased(peer);
        return void this.#introductions.learnFrom(peer, message.peers);
      case 'BYE':
        return this.#keeper.remove(peer, 'goodbye');
      case 'PING':
        peer.theirLinks = message.links;
        return peer.tell({ type: 'PONG', number: message.number });
      case 'PONG':
        return peer.heartbeat?.onPong(message.number);
      case 'ENTRY':
        return void this.#introductions.onEntry(peer, message.entry);
      case 'KNOWN_PEERS':
        return this.#introductions.onKnownPeers(peer, message.entries);
      case 'REQUEST_KNOWN_PEERS':
        return this.#introductions.onRequestKnown(peer);
      default:
        // ACK and STREAM are delivery's, and taken before.
        return undefined;
    }
  }
}
