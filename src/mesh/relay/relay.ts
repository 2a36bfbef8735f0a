// Messages to peers without a link of our own, carried by members that know a way: sealed here, opened there, unread in
// between. Passes on for others too. Which links there are is not decided here.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { CryptoPort } from '../../primitives/crypto.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import { createEmitter, type Unsubscribe } from '../../primitives/events.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { createFifo } from '../../secure/fifo.ts';
import type { LocalPeer } from '../../secure/identity.ts';
import type { Mesh, MeshMessageReceived } from '../mesh-ports.ts';
import {
  createCorrespondents,
  type Correspondents,
  type RelayEntries,
  type RelaySender,
} from './correspondents.ts';
import {
  decodeRelayMessage,
  encodeRelayMessage,
  MAX_RELAYED_BYTES,
  RELAY_ID_BYTES,
  RELAY_KINDS,
  RELAY_PROTOCOL,
  type NoRoute,
  type Relayed,
  type RelayKind,
  type RelayMessage,
} from './protocol.ts';
import { RelayRouting, type RelayRoutes } from './routing.ts';

export interface RelayOptions {
  readonly self: LocalPeer;
  /** 16 bytes: boxes of one room open in no other. */
  readonly namespace: Uint8Array;
  readonly links: Pick<Mesh, 'linked' | 'send' | 'handle' | 'blame' | 'countDropped' | 'snapshot'>;
  readonly routes: RelayRoutes;
  /** Nothing of others is taken; default: everybody is one. */
  readonly isMember?: (identity: IdentityId) => boolean;
  readonly entries: RelayEntries;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomSource;
}

export interface RelayedMessage {
  /** Proven by the box: who sealed it. */
  readonly from: RelaySender;
  readonly bytes: Bytes;
  /** The neighbour that handed it over. */
  readonly via: PeerId;
}

/** What this peer does for others, and others for it. */
export interface Relaying extends Disposable {
  /** Seals and hands over, in order; false when there is no way, or too much. No promise that it arrives. */
  send(to: PeerId, kind: RelayKind, bytes: Uint8Array): boolean;
  /** One listener per kind. */
  onMessage(kind: RelayKind, listener: (message: RelayedMessage) => void): Unsubscribe;
  /** A relay says that it knows no way to `to`; a hint, once per message. */
  onNoRoute(listener: (to: PeerId) => void): Unsubscribe;
  /** Whether a way and the recipient's key are known. */
  canReach(to: PeerId): boolean;
  /** The neighbour that messages to `to` go to now; none when it is linked itself or there is no way. */
  viaOf(to: PeerId): readonly PeerId[];
  /** What was sent to `to` did not arrive: the next message takes another way, where there is one. */
  avoidWayTo(to: PeerId): void;
  readonly counts: Readonly<RelayCounts>;
}

export interface RelayCounts {
  sent: number;
  delivered: number;
  forwarded: number;
  /** Handed over by neighbours, and neither for us nor passed on. */
  dropped: number;
  /** For us by their address, but not opened. */
  unopened: number;
}

/**
 * While more than this is unacknowledged by a neighbour, nothing is passed on to it: a quarter of what delivery takes
 * for it (1 MiB), so that what others send through us never crowds out what we say ourselves.
 */
export const MAX_UNACKNOWLEDGED_BYTES = 256 * 1024;
/** Messages that wait to be sealed or opened: each costs two agreements. */
const MAX_WAITING = 256;

export function createRelay(options: RelayOptions): Relaying {
  return new MeshRelay(options);
}

