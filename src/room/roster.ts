// Who is here, with name, mark and link: made of what the mesh says about links and peers about themselves. A peer is
// listed once both its link is proven and its profile is known, so that nobody is ever shown with a wrong name.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Mark } from '../primitives/mark.ts';
import type { PeerSnapshot } from '../mesh/mesh-peer.ts';
import type { ProvenPeer } from '../secure/secure-link.ts';
import { cleanName } from './display-name.ts';
import type { Profile } from './profile-protocol.ts';
import type { LinkView, RosterPeer } from './room.ts';

export interface Roster extends Disposable {
  readonly peers: ReadonlySignal<readonly RosterPeer[]>;
  onLinked(peer: ProvenPeer): Promise<void>;
  /** Link lost, or measured anew. */
  onLinkChanged(peerId: PeerId): void;
  onLeft(peerId: PeerId): void;
  onProfile(peerId: PeerId, profile: Profile): void;
}

export interface RosterOptions {
  readonly clock: Clock;
  readonly markOf: (identityKey: Uint8Array) => Promise<Mark>;
  readonly snapshot: (peerId: PeerId) => PeerSnapshot | undefined;
}

/** How long somebody who left is still shown as gone. */
export const GONE_SHOWN_MS = 4_000;

interface Guest {
  readonly proven: ProvenPeer;
  readonly joinedAtMs: number;
  mark: Mark | undefined;
  profile: Profile | undefined;
  goneAtMs: number | undefined;
}

export function createRoster(options: RosterOptions): Roster {
  return new SignalRoster(options);
}

class SignalRoster implements Roster {
  readonly #options: RosterOptions;
  readonly #guests = new Map<PeerId, Guest>();
  readonly #removals = new Map<PeerId, Cancel>();
  readonly #peers = signal<readonly RosterPeer[]>([]);

  constructor(options: RosterOptions) {
    this.#options = options;
  }

  get peers(): ReadonlySignal<readonly RosterPeer[]> {
    return this.#peers;
  }

  async onLinked(proven: ProvenPeer): Promise<void> {
    const known = this.#guests.get(proven.peerId);
    this.#removals.get(proven.peerId)?.();
    const guest = known ?? this.#addGuest(proven);
    guest.goneAtMs = undefined;
    guest.mark ??= await this.#options.markOf(proven.identityKey);
    this.#publish();
  }

  onLinkChanged(): void {
    this.#publish();
  }

  onLeft(peerId: PeerId): void {
    const guest = this.#guests.get(peerId);
    if (!guest) return;
    guest.goneAtMs = this.#options.clock.nowMs();
    const remove = () => {
      this.#guests.delete(peerId);
      this.#removals.delete(peerId);
      this.#publish();
    };
    this.#removals.set(peerId, this.#options.clock.schedule(GONE_SHOWN_MS, remove));
    this.#publish();
  }

  onProfile(peerId: PeerId, profile: Profile): void {
    const guest = this.#guests.get(peerId);
    if (!guest) return;
    guest.profile = profile;
    this.#publish();
  }

  dispose(): void {
    for (const cancel of this.#removals.values()) cancel();
  }

  #addGuest(proven: ProvenPeer): Guest {
    const joinedAtMs = this.#options.clock.nowMs();
    const guest = { proven, joinedAtMs, mark: undefined, profile: undefined, goneAtMs: undefined };
    this.#guests.set(proven.peerId, guest);
    return guest;
  }

  #publish(): void {
    const before = new Map(this.#peers.value.map((peer) => [peer.peerId, peer]));
    const peers = Array.from(this.#guests.values(), (guest) => this.#view(guest))
      .filter((peer) => peer !== undefined)
      .map((peer) => keepIfSame(before.get(peer.peerId), peer))
      .sort((a, b) => a.joinedAtMs - b.joinedAtMs || (a.peerId < b.peerId ? -1 : 1));
    const isSame =
      peers.length === this.#peers.value.length &&
      peers.every((peer, index) => peer === this.#peers.value[index]);
    if (!isSame) this.#peers.value = peers;
  }

  #view({ proven, mark, profile, goneAtMs, joinedAtMs }: Guest): RosterPeer | undefined {
    if (!mark || !profile) return undefined;
    const { peerId, identityId } = proven;
    const link: LinkView =
      goneAtMs === undefined ? linkView(this.#options.snapshot(peerId)) : { kind: 'gone', sinceMs: goneAtMs };
    return {
      peerId,
      identityId,
      mark,
      name: cleanName(profile.name),
      link,
      space: profile.space,
      joinedAtMs,
    };
  }
}

function linkView(snapshot: PeerSnapshot | undefined): LinkView {
  switch (snapshot?.state.kind) {
    case 'linked':
      return {
        kind: snapshot.route,
        rttMs: snapshot.rttMs === undefined ? undefined : Math.round(snapshot.rttMs),
      };
    case 'lost':
      return { kind: 'reconnecting', sinceMs: snapshot.state.sinceMs };
    default:
      return { kind: 'connecting' };
  }
}

/** The object shown before when nothing about it changed, so that views redraw only what did. */
function keepIfSame(before: RosterPeer | undefined, now: RosterPeer): RosterPeer {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
