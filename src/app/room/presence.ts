// Who is in which space, for the dots in the rail and in the tab bar. Pure.

import type { Dye } from '../../primitives/mark.ts';
import type { Room } from '../../room/room.ts';
import { isLinked, listPeople } from '../../features/people/index.ts';

export interface PresenceDot {
  readonly id: string;
  readonly dye: Dye;
  readonly name: string;
  readonly isSelf: boolean;
}

/** Dots beyond these would no longer be told apart. */
export const MAX_DOTS = 5;

/** Those who look at `space` now: you first, larger. */
export function dotsIn(
  room: Pick<Room, 'peers' | 'self'>,
  space: string,
  ownSpace: string,
): readonly PresenceDot[] {
  const { self } = room;
  const own = { id: 'self', dye: self.mark.dye, name: '', isSelf: true };
  const others = listPeople(room.peers.value, self)
    .filter((person) => person.space === space && isLinked(person))
    .map((person) => ({ id: person.id, dye: person.mark.dye, name: person.name, isSelf: false }));
  return (ownSpace === space ? [own, ...others] : others).slice(0, MAX_DOTS);
}
