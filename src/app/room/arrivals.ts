// What changed among the people of a room between two looks. Pure.

import { isLinked, type Person } from '../../features/people/index.ts';
import type { Departure } from '../../room/room.ts';

export interface Arrival {
  /**
   * `lost` and `asleep` may come back by themselves; `vanished` did not within 90 s. `refused`: this device let them go
   * for what no honest copy does.
   */
  readonly kind: 'came' | 'returned' | 'lost' | 'asleep' | 'went' | 'vanished' | 'refused';
  readonly person: Person;
}

/** `met`: identities that were linked here before. */
export function compareArrivals(
  before: readonly Person[],
  now: readonly Person[],
  met: ReadonlySet<string>,
): readonly Arrival[] {
  const earlier = new Map(before.map((person) => [person.identityId, person]));
  const later = new Set(now.map((person) => person.identityId));
  const changed = now.flatMap((person): readonly Arrival[] => {
    const kind = changeOf(person, earlier.get(person.identityId), met.has(person.identityId));
    return kind ? [{ kind, person }] : [];
  });
  const dropped = before.filter(({ identityId, state }) => !later.has(identityId) && state.kind !== 'gone');
  return [...changed, ...dropped.map((person): Arrival => ({ kind: 'went', person }))];
}

const DEPARTURES = {
  left: 'went',
  lost: 'vanished',
  asleep: 'vanished',
  refused: 'refused',
} as const satisfies Readonly<Record<Departure, Arrival['kind']>>;

function changeOf(person: Person, was: Person | undefined, isMet: boolean): Arrival['kind'] | undefined {
  const wasLinked = was !== undefined && isLinked(was);
  if (isLinked(person)) {
    if (wasLinked) return undefined;
    return isMet ? 'returned' : 'came';
  }
  if (was && person.state.kind === 'gone')
    return was.state.kind === 'gone' ? undefined : DEPARTURES[person.state.how];
  if (!wasLinked) return undefined;
  return person.state.kind === 'asleep' ? 'asleep' : 'lost';
}
