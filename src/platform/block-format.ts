// How blocks stand in the built page: one inert script element each, which the builder writes and the boot script reads.
// Knows nothing of what a block holds.

/** `text`: as it is, for what must start without unpacking. `deflate`: raw deflate, written as base64. */
export type Packing = 'text' | 'deflate';

/** A whole block as it stands in the page. */
export interface PackedBlock {
  readonly id: string;
  readonly packing: Packing;
  readonly text: string;
  /** Of the unpacked bytes. */
  readonly sizeBytes: number;
}

/** No browser runs, parses or fetches a script of this type, and the policy does not concern it. */
export const BLOCK_TYPE = 'application/octet-stream';
/** Element ids of blocks are this and the block's id. */
export const BLOCK_PREFIX = 'kith:';
/** The module that starts the app. */
export const ENTRY_ID = '@entry';
/** The page without its blocks' texts, from which the page puts itself together again. Always the last block. */
export const SKELETON_ID = '@skeleton';

/** Stands in the skeleton around the id of each block whose text was taken out. No source text holds it. */
export const PLACEHOLDER = '\u0002';
/** Stands in a text block behind each `<` that an HTML parser could take for the end of the element. */
const ESCAPE = '\u0001';

/** The static import of another chunk, before the boot script knows its address. */
export function chunkSpecifier(id: string): string {
  return `kith:chunk:${id}`;
}

/** Finds what {@link chunkSpecifier} wrote, in double quotes; the first group is the id. */
export const CHUNK_SPECIFIER = /"kith:chunk:([^"]+)"/g;

/** Makes `text` safe inside a script element. Throws on characters that HTML cannot give back as they were. */
export function escapeBlockText(text: string): string {
  for (const forbidden of ['\r', '\0', ESCAPE, PLACEHOLDER]) {
    if (text.includes(forbidden)) throw new Error(`A text block holds ${JSON.stringify(forbidden)}.`);
  }
  return text.replaceAll(/<(?=\/script|!--|script)/gi, `<${ESCAPE}`);
}

export function unescapeBlockText(text: string): string {
  return text.replaceAll(`<${ESCAPE}`, '<');
}
