// Notices a silent peer. Counts own ticks instead of elapsed time: a tab whose timers are throttled, or a laptop that
// slept, ticks late and must not take its own absence for the other's.

import { scheduleEvery, type Cancel, type Clock } from '../primitives/clock.ts';
import type { Beat } from './envelope.ts';

/** Browsers throttle hidden pages to one timer a second, so a shorter period would not hold there. */
export const TICK_MS = 1_000;
/** Four ticks with nothing heard: gone 4 to 5 s after its last frame. The protocol promises 5 s (PROTOCOL [L2]). */
export const SILENT_TICKS = 4;
/** A page that said it is hidden may be frozen while its network stack lives on: a minute, as long as the path holds. */
export const HIDDEN_SILENT_TICKS = 60;

export interface HeartbeatPorts {
  sendPing(beat: Beat): void;
  sendPong(beat: Beat): void;
  /** Whether our own page is in the background. */
  isHidden(): boolean;
  /** Whether the medium says that the path works. */
  isPathUp(): boolean;
  /**
   * Whether a buffer that was full has moved since the last tick: acknowledgements come, though a ping behind a slow
   * transfer may take longer than our patience.
   */
  hasProgressed(): boolean;
  onSilent(): void;
}

export interface Heartbeat {
  /** Any frame is a sign of life. */
  heard(): void;
  onPing(beat: Beat): void;
  onPong(beat: Beat): void;
  /** Round trip of the last answered ping; undefined before the first. */
  readonly rttMs: number | undefined;
  stop: Cancel;
}

export function createHeartbeat(clock: Clock, ports: HeartbeatPorts): Heartbeat {
  let hasHeard = true;
  let missedTicks = 0;
  let isPeerHidden = false;
  let rttMs: number | undefined;
  let toldHidden = false;
  let lastPing = { counter: 0, sentAtMs: 0 };

  function tick(): void {
    const isAlive = ports.hasProgressed() || hasHeard;
    missedTicks = isAlive ? 0 : missedTicks + 1;
    hasHeard = false;
    if (missedTicks >= patienceTicks()) return ports.onSilent();
    // Who hears enough need not ask; but the other side must know in time that our page went to the background.
    if (missedTicks > 0 || rttMs === undefined || ports.isHidden() !== toldHidden) ping();
  }

  function patienceTicks(): number {
    return isPeerHidden && ports.isPathUp() ? HIDDEN_SILENT_TICKS : SILENT_TICKS;
  }

  function ping(): void {
    lastPing = { counter: (lastPing.counter + 1) >>> 0, sentAtMs: clock.nowMs() };
    toldHidden = ports.isHidden();
    ports.sendPing({ counter: lastPing.counter, isHidden: toldHidden });
  }

  const stop = scheduleEvery(clock, TICK_MS, tick);
  return {
    heard: () => (hasHeard = true),
    onPing(beat) {
      isPeerHidden = beat.isHidden;
      toldHidden = ports.isHidden();
      ports.sendPong({ counter: beat.counter, isHidden: toldHidden });
    },
    onPong(beat) {
      isPeerHidden = beat.isHidden;
      if (beat.counter === lastPing.counter) rttMs = clock.nowMs() - lastPing.sentAtMs;
    },
    get rttMs() {
      return rttMs;
    },
    stop,
  };
}
