// Makes a room: derives its keys, meets the others over every broker, links them, and shows it all as signals. Wires
// discovery, mesh and channels together; decides nothing that one of them could decide.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { scheduleEvery, type Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import { createDisposables } from '../primitives/disposable.ts';
import { createEmitter } from '../primitives/events.ts';
import type { PeerId, TransportId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, type Result } from '../primitives/result.ts';
import { createMeeting, type Meeting } from '../discovery/meeting.ts';
import type { MeetingPeers } from '../discovery/meeting-ports.ts';
import { MEETING_PROTOCOL } from '../discovery/protocol.ts';
import { createMesh } from '../mesh/mesh.ts';
import type { Mesh, MeshEvent } from '../mesh/mesh-ports.ts';
import { establishSecureLink } from '../secure/establish.ts';
import { markOf, type LocalPeer } from '../secure/identity.ts';
import type { HandshakeContext, HandshakeError, SecureLink } from '../secure/secure-link.ts';
import type { SignalingMedium } from '../signaling/signaler.ts';
import type { Endpoint, Link, Transport } from '../transport/transport.ts';
import { createChannels, type Channels } from './channel.ts';
import { cleanName } from './display-name.ts';
import { joinState } from './join-progress.ts';
import { PROFILE_PROTOCOL, type Profile } from './profile-protocol.ts';
import type { Protocol } from './protocol-definition.ts';
import type { RoomCode } from './room-code.ts';
import { createRoomEntries, type RoomEntries } from './room-entries.ts';
import { deriveRoomKeys, type RoomKeys } from './room-keys.ts';
import type { BrokerView, Channel, Room, RoomSelf, RoomState, RosterPeer } from './room.ts';
import { createRoster, type Roster } from './roster.ts';

/** Proves a link in one of the contexts, or closes it. */
export type Secure = (
  link: Link,
  contexts: readonly HandshakeContext[],
  signal?: AbortSignal,
) => Promise<Result<SecureLink, HandshakeError>>;

export interface CreateRoomOptions {
  readonly code: RoomCode;
  /** As in the link; carried and shown only. */
  readonly owner?: string | undefined;
  readonly peer: LocalPeer;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  /** One per broker; all are used at the same time. */
  readonly transports: readonly Transport[];
  /** Media that reach this browser only, such as its tabs: used like a broker, never shown or counted as one. */
  readonly localTransports?: readonly Transport[] | undefined;
  /** Links over a signaling medium: with it they come about through members too, and no broker is asked then. */
  readonly transportOver?: ((medium: SignalingMedium) => Transport) | undefined;
  readonly name: string;
  /** Id of the space the person starts in. */
  readonly space?: string | undefined;
  /** Default: the handshake of secure/establish.ts. */
  readonly secure?: Secure | undefined;
}

