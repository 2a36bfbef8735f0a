// Which counters of an unordered channel were seen: a sliding window of bits (as in RFC 6479, without its shifting).

/** `below`: older than the window can tell. */
export type Freshness = 'fresh' | 'seen' | 'below';

export interface ReplayWindow {
  /** Judges a counter whose frame has been authenticated, and remembers it. */
  accept(counter: number): Freshness;
}

/** Remembers the last `size` counters below and including the highest. */
export function createReplayWindow(size: number): ReplayWindow {
  return new BitWindow(size);
}

/** A bit each, and a class: there is a window for every member of a large room. */
class BitWindow implements ReplayWindow {
  readonly #size: number;
  readonly #seen: Uint8Array;
  #highest = -1;

  constructor(size: number) {
    this.#size = size;
    this.#seen = new Uint8Array(Math.ceil(size / 8));
  }

  accept(counter: number): Freshness {
    if (counter <= this.#highest - this.#size) return 'below';
    if (counter > this.#highest) this.#advance(counter);
    else if (this.#isSeen(counter)) return 'seen';
    this.#mark(counter, true);
    return 'fresh';
  }

  #advance(counter: number): void {
    const from = Math.max(this.#highest + 1, counter - this.#size + 1);
    for (let skipped = from; skipped < counter; skipped += 1) this.#mark(skipped, false);
    this.#highest = counter;
  }

  #isSeen(counter: number): boolean {
    const bit = counter % this.#size;
    return ((this.#seen[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  #mark(counter: number, isSeen: boolean): void {
    const bit = counter % this.#size;
    const others = (this.#seen[bit >> 3] ?? 0) & ~(1 << (bit & 7));
    this.#seen[bit >> 3] = isSeen ? others | (1 << (bit & 7)) : others;
  }
}
