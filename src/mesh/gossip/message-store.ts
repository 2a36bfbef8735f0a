// Broadcasts kept for a while, to answer a neighbour that misses one. Bounded in bytes and time; the first come go first.

import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { MAX_AGE_MS, type Gossip, type GossipId } from './gossip-message.ts';
import type { Manner } from './manner.ts';

export interface StoredMessage {
  readonly id: GossipId;
  readonly message: Gossip;
  readonly manner: Manner;
  /** When its origin sent it, on this clock. */
  readonly sentAtMs: number;
  /** Links it travelled to get here; 0 for one's own. */
  hops: number;
  /** Neighbours that have it: they sent or announced it. Neither is done to them. */
  readonly holders: Set<PeerId>;
  /** How often it was sent to whom. */
  readonly sent: Map<PeerId, number>;
  /** It came beside the tree and goes on when it comes over it. */
  waitsForTree: boolean;
}

export interface MessageStore extends Disposable {
  add(stored: StoredMessage): void;
  get(id: GossipId): StoredMessage | undefined;
  /** In order of arrival. */
  readonly all: readonly StoredMessage[];
}

/** About 80 of the largest; a lively room says about 100 KiB in 30 s. */
export const MAX_STORE_BYTES = 4 * 1024 * 1024;
/** Key, nonce, signature, sets: what a message costs besides its payload. */
const OVERHEAD_BYTES = 1024;
const SWEEP_MS = 5_000;

export function createMessageStore(clock: Clock): MessageStore {
  const messages = new Map<GossipId, StoredMessage>();
  let totalBytes = 0;
  let cancelSweep: Cancel | undefined;

  function remove(stored: StoredMessage): void {
    messages.delete(stored.id);
    totalBytes -= sizeOf(stored);
  }

  function sweep(): void {
    cancelSweep = undefined;
    for (const stored of messages.values()) {
      if (clock.nowMs() - stored.sentAtMs >= MAX_AGE_MS) remove(stored);
    }
    sweepLater();
  }

  /** No timer when there is nothing to forget. */
  function sweepLater(): void {
    if (messages.size > 0) cancelSweep ??= clock.schedule(SWEEP_MS, sweep);
  }

  return {
    add(stored) {
      messages.set(stored.id, stored);
      totalBytes += sizeOf(stored);
      for (const oldest of messages.values()) {
        if (totalBytes <= MAX_STORE_BYTES) break;
        remove(oldest);
      }
      sweepLater();
    },
    get: (id) => messages.get(id),
    get all() {
      return Array.from(messages.values());
    },
    dispose() {
      messages.clear();
      cancelSweep?.();
    },
  };
}

function sizeOf({ message }: StoredMessage): number {
  return message.payload.length + OVERHEAD_BYTES;
}
