// Remembers where a pasted link came from between the field and the door: the address bar keeps the room, not the
// origin, and the origin's broker may be the only one that knows the room.

import { useMemo } from 'preact/hooks';
import { formatRoomAddress, parseRoomInput, type RoomAddress, type RoomLink } from '../../room/room-link.ts';
import { useShell } from '../shell.tsx';

export interface JoinSource {
  /** Returns the room's part of the address. */
  remember(link: RoomLink): string;
  /** The origin of the link that led to this room, if one did. */
  originOfRoom(room: RoomAddress): string | undefined;
  /** A room's link handed over by a share sheet: text for the join field. */
  draft(): string;
}

export function useJoinSource(): JoinSource {
  const { joinMemory, navigation } = useShell();
  return useMemo(
    () => ({
      remember(link) {
        const address = formatRoomAddress(link);
        joinMemory.last = { address, origin: link.origin };
        return address;
      },
      originOfRoom: (room) =>
        joinMemory.last?.address === formatRoomAddress(room) ? joinMemory.last.origin : undefined,
      draft() {
        const route = navigation.route.value;
        const isWayIn = route.kind === 'share' && parseRoomInput(route.text).ok;
        // A field of one line would glue the lines together.
        return isWayIn ? route.text.replaceAll(/\s+/g, ' ') : '';
      },
    }),
    [joinMemory, navigation],
  );
}
