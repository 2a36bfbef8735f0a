// When a link whose path is doubted looks for another: at once, and again every few seconds while it lasts. How that is
// done is in renegotiation.ts.

import type { Cancel, Clock } from '../primitives/clock.ts';

/** Between two tries: offer, answer and checks take under two seconds on a slow path. */
export const RESTART_PERIOD_MS = 4_000;
/** The polite side begins this much later, so that the two do not offer at the same moment. */
export const POLITE_DELAY_MS = 2_000;
/** However often one is hurried. */
export const SHORTEST_RESTART_MS = 1_000;

export interface RestartAttempt {
  /** Of this doubt. */
  readonly isFirst: boolean;
  /** The network may be another one since the last. */
  readonly isHinted: boolean;
}

export interface PathRecoveryOptions {
  readonly clock: Clock;
  readonly isPolite: boolean;
  /** False when there is no use in trying again. */
  readonly restart: (attempt: RestartAttempt) => boolean;
}

export interface PathRecovery {
  onDoubted(isDoubted: boolean): void;
  /** Tries now, if the path is doubted. */
  tryNow(): void;
  stop(): void;
}

export function createPathRecovery({ clock, isPolite, restart }: PathRecoveryOptions): PathRecovery {
  let cancel: Cancel = () => undefined;
  let isDoubted = false;
  let tries = 0;
  let isHinted = false;
  let triedAtMs = -Infinity;

  function schedule(delayMs: number): void {
    cancel();
    cancel = clock.schedule(delayMs, attempt);
  }

  function attempt(): void {
    triedAtMs = clock.nowMs();
    tries += 1;
    schedule(RESTART_PERIOD_MS);
    const isAble = restart({ isFirst: tries === 1, isHinted });
    isHinted = false;
    if (!isAble) stop();
  }

  function stop(): void {
    isDoubted = false;
    cancel();
  }

  return {
    onDoubted(next) {
      stop();
      isDoubted = next;
      tries = 0;
      isHinted = false;
      if (next) schedule(isPolite ? POLITE_DELAY_MS : 0);
    },
    tryNow() {
      if (!isDoubted) return;
      isHinted = true;
      schedule(Math.max(0, triedAtMs + SHORTEST_RESTART_MS - clock.nowMs()));
    },
    stop,
  };
}
