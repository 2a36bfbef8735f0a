// A queue of timers ordered by (time, sequence): a binary heap. Cancelled timers stay until they come up or until they
// outnumber the others, so that cancelling costs nothing.

export interface Timer {
  readonly atMs: number;
  readonly sequence: number;
  readonly action: () => void;
  isCancelled: boolean;
}

export interface TimerHeap {
  push(timer: Timer): void;
  /** Takes the earliest timer out if it is due at `endMs`. */
  popDue(endMs: number): Timer | undefined;
  cancel(timer: Timer): void;
  /** Timers that wait and are not cancelled. */
  readonly size: number;
}

/** Below this, cancelled timers are not worth a rebuild. */
const MIN_REBUILD = 64;

export function createTimerHeap(): TimerHeap {
  let heap: Timer[] = [];
  let cancelled = 0;

  function rebuild(): void {
    // A sorted array is a heap.
    heap = heap.filter(({ isCancelled }) => !isCancelled).sort(byTime);
    cancelled = 0;
  }

  function pop(): Timer | undefined {
    const [first] = heap;
    const last = heap.pop();
    if (last && last !== first) siftDown(heap, last);
    return first;
  }

  return {
    push(timer) {
      siftUp(heap, timer);
    },
    popDue(endMs) {
      for (let first = heap[0]; first && (first.isCancelled || first.atMs <= endMs); first = heap[0]) {
        pop();
        if (!first.isCancelled) return first;
        cancelled -= 1;
      }
      return undefined;
    },
    cancel(timer) {
      timer.isCancelled = true;
      cancelled += 1;
      if (cancelled > MIN_REBUILD && cancelled > heap.length / 2) rebuild();
    },
    get size() {
      return heap.length - cancelled;
    },
  };
}

function byTime(a: Timer, b: Timer): number {
  return a.atMs - b.atMs || a.sequence - b.sequence;
}

function siftUp(heap: Timer[], timer: Timer): void {
  let at = heap.length;
  for (let above = (at - 1) >> 1; at > 0; above = (at - 1) >> 1) {
    const parent = heap[above];
    if (!parent || byTime(parent, timer) <= 0) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = timer;
}

/** Lets `timer` take the place of the first. */
function siftDown(heap: Timer[], timer: Timer): void {
  let at = 0;
  for (;;) {
    const below = smallerChild(heap, at);
    const child = heap[below];
    if (!child || byTime(timer, child) <= 0) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = timer;
}

function smallerChild(heap: readonly Timer[], at: number): number {
  const [left, right] = [2 * at + 1, 2 * at + 2];
  const [leftTimer, rightTimer] = [heap[left], heap[right]];
  return leftTimer && rightTimer && byTime(rightTimer, leftTimer) < 0 ? right : left;
}
