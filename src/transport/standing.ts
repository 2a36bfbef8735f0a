// Whether the other side of a connection is taken in, and how long the connection costs something before it is.

import type { Closing } from './closing.ts';

export interface Standing {
  readonly isAdmitted: boolean;
  /** Admitted, or closed for good: some time after the end, which a goodbye takes. */
  readonly settled: Promise<void>;
  /** Too late after the end. */
  admit(): void;
  /** The connection is closed. */
  onGone(): void;
}

export function createStanding(closing: Pick<Closing, 'reason'>): Standing {
  let isAdmitted = false;
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));
  return {
    get isAdmitted() {
      return isAdmitted;
    },
    settled,
    admit() {
      if (closing.reason) return;
      isAdmitted = true;
      settle();
    },
    onGone: () => settle(),
  };
}
