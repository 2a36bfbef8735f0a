// A queue of dials with a budget: so many at the same time, so many a second. What a dial is is not known here.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';

export interface DialLane<T> extends Disposable {
  push(item: T): void;
  /** One that has not begun. */
  remove(item: T): void;
}

export interface DialLaneOptions<T> {
  readonly clock: Clock;
  /** Never rejects. */
  readonly run: (item: T) => Promise<void>;
  readonly budget: { readonly perSecond: number; readonly burst: number };
  readonly concurrent: number;
}

export function createDialLane<T>({ clock, run, budget, concurrent }: DialLaneOptions<T>): DialLane<T> {
  const bucket = createTokenBucket(budget);
  const queue: T[] = [];
  const pauseMs = 1_000 / budget.perSecond;
  let running = 0;
  let cancelPause: Cancel | undefined;

  function pump(): void {
    while (!cancelPause && running < concurrent && queue.length > 0) {
      if (!bucket.take(clock.nowMs())) return pause();
      for (const item of queue.splice(0, 1)) void begin(item);
    }
  }

  async function begin(item: T): Promise<void> {
    running += 1;
    await run(item);
    running -= 1;
    pump();
  }

  function pause(): void {
    cancelPause = clock.schedule(pauseMs, () => {
      cancelPause = undefined;
      pump();
    });
  }

  return {
    push(item) {
      queue.push(item);
      pump();
    },
    remove(item) {
      const at = queue.indexOf(item);
      if (at >= 0) queue.splice(at, 1);
    },
    dispose() {
      queue.length = 0;
      cancelPause?.();
    },
  };
}
