// How blocks stand in the built page: one script element each, which the builder writes and the boot script reads.
// Knows nothing of what a block holds.

/**
 * `script`: as it is, and run where it stands: what the app starts with. `deflate`: raw deflate, as dense text. `brotli`:
 * a quarter smaller, for what is large and may bring its own decoder (unpack-brotli.ts).
 */
export type Packing = 'script' | 'deflate' | 'brotli';

/** A whole block as it stands in the page. */
export interface PackedBlock {
  readonly id: string;
  readonly packing: Packing;
  readonly text: string;
  /** Of the unpacked bytes. */
  readonly sizeBytes: number;
}

/** Of all but `script` blocks. No browser runs, parses or fetches these, and the policy does not concern them. */
export const BLOCK_TYPE = 'application/octet-stream';
/** Element ids of blocks are this and the block's id. */
export const BLOCK_PREFIX = 'kith:';
/** The module that starts the app. */
export const ENTRY_ID = '@entry';
/** The page without its blocks' texts, from which the page puts itself together again. Always the last block. */
export const SKELETON_ID = '@skeleton';

/** Stands in the skeleton around the id of each block whose text was taken out. No source text holds it. */
export const PLACEHOLDER = '\u0002';

/** The static import of another chunk, before the boot script knows its address. */
export function chunkSpecifier(id: string): string {
  return `kith:chunk:${id}`;
}

/** Finds what {@link chunkSpecifier} wrote, in double quotes; the first group is the id. */
export const CHUNK_SPECIFIER = /"kith:chunk:([^"]+)"/g;