/** How often the own entry is signed anew and told to those linked (s). */
const ENTRY_PERIOD_MS = 60_000;

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
  readonly #downs = createEmitter<{ readonly peerId: PeerId; readonly hasLeft: boolean }>();
  readonly #endpoints = new Set<Endpoint>();
  readonly #mesh: Mesh;
  readonly #channels: Channels;
  readonly #roster: Roster;
  readonly #profiles: Channel<Profile>;
  #space: string | undefined;
  #keys: RoomKeys | undefined;
  #entries: RoomEntries | undefined;
  #meeting: Meeting | undefined;
  #isFull = false;

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
    this.#mesh = this.#createMesh();
    this.#channels = createChannels({ mesh: this.#mesh, clock, log });
    this.#roster = createRoster({
      clock,
      markOf: (key) => markOf(key, options.crypto),
      snapshot: (id) => this.#mesh.snapshot(id),
    });
    this.peers = this.#roster.peers;
    this.#profiles = this.#channels.open(PROFILE_PROTOCOL);
    this.#profiles.onMessage(({ from, message }) => this.#onProfile(from, message));
    this.#disposables.add(() => this.#mesh.leave());
    this.#disposables.add(() => this.#roster.dispose());
    void this.#start();
  }

  get state(): ReadonlySignal<RoomState> {
    return this.#state;
  }

  get brokers(): ReadonlySignal<readonly BrokerView[]> {
    return this.#brokers;
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
    this.#mesh.tryNow();
  }

  setName(name: string): void {
    this.#name.value = cleanName(name);
    this.#profiles.broadcast(this.#profile());
  }

  setSpace(space: string): void {
    if (space === this.#space) return;
    this.#space = space;
    this.#profiles.broadcast(this.#profile());
  }

  leave(): void {
    this.dispose();
  }

  dispose(): void {
    if (this.#disposables.isDisposed) return;
    this.#disposables.dispose();
    this.#state.value = { kind: 'left' };
  }

  #createMesh(): Mesh {
    const { clock, random, log, peer } = this.#options;
    return createMesh({
      self: peer.peerId,
      secure: (link, signal) => this.#secure(link, signal),
      openEntry: async (encoded) => this.#entries?.open(encoded),
      clock,
      random,
      log,
      onEvent: (event) => this.#onMeshEvent(event),
    });
  }

  async #secure(link: Link, signal: AbortSignal): Promise<Result<SecureLink, HandshakeError>> {
    if (!this.#keys) return err({ code: 'aborted', detail: 'the keys are not ready' });
    const { crypto, clock, random, peer, secure } = this.#options;
    const contexts = [this.#keys];
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
    this.#meeting = this.#createMeeting(namespace, this.#entries);
    this.#disposables.add(() => this.#meeting?.dispose());
    this.#disposables.add(scheduleEvery(clock, ENTRY_PERIOD_MS, () => void this.#renewEntry()));
    this.#meeting.tryNow();
    this.#update();
  }

  #createMeeting(namespace: Uint8Array, entries: RoomEntries): Meeting {
    const { clock, random, log, transports, localTransports, peer } = this.#options;
    return createMeeting({
      self: peer.peerId,
      namespace,
      transports,
      localTransports,
      peers: this.#meetingPeers(),
      entries,
      clock,
      random,
      log,
      onChange: () => this.#update(),
      onDiscovered: (found) => this.#mesh.learn(found, { isEager: true }),
      onEndpoint: (endpoint) => this.#addEndpoint(endpoint),
    });
  }

  #meetingPeers(): MeetingPeers {
    const mesh = this.#mesh;
    const address = { ...MEETING_PROTOCOL, channel: 'control' } as const;
    return {
      prove: (link) => mesh.adopt(link),
      linked: () => mesh.linked,
      send: (to, payload) => mesh.send(to, address, payload),
      onMessage: (listener) =>
        mesh.handle(MEETING_PROTOCOL.id, ({ from, version, payload }) => {
          if (version === MEETING_PROTOCOL.version) listener({ from: from.peerId, payload });
        }),
      onDown: (listener) => this.#downs.on(listener),
      blame: (peer, detail) => mesh.blame(peer, detail),
    };
  }

  #addEndpoint(endpoint: Endpoint): void {
    this.#endpoints.add(endpoint);
    endpoint.onState(({ kind }) => kind === 'closed' && this.#endpoints.delete(endpoint));
    this.#mesh.addEndpoint(endpoint);
    void this.#renewEntry();
  }

  #transportIds(): readonly TransportId[] {
    return Array.from(new Set(Array.from(this.#endpoints, ({ id }) => id)));
  }

  async #renewEntry(): Promise<void> {
    const entry = await this.#entries?.issue();
    if (entry && !this.#disposables.isDisposed) this.#mesh.setOwnEntry(entry);
  }

  #onMeshEvent(event: MeshEvent): void {
    if (this.#disposables.isDisposed) return;
    switch (event.type) {
      case 'linked':
        this.#profiles.send(event.peer.peerId, this.#profile());
        void this.#roster.onLinked(event.peer).then(() => this.#update());
        break;
      case 'left':
      case 'released':
        this.#roster.onLeft(event.peerId);
        this.#channels.forget(event.peerId);
        this.#downs.emit({ peerId: event.peerId, hasLeft: true });
        break;
      case 'lost':
        this.#roster.onLinkChanged(event.peerId);
        this.#downs.emit({ peerId: event.peerId, hasLeft: false });
        break;
      case 'measured':
        return this.#roster.onLinkChanged(event.peerId);
      case 'full':
        this.#isFull = true;
        break;
      default:
        return;
    }
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

  /** Takes what the parts report into the signals. */
  #update(): void {
    if (this.#disposables.isDisposed) return;
    const { brokers = [], local = [] } = this.#meeting ?? {};
    if (this.#meeting) this.#brokers.value = brokers.map(brokerView);
    const next = joinState(this.#state.value, {
      hasKeys: this.#keys !== undefined,
      brokers,
      local,
      linkedCount: this.#mesh.linked.length,
      listedCount: this.peers.value.length,
      isFull: this.#isFull,
    });
    if (JSON.stringify(next) !== JSON.stringify(this.#state.value)) this.#state.value = next;
  }
}

function brokerView({ label, state }: Meeting['brokers'][number]): BrokerView {
  return { label, state: state === 'unsupported' ? 'unreachable' : state };
}
