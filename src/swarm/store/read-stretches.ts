// Stretches of files that were read ahead, of all readers together: what was used longest ago is forgotten first, so that
// a hundred offered files cost no more memory than a few.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Result } from '../../primitives/result.ts';
import type { StoreError } from '../chunk-store.ts';

/** Nothing was read for so long: what was read ahead is forgotten. Receivers that go on side by side are no further apart. */
const IDLE_MS = 30_000;

/** Of all files that are read: receivers that go on side by side do not read twice. */
const MAX_HELD_BYTES = 16 * 2 ** 20;

export interface Stretch {
  /** What it takes when it was read. */
  readonly sizeBytes: number;
  readonly bytes: Promise<Result<Bytes, StoreError>>;
}

/** Of one file, by its first chunk. */
export interface HeldStretches {
  get(first: number): Stretch | undefined;
  keep(first: number, stretch: Stretch): void;
  delete(first: number): void;
}

export class ReadStretches {
  readonly #maxBytes: number;
  /** The one used longest ago comes first, with what forgets it. */
  readonly #held = new Map<Stretch, () => void>();
  #heldBytes = 0;
  #clock: Clock | undefined;
  #cancel: Cancel | undefined;
  #usedAtMs = 0;

  constructor(maxBytes = MAX_HELD_BYTES) {
    this.#maxBytes = maxBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** From now on nothing is held for longer than it is of use. The page has one clock; the last one told counts. */
  forgetIdleBy(clock: Clock): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#clock = clock;
    this.#noteUse();
  }

  ofFile(): HeldStretches {
    const own = new Map<number, Stretch>();
    const forget = (first: number) => {
      const stretch = own.get(first);
      if (!stretch) return;
      own.delete(first);
      this.#held.delete(stretch);
      this.#heldBytes -= stretch.sizeBytes;
    };
    return {
      get: (first) => own.get(first),
      keep: (first, stretch) => {
        forget(first);
        own.set(first, stretch);
        this.#held.set(stretch, () => forget(first));
        this.#heldBytes += stretch.sizeBytes;
        this.#makeRoom(stretch);
        this.#noteUse();
      },
      delete: forget,
    };
  }

  #noteUse(): void {
    if (!this.#clock || this.#held.size === 0) return;
    this.#usedAtMs = this.#clock.nowMs();
    this.#cancel ??= this.#forgetAfter(this.#clock, IDLE_MS);
  }

  #forgetAfter(clock: Clock, delayMs: number): Cancel {
    return clock.schedule(delayMs, () => {
      const leftMs = this.#usedAtMs + IDLE_MS - clock.nowMs();
      this.#cancel = leftMs > 0 ? this.#forgetAfter(clock, leftMs) : undefined;
      if (leftMs <= 0) for (const forget of Array.from(this.#held.values())) forget();
    });
  }

  #makeRoom(latest: Stretch): void {
    for (const [stretch, forget] of this.#held) {
      if (this.#heldBytes <= this.#maxBytes || stretch === latest) return;
      forget();
    }
  }
}

/** Of the page: memory is one. */
export const PAGE_STRETCHES = new ReadStretches();