class MeshRelay implements Relaying {
  readonly counts: RelayCounts = { sent: 0, delivered: 0, forwarded: 0, dropped: 0, unopened: 0 };
  readonly #options: RelayOptions;
  readonly #self: PeerId;
  readonly #disposables = createDisposables();
  readonly #routing: RelayRouting;
  readonly #correspondents: Correspondents;
  readonly #listeners = new Map<RelayKind, (message: RelayedMessage) => void>();
  readonly #noRoutes = createEmitter<PeerId>();
  readonly #outgoing = createFifo<Outgoing>(
    (outgoing) => this.#handOver(outgoing),
    () => undefined,
  );
  readonly #incoming = createFifo<Incoming>(
    (incoming) => this.#deliver(incoming),
    () => void (this.counts.unopened += 1),
  );
  #sealing = 0;
  #opening = 0;

  constructor(options: RelayOptions) {
    const { self, links, routes, random } = options;
    this.#options = options;
    this.#self = self.peerId;
    this.#routing = new RelayRouting({ self: self.peerId, linked: () => links.linked, routes, random });
    this.#correspondents = createCorrespondents(options);
    this.#disposables.add(links.handle(RELAY_PROTOCOL.id, (received) => this.#receive(received)));
  }

  send(to: PeerId, kind: RelayKind, bytes: Uint8Array): boolean {
    const tooMuch = bytes.length > MAX_RELAYED_BYTES || this.#sealing >= MAX_WAITING;
    if (this.#disposables.isDisposed || tooMuch || !this.canReach(to)) return false;
    this.#sealing += 1;
    const sealing = this.#correspondents.seal(to, kind, bytes).finally(() => void (this.#sealing -= 1));
    this.#outgoing.push(sealing.then((sealed) => ({ to, kind, sealed })));
    return true;
  }

  onMessage(kind: RelayKind, listener: (message: RelayedMessage) => void): Unsubscribe {
    if (this.#listeners.has(kind)) throw new Error(`relayed ${kind} has a listener`);
    this.#listeners.set(kind, listener);
    return () => this.#listeners.delete(kind);
  }

  onNoRoute(listener: (to: PeerId) => void): Unsubscribe {
    return this.#noRoutes.on(listener);
  }

  canReach(to: PeerId): boolean {
    return this.#correspondents.knows(to) && this.#routing.canReach(to, this.#nowMs);
  }

  viaOf(to: PeerId): readonly PeerId[] {
    const next = this.#routing.nextHop(to, this.#nowMs);
    return next === undefined || next === to ? [] : [next];
  }

  avoidWayTo(to: PeerId): void {
    this.#routing.avoidWayTo(to, this.#nowMs);
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#listeners.clear();
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }

  #handOver({ to, kind, sealed }: Outgoing): void {
    const next = this.#routing.nextHop(to, this.#nowMs);
    if (!sealed || this.#disposables.isDisposed) return;
    if (next === undefined) return this.#noRoutes.emit(to);
    const id = this.#options.random.bytes(RELAY_ID_BYTES);
    const { hops } = RELAY_KINDS[kind];
    const message: Relayed = { type: 'RELAY', to, from: this.#self, id, hops, sealed };
    this.#routing.onSent(message, next, this.#nowMs);
    if (this.#tell(next, message)) this.counts.sent += 1;
  }

  #receive({ from: { peerId: neighbour }, version, payload }: MeshMessageReceived): void {
    if (this.#disposables.isDisposed || version !== RELAY_PROTOCOL.version) return;
    const message = decodeRelayMessage(payload);
    if (!message.ok) return this.#options.links.blame(neighbour, `relay: ${message.error.detail}`);
    if (message.value.type === 'RELAY') this.#onRelay(message.value, neighbour);
    else this.#onNoRoute(message.value, neighbour);
  }

  #onRelay(message: Relayed, neighbour: PeerId): void {
    const judgement = this.#routing.judge(message, neighbour, this.#nowMs);
    if (judgement.kind === 'deliver') return this.#open(message, neighbour);
    if (judgement.kind === 'forward') return this.#forward(judgement.next, judgement.message, neighbour);
    this.counts.dropped += 1;
    if (judgement.reason === 'no-route') return this.#tellNoRoute(message, neighbour);
    return judgement.reason === 'over-rate' ? this.#options.links.countDropped(neighbour) : undefined;
  }

  #forward(next: PeerId, message: Relayed, neighbour: PeerId): void {
    const waitingBytes = this.#options.links.snapshot(next)?.unacknowledgedBytes ?? 0;
    if (waitingBytes <= MAX_UNACKNOWLEDGED_BYTES && this.#tell(next, message))
      return void (this.counts.forwarded += 1);
    this.counts.dropped += 1;
    return this.#tellNoRoute(message, neighbour);
  }

  #tellNoRoute({ to, from, id }: Relayed, neighbour: PeerId): void {
    if (this.#routing.mayTellNoRoute(neighbour, this.#nowMs))
      this.#tell(neighbour, { type: 'NO_ROUTE', to, from, id });
  }

  #onNoRoute(message: NoRoute, neighbour: PeerId): void {
    const judgement = this.#routing.judgeNoRoute(message, neighbour, this.#nowMs);
    if (judgement.kind === 'deliver') return this.#noRoutes.emit(judgement.to);
    if (judgement.kind === 'forward' && this.#routing.mayTellNoRoute(judgement.next, this.#nowMs))
      this.#tell(judgement.next, message);
    return undefined;
  }

  #open(message: Relayed, via: PeerId): void {
    if (this.#opening >= MAX_WAITING) return void (this.counts.dropped += 1);
    this.#opening += 1;
    const opening = this.#correspondents
      .open(message.from, message.sealed)
      .finally(() => void (this.#opening -= 1));
    this.#incoming.push(opening.then((opened) => ({ opened, via })));
  }

  #deliver({ opened, via }: Incoming): void {
    const { isMember = () => true } = this.#options;
    if (!opened || !isMember(opened.from.identityId)) return void (this.counts.unopened += 1);
    if (this.#disposables.isDisposed) return;
    this.#routing.onDelivered(opened.from.peerId, via, this.#nowMs);
    this.counts.delivered += 1;
    this.#listeners.get(opened.kind)?.({ from: opened.from, bytes: opened.bytes, via });
  }

  #tell(to: PeerId, message: RelayMessage): boolean {
    return this.#options.links.send(to, RELAY_PROTOCOL, encodeRelayMessage(message));
  }
}

interface Outgoing {
  readonly to: PeerId;
  readonly kind: RelayKind;
  /** Undefined when nothing could be sealed for that key. */
  readonly sealed: Bytes | undefined;
}

interface Incoming {
  readonly opened:
    | { readonly from: RelaySender; readonly kind: RelayKind; readonly bytes: Bytes }
    | undefined;
  readonly via: PeerId;
}
