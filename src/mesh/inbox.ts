// How far one peer's messages have been taken: exactly the next number of each of its streams, never a double, never a
// gap. Remembered for a while after the peer left.

export type Arrival = 'next' | 'double' | 'gap' | 'unknown';

/** Streams of one peer: it begins another one when it forgot us; older ones matter for what is still on its way. */
export const MAX_STREAMS = 4;

export interface StreamPosition {
  readonly stream: number;
  /** The first number that was not taken. */
  readonly next: number;
}

export class Inbox {
  /** The next number of each stream; the one heard of last is the last. */
  readonly #next = new Map<number, number>();

  /** Of the stream heard of last. */
  get position(): StreamPosition | undefined {
    const last = Array.from(this.#next).at(-1);
    return last && { stream: last[0], next: last[1] };
  }

  /** The other side can send from `base` on; false when that leaves a gap. */
  begin(stream: number, base: number): boolean {
    const next = this.#next.get(stream) ?? base;
    if (base > next) return false;
    this.#next.delete(stream);
    this.#next.set(stream, next);
    const [oldest] = this.#next.keys();
    if (this.#next.size > MAX_STREAMS && oldest !== undefined) this.#next.delete(oldest);
    return true;
  }

  /** Counts the message as taken when it is the next. */
  take(stream: number, sequence: number): Arrival {
    const next = this.#next.get(stream);
    if (next === undefined) return 'unknown';
    if (sequence > next) return 'gap';
    this.#next.delete(stream);
    this.#next.set(stream, Math.max(next, sequence + 1));
    return sequence < next ? 'double' : 'next';
  }
}
