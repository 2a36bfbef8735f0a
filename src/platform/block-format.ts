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
/** Starts two characters that stand for one in a text block. */
const ESCAPE = '\u0001';
/** What HTML would take for the end of the element, or would not give back as it was. */
const ESCAPED: Readonly<Record<string, string>> = { '<': 'l', '\r': 'r', '\0': '0', [ESCAPE]: 'e' };
const UNESCAPED = new Map(Object.entries(ESCAPED).map(([character, letter]) => [letter, character]));

/** The static import of another chunk, before the boot script knows its address. */
export function chunkSpecifier(id: string): string {
  return `kith:chunk:${id}`;
}

/** Finds what {@link chunkSpecifier} wrote, in double quotes; the first group is the id. */
export const CHUNK_SPECIFIER = /"kith:chunk:([^"]+)"/g;

/** Makes `text` safe inside a script element, such that the parser gives it back as it is. */
export function escapeBlockText(text: string): string {
  const unsafe = new RegExp(`<(?=/script|!--|script)|[\\r\\0${ESCAPE}]`, 'gi');
  return text.replaceAll(unsafe, (character) => ESCAPE + (ESCAPED[character] ?? ''));
}

export function unescapeBlockText(text: string): string {
  return text.replaceAll(new RegExp(`${ESCAPE}(.)`, 'g'), (_, letter: string) => UNESCAPED.get(letter) ?? '');
}
