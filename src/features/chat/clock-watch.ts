// Whether a clock is so far off that words are not taken: when enough people say so, or are heard so, and only for a while.
// One of many may lie, or be the one whose clock is off: then they see it themselves.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import type { RoomContext } from '../../room/room.ts';

export interface ClockWatch {
  readonly isOff: ReadonlySignal<boolean>;
  /** That person's words were not taken here, or this person's by them. */
  readonly note: (witness: IdentityId) => void;
  dispose(): void;
}

/** Without a new sign of it a clock was set right, or whoever was off has left. */
export const CLOCK_OFF_SHOWN_MS = 5 * 60_000;
const MAX_WITNESSES = 64;

export function createClockWatch(clock: Clock, { peers }: Pick<RoomContext, 'peers'>): ClockWatch {
  const others = () => new Set(peers.peek().map(({ identityId }) => identityId)).size;
  const isOff = signal(false);
  const witnesses = new Map<IdentityId, number>();
  let cancel: Cancel | undefined;

  function count(): void {
    cancel?.();
    const nowMs = clock.nowMs();
    for (const [witness, atMs] of witnesses)
      if (atMs + CLOCK_OFF_SHOWN_MS <= nowMs) witnesses.delete(witness);
    isOff.value = witnesses.size >= Math.max(1, Math.min(2, others()));
    const [oldestMs] = witnesses.values();
    if (oldestMs !== undefined)
      cancel = clock.schedule(Math.max(1, oldestMs + CLOCK_OFF_SHOWN_MS - nowMs), count);
  }

  return {
    isOff,
    note(witness) {
      witnesses.delete(witness);
      const [oldest] = witnesses.keys();
      if (witnesses.size >= MAX_WITNESSES && oldest) witnesses.delete(oldest);
      witnesses.set(witness, clock.nowMs());
      count();
    },
    dispose: () => cancel?.(),
  };
}
