// Whose rooms this page has been in: so that the door can show whose a room is before anything connects. In memory only:
// a list of people met would be worth stealing.

import { ownerOf } from '../../room/room-link.ts';
import type { Room } from '../../room/room.ts';
import type { JoinMemory } from './join-memory.ts';

/** More rooms than anybody enters without a reload. */
export const MAX_KNOWN_OWNERS = 64;

/** Remembers the owner that the room's link names, once they have proved to be here. */
export function noteOwner(memory: JoinMemory, { owner, members }: Pick<Room, 'owner' | 'members'>): void {
  if (owner === undefined) return;
  const found = members.value.find(({ identityId }) => ownerOf(identityId) === owner);
  if (!found) return;
  memory.owners.delete(owner);
  const [oldest] = memory.owners.keys();
  if (memory.owners.size >= MAX_KNOWN_OWNERS && oldest !== undefined) memory.owners.delete(oldest);
  memory.owners.set(owner, { mark: found.mark, name: found.name });
}
