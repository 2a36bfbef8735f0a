// The people of a conversation: instances grouped by the identity that each has proven. Two tabs of one person are one
// member. Remembers for a while who went, and how: whoever comes back is told apart from whoever is new.

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { Departure, LinkView, RoomMember, RosterPeer } from './room.ts';

/** For how long those are listed whom nobody heard say goodbye: they may be on their way back. */
export const ABSENT_SHOWN_MS = 5 * 60_000;
/** Those who went longest ago are forgotten first: a crowd that comes and goes costs no more memory than this. */
export const MAX_ABSENT = 64;

/** Nearest first: of a member's instances the one that is reached best speaks for the member. */
const NEARNESS: readonly LinkView['kind'][] = [
  'direct',
  'unknown',
  'relayed',
  'via',
  'connecting',
  'known',
  'reconnecting',
  'gone',
];

export interface MembersOptions {
  readonly clock: Clock;
  readonly peers: ReadonlySignal<readonly RosterPeer[]>;
  /** Whose other tabs are their own. */
  readonly self: { readonly identityId: IdentityId };
}

export interface Members extends Disposable {
  readonly members: ReadonlySignal<readonly RoomMember[]>;
}

export function createMembers({ clock, peers, self }: MembersOptions): Members {
  const members = signal<readonly RoomMember[]>([]);
  /** In the order they went. */
  const absent = new Map<IdentityId, RoomMember>();
  let cancel: Cancel = () => undefined;

  function update(now: readonly RosterPeer[]): void {
    const present = groupMembers(now, self);
    for (const { identityId } of present) absent.delete(identityId);
    const listed = new Set(present.map(({ identityId }) => identityId));
    for (const member of members.value) {
      if (!listed.has(member.identityId) && isMissed(member)) absent.set(member.identityId, member);
    }
    publish(present);
  }

  function publish(present: readonly RoomMember[]): void {
    forgetOld();
    members.value = [...present, ...absent.values()];
  }

  function forgetOld(): void {
    cancel();
    for (const [identityId, { state }] of absent) {
      const leftMs = state.kind === 'gone' ? state.sinceMs + ABSENT_SHOWN_MS - clock.nowMs() : 0;
      if (absent.size <= MAX_ABSENT && leftMs > 0) {
        cancel = clock.schedule(leftMs, () => publish(groupMembers(peers.value, self)));
        return;
      }
      absent.delete(identityId);
    }
  }

  const stop = effect(() => {
    const now = peers.value;
    untracked(() => update(now));
  });
  return {
    members,
    dispose() {
      stop();
      cancel();
    },
  };
}

/** One entry an identity, in the order they came. */
export function groupMembers(
  peers: readonly RosterPeer[],
  self: { readonly identityId: string },
): readonly RoomMember[] {
  const devicesOf = new Map<IdentityId, RosterPeer[]>();
  for (const peer of peers) {
    const devices = devicesOf.get(peer.identityId);
    if (devices) devices.push(peer);
    else devicesOf.set(peer.identityId, [peer]);
  }
  return Array.from(devicesOf.values(), (devices) => memberOf(devices, self)).toSorted(
    (a, b) => a.joinedAtMs - b.joinedAtMs,
  );
}

function memberOf(unsorted: readonly RosterPeer[], self: { readonly identityId: string }): RoomMember {
  const devices = unsorted.toSorted((a, b) => nearness(a.link) - nearness(b.link));
  // There is one: members are made of their instances.
  const nearest = devices[0] as RosterPeer;
  const attentive = devices.find(isAttentive) ?? nearest;
  return {
    identityId: nearest.identityId,
    mark: nearest.mark,
    name: nearest.name,
    status: nearest.status,
    isSelf: nearest.identityId === self.identityId,
    devices,
    link: nearest.link,
    space: attentive.space,
    state: stateOf(devices, nearest),
    joinedAtMs: Math.min(...devices.map(({ joinedAtMs }) => joinedAtMs)),
  };
}

/** Away and asleep only where every instance is: whoever looks at one of them is here. */
function stateOf(devices: readonly RosterPeer[], { link, isHidden }: RosterPeer): RoomMember['state'] {
  if (link.kind === 'gone') return { kind: 'gone', how: link.how, sinceMs: link.sinceMs };
  if (link.kind === 'reconnecting') return { kind: isHidden ? 'asleep' : 'lost', sinceMs: link.sinceMs };
  return { kind: devices.some(isAttentive) ? 'here' : 'away' };
}

function isAttentive({ link, isAway }: RosterPeer): boolean {
  return link.kind !== 'gone' && link.kind !== 'reconnecting' && !isAway;
}

/** A goodbye is the end of it; who vanished without one may be on the way back. */
function isMissed({ state, isSelf }: RoomMember): boolean {
  return !isSelf && state.kind === 'gone' && MISSED.has(state.how);
}

const MISSED: ReadonlySet<Departure> = new Set(['lost', 'asleep']);

function nearness(link: LinkView): number {
  return NEARNESS.indexOf(link.kind);
}
