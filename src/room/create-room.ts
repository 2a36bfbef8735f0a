// Makes a room: derives its keys, meets the others over every broker, links them, and shows it all as signals. Wires
// discovery, overlay and channels together; decides nothing that one of them could decide.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { scheduleEvery, type Cancel } from '../primitives/clock.ts';
import { createDisposables } from '../primitives/disposable.ts';
import { createEmitter } from '../primitives/events.ts';
import type { PeerId, TransportId } from '../primitives/ids.ts';
import { err, type Result } from '../primitives/result.ts';
import { createMeeting, type Meeting } from '../discovery/meeting.ts';
import { peerAtAddress, peerTransportId } from '../discovery/namespace.ts';
import type { Member } from '../mesh/membership.ts';
import { createOverlay } from '../mesh/overlay.ts';
import type { Overlay, OverlayEvent } from '../mesh/overlay-ports.ts';
import { establishSecureLink } from '../secure/establish.ts';
import { markOf } from '../secure/identity.ts';
import type { HandshakeContext, HandshakeError, SecureLink } from '../secure/secure-link.ts';
import type { Endpoint, Link } from '../transport/transport.ts';
import { createChannels, type Channels } from './channel.ts';
import { cleanName } from './display-name.ts';
import { joinState } from './join-progress.ts';
import { linkFactsOf, type LinkFacts } from './link-facts.ts';
import { createMeetingPeers } from './meeting-peers.ts';
import { decodeCard, encodeCard, PROFILE_PROTOCOL, type Profile } from './profile-protocol.ts';
import type { Protocol } from './protocol-definition.ts';
import type { RoomCode } from './room-code.ts';
import { createRoomEntries, type RoomEntries } from './room-entries.ts';
import { deriveRoomKeys, type RoomKeys } from './room-keys.ts';
import type { CreateRoomOptions } from './room-options.ts';
import type { BrokerView, Channel, Room, RoomSelf, RoomState, RosterPeer } from './room.ts';
import { createRoster, type Roster } from './roster.ts';

/** How often the own entry is signed anew and told to those linked (s). */
const ENTRY_PERIOD_MS = 60_000;
/** How long it counts that somebody had no place for a link. */
const BUSY_MS = 15_000;

/** In the room at once, as far as the caller is concerned: `state` tells how joining goes. Never throws. */
export function createRoom(options: CreateRoomOptions): Room {
  return new MeshRoom(options);
}

class MeshRoom implements Room {
  readonly code: RoomCode;
  readonly owner: string | undefined;
  readonly self: RoomSelf;
  readonly peers: ReadonlySignal<readonly RosterPeer[]>;
  readonly #options: CreateRoomOptions;
  readonly #disposables = createDisposables();
  readonly #state = signal<RoomState>({ kind: 'joining', step: 'keys' });
  readonly #brokers = signal<readonly BrokerView[]>([]);
  readonly #name = signal('');
  readonly #isIntercepted = signal(false);
  readonly #events = createEmitter<OverlayEvent>();
  readonly #endpoints = new Set<Endpoint>();
  readonly #overlay: Overlay;
  readonly #channels: Channels;
  readonly #roster: Roster;
  readonly #profiles: Channel<Profile>;
  #space: string | undefined;
  #keys: RoomKeys | undefined;
  #entries: RoomEntries | undefined;
  #meeting: Meeting | undefined;
  #isFull = false;
  #cancelBusy: Cancel | undefined;

