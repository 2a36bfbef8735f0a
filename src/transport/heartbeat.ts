// Notices a silent peer, and measures round trip and clock on the way. Counts own ticks instead of elapsed time: a tab
// whose timers are throttled, or a laptop that slept, ticks late and must not take its own absence for the other's.

import { scheduleInStep, type Cancel, type Clock } from '../primitives/clock.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import { createClockEstimate } from './clock-offset.ts';
import { MAX_TIME_US, type Beat, type Pong } from './envelope.ts';
import type { ClockOffset } from './transport.ts';

/** Browsers throttle hidden pages to one timer a second, so a shorter period would not hold there. */
export const TICK_MS = 1_000;
/** Four ticks with nothing heard: shown 4 to 5 s after its last frame. The protocol promises 5 s (PROTOCOL [L2]). */
export const SILENT_TICKS = 4;
/** Two ticks with nothing heard, and two questions more: the path is doubted, and another looked for, before anybody sees it. */
const DOUBT_TICKS = 2;
/** After that tick. Shown 4 s after its last frame at the earliest, an interruption would have been over by then. */
const DOUBT_AFTER_MS = (2 * TICK_MS) / 5;
/**
 * One tick with nothing heard is enough where what was said does not leave: an engine that hears no acknowledgement stops
 * after one packet and tries again 0.4, 1.2, 2.8 and 6 s after the first (RFC 9260, 6.3), so a path has to be there
 * before the third for what waits to arrive with it.
 */
const STUCK_TICKS = 1;
/** Long enough for a walk between two networks and an ICE restart; engines give a path up after 15 to 30 s. */
export const LOST_TICKS = 30;
/** A page that said it is hidden may be frozen while its network stack lives on: a minute, as long as the path holds. */
export const HIDDEN_SILENT_TICKS = 60;

/** Answers to pings: one a tick and those that waited behind an outage; a flood gets no more. */
export const PONG_LIMIT = { perSecond: 4, burst: 2 * LOST_TICKS } as const;
/** Asked each tick at first, so that one exchange behind a burst of others does not decide. */
const FIRST_EXCHANGES = 4;
/** After that: two clocks drift apart by less than a millisecond in this time. */
const MEASURE_TICKS = 10;
/** What an answer may take when there is reason to doubt the path; a wrong doubt costs an ICE restart that nobody sees. */
export const PROBE_MS = 1_500;
/** So many unanswered pings are remembered: an answer that takes some seconds is still measured. */
const MAX_PENDING_PINGS = 16;
/**
 * Between ticks, from the second silent one on: three pings after an outage have the engine send again what was lost in
 * it (fast retransmit, RFC 9260, 7.2.4), seconds before its own timer does, which doubles all the while.
 */
const ASK_AGAIN_MS = [1, 2, 3, 4].map((share) => (share * TICK_MS) / 5);
/** After that the outage is no short one, and the timer's pace will do. */
export const URGENT_TICKS = 10;

export interface HeartbeatPorts {
  sendPing(beat: Beat): void;
  sendPong(pong: Pong): void;
  /** Whether our own page is in the background. */
  isHidden(): boolean;
  /** Whether the medium says that the path works. */
  isPathUp(): boolean;
  /**
   * Whether a buffer that was full has moved since the last tick: acknowledgements come, though a ping behind a slow
   * transfer may take longer than our patience.
   */
  hasProgressed(): boolean;
  /** Whether something waits in the browser's buffer of a reliable channel. */
  isWaiting(): boolean;
  /** Every change. Whatever is interrupted is doubted. */
  readonly onDoubted: (isDoubted: boolean) => void;
  /** Every change. */
  readonly onInterrupted: (isInterrupted: boolean) => void;
  /** Once; the heartbeat has stopped by then. */
  onLost(): void;
}

