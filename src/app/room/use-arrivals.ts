// Says to those who hear the page who came, who left, who dropped out and who is back; those who see it have the panel.
// Remembers whose room this is.

import { useEffect, useRef } from 'preact/hooks';
import { isLinked, listPeople, type Person } from '../../features/people/index.ts';
import { announce } from '../../ui/live-region.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { noteOwner } from '../join/known-owners.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { compareArrivals } from './arrivals.ts';
import { arrivalWords } from './words.ts';

/** People of one visit who are known again when they come back. */
const MAX_MET = 1_000;

export function useArrivals(visit: Visit): void {
  const say = useSay();
  const locale = useLocale();
  const { joinMemory } = useShell();
  const before = useRef<readonly Person[]>([]);
  const met = useRef(new Set<string>());
  const people = listPeople(visit.room.members.value, visit.room.self);
  const fingerprint = people
    .map((person) => `${person.identityId} ${isLinked(person)} ${person.state.kind}`)
    .join();
  useEffect(() => {
    for (const { kind, person } of compareArrivals(before.current, people, met.current)) {
      announce(say(arrivalWords[kind], { name: person.name || sayMark(locale, person.mark) }));
    }
    for (const { identityId } of people.filter(isLinked)) {
      if (met.current.size < MAX_MET) met.current.add(identityId);
    }
    before.current = people;
    noteOwner(joinMemory, visit.room);
    // `people` is new at every render; what matters of it is in the fingerprint.
  }, [fingerprint]);
}
