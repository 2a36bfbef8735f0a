// The people of a room as a panel and a state line need them: members with their threads, counts of how links run. Pure.

import type { IdentityId } from '../../primitives/ids.ts';
import type { Mark } from '../../primitives/mark.ts';
import { rankByDye } from '../../primitives/mark-rank.ts';
import type { Authority } from '../../room/authority-port.ts';
import { ownerOf } from '../../room/room-link.ts';
import type { LinkView, MemberState, Room, RoomMember } from '../../room/room.ts';
import type { ThreadKind } from '../../ui/thread-shape.ts';

/** Another member as drawn. */
export interface Person {
  /** Peer id of the instance whose link counts. */
  readonly id: string;
  readonly identityId: IdentityId;
  readonly mark: Mark;
  /** Empty when they gave none. */
  readonly name: string;
  /** What they say about themselves; empty for nothing. */
  readonly status: string;
  readonly kind: ThreadKind;
  readonly rttMs: number | undefined;
  /** The peer who passes them on, nearest first. */
  readonly viaIds: readonly string[];
  readonly space: string | undefined;
  /** Place among those of the same dye, you included: 0 is plain. */
  readonly rank: number;
  /** Whether they are here, and how they went. */
  readonly state: MemberState;
}

/** A room as far as the question whose it is goes. */
export type OwnedRoom = Pick<Room, 'members' | 'self' | 'owner'> & { readonly authority?: Authority };

export interface LinkCounts {
  /** Members, you included; those who are gone do not count. */
  readonly people: number;
  readonly direct: number;
  readonly relayed: number;
  readonly via: number;
  readonly connecting: number;
  readonly reconnecting: number;
}

/** Members in the order they came, other tabs of this person left out. */
export function listPeople(
  members: readonly RoomMember[],
  self: { readonly identityId: string; readonly mark: Mark },
): readonly Person[] {
  const ranks = rankByDye([...members, self]);
  return members
    .filter(({ isSelf }) => !isSelf)
    .map(({ identityId, devices, mark, name, status, link, space, state }) => ({
      id: devices[0]?.peerId ?? identityId,
      identityId,
      mark,
      name,
      status,
      kind: threadKindOf(link),
      rttMs: 'rttMs' in link ? link.rttMs : undefined,
      viaIds: link.kind === 'via' ? link.via : [],
      space,
      rank: ranks.get(identityId) ?? 0,
      state,
    }));
}

/** In how many other tabs, or on how many other devices, this person is here too. */
export function countOwnOthers(members: readonly RoomMember[]): number {
  const own = members.find(({ isSelf }) => isSelf);
  return own?.devices.filter(({ link }) => link.kind !== 'gone').length ?? 0;
}

/**
 * Whose room it is: as its rules say; before there are any, whoever its link names. Undefined rules: nobody's, as in a
 * pair.
 */
export function ownersOf(room: OwnedRoom): readonly IdentityId[] {
  const ruled = room.authority?.charter.value.owners ?? [];
  if (ruled.length > 0 || room.owner === undefined) return ruled;
  const everybody = [room.self, ...room.members.value];
  const named = everybody.find(({ identityId }) => ownerOf(identityId) === room.owner);
  return named ? [named.identityId] : [];
}

/** This person's own place among those of the same dye. */
export function rankOfSelf({ members, self }: Pick<Room, 'members' | 'self'>): number {
  return rankByDye([...members.value, self]).get(self.identityId) ?? 0;
}

export function countLinks(people: readonly Person[]): LinkCounts {
  const of = (kind: ThreadKind) => people.filter((person) => person.kind === kind).length;
  return {
    people: 1 + people.length - of('gone'),
    direct: of('direct'),
    relayed: of('relayed'),
    via: of('via'),
    connecting: of('connecting'),
    reconnecting: of('reconnecting'),
  };
}

/** Those who are in the room, linked or on the way; not who left or stayed away. */
export function isHere(person: Pick<Person, 'kind'>): boolean {
  return person.kind !== 'gone';
}

/** Those whose thread holds now. */
export function isLinked(person: Pick<Person, 'kind'>): boolean {
  return person.kind === 'direct' || person.kind === 'relayed' || person.kind === 'via';
}

/** A path the browser tells nothing about is drawn as direct: nobody is known to be in between. */
function threadKindOf(link: LinkView): ThreadKind {
  if (link.kind === 'unknown') return 'direct';
  return link.kind === 'known' ? 'via' : link.kind;
}