export interface Heartbeat {
  /** Asked and not heard for some seconds: reason to look for another path, not to tell anybody. */
  readonly isDoubted: boolean;
  readonly isInterrupted: boolean;
  /** Any frame is a sign of life. */
  heard(): void;
  /** The medium says that the path broke: an interruption, before the silence has lasted. */
  onPathBroken(): void;
  /** Asks now. Tells once whether an answer came within {@link PROBE_MS}; without one the link is interrupted. */
  probe(listener: (hasAnswered: boolean) => void): void;
  onPing(beat: Beat): void;
  onPong(pong: Pong): void;
  /** Round trip of the last answered ping; undefined before the first. */
  readonly rttMs: number | undefined;
  readonly clockOffset: ClockOffset | undefined;
  stop: Cancel;
}

export function createHeartbeat(clock: Clock, ports: HeartbeatPorts): Heartbeat {
  const pongs = createTokenBucket(PONG_LIMIT);
  const measurement = createMeasurement(clock);
  const silence = createSilence(ports);
  const probes = createProbes(clock, () => silence.begin());
  const urgency = createUrgency(clock, silence, ping);
  let [isPeerHidden, toldHidden] = [false, false];

  function tick(): void {
    const isTrusted = isPeerHidden && ports.isPathUp();
    // Before a ping of ours waits to leave.
    const missedTicks = silence.tick(isTrusted);
    if (missedTicks >= (isTrusted ? HIDDEN_SILENT_TICKS : LOST_TICKS)) {
      stop();
      return ports.onLost();
    }
    // Who hears enough need not ask; but the other side must know in time that our page went to the background.
    const isDue = measurement.tick();
    if (missedTicks > 0 || isDue || ports.isHidden() !== toldHidden) ping();
    if (!isTrusted) urgency.tick(missedTicks);
  }

  function ping(): number {
    toldHidden = ports.isHidden();
    const counter = measurement.begin();
    ports.sendPing({ counter, isHidden: toldHidden });
    return counter;
  }

  function stop(): void {
    stopTicks();
    urgency.stop();
    probes.stop();
  }

  const stopTicks = scheduleInStep(clock, TICK_MS, tick);
  return {
    get isDoubted() {
      return silence.isDoubted;
    },
    get isInterrupted() {
      return silence.isInterrupted;
    },
    heard: () => silence.end(),
    onPathBroken: () => silence.begin(),
    probe: (listener) => probes.add(listener, ping),
    onPing(beat) {
      isPeerHidden = beat.isHidden;
      if (!pongs.take(clock.nowMs())) return;
      toldHidden = ports.isHidden();
      ports.sendPong({ counter: beat.counter, isHidden: toldHidden, timeUs: nowUs(clock) });
    },
    onPong(pong) {
      isPeerHidden = pong.isHidden;
      measurement.end(pong);
      probes.onPong(pong.counter);
    },
    get rttMs() {
      return measurement.rttMs;
    },
    get clockOffset() {
      return measurement.clockOffset;
    },
    stop,
  };
}

/** Between ticks of silence: questions, and the doubt that follows when nobody answers. */
function createUrgency(clock: Clock, silence: ReturnType<typeof createSilence>, ping: () => void) {
  let cancels: readonly Cancel[] = [];

  function inSilence(delayMs: number, action: () => void): Cancel {
    return clock.schedule(delayMs, () => silence.hasHeard || action());
  }

  return {
    tick(missedTicks: number): void {
      if (missedTicks < DOUBT_TICKS || missedTicks > URGENT_TICKS) return;
      const asking = ASK_AGAIN_MS.map((delayMs) => inSilence(delayMs, ping));
      const doubting = missedTicks === DOUBT_TICKS ? [inSilence(DOUBT_AFTER_MS, () => silence.doubt())] : [];
      cancels = [...asking, ...doubting];
    },
    stop(): void {
      for (const cancel of cancels) cancel();
    },
  };
}

type SilencePorts = Pick<HeartbeatPorts, 'onDoubted' | 'onInterrupted' | 'hasProgressed' | 'isWaiting'>;

