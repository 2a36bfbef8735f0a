// How fast messages may go to one peer so that its limit drops none of them. The sender counts as the receiver may at
// worst: what is under way as if it came all at once, what was acknowledged as of the acknowledgement (PROTOCOL [D1]).

/**
 * What a receiver takes of one peer on `control`: a thousand a second must arrive for as long as they are said (bench
 * link). After an interruption everything that waited comes at once: an outbox full of messages of some 200 bytes.
 */
export const DELIVERED_LIMIT = { perSecond: 1_500, burst: 4_000 } as const;
/** What a sender counts on: two clocks do not run alike, and what a page counts late must not count twice. */
export const PACED_PER_SECOND = 1_450;

/**
 * Whatever a receiver took in any stretch of time was acknowledged in that stretch or is under way at its end, wherever
 * and however long it was held up. So its bucket never runs dry as long as the messages under way and those
 * acknowledged, drained at {@link PACED_PER_SECOND}, are together within its burst.
 */
export class DeliveryPace {
  #acknowledged = 0;
  #atMs = 0;

  /** Whether one more may go besides `underWay`: sent for the first time and not acknowledged. */
  mayGo(underWay: number, nowMs: number): boolean {
    return underWay + this.#levelAt(nowMs) <= DELIVERED_LIMIT.burst - 1;
  }

  /** How long until that is so without further acknowledgements; Infinity when it takes one. */
  waitMs(underWay: number, nowMs: number): number {
    const over = underWay + this.#levelAt(nowMs) - (DELIVERED_LIMIT.burst - 1);
    return over > this.#levelAt(nowMs) ? Infinity : (Math.max(0, over) / PACED_PER_SECOND) * 1_000;
  }

  onAcknowledged(count: number, nowMs: number): void {
    this.#acknowledged = this.#levelAt(nowMs) + count;
    this.#atMs = nowMs;
  }

  #levelAt(nowMs: number): number {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    return Math.max(0, this.#acknowledged - (passedMs / 1_000) * PACED_PER_SECOND);
  }
}
