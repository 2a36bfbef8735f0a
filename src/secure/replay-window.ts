// Which counters of an unordered channel were seen: a sliding window of bits (as in RFC 6479, without its shifting).

/** `below`: older than the window can tell. */
export type Freshness = 'fresh' | 'seen' | 'below';

export interface ReplayWindow {
  /** Judges a counter whose frame has been authenticated, and remembers it. */
  accept(counter: number): Freshness;
}

/** Remembers the last `size` counters below and including the highest. */
export function createReplayWindow(size: number): ReplayWindow {
  const isSeen = new Uint8Array(size);
  let highest = -1;

  function advance(counter: number): void {
    const from = Math.max(highest + 1, counter - size + 1);
    for (let skipped = from; skipped < counter; skipped += 1) isSeen[skipped % size] = 0;
    highest = counter;
  }

  return {
    accept(counter) {
      if (counter <= highest - size) return 'below';
      if (counter > highest) advance(counter);
      else if (isSeen[counter % size]) return 'seen';
      isSeen[counter % size] = 1;
      return 'fresh';
    },
  };
}
