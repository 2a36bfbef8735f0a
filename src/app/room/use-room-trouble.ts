// The worst thing wrong with a room, as this page sees it now.

import { countOwnOthers, isHere, isLinked, listPeople } from '../../features/people/index.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { roomTrouble, type RoomTrouble } from './room-trouble.ts';

export function useRoomTrouble({ room }: Visit): RoomTrouble {
  const { isOnline, page } = useShell();
  const people = listPeople(room.members.value, room.self).filter(isHere);
  return roomTrouble({
    isOnline: isOnline.value,
    hasWebRtc: page.hasWebRtc,
    state: room.state.value,
    isIntercepted: room.isIntercepted.value,
    brokers: room.brokers.value,
    people: people.length,
    linked: people.filter(isLinked).length,
    ownOthers: countOwnOthers(room.members.value),
    reconnecting: people.filter((person) => person.kind === 'reconnecting').length,
  });
}
