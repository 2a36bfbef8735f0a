// How a connection ends: what is said last, and how long the other side is waited for. Why it ends is not known here.

import { scheduleEvery, type Clock } from '../primitives/clock.ts';
import { encodeControlFrame } from './envelope.ts';
import type { SendQueue } from './send-queue.ts';
import type { Standing } from './standing.ts';
import { REFUSED, type ChannelName, type CloseReason } from './transport.ts';

/** How long a connection that we closed is kept for its goodbye to leave: a few round trips of a slow path. */
const LINGER_MS = 2_000;
/** The same while nothing is heard of the other side: it gives the link up after as long by itself (PROTOCOL [L2]). */
const BROKEN_LINGER_MS = 30_000;

interface Ending {
  readonly connection: Pick<RTCPeerConnection, 'close'>;
  readonly control: RTCDataChannel;
  readonly queues: Readonly<Record<ChannelName, Pick<SendQueue, 'push' | 'flush' | 'clear'>>>;
  readonly clock: Clock;
  readonly standing: Pick<Standing, 'isAdmitted' | 'onGone'>;
}

/** When the end is ours: what waits on control and a goodbye go out first, and the other side hangs up. */
export function hangUp({ connection, control, queues, clock, standing }: Ending, reason: CloseReason): void {
  const close = () => {
    connection.close();
    standing.onGone();
  };
  const isOurs = reason.kind === 'local' || reason.kind === 'refused';
  if (!isOurs || control.readyState !== 'open') return close();
  queues.control.flush();
  queues.bulk.clear();
  queues.realtime.clear();
  const sayGoodbye = () => {
    queues.control.push(encodeControlFrame({ type: 'goodbye', detail: reason.detail }));
    queues.control.flush();
  };
  sayGoodbye();
  const isWaitedFor = standing.isAdmitted && reason.kind === 'local' && reason.detail !== REFUSED;
  // Others are not told twice: a stranger's silence would keep a connection for as long as that.
  if (!isWaitedFor) return linger(control, { clock, close, patienceMs: LINGER_MS });
  return linger(control, { clock, close, patienceMs: BROKEN_LINGER_MS, repeat: sayGoodbye });
}

interface Lingering {
  readonly clock: Clock;
  readonly patienceMs: number;
  readonly close: () => void;
  /** Says the goodbye again, in case the path was broken. */
  readonly repeat?: () => void;
}

/** Until the other side hangs up, or was heard and had time for it, or our patience with its silence ends. */
function linger(control: RTCDataChannel, { clock, patienceMs, close, repeat }: Lingering): void {
  let isHeard = false;
  const stopRepeating = repeat ? scheduleEvery(clock, LINGER_MS, repeat) : () => undefined;
  const finish = () => {
    stopRepeating();
    stopWaiting();
    close();
  };
  let stopWaiting = clock.schedule(patienceMs, finish);
  control.addEventListener('close', finish);
  control.addEventListener('message', () => {
    if (isHeard || !repeat) return;
    isHeard = true;
    // The path may be back: what is said now has the engine send again what was lost.
    repeat();
    stopWaiting();
    stopWaiting = clock.schedule(LINGER_MS, finish);
  });
}
