// Broadcasts to be announced to one neighbour: gathered for a moment, so that a busy room costs a message now and then.

import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { MAX_IDS, type GossipId } from './gossip-message.ts';

export interface Announcements extends Disposable {
  /** `isRoutine`: nobody waits for it. */
  add(id: GossipId, isRoutine?: boolean): void;
}

/** How long announcements gather. Nobody waits for one but who lost its branch of the tree. */
export const GATHER_MS = 20;
/**
 * The same where all of them are routine. What members say of themselves each minute was mentioned to each neighbour one by
 * one: half of all frames of a quiet large room, and the other half were the receipts.
 */
export const GATHER_ROUTINE_MS = 2_000;
/** After the neighbour could not take one. */
const RETRY_MS = 1_000;
/** For a neighbour that takes nothing; then the oldest are forgotten. */
export const MAX_WAITING = 512;

/** `announce` gets at most {@link MAX_IDS} and says whether the neighbour took them. */
export function createAnnouncements(
  clock: Clock,
  announce: (ids: readonly GossipId[]) => boolean,
): Announcements {
  const waiting = new Set<GossipId>();
  let cancel: Cancel | undefined;
  let dueAtMs = Infinity;

  function flush(): void {
    cancel = undefined;
    dueAtMs = Infinity;
    for (let left = Math.ceil(waiting.size / MAX_IDS); left > 0; left -= 1) {
      const ids = Array.from(waiting).slice(0, MAX_IDS);
      if (!announce(ids)) return flushLater(RETRY_MS);
      for (const id of ids) waiting.delete(id);
    }
  }

  function flushLater(delayMs: number): void {
    const atMs = clock.nowMs() + delayMs;
    if (atMs >= dueAtMs) return;
    cancel?.();
    dueAtMs = atMs;
    cancel = clock.schedule(delayMs, flush);
  }

  return {
    add(id, isRoutine = false) {
      const [oldest] = waiting;
      if (waiting.size >= MAX_WAITING && oldest) waiting.delete(oldest);
      waiting.add(id);
      flushLater(isRoutine ? GATHER_ROUTINE_MS : GATHER_MS);
    },
    dispose() {
      waiting.clear();
      cancel?.();
    },
  };
}
