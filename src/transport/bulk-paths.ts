// The ways that bulk frames of one link take: its own channel, and siblings on connections of their own. Which of them a
// frame came by says nothing: frames are sealed and numbered above.

import type { Bytes } from '../primitives/bytes.ts';
import { createSendQueue, HIGH_WATER_BYTES, type SendQueue } from './send-queue.ts';

interface BulkPathsEvents {
  readonly onDrained: () => void;
  /** Anything arrived on a sibling. */
  readonly onMessage: (data: unknown) => void;
}

export interface BulkPaths {
  /** Waiting on all of them. */
  readonly bufferedBytes: number;
  /** Handed over so far and left, on all of them. */
  readonly drainedBytes: number;
  push(data: Uint8Array): boolean;
  /** An open channel; taken out again when it closes. */
  add(channel: RTCDataChannel): void;
  hasProgressed(): boolean;
}

/** `own` is the link's, and the only one where frames wait. */
export function createBulkPaths(own: SendQueue, events: BulkPathsEvents): BulkPaths {
  const siblings = new Set<SendQueue>();
  let pushedBytes = 0;

  const bufferedBytes = () =>
    Array.from(siblings).reduce((sum, queue) => sum + queue.bufferedBytes, own.bufferedBytes);

  function freest(): SendQueue {
    let best = own;
    for (const queue of siblings) if (queue.bufferedBytes < best.bufferedBytes) best = queue;
    return best;
  }

  return {
    get bufferedBytes() {
      return bufferedBytes();
    },
    get drainedBytes() {
      return pushedBytes - bufferedBytes();
    },
    push(data) {
      const queue = freest();
      const isTaken = queue.push(data) || (queue !== own && own.push(data));
      if (isTaken) pushedBytes += data.length;
      return isTaken;
    },
    add(channel) {
      const queue: SendQueue = createSendQueue(channel, HIGH_WATER_BYTES, {
        onBroken: () => siblings.delete(queue),
        onDrained: events.onDrained,
      });
      siblings.add(queue);
      channel.addEventListener('close', () => siblings.delete(queue));
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => events.onMessage(data));
    },
    hasProgressed: () => [own, ...siblings].map((queue) => queue.hasProgressed()).some(Boolean),
  };
}

/** Bytes of a frame, as they came. */
export function frameOf(data: unknown): Bytes | undefined {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
}
