// Where this peer can be dialled, and how it meets the others: its addresses, its signed entry, the meeting over all
// brokers. Begins once the keys are there.

import { effect, untracked } from '@preact/signals-core';
import { scheduleEvery } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { Emitter } from '../primitives/events.ts';
import type { IdentityId, TransportId } from '../primitives/ids.ts';
import { createMeeting, type Meeting } from '../discovery/meeting.ts';
import { peerAtAddress, peerTransportId } from '../discovery/namespace.ts';
import type { Overlay, OverlayEvent } from '../mesh/overlay-ports.ts';
import type { Entry } from '../secure/entry.ts';
import type { Endpoint } from '../transport/transport.ts';
import type { KnownPeers } from './known-peers.ts';
import { createLookAround, type LookAround } from './look-around.ts';
import { createMeetingPeers } from './meeting-peers.ts';
import { createReunion, type Reunion } from './reunion.ts';
import { createRoomEntries, type RoomEntries } from './room-entries.ts';
import type { CreateRoomOptions } from './room-options.ts';

export interface WhereaboutsOptions extends Pick<
  CreateRoomOptions,
  | 'clock'
  | 'random'
  | 'log'
  | 'crypto'
  | 'peer'
  | 'transports'
  | 'laterTransports'
  | 'localTransports'
  | 'transportOver'
  | 'handed'
> {
  /** 16 bytes. */
  readonly namespace: Uint8Array;
  readonly overlay: Overlay;
  /** Of an earlier stay, when there was one. */
  readonly known: KnownPeers;
  readonly events: Pick<Emitter<OverlayEvent>, 'on'>;
  readonly isMember: (identity: IdentityId) => boolean;
  readonly onTampered: () => void;
  /** Whether there are as many members as a room can have, without this one. */
  readonly onFull: (isFull: boolean) => void;
  /** Whether newcomers may find this peer at a router's address: not while it waits outside itself. */
  readonly mayLead: () => boolean;
  readonly onChange: () => void;
}

export interface Whereabouts extends Disposable {
  readonly meeting: Meeting;
  /** In the room's epoch now: searches anew, and looks whom the routers' addresses lead to. */
  onAdmitted(told: { readonly isFirst: boolean }): void;
}

/** How often the own entry is signed anew and told to those linked (s). */
const ENTRY_PERIOD_MS = 60_000;

export function createWhereabouts(options: WhereaboutsOptions): Whereabouts {
  return new RoomWhereabouts(options);
}

class RoomWhereabouts implements Whereabouts {
  readonly meeting: Meeting;
  readonly #options: WhereaboutsOptions;
  readonly #disposables = createDisposables();
  readonly #endpoints = new Set<Endpoint>();
  /** Those at brokers. */
  readonly #far = new Set<Endpoint>();
  readonly #entries: RoomEntries;
  readonly #lookAround: LookAround;
  readonly #reunion: Reunion;

  constructor(options: WhereaboutsOptions) {
    this.#options = options;
    const { clock } = options;
    this.#entries = createRoomEntries({ ...options, transportIds: () => this.#transportIds() });
    this.#reunion = this.#createReunion();
    this.#disposables.add(() => this.#reunion.dispose());
    this.#enter();
    this.meeting = this.#createMeeting();
    this.#disposables.add(() => this.meeting.dispose());
    this.#disposables.add(this.#watchTransports());
    this.#lookAround = createLookAround({
      ...options,
      endpoints: () => Array.from(this.#far),
      adopt: (link) => options.overlay.mesh.adopt(link),
    });
    this.#disposables.add(() => this.#lookAround.dispose());
    this.#disposables.add(scheduleEvery(clock, ENTRY_PERIOD_MS, () => void this.#renewEntry()));
    const stopHanding = options.handed?.onLink(async (link) => {
      // One that stands goes on at the room's door.
      return (await options.overlay.mesh.adopt(link)) !== undefined || link.isOpen;
    });
    this.#disposables.add(() => stopHanding?.());
  }

  onAdmitted({ isFirst }: { readonly isFirst: boolean }): void {
    this.meeting.tryNow();
    this.#reunion.again();
    if (isFirst) this.#lookAround.lookNow();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Links come about through members from now on, where the browser has what it takes. */
  #enter(): void {
    const { overlay, namespace, transportOver, peer } = this.#options;
    const signaling = overlay.enter({
      namespace,
      openEntry: (encoded) => this.#openEntry(encoded),
      addressOf: peerTransportId,
      peerAt: peerAtAddress,
    });
    const claiming = transportOver?.(signaling).claim(peerTransportId(peer.peerId));
    void claiming?.then((claimed) => claimed.ok && this.#addEndpoint(claimed.value, true));
  }

  #createReunion(): Reunion {
    const { known, overlay } = this.#options;
    return createReunion({
      peers: known.list.peek(),
      adopt: (link) => overlay.mesh.adopt(link),
      isMet: () => overlay.mesh.linked.length > 0,
      onAbsent: (peers) => known.onGone(peers),
    });
  }

  /** Entries of people who are out lead nowhere. */
  async #openEntry(encoded: Uint8Array): Promise<Entry | undefined> {
    const entry = await this.#entries.open(encoded);
    return entry && this.#options.isMember(entry.identityId) ? entry : undefined;
  }

  #createMeeting(): Meeting {
    const { clock, random, log, transports, localTransports, peer, namespace, overlay, events } =
      this.#options;
    return createMeeting({
      self: peer.peerId,
      namespace,
      transports,
      localTransports,
      peers: createMeetingPeers(overlay, events),
      entries: { issue: () => this.#entries.issue(), open: (encoded) => overlay.openEntry(encoded) },
      clock,
      random,
      log,
      onTampered: this.#options.onTampered,
      mayLead: this.#options.mayLead,
      onChange: this.#options.onChange,
      onDiscovered: (found) => overlay.learn(found),
      onFull: this.#options.onFull,
      onEndpoint: (endpoint, { isLocal }) => this.#addEndpoint(endpoint, isLocal),
    });
  }

  #watchTransports(): () => void {
    const { laterTransports } = this.#options;
    return effect(() => {
      const transports = laterTransports?.value ?? [];
      untracked(() => {
        for (const transport of transports) this.meeting.add(transport);
      });
    });
  }

  #addEndpoint(endpoint: Endpoint, isNear: boolean): void {
    this.#endpoints.add(endpoint);
    if (!isNear) {
      this.#far.add(endpoint);
      // Tabs of this browser find each other at once without it.
      this.#reunion.onEndpoint(endpoint);
    }
    endpoint.onState(({ kind }) => kind === 'closed' && this.#forget(endpoint));
    this.#options.overlay.mesh.addEndpoint(endpoint, { isNear });
    void this.#renewEntry();
  }

  #forget(endpoint: Endpoint): void {
    this.#endpoints.delete(endpoint);
    this.#far.delete(endpoint);
  }

  #transportIds(): readonly TransportId[] {
    return Array.from(new Set(Array.from(this.#endpoints, ({ id }) => id)));
  }

  async #renewEntry(): Promise<void> {
    const entry = await this.#entries.issue();
    if (!this.#disposables.isDisposed) this.#options.overlay.setOwn({ entry });
  }
}
