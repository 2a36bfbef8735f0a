// Makes a room or a pair: derives its keys, meets the others, links them, and shows it all as signals. Wires the parts
// together; decides nothing that one of them could decide.

import type { ReadonlySignal } from '@preact/signals-core';
import { createDisposables } from '../primitives/disposable.ts';
import { createEmitter } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Member } from '../mesh/membership.ts';
import { createOverlay } from '../mesh/overlay.ts';
import type { MeshSummary, Overlay, OverlayEvent } from '../mesh/overlay-ports.ts';
import { markOf } from '../secure/identity.ts';
import { createAttest, type Attest } from './attest.ts';
import { createRoomAuthority, type RoomAuthority } from './authority.ts';
import type { Authority } from './authority-port.ts';
import type { HistoryPolicy } from './charter.ts';
import { createChannels, type Channels } from './channel.ts';
import { createFrameChannels, type FrameChannels } from './frame-channel.ts';
import { createGate } from './gate.ts';
import { createJoinStatus, type JoinStatus } from './join-status.ts';
import { decodeKept } from './kept-authority.ts';
import { createKnownPeers, type KnownPeers } from './known-peers.ts';
import { linkFactsOf, type LinkFacts } from './link-facts.ts';
import { createMembers, type Members } from './members.ts';
import { derivePlaceKeys, type Place } from './place.ts';
import { createProfiles, type Profiles } from './profiles.ts';
import type { FrameProtocol, Protocol } from './protocol-definition.ts';
import { createRoomLinks, type RoomLinks } from './room-links.ts';
import type { CreateRoomOptions } from './room-options.ts';
import type {
  Attention,
  BrokerView,
  Channel,
  FrameChannel,
  Room,
  RoomMember,
  RoomSelf,
  RoomState,
  RosterPeer,
} from './room.ts';
import { createRoster, type Roster } from './roster.ts';
import { createWhereabouts, type Whereabouts } from './whereabouts.ts';

/** In the room at once, as far as the caller is concerned: `state` tells how joining goes. Never throws. */
export function createRoom(options: CreateRoomOptions): Room {
  return new MeshRoom(options);
}

class MeshRoom implements Room {
  readonly #place: Place;
  readonly self: RoomSelf;
  readonly peers: ReadonlySignal<readonly RosterPeer[]>;
  readonly members: ReadonlySignal<readonly RoomMember[]>;
  readonly attest: Attest;
  readonly #options: CreateRoomOptions;
  readonly #disposables = createDisposables();
  readonly #events = createEmitter<OverlayEvent>();
  readonly #links: RoomLinks;
  readonly #overlay: Overlay;
  readonly #channels: Channels;
  readonly #frames: FrameChannels;
  readonly #roster: Roster;
  readonly #members: Members;
  readonly #profiles: Profiles;
  readonly #status: JoinStatus;
  readonly #authority: RoomAuthority;
  readonly #known: KnownPeers;
  #nameSpace: (namespace: Uint8Array) => void = () => undefined;
  #hasKeys = false;
  #whereabouts: Whereabouts | undefined;

