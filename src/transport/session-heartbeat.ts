// The heartbeat of one WebRTC session: runs from the link's opening to its end, and answers pings before that. Knows
// when to beat; what silence means is in heartbeat.ts.

import type { Clock } from '../primitives/clock.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import type { Beat, ControlFrame, Pong } from './envelope.ts';
import { createHeartbeat, nowUs, PONG_LIMIT, type Heartbeat, type HeartbeatPorts } from './heartbeat.ts';
import type { ClockOffset } from './transport.ts';

export interface SessionHeartbeatOptions extends Pick<
  HeartbeatPorts,
  'isHidden' | 'isPathUp' | 'hasProgressed' | 'isWaiting' | 'onLost'
> {
  readonly clock: Clock;
  readonly say: (frame: ControlFrame) => void;
}

export interface SessionHeartbeat {
  readonly isDoubted: boolean;
  readonly isInterrupted: boolean;
  readonly rttMs: number | undefined;
  readonly clockOffset: ClockOffset | undefined;
  onDoubted(listener: (isDoubted: boolean) => void): Unsubscribe;
  onInterrupted(listener: (isInterrupted: boolean) => void): Unsubscribe;
  start(): void;
  stop(): void;
  heard(): void;
  onPathBroken(): void;
  /** See {@link Heartbeat.probe}; not told before the start. */
  probe(listener: (hasAnswered: boolean) => void): void;
  onPing(beat: Beat): void;
  onPong(pong: Pong): void;
}

export function createSessionHeartbeat({ clock, say, ...ports }: SessionHeartbeatOptions): SessionHeartbeat {
  const doubts = createEmitter<boolean>();
  const interruptions = createEmitter<boolean>();
  const earlyPongs = createTokenBucket(PONG_LIMIT);
  let running: Heartbeat | undefined;
  let isStopped = false;
  /** What still arrives while a goodbye leaves is no life, and nobody is told of it. */
  const live = () => (isStopped ? undefined : running);

  return {
    get isDoubted() {
      return !isStopped && running?.isDoubted === true;
    },
    get isInterrupted() {
      return !isStopped && running?.isInterrupted === true;
    },
    get rttMs() {
      return running?.rttMs;
    },
    get clockOffset() {
      return running?.clockOffset;
    },
    onDoubted: (listener) => doubts.on(listener),
    onInterrupted: (listener) => interruptions.on(listener),
    start() {
      running = createHeartbeat(clock, {
        ...ports,
        sendPing: (beat) => say({ type: 'ping', ...beat }),
        sendPong: (pong) => say({ type: 'pong', ...pong }),
        onDoubted: (isDoubted) => doubts.emit(isDoubted),
        onInterrupted: (isInterrupted) => interruptions.emit(isInterrupted),
      });
    },
    stop() {
      isStopped = true;
      running?.stop();
    },
    heard: () => live()?.heard(),
    onPathBroken: () => live()?.onPathBroken(),
    probe: (listener) => live()?.probe(listener),
    onPing(beat) {
      if (running) live()?.onPing(beat);
      else if (!isStopped && earlyPongs.take(clock.nowMs()))
        say({ type: 'pong', counter: beat.counter, isHidden: false, timeUs: nowUs(clock) });
    },
    onPong: (pong) => live()?.onPong(pong),
  };
}