  constructor(options: CreateRoomOptions) {
    const { clock, log, peer } = options;
    this.#options = options;
    this.code = options.code;
    this.owner = options.owner;
    this.#space = options.space;
    this.#name.value = cleanName(options.name);
    const { identity, peerId } = peer;
    this.self = { peerId, identityId: identity.id, mark: identity.mark, name: this.#name };
    this.#brokers.value = options.transports.map(({ label }) => ({ label, state: 'trying' }));
    this.#overlay = this.#createOverlay();
    this.#overlay.setOwn({ card: encodeCard(this.#profile()) });
    this.#channels = createChannels({ overlay: this.#overlay, clock, log });
    this.#roster = createRoster({
      clock,
      markOf: (key) => markOf(key, options.crypto),
      snapshot: (id) => this.#overlay.snapshot(id),
    });
    this.peers = this.#roster.peers;
    this.#profiles = this.#channels.open(PROFILE_PROTOCOL);
    this.#profiles.onMessage(({ from, message }) => this.#onProfile(from, message));
    this.#disposables.add(() => this.#overlay.leave());
    this.#disposables.add(() => this.#cancelBusy?.());
    this.#disposables.add(() => this.#roster.dispose());
    void this.#start();
  }

  get state(): ReadonlySignal<RoomState> {
    return this.#state;
  }

  get brokers(): ReadonlySignal<readonly BrokerView[]> {
    return this.#brokers;
  }

  get isIntercepted(): ReadonlySignal<boolean> {
    return this.#isIntercepted;
  }

  channel<M>(protocol: Protocol<M>): Channel<M> {
    return this.#channels.open(protocol);
  }

  retry(): void {
    if (this.#state.value.kind !== 'failed') return;
    this.#isFull = false;
    this.#meeting?.tryNow();
    this.#update();
  }

  tryNow(): void {
    this.#meeting?.tryNow();
    this.#overlay.mesh.tryNow();
  }

  linkFacts(peerId: PeerId): LinkFacts | undefined {
    const isHere = this.#overlay.members.includes(peerId);
    return isHere ? linkFactsOf(this.#overlay.snapshot(peerId), this.#options.clock.nowMs()) : undefined;
  }

  setName(name: string): void {
    this.#name.value = cleanName(name);
    this.#tellProfile();
  }

  setSpace(space: string): void {
    if (space === this.#space) return;
    this.#space = space;
    this.#tellProfile();
  }

  leave(): void {
    this.dispose();
  }

  dispose(): void {
    if (this.#disposables.isDisposed) return;
    this.#disposables.dispose();
    this.#state.value = { kind: 'left' };
  }

  #createOverlay(): Overlay {
    const { clock, random, log, peer, crypto, topology } = this.#options;
    return createOverlay({
      self: peer,
      crypto,
      secure: (link, signal) => this.#secure(link, signal),
      clock,
      random,
      log,
      topology,
      onEvent: (event) => this.#onOverlayEvent(event),
    });
  }

  async #secure(link: Link, signal: AbortSignal): Promise<Result<SecureLink, HandshakeError>> {
    if (!this.#keys) return err({ code: 'aborted', detail: 'the keys are not ready' });
    const proven = await this.#prove(link, [this.#keys], signal);
    // Only who knows the room's words gets as far as comparing certificates.
    if (!proven.ok && proven.error.code === 'fingerprints') this.#onIntercepted();
    return proven;
  }

  #prove(
    link: Link,
    contexts: readonly HandshakeContext[],
    signal: AbortSignal,
  ): Promise<Result<SecureLink, HandshakeError>> {
    const { crypto, clock, random, peer, secure } = this.#options;
    if (secure) return secure(link, contexts, signal);
    return establishSecureLink(link, { crypto, clock, random, peer, contexts, capabilities: [], signal });
  }

  async #start(): Promise<void> {
    const { crypto, code, clock, peer } = this.#options;
    const keys = await deriveRoomKeys(crypto, code);
    if (this.#disposables.isDisposed) return;
    const { namespace } = keys;
    this.#keys = keys;
    this.#entries = createRoomEntries({
      peer,
      crypto,
      clock,
      namespace,
      transportIds: () => this.#transportIds(),
    });
    this.#enter(namespace, this.#entries);
    this.#meeting = this.#createMeeting(namespace, this.#entries);
    this.#disposables.add(() => this.#meeting?.dispose());
    this.#disposables.add(scheduleEvery(clock, ENTRY_PERIOD_MS, () => void this.#renewEntry()));
    this.#meeting.tryNow();
    this.#update();
  }

  /** Links come about through members from now on, where the browser has what it takes. */
  #enter(namespace: Uint8Array, entries: RoomEntries): void {
    const { transportOver, peer } = this.#options;
    const signaling = this.#overlay.enter({
      namespace,
      openEntry: (encoded) => entries.open(encoded),
      addressOf: peerTransportId,
      peerAt: peerAtAddress,
    });
    const claiming = transportOver?.(signaling).claim(peerTransportId(peer.peerId));
    void claiming?.then((claimed) => claimed.ok && this.#addEndpoint(claimed.value, true));
  }

  #createMeeting(namespace: Uint8Array, entries: RoomEntries): Meeting {
    const { clock, random, log, transports, localTransports, peer } = this.#options;
    return createMeeting({
      self: peer.peerId,
      namespace,
      transports,
      localTransports,
      peers: createMeetingPeers(this.#overlay, this.#events),
      entries: { issue: () => entries.issue(), open: (encoded) => this.#overlay.openEntry(encoded) },
      clock,
      random,
      log,
      onTampered: () => this.#onIntercepted(),
      onChange: () => this.#update(),
      onDiscovered: (found) => this.#overlay.learn(found),
      onFull: () => this.#onFull(),
      onEndpoint: (endpoint, { isLocal }) => this.#addEndpoint(endpoint, isLocal),
    });
  }

  #addEndpoint(endpoint: Endpoint, isNear: boolean): void {
    this.#endpoints.add(endpoint);
    endpoint.onState(({ kind }) => kind === 'closed' && this.#endpoints.delete(endpoint));
    this.#overlay.mesh.addEndpoint(endpoint, { isNear });
    void this.#renewEntry();
  }

  #transportIds(): readonly TransportId[] {
    return Array.from(new Set(Array.from(this.#endpoints, ({ id }) => id)));
  }

  async #renewEntry(): Promise<void> {
    const entry = await this.#entries?.issue();
    if (entry && !this.#disposables.isDisposed) this.#overlay.setOwn({ entry });
  }

  #onOverlayEvent(event: OverlayEvent): void {
    if (this.#disposables.isDisposed) return;
    switch (event.type) {
      case 'measured':
        return this.#roster.onLinkChanged(event.peerId);
      case 'linked':
        this.#isIntercepted.value = false;
        this.#profiles.send(event.peer.peerId, this.#profile());
        void this.#roster.onPresent(event.peer).then(() => this.#update());
        break;
      case 'announced':
        this.#onAnnounced(event.member);
        break;
      case 'left':
        this.#roster.onLeft(event.peerId);
        this.#channels.forget(event.peerId);
        break;
      case 'full':
        this.#onBusy();
        break;
      default:
        break;
    }
    this.#events.emit(event);
    if (event.type !== 'announced') this.#roster.onWaysChanged();
    this.#update();
  }

  #onAnnounced({ entry, card }: Member): void {
    void this.#roster.onPresent(entry).then(() => this.#update());
    const profile = decodeCard(card);
    if (profile?.ok) this.#roster.onProfile(entry.peerId, profile.value);
    else if (profile) this.#overlay.blame(entry.peerId, `profile: ${profile.error.detail}`);
  }

  /** Whoever is turned away for now has not found an empty room. */
  #onBusy(): void {
    this.#cancelBusy?.();
    this.#cancelBusy = this.#options.clock.schedule(BUSY_MS, () => {
      this.#cancelBusy = undefined;
      this.#update();
    });
  }

  #onFull(): void {
    this.#isFull = true;
    this.#update();
  }

  #onIntercepted(): void {
    if (this.#disposables.isDisposed) return;
    this.#isIntercepted.value = true;
    this.#update();
  }

  #onProfile(from: PeerId, profile: Profile): void {
    this.#roster.onProfile(from, profile);
    this.#update();
  }

  #profile(): Profile {
    const space = this.#space;
    return { name: this.#name.value, capabilities: [], ...(space === undefined ? {} : { space }) };
  }

  /** In a large room what is shown of this person goes with its announcement. */
  #tellProfile(): void {
    this.#overlay.setOwn({ card: encodeCard(this.#profile()) });
    if (this.#overlay.shape === 'full') this.#profiles.broadcast(this.#profile());
  }

  /** Takes what the parts report into the signals. */
  #update(): void {
    if (this.#disposables.isDisposed) return;
    const { brokers = [], local = [] } = this.#meeting ?? {};
    if (this.#meeting) this.#brokers.value = brokers.map(brokerView);
    const next = joinState(this.#state.value, {
      hasKeys: this.#keys !== undefined,
      brokers,
      local,
      linkedCount: this.#overlay.mesh.linked.length,
      listedCount: this.peers.value.length,
      isBusy: this.#cancelBusy !== undefined,
      isFull: this.#isFull,
      isIntercepted: this.#isIntercepted.value,
    });
    if (JSON.stringify(next) !== JSON.stringify(this.#state.value)) this.#state.value = next;
  }
}

function brokerView({ label, state }: Meeting['brokers'][number]): BrokerView {
  return { label, state: state === 'unsupported' ? 'unreachable' : state };
}
