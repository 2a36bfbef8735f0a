// Everybody who has been in the room, as last seen: a message keeps its author's name and mark after they have left, and
// shows a new name at once.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Mark } from '../../primitives/mark.ts';
import { rankByDye } from '../../primitives/mark-rank.ts';
import type { RoomContext, RosterPeer } from '../../room/room.ts';

export interface Author {
  readonly mark: Mark;
  /** Empty when they gave none. */
  readonly name: string;
  /** Place among those of the same dye in the room; who has left keeps theirs. */
  readonly rank: number;
}

export interface Authors {
  /** Missing only for a moment, when a message overtakes its author's profile. */
  readonly known: ReadonlySignal<ReadonlyMap<IdentityId, Author>>;
  /** Those of an earlier stay; whoever is known already stays as they are. */
  restore(earlier: ReadonlyMap<IdentityId, Pick<Author, 'mark' | 'name'>>): void;
  dispose(): void;
}

/** Far more than a room ever holds; those who left longest ago are forgotten first. */
export const MAX_AUTHORS = 1_000;

export function createAuthors(room: Pick<RoomContext, 'peers' | 'self'>): Authors {
  const others = signal<ReadonlyMap<IdentityId, Author>>(new Map());
  const stop = effect(() => {
    const peers = room.peers.value;
    const ranks = rankByDye([...peers, room.self]);
    others.value = untracked(() => remember(others.value, peers, ranks));
  });
  return {
    known: computed(() => {
      const { identityId, mark, name } = room.self;
      const rank = rankByDye([...room.peers.value, room.self]).get(identityId) ?? 0;
      return new Map(others.value).set(identityId, { mark, name: name.value, rank });
    }),
    restore(earlier) {
      const known = others.value;
      const fresh = Array.from(earlier).filter(([identityId]) => !known.has(identityId));
      const entries = fresh.map(
        ([identityId, { mark, name }]) => [identityId, { mark, name, rank: 0 }] as const,
      );
      others.value = new Map([...entries, ...known].slice(-MAX_AUTHORS));
    },
    dispose: stop,
  };
}

/** Those who are here move to the end, so that the beginning is who left long ago. */
function remember(
  before: ReadonlyMap<IdentityId, Author>,
  peers: readonly RosterPeer[],
  ranks: ReadonlyMap<string, number>,
): ReadonlyMap<IdentityId, Author> {
  const known = new Map(before);
  for (const { identityId, mark, name } of peers) {
    known.delete(identityId);
    known.set(identityId, { mark, name, rank: ranks.get(identityId) ?? 0 });
  }
  for (const [identityId] of known) {
    if (known.size <= MAX_AUTHORS) break;
    known.delete(identityId);
  }
  return known;
}
