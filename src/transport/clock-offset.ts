// The other side's clock against ours, from ping exchanges: of the last few the one with the lowest delay, since what
// waits in queues waits on one way only. Nothing here trusts a wall clock.

import type { ClockOffset } from './transport.ts';

/** As NTP's clock filter holds (RFC 5905, section 10). */
export const KEPT_EXCHANGES = 8;

/** One ping and its answer. */
export interface Exchange {
  /** Of our clock, milliseconds. */
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  /** Of the other side's clock, when it answered. */
  readonly answeredAtMs: number;
}

export interface ClockEstimate {
  add(exchange: Exchange): void;
  /** Undefined before the first exchange. */
  readonly best: ClockOffset | undefined;
  readonly count: number;
}

export function createClockEstimate(): ClockEstimate {
  let measured: readonly ClockOffset[] = [];
  return {
    add({ sentAtMs, receivedAtMs, answeredAtMs }) {
      const delayMs = Math.max(0, receivedAtMs - sentAtMs);
      const offsetMs = answeredAtMs - (sentAtMs + delayMs / 2);
      measured = [...measured.slice(1 - KEPT_EXCHANGES), { offsetMs, delayMs }];
    },
    get best() {
      const [first, ...others] = measured;
      return first && others.reduce((best, next) => (next.delayMs <= best.delayMs ? next : best), first);
    },
    get count() {
      return measured.length;
    },
  };
}
