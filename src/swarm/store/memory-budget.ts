// How much of what is shared may lie in memory, all files together. A figure that the settings show and change.

import { createEmitter, type Unsubscribe } from '../../primitives/events.ts';

/**
 * Unless the person says otherwise. A tab of a phone is ended at about 1 GiB, and half of that is the page's own and its
 * pictures'.
 */
export const DEFAULT_MEMORY_BUDGET_BYTES = 512 * 2 ** 20;

/** Something that holds part of the budget. */
export interface BudgetShare {
  readonly sizeBytes: number;
  /** Gives it back, once. */
  release(): void;
}

export interface MemoryBudget {
  readonly limitBytes: number;
  readonly usedBytes: number;
  /** Undefined when so much is not left. */
  take(sizeBytes: number): BudgetShare | undefined;
  /** A lower figure takes nothing away from what is held: it refuses what comes. */
  setLimit(limitBytes: number): void;
  /** Limit or use changed. */
  onChange(listener: () => void): Unsubscribe;
}

export function createMemoryBudget(initialBytes: number = DEFAULT_MEMORY_BUDGET_BYTES): MemoryBudget {
  const changes = createEmitter<void>();
  let limitBytes = initialBytes;
  let usedBytes = 0;

  function use(differenceBytes: number): void {
    usedBytes += differenceBytes;
    changes.emit();
  }

  return {
    get limitBytes() {
      return limitBytes;
    },
    get usedBytes() {
      return usedBytes;
    },
    take(sizeBytes) {
      if (usedBytes + sizeBytes > limitBytes) return undefined;
      use(sizeBytes);
      let isHeld = true;
      return {
        sizeBytes,
        release() {
          if (isHeld) use(-sizeBytes);
          isHeld = false;
        },
      };
    },
    setLimit(nextBytes) {
      limitBytes = nextBytes;
      changes.emit();
    },
    onChange: (listener) => changes.on(listener),
  };
}
