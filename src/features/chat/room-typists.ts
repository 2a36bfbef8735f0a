// Who is writing in the talk of the room: what the shell says of everybody who writes in a space that others read. Of
// what is written to one person it says nothing.

import { computed } from '@preact/signals-core';
import type { RosterPeer } from '../../room/room.ts';
import { TYPING } from '../../sync/presence/typing.ts';
import type { Presence } from '../../sync/shared-docs.ts';
import type { ChatWorld, Typists } from './chat-world.ts';
import { CHAT_SPACE } from './space.ts';
import { isHidden } from './talk/visible.ts';

export function createRoomTypists(
  { room, regardOf }: Pick<ChatWorld, 'room' | 'regardOf'>,
  presence: Pick<Presence, 'field'>,
): Typists {
  const { said } = presence.field(TYPING);
  const isWriting = ({ identityId }: RosterPeer) =>
    said.value.get(identityId) === CHAT_SPACE && !isHidden(identityId, regardOf);
  return {
    writing: computed(() => {
      const writing = room.peers.value.filter(isWriting);
      // Two tabs of one person are one.
      return Array.from(new Map(writing.map((peer) => [peer.identityId, peer])).values());
    }),
    note: () => undefined,
    clear: () => undefined,
    dispose: () => undefined,
  };
}
