// How a meeting (discovery/) sees the members of an overlay (mesh/), which know nothing of each other.

import type { Emitter } from '../primitives/events.ts';
import type { MeetingPeers } from '../discovery/meeting-ports.ts';
import { MEETING_PROTOCOL } from '../discovery/protocol.ts';
import type { MeshMessageReceived } from '../mesh/mesh-ports.ts';
import type { Overlay, OverlayEvent } from '../mesh/overlay-ports.ts';

const ADDRESS = { ...MEETING_PROTOCOL, channel: 'control' } as const;

export function createMeetingPeers(
  overlay: Pick<Overlay, 'mesh' | 'broadcast' | 'handle' | 'handleBroadcasts' | 'blame' | 'shape'>,
  events: Pick<Emitter<OverlayEvent>, 'on'>,
): MeetingPeers {
  const { mesh } = overlay;
  return {
    prove: (link) => mesh.adopt(link),
    linked: () => mesh.linked,
    send: (to, payload) => mesh.send(to, ADDRESS, payload),
    broadcast: (payload) => void overlay.broadcast(ADDRESS, payload),
    isFullMesh: () => overlay.shape === 'full',
    onMessage(listener) {
      const hear =
        (isFar: boolean) =>
        ({ from, version, payload }: MeshMessageReceived) => {
          if (version === MEETING_PROTOCOL.version) listener({ from: from.peerId, payload, isFar });
        };
      const stops = [
        overlay.handle(MEETING_PROTOCOL.id, hear(false)),
        overlay.handleBroadcasts(MEETING_PROTOCOL.id, hear(true)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    onDown: (listener) =>
      events.on((event) => {
        if (event.type === 'lost' || event.type === 'left')
          listener({ peerId: event.peerId, hasLeft: event.type === 'left' });
      }),
    onDoubt: (listener) =>
      events.on((event) => {
        if (event.type === 'doubted') listener(event);
        else if (event.type === 'linked') listener({ peerId: event.peer.peerId, isDoubted: false });
      }),
    onBusy: (listener) => events.on(({ type }) => type === 'full' && listener()),
    onMember: (listener) => events.on((event) => event.type === 'announced' && listener(event.member.entry)),
    blame: (peer, detail) => overlay.blame(peer, detail),
  };
}
