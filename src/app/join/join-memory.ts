// Where the last pasted link came from. Kept by the shell, filled and read by join-source.ts.

/** One page, one link at a time. */
export interface JoinMemory {
  last: { readonly address: string; readonly origin: string | undefined } | undefined;
}
