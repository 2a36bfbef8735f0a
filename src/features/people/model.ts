// The people of a room as a panel and a state line need them: one entry a member, counts of how links run. Pure.

import type { Mark } from '../../primitives/mark.ts';
import { rankByDye } from '../../primitives/mark-rank.ts';
import type { LinkView, Room, RosterPeer } from '../../room/room.ts';
import type { ThreadKind } from '../../ui/thread-shape.ts';

/** A member as drawn: the best of their instances' links counts. */
export interface Person {
  /** Peer id of the instance whose link counts. */
  readonly id: string;
  readonly identityId: string;
  readonly mark: Mark;
  /** Empty when they gave none. */
  readonly name: string;
  readonly kind: ThreadKind;
  readonly rttMs: number | undefined;
  /** The peer who passes them on, nearest first. */
  readonly viaIds: readonly string[];
  readonly space: string | undefined;
  /** Place among those of the same dye, you included: 0 is plain. */
  readonly rank: number;
}

export interface LinkCounts {
  /** Members, you included; those who are gone do not count. */
  readonly people: number;
  readonly direct: number;
  readonly relayed: number;
  readonly via: number;
  readonly connecting: number;
  readonly reconnecting: number;
}

/** Nearest first: what is shown when a member is here twice. */
const NEARNESS: readonly ThreadKind[] = ['direct', 'relayed', 'via', 'connecting', 'reconnecting', 'gone'];

/** Members in the order they came, other tabs of this person left out. */
export function listPeople(
  peers: readonly RosterPeer[],
  self: { readonly identityId: string; readonly mark: Mark },
): readonly Person[] {
  const best = new Map<string, RosterPeer>();
  for (const peer of peers) {
    if (peer.identityId === self.identityId) continue;
    const other = best.get(peer.identityId);
    if (!other || nearness(peer.link) < nearness(other.link)) best.set(peer.identityId, peer);
  }
  const ranks = rankByDye([...peers, self]);
  return Array.from(best.values())
    .sort((a, b) => a.joinedAtMs - b.joinedAtMs)
    .map((peer) => ({
      id: peer.peerId,
      identityId: peer.identityId,
      mark: peer.mark,
      name: peer.name,
      kind: threadKindOf(peer.link),
      rttMs: 'rttMs' in peer.link ? peer.link.rttMs : undefined,
      viaIds: peer.link.kind === 'via' ? peer.link.via : [],
      space: peer.space,
      rank: ranks.get(peer.identityId) ?? 0,
    }));
}

/** This person's own place among those of the same dye. */
export function rankOfSelf({ peers, self }: Pick<Room, 'peers' | 'self'>): number {
  return rankByDye([...peers.value, self]).get(self.identityId) ?? 0;
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

function nearness(link: LinkView): number {
  return NEARNESS.indexOf(threadKindOf(link));
}
