// Stretches of files that were read ahead, of all readers together: what was used longest ago is forgotten first, so that
// a hundred offered files cost no more memory than a few.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Result } from '../../primitives/result.ts';
import type { StoreError } from '../chunk-store.ts';

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

  constructor(maxBytes = MAX_HELD_BYTES) {
    this.#maxBytes = maxBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
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
      },
      delete: forget,
    };
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
