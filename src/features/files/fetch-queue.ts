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

  constructor(options: FetchQueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.size;
  }

  has(id: FileId): boolean {
    return this.#waiting.has(id);
  }

  add(id: FileId): void {
    this.#waiting.add(id);
  }

  delete(id: FileId): void {
    this.#waiting.delete(id);
  }

  /** Begins as many as there is room for, in the order in which they were asked for. */
  pump(): void {
    const room = MAX_AT_ONCE - this.#options.activeCount();
    for (const id of Array.from(this.#waiting).slice(0, Math.max(0, room))) {
      if (!this.#options.begin(id)) return;
      this.#waiting.delete(id);
    }
  }
}
