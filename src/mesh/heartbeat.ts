// Round-trip time of one link, smoothed over about five seconds, and whether anything comes back at all.

import { scheduleEvery, type Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';

export interface Heartbeat extends Disposable {
  readonly rttMs: number | undefined;
  /** Anything arrived. */
  onTraffic(): void;
  onPong(number: number): void;
}

export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Default: {@link PING_PERIOD_MS}. */
  readonly periodMs?: number | undefined;
  readonly ping: (number: number) => void;
  /** Once per period; what is measured may be shown again. */
  readonly onBeat: () => void;
  /** A ping was answered after so long. */
  readonly onAnswer: (rttMs: number) => void;
  /** A ping was not answered within a period. */
  readonly onLate: () => void;
  readonly onSilence: () => void;
}

export const PING_PERIOD_MS = 2_000;
/** The transport ends a silent link after 30 s, that of a hidden page after 60; this is for media that cannot tell. */
export const SILENCE_MS = 80_000;
/** Weight of a new measurement: 0.35 every 2 s forgets in about five seconds. */
const SMOOTHING = 0.35;
const MAX_PENDING = 8;

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { clock } = options;
  const sentAtMs = new Map<number, number>();
  let number = 0;
  let rttMs: number | undefined;
  let heardAtMs = clock.nowMs();

  function beat(): void {
    if (clock.nowMs() - heardAtMs >= SILENCE_MS) return options.onSilence();
    if (sentAtMs.has(number)) options.onLate();
    number += 1;
    sentAtMs.set(number, clock.nowMs());
    sentAtMs.delete(number - MAX_PENDING);
    options.ping(number);
    options.onBeat();
  }

  const cancel = scheduleEvery(clock, options.periodMs ?? PING_PERIOD_MS, beat);
  return {
    get rttMs() {
      return rttMs;
    },
    onTraffic: () => void (heardAtMs = clock.nowMs()),
    onPong(answered) {
      const atMs = sentAtMs.get(answered);
      if (atMs === undefined || !sentAtMs.delete(answered)) return;
      const measuredMs = clock.nowMs() - atMs;
      rttMs = rttMs === undefined ? measuredMs : rttMs + SMOOTHING * (measuredMs - rttMs);
      options.onAnswer(measuredMs);
    },
    dispose: cancel,
  };
}
