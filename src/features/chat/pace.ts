// Whether this person may write now: owners may have closed the talk, or slowed it. The others hold to it by themselves.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { RoomContext } from '../../room/room.ts';
import { CHAT_SPACE } from './space.ts';

export interface Pace extends Disposable {
  readonly mayWrite: ReadonlySignal<boolean>;
  /** Slow mode: until the next message; 0 when it may go now. */
  readonly waitMs: ReadonlySignal<number>;
  /** Whether a message may go now; the next waits from then on. */
  take(): boolean;
}

/** How often what is left is counted anew. */
const TICK_MS = 1_000;

export function createPace(clock: Clock, room: Pick<RoomContext, 'may' | 'slowModeMs'>): Pace {
  const mayWrite = computed(() => room.may('write', CHAT_SPACE));
  const waitMs = signal(0);
  let sentAtMs = -Infinity;
  let cancel: Cancel = () => undefined;

  function count(): void {
    cancel();
    waitMs.value = Math.max(0, sentAtMs + room.slowModeMs() - clock.nowMs());
    if (waitMs.value > 0) cancel = clock.schedule(Math.min(TICK_MS, waitMs.value), count);
  }

  return {
    mayWrite,
    waitMs,
    take() {
      if (!mayWrite.value || waitMs.value > 0) return false;
      sentAtMs = clock.nowMs();
      count();
      return true;
    },
    dispose: () => cancel(),
  };
}
