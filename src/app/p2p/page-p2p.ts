// The interface for scripts over the page it stands in: whatever a script does, the person sees, and could do as well.

import { computed } from '@preact/signals-core';
import type { RoomCode } from '../../room/room-code.ts';
import { formatRoomAddress, formatRoomLink, formatRoomText } from '../../room/room-link.ts';
import { createHandOver } from '../invite/hand-over.ts';
import { visitOf } from '../session.ts';
import type { Shell } from '../shell.tsx';
import type { P2p } from './api.ts';
import { createByHand } from './by-hand.ts';
import { createP2p } from './create-p2p.ts';

export function createPageP2p(shell: Shell): P2p {
  const { clock, session, navigation, network, profile, settings, tuning } = shell;
  return createP2p({
    clock,
    wallTimeMs: () => Date.now(),
    visit: computed(() => visitOf(session.state.value)),
    known: shell.known,
    report: (error) => window.reportError(error),
    setTuning(chosen) {
      tuning.value = chosen;
    },
    self() {
      const { value } = profile.state;
      if (value.kind !== 'ready') return undefined;
      const { peerId, identity } = value.peer;
      return { peerId, identityId: identity.id, name: settings.current.value.name };
    },
    linkOf({ code, owner }) {
      const address = { code: code as RoomCode, owner };
      const page = network.linkPage.value;
      return page === undefined ? formatRoomText(address) : formatRoomLink(page, address);
    },
    async startRoom() {
      await network.ready;
      const visit = await session.start();
      if (visit.ok) navigation.go({ kind: 'room', code: visit.value.address, space: undefined });
      return visit;
    },
    async joinRoom(address) {
      await network.ready;
      navigation.go({ kind: 'room', code: formatRoomAddress(address), space: undefined });
      return session.join(address);
    },
    byHand: createByHand(shell, createHandOver(globalThis)),
    leaveRoom() {
      session.leave();
      navigation.go({ kind: 'home' });
    },
  });
}
