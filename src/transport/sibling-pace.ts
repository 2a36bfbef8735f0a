// Whether more connections would help, whether they do, and whether nothing moves any more. Looks at it while bulk moves,
// never else.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { BulkPaths } from './bulk-paths.ts';

/** Looked at so often while bulk moves; never else. */
const LOOK_MS = 1_000;
/** Bulk waits for so many looks in a row: the path holds it back, and not the sender. */
const BUSY_LOOKS = 2;
/** Faster paths need no help, and shorter ones make up for loss at once. */
const FAST_BYTES_PER_S = 3 * 1024 * 1024;
const LONG_RTT_MS = 20;
/** Opened, and grown to what the path gives, after so many looks; the last few are compared with those before. */
const TRIAL_LOOKS = 6;
const COMPARED_LOOKS = 3;
/** With three more, four times as much comes where loss is what holds back, and as much as before where it is not. */
const WORTHWHILE = 1.4;
/** Nothing moved either way for so long: closed. */
const IDLE_LOOKS = 10;

export interface SiblingPaceOptions {
  readonly clock: Clock;
  readonly paths: Pick<BulkPaths, 'bufferedBytes' | 'drainedBytes'>;
  /** The shortest round trip of late: what waits on the way, or for a busy page, makes no path long. */
  readonly pathMs: () => number | undefined;
  /** More would help, perhaps. */
  readonly onWanted: () => void;
  /** They bring nothing, or nothing moved for a while. */
  readonly onUnwanted: () => void;
}

interface Trial {
  /** Bytes a second before it. */
  readonly ratePerSecond: number;
  looks: number;
  comparedBytes: number;
}

export class SiblingPace {
  readonly #options: SiblingPaceOptions;
  #cancel: Cancel | undefined;
  #hasMoved = false;
  #busyLooks = 0;
  #busyBytes = 0;
  #idleLooks = 0;
  #drainedBytes = 0;
  #trial: Trial | undefined;
  /** Tried, well or not: not again before the link has rested. */
  #isDecided = false;

  constructor(options: SiblingPaceOptions) {
    this.#options = options;
  }

  /** Bulk went out or came in. */
  onBulk(): void {
    this.#hasMoved = true;
    this.#cancel ??= this.#options.clock.schedule(LOOK_MS, () => this.#look());
  }

  stop(): void {
    this.#cancel?.();
  }

  #look(): void {
    this.#cancel = undefined;
    const { paths, clock } = this.#options;
    const movedBytes = paths.drainedBytes - this.#drainedBytes;
    this.#drainedBytes = paths.drainedBytes;
    this.#idleLooks = this.#hasMoved || paths.bufferedBytes > 0 ? 0 : this.#idleLooks + 1;
    this.#hasMoved = false;
    if (this.#idleLooks >= IDLE_LOOKS) return this.#rest();
    if (this.#trial) this.#judge(this.#trial, movedBytes);
    else if (!this.#isDecided) this.#consider(movedBytes);
    this.#cancel = clock.schedule(LOOK_MS, () => this.#look());
  }

  #consider(movedBytes: number): void {
    const { paths, pathMs, onWanted } = this.#options;
    const isSlow = movedBytes * 1_000 < FAST_BYTES_PER_S * LOOK_MS;
    const isHeldBack = paths.bufferedBytes > 0 && isSlow && (pathMs() ?? 0) >= LONG_RTT_MS;
    this.#busyLooks = isHeldBack ? this.#busyLooks + 1 : 0;
    this.#busyBytes = isHeldBack ? this.#busyBytes + movedBytes : 0;
    if (this.#busyLooks < BUSY_LOOKS) return;
    const ratePerSecond = (this.#busyBytes * 1_000) / (BUSY_LOOKS * LOOK_MS);
    this.#trial = { ratePerSecond, looks: 0, comparedBytes: 0 };
    onWanted();
  }

  /** Where the path is full and not lossy, more connections only take from each other, and from everybody else. */
  #judge(trial: Trial, movedBytes: number): void {
    trial.looks += 1;
    if (trial.looks > TRIAL_LOOKS - COMPARED_LOOKS) trial.comparedBytes += movedBytes;
    if (trial.looks < TRIAL_LOOKS) return;
    const ratePerSecond = (trial.comparedBytes * 1_000) / (COMPARED_LOOKS * LOOK_MS);
    if (ratePerSecond < trial.ratePerSecond * WORTHWHILE) this.#options.onUnwanted();
    this.#trial = undefined;
    this.#isDecided = true;
  }

  /** The next transfer may find another path. */
  #rest(): void {
    this.#busyLooks = 0;
    this.#busyBytes = 0;
    this.#idleLooks = 0;
    this.#trial = undefined;
    this.#isDecided = false;
    this.#options.onUnwanted();
  }
}
