// Backpressure of one data channel: little in the browser's buffer, a bounded queue of ours before it. Small buffers
// keep cancelling and priorities possible and are as fast as large ones (measured in two engines).

import type { Bytes } from '../primitives/bytes.ts';

/** We hand the browser more only below this. */
export const HIGH_WATER_BYTES = 256 * 1024;
const LOW_WATER_BYTES = HIGH_WATER_BYTES / 2;
/** What a queued frame costs beside its bytes, so that a million tiny ones are bounded too. */
const FRAME_OVERHEAD_BYTES = 64;

/** The part of an RTCDataChannel that is needed here. */
export type SendChannel = Pick<
  RTCDataChannel,
  'bufferedAmount' | 'bufferedAmountLowThreshold' | 'readyState'
> & {
  send(data: Bytes): void;
  addEventListener(type: 'bufferedamountlow', listener: () => void): void;
};

export interface SendQueue {
  readonly bufferedBytes: number;
  /** Asked once a tick: whether the browser's buffer moves though it holds what was there at the last question. */
  hasProgressed(): boolean;
  /** False when more than `limitBytes` would wait. What waits is not copied: it must not be changed any more. */
  push(data: Uint8Array): boolean;
  /** Hands over everything that waits, whatever the browser's buffer says: for a last word before closing. */
  flush(): void;
  clear(): void;
}

export interface SendQueueEvents {
  /** Told once, when the channel refuses to send. */
  readonly onBroken: () => void;
  /** The browser's buffer ran low and has been filled from what waited. */
  readonly onDrained?: () => void;
}

export function createSendQueue(
  channel: SendChannel,
  limitBytes: number,
  events: SendQueueEvents,
): SendQueue {
  let waiting: Bytes[] = [];
  let waitingBytes = 0;
  let handedBytes = 0;
  const hasDrained = createDrainWatch();

  function sendNow(data: Bytes): boolean {
    try {
      channel.send(data);
      handedBytes += data.length;
      return true;
    } catch {
      // Closed meanwhile, or the browser's own buffer is full: nothing more can be promised on this channel.
      clear();
      events.onBroken();
      return false;
    }
  }

  function clear(): void {
    waiting = [];
    waitingBytes = 0;
  }

  function pump(mayExceed: () => boolean): void {
    while (waiting.length > 0 && (mayExceed() || channel.bufferedAmount < HIGH_WATER_BYTES)) {
      const next = waiting.shift();
      if (!next) return;
      waitingBytes -= next.length + FRAME_OVERHEAD_BYTES;
      if (!sendNow(next)) return;
    }
  }

  channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
  channel.addEventListener('bufferedamountlow', () => {
    pump(() => false);
    events.onDrained?.();
  });

  return {
    get bufferedBytes() {
      return waitingBytes + channel.bufferedAmount;
    },
    hasProgressed: () => hasDrained(handedBytes, channel.bufferedAmount),
    push(data) {
      if (waiting.length === 0 && channel.bufferedAmount < HIGH_WATER_BYTES) {
        return sendNow(data as Bytes);
      }
      const cost = data.length + FRAME_OVERHEAD_BYTES;
      if (waitingBytes + cost > limitBytes) return false;
      waiting.push(data as Bytes);
      waitingBytes += cost;
      return true;
    },
    flush: () => pump(() => true),
    clear,
  };
}

/** Whether a buffer that is slow to empty has emptied since the last question. */
function createDrainWatch(): (handedBytes: number, bufferedBytes: number) => boolean {
  let before = { handedBytes: 0, drainedBytes: 0, isSlow: false };
  return (handedBytes, bufferedBytes) => {
    const last = before;
    const drainedBytes = handedBytes - bufferedBytes;
    // What was handed over a moment ago is still there on the fastest path.
    const isSlow = drainedBytes < last.handedBytes;
    before = { handedBytes, drainedBytes, isSlow };
    return (isSlow || last.isSlow) && drainedBytes > last.drainedBytes;
  };
}
