// What was accepted for one peer and is not acknowledged, in order, no faster than the peer takes it. Goes again from the
// first unacknowledged message whenever the path is another, and after a pause on a path that may lose (go-back-N).

import type { Bytes } from '../primitives/bytes.ts';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import { DeliveryPace } from './delivery-pace.ts';
import { encodeSequenced, MAX_SEQUENCE, SEQUENCED_HEADER_BYTES } from './sequenced.ts';

/** A way to the other side's delivery: a link, or others who pass it on. */
export interface DeliveryPath {
  /** Everything arrives, in order, as long as the path stands. */
  readonly isReliable: boolean;
  /** False when it cannot be taken now; it is offered again soon. */
  send(frame: Bytes): boolean;
}

export interface OutboxOptions {
  readonly clock: Clock;
  /** Random, so that what another instance of us sent is not taken for ours. */
  readonly stream: number;
  /** On a path that may lose: what the other side has to know before messages. */
  readonly onRestart: () => void;
}

/** Unacknowledged messages of one peer; more is `congested`. Frames are counted with {@link FRAME_OVERHEAD_BYTES}. */
export const MAX_UNACKNOWLEDGED_BYTES = 1024 * 1024;
/** Tiny messages are bounded too, and so is what waits for the receiver's rate. */
export const MAX_UNACKNOWLEDGED = 4_000;
export const FRAME_OVERHEAD_BYTES = 64;
/**
 * Handed to a link at a time, and held there a second time, sealed: it leaves room in the link's own queue of 256 KiB for
 * the mesh's messages, and is what a path of 1.6 MB/s and 100 ms holds. What is large goes by `bulk`.
 */
const LINK_WINDOW_BYTES = 160 * 1024;
/** Handed to a path that may lose at a time: all of it may have to go again. */
const LOSSY_WINDOW_BYTES = 128 * 1024;
/** Nothing acknowledged for so long on a path that may lose: it goes again, then after twice as long. */
export const RETRY_MS = 2_000;
export const MAX_RETRY_MS = 16_000;
/** Pause before a path that took nothing is asked again. */
const REFUSED_PAUSE_MS = 100;
/** At least so long waits what the receiver would not take yet: some go at a time, not a timer for each. */
const PACE_PAUSE_MS = 20;

export class Outbox implements Disposable {
  readonly #options: OutboxOptions;
  /** Frames by sequence number, from {@link base} on. */
  readonly #frames = new Map<number, Bytes>();
  #path: DeliveryPath | undefined;
  /** The first that is not acknowledged. */
  #base = 0;
  /** The next to go onto the path. */
  #cursor = 0;
  /** The next number to give. */
  #end = 0;
  /** Beyond the last that ever went onto a path. */
  #furthest = 0;
  #bytes = 0;
  #bytesOnPath = 0;
  #retryMs = RETRY_MS;
  readonly #pace = new DeliveryPace();
  #cancelTimer: Cancel | undefined;
  #cancelPause: Cancel | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  get stream(): number {
    return this.#options.stream;
  }

  get base(): number {
    return this.#base;
  }

  get unacknowledgedBytes(): number {
    return this.#bytes;
  }

  /** Not on the path yet. */
  get waitingBytes(): number {
    return this.#bytes - this.#bytesOnPath;
  }

  /** False when too much is unacknowledged; true is a promise. */
  add(payload: Uint8Array): boolean {
    const cost = costOf(payload.length + SEQUENCED_HEADER_BYTES);
    const isFull = this.#frames.size >= MAX_UNACKNOWLEDGED || this.#bytes + cost > MAX_UNACKNOWLEDGED_BYTES;
    if (isFull || this.#end > MAX_SEQUENCE) return false;
    this.#frames.set(this.#end, encodeSequenced({ stream: this.stream, sequence: this.#end, payload }));
    this.#end += 1;
    this.#bytes += cost;
    this.#pump();
    return true;
  }

  /** Everything unacknowledged goes again on another path; nothing happens when it is the same. */
  setPath(path: DeliveryPath | undefined): void {
    if (path === this.#path) return;
    this.#path = path;
    this.#retryMs = RETRY_MS;
    this.#restart();
  }

  /** `next`: the first number the other side has not; false when it claims more than was ever sent. */
  acknowledge(next: number): boolean {
    if (next > this.#furthest) return false;
    if (next <= this.#base) return true;
    this.#pace.onAcknowledged(next - this.#base, this.#options.clock.nowMs());
    for (let sequence = this.#base; sequence < next; sequence += 1) this.#forget(sequence);
    this.#base = next;
    this.#cursor = Math.max(this.#cursor, next);
    this.#retryMs = RETRY_MS;
    this.#stopTimer();
    this.#pump();
    return true;
  }

  dispose(): void {
    this.#path = undefined;
    this.#stopTimer();
    this.#cancelPause?.();
    this.#frames.clear();
  }

  #forget(sequence: number): void {
    const cost = costOf(this.#frames.get(sequence)?.length ?? 0);
    this.#frames.delete(sequence);
    this.#bytes -= cost;
    if (sequence < this.#cursor) this.#bytesOnPath -= cost;
  }

  #restart(): void {
    this.#stopTimer();
    this.#cursor = this.#base;
    this.#bytesOnPath = 0;
    if (this.#path && !this.#path.isReliable) this.#options.onRestart();
    this.#pump();
  }

  #pump(): void {
    const path = this.#path;
    if (!path) return;
    const window = path.isReliable ? LINK_WINDOW_BYTES : LOSSY_WINDOW_BYTES;
    for (let frame = this.#frames.get(this.#cursor); frame; frame = this.#frames.get(this.#cursor)) {
      const cost = costOf(frame.length);
      if (this.#bytesOnPath > 0 && this.#bytesOnPath + cost > window) break;
      if (!this.#mayGo()) break;
      if (!path.send(frame)) return this.#tryLater(REFUSED_PAUSE_MS, () => this.#pump());
      // Sending may have led to the end of the path.
      if (this.#path !== path) return;
      this.#cursor += 1;
      this.#bytesOnPath += cost;
      this.#furthest = Math.max(this.#furthest, this.#cursor);
    }
    if (!path.isReliable && this.#cursor > this.#base) this.#tryLater(this.#retryMs, () => this.#goBack());
  }

  /** Whether the receiver takes the next one by now; what it was sent before costs nothing again. */
  #mayGo(): boolean {
    const underWay = this.#furthest - this.#base;
    const nowMs = this.#options.clock.nowMs();
    if (this.#cursor < this.#furthest || this.#pace.mayGo(underWay, nowMs)) return true;
    const waitMs = this.#pace.waitMs(underWay, nowMs);
    if (Number.isFinite(waitMs))
      this.#cancelPause ??= this.#options.clock.schedule(Math.max(PACE_PAUSE_MS, waitMs), () => {
        this.#cancelPause = undefined;
        this.#pump();
      });
    return false;
  }

  #goBack(): void {
    this.#retryMs = Math.min(MAX_RETRY_MS, 2 * this.#retryMs);
    this.#restart();
  }

  /** One timer at a time; the one that runs already stays. */
  #tryLater(delayMs: number, action: () => void): void {
    this.#cancelTimer ??= this.#options.clock.schedule(delayMs, () => {
      this.#cancelTimer = undefined;
      action();
    });
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}

function costOf(frameLength: number): number {
  return frameLength + FRAME_OVERHEAD_BYTES;
}
