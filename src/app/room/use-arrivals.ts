// Says to those who hear the page who came, who left and who dropped out. Those who see it have the panel.

import { useEffect, useRef } from 'preact/hooks';
import { isLinked, listPeople, type Person } from '../../features/people/index.ts';
import { announce } from '../../ui/live-region.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import type { Visit } from '../session.ts';
import { compareArrivals } from './arrivals.ts';
import { roomWords } from './words.ts';

export function useArrivals(visit: Visit): void {
  const say = useSay();
  const locale = useLocale();
  const before = useRef<readonly Person[]>([]);
  const people = listPeople(visit.room.peers.value, visit.room.self);
  const fingerprint = people.map((person) => `${person.identityId} ${isLinked(person)}`).join();
  useEffect(() => {
    for (const { kind, person } of compareArrivals(before.current, people)) {
      announce(say(roomWords[kind], { name: person.name || sayMark(locale, person.mark) }));
    }
    before.current = people;
    // `people` is new at every render; what matters of it is in the fingerprint.
  }, [fingerprint]);
}
