// Round-trip time of one link, smoothed over about five seconds, and whether anything comes back at all. That a path is
// silent is noticed by the transport's own heartbeat, whose frames cost next to nothing; this one asks seldom.

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
  /** Whether there is something to tell, so that the next ping is due. */
  readonly hasNews: () => boolean;
  /** Every {@link BEAT_MS}, or every period if that is shorter; what is counted may be summed up. */
  readonly onBeat: () => void;
  /** A ping was answered after so long. */
  readonly onAnswer: (rttMs: number) => void;
  /** A ping was not answered within a beat; the next one goes out. */
  readonly onLate: () => void;
  readonly onSilence: () => void;
}

/** Sealed, opened and answered for every link: more often costs a quiet room of ten a percent of a core a page. */
export const PING_PERIOD_MS = 10_000;
/** How long an answer may take, and how often is asked at first, or when none came. */
export const BEAT_MS = 2_000;
/** The first answer may have waited behind all that is said when a link comes up. */
export const FIRST_PINGS = 3;
/** The transport ends a silent link after 30 s, that of a hidden page after 60; this is for media that cannot tell. */
export const SILENCE_MS = 80_000;
/** What is left of an old measurement after a beat: it is forgotten in about five seconds. */
const KEPT_A_BEAT = 0.65;
const MAX_PENDING = 8;

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { clock, periodMs = PING_PERIOD_MS } = options;
  const beatMs = Math.min(BEAT_MS, periodMs);
  const sentAtMs = new Map<number, number>();
  let number = 0;
  let askedAtMs = -Infinity;
  let rttMs: number | undefined;
  let measuredAtMs = 0;
  let heardAtMs = clock.nowMs();

  function beat(): void {
    const nowMs = clock.nowMs();
    if (nowMs - heardAtMs >= SILENCE_MS) return options.onSilence();
    const isLate = sentAtMs.has(number);
    if (isLate) options.onLate();
    // Half a beat early rather than a whole one late.
    const isDue = nowMs - askedAtMs >= periodMs - beatMs / 2;
    if (isLate || isDue || number < FIRST_PINGS || options.hasNews()) ask(nowMs);
    options.onBeat();
  }

  function ask(nowMs: number): void {
    askedAtMs = nowMs;
    number += 1;
    sentAtMs.set(number, nowMs);
    sentAtMs.delete(number - MAX_PENDING);
    options.ping(number);
  }

  function average(measuredMs: number): number {
    if (rttMs === undefined) return measuredMs;
    const kept = KEPT_A_BEAT ** ((clock.nowMs() - measuredAtMs) / BEAT_MS);
    return measuredMs + kept * (rttMs - measuredMs);
  }

  const cancel = scheduleEvery(clock, beatMs, beat);
  return {
    get rttMs() {
      return rttMs;
    },
    onTraffic: () => void (heardAtMs = clock.nowMs()),
    onPong(answered) {
      const atMs = sentAtMs.get(answered);
      if (atMs === undefined || !sentAtMs.delete(answered)) return;
      const measuredMs = clock.nowMs() - atMs;
      rttMs = average(measuredMs);
      measuredAtMs = clock.nowMs();
      options.onAnswer(measuredMs);
    },
    dispose: cancel,
  };
}