/** Ticks without a sign of life, and the doubt and the interruption that follow from them. */
function createSilence({ onDoubted, onInterrupted, ...ports }: SilencePorts) {
  let hasHeard = true;
  let missedTicks = 0;
  let isDoubted = false;
  let isInterrupted = false;

  function setDoubted(next: boolean): void {
    if (isDoubted === next) return;
    isDoubted = next;
    onDoubted(next);
  }

  function setInterrupted(next: boolean): void {
    setDoubted(next);
    if (isInterrupted === next) return;
    isInterrupted = next;
    onInterrupted(next);
  }

  return {
    /** Since the last tick. */
    get hasHeard() {
      return hasHeard;
    },
    get isDoubted() {
      return isDoubted;
    },
    get isInterrupted() {
      return isInterrupted;
    },
    doubt: () => setDoubted(true),
    begin() {
      hasHeard = false;
      setInterrupted(true);
    },
    /** Hearing the other side is no sign that it hears us: a doubt lasts while what was said does not leave. */
    end() {
      hasHeard = true;
      if (isInterrupted || (isDoubted && !ports.isWaiting())) setInterrupted(false);
    },
    /** How many ticks have passed without life, this one included. Whom we trust may be silent. */
    tick(isTrusted: boolean): number {
      const hasProgressed = ports.hasProgressed();
      const isStuck = ports.isWaiting() && !hasProgressed;
      missedTicks = hasProgressed || hasHeard ? 0 : missedTicks + 1;
      hasHeard = false;
      if (missedTicks === 0 && !isStuck) setInterrupted(false);
      else if (missedTicks >= SILENT_TICKS && !isTrusted) setInterrupted(true);
      else if (missedTicks >= STUCK_TICKS && !isTrusted && isStuck) setDoubted(true);
      return missedTicks;
    },
  };
}

export function nowUs(clock: Clock): number {
  return Math.min(MAX_TIME_US, Math.max(0, Math.round(clock.nowMs() * 1000)));
}

/** Questions that want an answer of their own: frames that were under way when the path broke prove nothing. */
function createProbes(clock: Clock, onUnanswered: () => void) {
  let listeners: ((hasAnswered: boolean) => void)[] = [];
  let counter: number | undefined;
  let cancel: Cancel = () => undefined;

  function settle(hasAnswered: boolean): void {
    const told = listeners;
    stop();
    if (!hasAnswered) onUnanswered();
    for (const listener of told) listener(hasAnswered);
  }

  function stop(): void {
    cancel();
    counter = undefined;
    listeners = [];
  }

  return {
    add(listener: (hasAnswered: boolean) => void, ping: () => number): void {
      listeners.push(listener);
      if (counter !== undefined) return;
      cancel = clock.schedule(PROBE_MS, () => settle(false));
      counter = ping();
    },
    onPong(answered: number): void {
      if (answered === counter) settle(true);
    },
    stop,
  };
}

/** Pings under way and what their answers tell. */
function createMeasurement(clock: Clock) {
  const estimate = createClockEstimate();
  const sentAtMs = new Map<number, number>();
  let counter = 0;
  let rttMs: number | undefined;
  let ticks = 0;

  return {
    get rttMs() {
      return rttMs;
    },
    get clockOffset() {
      return estimate.best;
    },
    /** Whether another exchange is due, though the other side is heard. */
    tick(): boolean {
      ticks += 1;
      return estimate.count < FIRST_EXCHANGES || ticks >= MEASURE_TICKS;
    },
    /** The counter of a new ping. */
    begin(): number {
      counter = (counter + 1) >>> 0;
      sentAtMs.set(counter, clock.nowMs());
      sentAtMs.delete((counter - MAX_PENDING_PINGS) >>> 0);
      return counter;
    },
    /** Answers to nothing, and second ones, say nothing. */
    end({ counter: answered, timeUs }: Pong): void {
      const atMs = sentAtMs.get(answered);
      if (atMs === undefined || !sentAtMs.delete(answered)) return;
      const receivedAtMs = clock.nowMs();
      ticks = 0;
      rttMs = receivedAtMs - atMs;
      estimate.add({ sentAtMs: atMs, receivedAtMs, answeredAtMs: timeUs / 1000 });
    },
  };
}
