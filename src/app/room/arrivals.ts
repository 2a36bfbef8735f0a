// What changed among the people of a room between two looks. Pure.

import { isLinked, type Person } from '../../features/people/index.ts';

export interface Arrival {
  readonly kind: 'came' | 'went' | 'lost';
  readonly person: Person;
}

export function compareArrivals(before: readonly Person[], now: readonly Person[]): readonly Arrival[] {
  const earlier = new Map(before.map((person) => [person.identityId, person]));
  const later = new Map(now.map((person) => [person.identityId, person]));
  const arrivals: Arrival[] = [];
  for (const person of now) {
    const was = earlier.get(person.identityId);
    const wasLinked = was !== undefined && isLinked(was);
    if (isLinked(person) && !wasLinked) arrivals.push({ kind: 'came', person });
    if (wasLinked && !isLinked(person)) arrivals.push({ kind: 'lost', person });
  }
  for (const person of before) if (!later.has(person.identityId)) arrivals.push({ kind: 'went', person });
  return arrivals;
}
