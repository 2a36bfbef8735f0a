// From the text of a block back to its bytes, with the browser's own means. Runs in the boot script, the page and workers.

import type { Bytes } from '../primitives/bytes.ts';
import type { PackedBlock } from './block-format.ts';
import { decodeDenseText } from './dense-text.ts';

/** What engines call a packing. `brotli` has no type yet: Firefox has it, Chromium 156 has not. */
const FORMATS = {
  script: 'deflate-raw',
  deflate: 'deflate-raw',
  brotli: 'brotli' as CompressionFormat,
} as const;

/** The bytes of `block`. Rejects when the text is damaged. */
export async function unpack(block: PackedBlock): Promise<Bytes> {
  const bytes = new Uint8Array(await new Response(unpackStream(block)).arrayBuffer());
  if (bytes.length !== block.sizeBytes) throw new Error(`The block "${block.id}" is damaged.`);
  return bytes;
}

/** The text of `block`. Rejects when it is damaged. */
export async function unpackText(block: PackedBlock): Promise<string> {
  return new TextDecoder().decode(await unpack(block));
}

/**
 * The bytes of `block` while they are unpacked, for consumers that can start with the first bytes. Throws where the
 * engine does not know the packing.
 */
export function unpackStream(block: PackedBlock): ReadableStream<Bytes> {
  const unpacking = new DecompressionStream(FORMATS[block.packing]);
  return new Blob([decodeDenseText(block.text)]).stream().pipeThrough(unpacking);
}
