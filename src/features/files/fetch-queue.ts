// Files that were asked for, a few at a time: a folder of hundreds begun at once would fill every allowance with its
// greetings.

import type { FileId } from './api.ts';

export const MAX_AT_ONCE = 8;

export interface FetchQueueOptions {
  /** How many are coming now; one that was begun counts at once. */
  readonly activeCount: () => number;
  /** False where there is no room for one more: it waits, and those after it. */
  readonly begin: (id: FileId) => boolean;
}

export class FetchQueue {
  readonly #options: FetchQueueOptions;
  readonly #waiting = new Set<FileId>();
  #isFull = false;

  constructor(options: FetchQueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.size;
  }

  has(id: FileId): boolean {
    return this.#waiting.has(id);
  }

  /** What it waits for: that others are through, or that there is room at all; undefined where it does not wait. */
  waitOf(id: FileId): 'turn' | 'room' | undefined {
    if (!this.#waiting.has(id)) return undefined;
    return this.#isFull ? 'room' : 'turn';
  }

  add(id: FileId): void {
    this.#waiting.add(id);
  }

  delete(id: FileId): void {
    this.#waiting.delete(id);
  }

  /** Begins as many as there is room for, in the order in which they were asked for. */
  pump(): void {
    this.#isFull = false;
    const room = MAX_AT_ONCE - this.#options.activeCount();
    for (const id of Array.from(this.#waiting).slice(0, Math.max(0, room))) {
      this.#isFull = !this.#options.begin(id);
      if (this.#isFull) return;
      this.#waiting.delete(id);
    }
  }
}
