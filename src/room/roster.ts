// Who is here, with name, mark and link: made of what the overlay says about members and members about themselves. A
// peer is listed once both its keys are proven and its profile is known, so that nobody is ever shown with a wrong name.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Mark } from '../primitives/mark.ts';
import type { Departure as MeshDeparture } from '../mesh/mesh-ports.ts';
import type { MemberSnapshot } from '../mesh/overlay-ports.ts';
import type { Sender } from '../mesh/sender.ts';
import { cleanName, cleanStatus } from './display-name.ts';
import type { Profile } from './profile-protocol.ts';
import type { Departure, LinkView, RosterPeer } from './room.ts';

export interface Roster extends Disposable {
  readonly peers: ReadonlySignal<readonly RosterPeer[]>;
  /** Linked, or announced. */
  onPresent(peer: Sender): Promise<void>;
  /** Link lost, let go, or measured anew. */
  onLinkChanged(peerId: PeerId): void;
  /** Those without a link may be reached by others now. */
  onWaysChanged(): void;
  onLeft(peerId: PeerId, how: MeshDeparture): void;
  onProfile(peerId: PeerId, profile: Profile): void;
}

export interface RosterOptions {
  readonly clock: Clock;
  readonly markOf: (identityKey: Uint8Array) => Promise<Mark>;
  readonly snapshot: (peerId: PeerId) => MemberSnapshot;
}

/** How long somebody who left is still shown as gone. */
export const GONE_SHOWN_MS = 4_000;

/** Nobody sees or feels a round trip that differs by less from the one shown. */
const TREMBLE_MS = 3;
const TREMBLE_PART = 0.15;

interface Guest {
  readonly peer: Sender;
  readonly joinedAtMs: number;
  mark: Mark | undefined;
  /** With a name that can be shown. */
  profile: Pick<RosterPeer, 'name' | 'status' | 'space' | 'isHidden' | 'isAway' | 'capabilities'> | undefined;
  gone: Extract<LinkView, { kind: 'gone' }> | undefined;
  /** As it is shown. */
  view: RosterPeer | undefined;
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

  async onPresent(peer: Sender): Promise<void> {
    const guest = this.#guests.get(peer.peerId) ?? this.#addGuest(peer);
    this.#removals.get(peer.peerId)?.();
    guest.gone = undefined;
    guest.mark ??= await this.#options.markOf(peer.identityKey);
    this.#refresh([guest]);
  }

  onLinkChanged(peerId: PeerId): void {
    const guest = this.#guests.get(peerId);
    if (guest) this.#refresh([guest]);
  }

  onWaysChanged(): void {
    this.#refresh(Array.from(this.#guests.values()));
  }

  onLeft(peerId: PeerId, how: MeshDeparture): void {
    const guest = this.#guests.get(peerId);
    if (!guest) return;
    const sinceMs = this.#options.clock.nowMs();
    guest.gone = { kind: 'gone', how: departureOf(how, guest.profile?.isHidden === true), sinceMs };
    this.#removals.get(peerId)?.();
    this.#removals.set(
      peerId,
      this.#options.clock.schedule(GONE_SHOWN_MS, () => this.#remove(peerId)),
    );
    this.#refresh([guest]);
  }

  onProfile(peerId: PeerId, profile: Profile): void {
    const guest = this.#guests.get(peerId);
    if (!guest) return;
    const { name, status = '', space, hidden: isHidden = false, away: isAway = false } = profile;
    const words = { name: cleanName(name), status: cleanStatus(status) };
    guest.profile = { ...words, space, isHidden, isAway, capabilities: profile.capabilities };
    this.#refresh([guest]);
  }

  dispose(): void {
    for (const cancel of this.#removals.values()) cancel();
  }

  #addGuest(peer: Sender): Guest {
    const joinedAtMs = this.#options.clock.nowMs();
    const unknown = { mark: undefined, profile: undefined, gone: undefined, view: undefined };
    const guest: Guest = { peer, joinedAtMs, ...unknown };
    this.#guests.set(peer.peerId, guest);
    return guest;
  }

  #remove(peerId: PeerId): void {
    this.#guests.delete(peerId);
    this.#removals.delete(peerId);
    this.#publish();
  }

  /** Views redraw only what changed: whoever looks the same keeps its object. */
  #refresh(guests: readonly Guest[]): void {
    let hasChanged = false;
    for (const guest of guests) {
      const view = this.#view(guest);
      if (JSON.stringify(view) === JSON.stringify(guest.view)) continue;
      guest.view = view;
      hasChanged = true;
    }
    if (hasChanged) this.#publish();
  }

  #publish(): void {
    this.#peers.value = Array.from(this.#guests.values(), ({ view }) => view)
      .filter((view) => view !== undefined)
      .sort((a, b) => a.joinedAtMs - b.joinedAtMs || (a.peerId < b.peerId ? -1 : 1));
  }

  #view({ peer, mark, profile, gone, joinedAtMs, view }: Guest): RosterPeer | undefined {
    if (!mark || !profile) return undefined;
    const { peerId, identityId } = peer;
    const link = gone ?? linkView(this.#options.snapshot(peerId), view?.link);
    return { peerId, identityId, mark, ...profile, link, joinedAtMs };
  }
}

/** Whoever vanishes after saying that its page is in the background was most likely put to sleep. */
function departureOf(how: MeshDeparture, wasHidden: boolean): Departure {
  if (how === 'goodbye') return 'left';
  if (how === 'refused') return 'refused';
  return wasHidden ? 'asleep' : 'lost';
}

function linkView(
  { link, via, heardAtMs = -Infinity }: MemberSnapshot,
  shown: LinkView | undefined,
): LinkView {
  if (link?.state.kind === 'linked') {
    const shownMs = shown?.kind === link.route ? shown.rttMs : undefined;
    return { kind: link.route, rttMs: steadyRtt(link.rttMs, shownMs) };
  }
  // Somebody who still speaks through others is here, whatever became of the link.
  if (link?.state.kind === 'lost' && heardAtMs <= link.state.sinceMs)
    return { kind: 'reconnecting', sinceMs: link.state.sinceMs };
  if (via.length > 0) return { kind: 'via', via, rttMs: undefined };
  return { kind: link?.isDialled ? 'connecting' : 'known' };
}

/** Everything that shows a person is drawn again when this changes: a tremble is no news. */
function steadyRtt(measuredMs: number | undefined, shownMs: number | undefined): number | undefined {
  if (measuredMs === undefined) return undefined;
  const isTremble =
    shownMs !== undefined && Math.abs(measuredMs - shownMs) < Math.max(TREMBLE_MS, shownMs * TREMBLE_PART);
  return isTremble ? shownMs : Math.round(measuredMs);
}
