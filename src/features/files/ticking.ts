// When what is shown of files is looked at anew: soon after something changed, twice a second while something moves or is
// watched, and never otherwise.

import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';

export const TICK_MS = 500;
/** A folder is a hundred changes at once. */
export const SOON_MS = 50;

export interface Ticking extends Disposable {
  /** Something changed. */
  soon(): void;
}

export interface TickingOptions {
  readonly clock: Clock;
  /** Whether rates are to be followed. */
  readonly isNeeded: () => boolean;
  readonly onTick: () => void;
}

export function createTicking({ clock, isNeeded, onTick }: TickingOptions): Ticking {
  let cancel: Cancel | undefined;
  let dueMs = 0;

  function arm(delayMs: number): void {
    const atMs = clock.nowMs() + delayMs;
    if (cancel && dueMs <= atMs) return;
    cancel?.();
    dueMs = atMs;
    cancel = clock.schedule(delayMs, () => {
      cancel = undefined;
      onTick();
      if (isNeeded()) arm(TICK_MS);
    });
  }

  return {
    soon: () => arm(SOON_MS),
    dispose() {
      cancel?.();
      cancel = undefined;
    },
  };
}
