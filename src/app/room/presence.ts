// Who is in which space, for the dots in the rail and in the tab bar. Pure.

import type { Dye } from '../../primitives/mark.ts';
import type { Room } from '../../room/room.ts';
import { isLinked, listPeople, rankOfSelf } from '../../features/people/index.ts';

export interface PresenceDot {
  readonly id: string;
  readonly dye: Dye;
  /** Place among those of the same dye. */
  readonly rank: number;
  readonly name: string;
  readonly isSelf: boolean;
}

/** Dots beyond these would no longer be told apart. */
export const MAX_DOTS = 5;

/** Those who look at `space` now: you first, larger. */
export function dotsIn(
  room: Pick<Room, 'members' | 'self'>,
  space: string,
  ownSpace: string,
): readonly PresenceDot[] {
  const { self } = room;
  const own = { id: 'self', dye: self.mark.dye, rank: rankOfSelf(room), name: '', isSelf: true };
  const others = listPeople(room.members.value, self)
    .filter((person) => person.space === space && isLinked(person))
    .map(({ id, mark, rank, name }) => ({ id, dye: mark.dye, rank, name, isSelf: false }));
  return (ownSpace === space ? [own, ...others] : others).slice(0, MAX_DOTS);
}
