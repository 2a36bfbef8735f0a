// Where the last pasted link came from, and whose rooms this page was in. Kept by the shell; filled and read by
// join-source.ts and known-owners.ts.

import type { Mark } from '../../primitives/mark.ts';

/** Somebody whose room this page was in. */
export interface KnownOwner {
  readonly mark: Mark;
  /** Empty when they gave none. */
  readonly name: string;
}

/** One page, one link at a time. */
export interface JoinMemory {
  /** By what a link says of them. */
  readonly owners: Map<string, KnownOwner>;
  last: { readonly address: string; readonly origin: string | undefined } | undefined;
}