  constructor(options: CreateRoomOptions) {
    const { clock, log, peer, crypto } = options;
    this.#options = options;
    const namespace = new Promise<Uint8Array>((resolve) => (this.#nameSpace = resolve));
    this.attest = createAttest({ peer, crypto, namespace });
    this.#place = options.place;
    this.#links = createRoomLinks({
      ...options,
      contexts: () => this.#authority.epochs?.contexts ?? [],
      onDoor: (link, isWordsOnly) => this.#authority.doors.take(link, isWordsOnly),
      onChange: () => this.#update(),
    });
    this.#overlay = this.#createOverlay();
    const gate = createGate(peer.identity.id, () => this.#authority, options.isBlocked);
    this.#channels = createChannels({ overlay: this.#overlay, clock, log, gate });
    this.#frames = createFrameChannels({ overlay: this.#overlay, gate });
    this.#known = createKnownPeers(peer.peerId, options.kept && decodeKept(options.kept)?.known);
    this.#authority = this.#createAuthority();
    this.#roster = createRoster({
      clock,
      markOf: (key) => markOf(key, crypto),
      snapshot: (id) => this.#overlay.snapshot(id),
    });
    this.peers = this.#roster.peers;
    this.#profiles = createProfiles({
      ...options,
      overlay: this.#overlay,
      channels: this.#channels,
      onProfile: (from, profile) => {
        this.#roster.onProfile(from, profile);
        this.#update();
      },
    });
    const { identity, peerId } = peer;
    this.self = { peerId, identityId: identity.id, mark: identity.mark, name: this.#profiles.own.name };
    this.#members = createMembers({ clock, peers: this.peers, self: this.self });
    this.members = this.#members.members;
    this.#status = this.#createStatus();
    this.#disposables.add(() => this.#status.dispose());
    this.#disposables.add(() => this.#overlay.leave());
    this.#disposables.add(() => this.#roster.dispose());
    this.#disposables.add(() => this.#authority.dispose());
    this.#disposables.add(() => this.#members.dispose());
    void this.#start();
  }

  get kind(): Place['kind'] {
    return this.#place.kind;
  }

  get code(): readonly string[] {
    return this.#place.kind === 'room' ? this.#place.code : [];
  }

  get owner(): string | undefined {
    return this.#place.kind === 'room' ? this.#place.owner : undefined;
  }

  get state(): ReadonlySignal<RoomState> {
    return this.#status.state;
  }

  get brokers(): ReadonlySignal<readonly BrokerView[]> {
    return this.#status.brokers;
  }

  get authority(): Authority {
    return this.#authority.port;
  }

  get isIntercepted(): ReadonlySignal<boolean> {
    return this.#links.isIntercepted;
  }

  may(_act: 'write', space: string): boolean {
    return this.authority.mayWrite(this.self.identityId, space);
  }

  slowModeMs(identity: IdentityId = this.self.identityId): number {
    const { owners, slowModeSeconds } = this.authority.charter.value;
    return owners.includes(identity) ? 0 : slowModeSeconds * 1_000;
  }

  historyPolicy(): HistoryPolicy {
    return this.authority.charter.value.history;
  }

  admittedAtMs(identity: IdentityId): number | undefined {
    return this.#authority.admittedAtMs(identity);
  }

  mayRule(identity: IdentityId): boolean {
    const { owners } = this.authority.charter.value;
    return owners.length === 0 || owners.includes(identity);
  }

  channel<M>(protocol: Protocol<M>): Channel<M> {
    return this.#channels.open(protocol);
  }

  frames(protocol: FrameProtocol): FrameChannel {
    return this.#frames.open(protocol);
  }

  requestLink(peer: PeerId): void {
    this.#overlay.requestLink(peer);
  }

  retry(): void {
    if (this.state.value.kind !== 'failed') return;
    this.#whereabouts?.meeting.tryNow();
    this.#authority.doors.onRetry();
    this.#status.onRetry();
  }

  tryNow(): void {
    this.#whereabouts?.meeting.tryNow();
    this.#overlay.mesh.tryNow();
  }

  disconnect(peerId: PeerId): void {
    this.#overlay.mesh.refuse(peerId);
  }

  linkFacts(peerId: PeerId): LinkFacts | undefined {
    const isHere = this.#overlay.members.includes(peerId);
    return isHere ? linkFactsOf(this.#overlay.snapshot(peerId), this.#options.clock.nowMs()) : undefined;
  }

  meshSummary(): MeshSummary {
    return this.#overlay.summary();
  }

  setName(name: string): void {
    this.#profiles.own.setName(name);
  }

  setStatus(status: string): void {
    this.#profiles.own.setStatus(status);
  }

  setSpace(space: string): void {
    this.#profiles.own.setSpace(space);
  }

  setAttention(attention: Attention): void {
    this.#profiles.own.setAttention(attention);
  }

  leave(): void {
    this.dispose();
  }

  dispose(): void {
    if (!this.#disposables.isDisposed) this.#disposables.dispose();
  }

  #createOverlay(): Overlay {
    const { clock, random, log, peer, crypto, topology, pingPeriodMs, isVerified } = this.#options;
    return createOverlay({
      self: peer,
      crypto,
      secure: (link, signal) => this.#links.secure(link, signal),
      isMember: (identity) => this.#authority.isMember(identity),
      isVerified,
      clock,
      random,
      log,
      topology,
      pingPeriodMs,
      onEvent: (event) => this.#onOverlayEvent(event),
    });
  }

  #createAuthority(): RoomAuthority {
    return createRoomAuthority({
      ...this.#options,
      overlay: this.#overlay,
      channels: this.#channels,
      known: this.#known,
      name: () => this.#profiles.own.name.value,
      onAdmitted: (told) => this.#whereabouts?.onAdmitted(told),
      onChange: () => this.#onAuthority(),
    });
  }

  #createStatus(): JoinStatus {
    return createJoinStatus({
      clock: this.#options.clock,
      labels: this.#options.transports.map(({ label }) => label),
      meeting: () => this.#whereabouts?.meeting,
      handed: this.#options.handed,
      facts: () => ({
        hasKeys: this.#hasKeys,
        door: this.#authority.doors.state.value ?? (this.#authority.doors.isAtDoor ? 'asking' : undefined),
        isRemoved: this.#authority.isOut,
        linkedCount: this.#overlay.mesh.linked.length,
        listedCount: this.peers.value.length,
        isIntercepted: this.isIntercepted.value,
        isLocalEnough: this.#options.isLocalEnough ?? false,
      }),
    });
  }

  async #start(): Promise<void> {
    const keys = await derivePlaceKeys(this.#options.crypto, this.#place);
    if (this.#disposables.isDisposed) return;
    this.#nameSpace(keys.namespace);
    await this.#authority.begin(keys);
    if (this.#disposables.isDisposed) return;
    this.#hasKeys = true;
    this.#whereabouts = createWhereabouts({
      ...this.#options,
      namespace: keys.namespace,
      overlay: this.#overlay,
      known: this.#known,
      events: this.#events,
      isMember: (identity) => this.#authority.isMember(identity),
      onTampered: () => void (this.#disposables.isDisposed || this.#links.onIntercepted()),
      onFull: (isFull) => this.#status.onFull(isFull),
      mayLead: () => this.#authority.mayLead,
      onChange: () => this.#update(),
    });
    this.#disposables.add(() => this.#whereabouts?.dispose());
    this.#whereabouts.meeting.tryNow();
    this.#update();
  }

  #onOverlayEvent(event: OverlayEvent): void {
    if (this.#disposables.isDisposed) return;
    this.#channels.onOverlayEvent(event);
    switch (event.type) {
      case 'measured':
        return this.#roster.onLinkChanged(event.peerId);
      case 'drained':
        return this.#frames.onDrained(event.peerId);
      case 'linked':
        this.#links.onProven();
        this.#authority.onSeen(event.peer);
        this.#authority.onLinked(event.peer.peerId);
        this.#known.onLinked(event.peer.peerId);
        this.#profiles.own.tell(event.peer.peerId);
        void this.#roster.onPresent(event.peer).then(() => this.#update());
        break;
      case 'announced':
        this.#onAnnounced(event.member);
        break;
      case 'left':
        this.#roster.onLeft(event.peerId, event.how);
        // Who was not seen for long may be there again, under the same name.
        if (event.how !== 'unseen') this.#known.onGone([event.peerId]);
        break;
      case 'full':
        this.#status.onBusy();
        break;
      default:
        break;
    }
    this.#events.emit(event);
    if (event.type !== 'announced') this.#roster.onWaysChanged();
    this.#update();
  }

  #onAnnounced({ entry, card }: Member): void {
    this.#known.onHeard(entry.peerId);
    this.#authority.onSeen(entry);
    void this.#roster.onPresent(entry).then(() => this.#update());
    this.#profiles.onCard(entry.peerId, card);
  }

  /** Whoever was removed has nobody here any more. */
  #onAuthority(): void {
    if (this.#authority.isOut && !this.#disposables.isDisposed) this.#whereabouts?.dispose();
    this.#update();
  }

  #update(): void {
    if (!this.#disposables.isDisposed) this.#status.update();
  }
}
