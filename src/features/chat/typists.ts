// Who is writing: noted, and forgotten after a while, when their message comes, or when they leave.

import { computed, effect, signal } from '@preact/signals-core';
import type { Cancel } from '../../primitives/clock.ts';
import type { PeerId } from '../../primitives/ids.ts';
import type { ChatWorld, Typists } from './chat-world.ts';
import { isHidden } from './talk/visible.ts';

/** A sign of writing fades after this. */
export const TYPING_SHOWN_MS = 5_000;

type TypistsWorld = Pick<ChatWorld, 'room' | 'clock' | 'regardOf'>;

export function createTypists({ room, clock, regardOf }: TypistsWorld): Typists {
  const writing = signal<ReadonlySet<PeerId>>(new Set());
  const fading = new Map<PeerId, Cancel>();
  function clear(peerId: PeerId): void {
    fading.get(peerId)?.();
    if (!fading.delete(peerId)) return;
    writing.value = new Set(fading.keys());
  }
  const stop = effect(() => {
    const here = new Set(room.peers.value.map((peer) => peer.peerId));
    for (const peerId of Array.from(fading.keys())) if (!here.has(peerId)) clear(peerId);
  });
  return {
    writing: computed(() => {
      const all = room.peers.value.filter(({ peerId }) => writing.value.has(peerId));
      return all.filter(({ identityId }) => !isHidden(identityId, regardOf));
    }),
    note(peerId) {
      if (!room.peers.value.some((peer) => peer.peerId === peerId)) return;
      fading.get(peerId)?.();
      fading.set(
        peerId,
        clock.schedule(TYPING_SHOWN_MS, () => clear(peerId)),
      );
      writing.value = new Set(fading.keys());
    },
    clear,
    dispose() {
      stop();
      for (const cancel of fading.values()) cancel();
      fading.clear();
    },
  };
}
