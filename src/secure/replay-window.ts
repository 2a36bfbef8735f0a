// Which counters of an unordered channel were seen: a sliding window of bits (as in RFC 6479, without its shifting).

/** `below`: older than the window can tell. */
export type Freshness = 'fresh' | 'seen' | 'below';

export interface ReplayWindow {
  /** Judges a counter whose frame has been authenticated, and remembers it. */
  accept(counter: number): Freshness;
}

/** Remembers the last `size` counters below and including the highest. */
export function createReplayWindow(size: number): ReplayWindow {
  // A bit each: there is a window for every member of a large room.
  const seen = new Uint8Array(Math.ceil(size / 8));
  let highest = -1;

  const byteOf = (counter: number) => (counter % size) >> 3;
  const bitOf = (counter: number) => 1 << ((counter % size) & 7);
  const isSeen = (counter: number) => ((seen[byteOf(counter)] ?? 0) & bitOf(counter)) !== 0;

  function remember(counter: number): void {
    seen[byteOf(counter)] = (seen[byteOf(counter)] ?? 0) | bitOf(counter);
  }

  function forget(counter: number): void {
    seen[byteOf(counter)] = (seen[byteOf(counter)] ?? 0) & ~bitOf(counter);
  }

  function advance(counter: number): void {
    const from = Math.max(highest + 1, counter - size + 1);
    for (let skipped = from; skipped < counter; skipped += 1) forget(skipped);
    highest = counter;
  }

  return {
    accept(counter) {
      if (counter <= highest - size) return 'below';
      if (counter > highest) advance(counter);
      else if (isSeen(counter)) return 'seen';
      remember(counter);
      return 'fresh';
    },
  };
}
