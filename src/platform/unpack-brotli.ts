// Unpacks blocks of every packing in every engine. The decoder that some engines need for brotli weighs 80 KB: imported
// where such blocks are used, by code that is loaded late itself.

import { decompress } from 'brotli/decompress';
import type { Bytes } from '../primitives/bytes.ts';
import type { PackedBlock } from './block-format.ts';
import { decodeDenseText } from './dense-text.ts';
import { unpackStream } from './unpack.ts';

/** As {@link unpackStream}, with a decoder of its own where the engine has none for brotli. */
export function unpackStreamAnywhere(block: PackedBlock): ReadableStream<Bytes> {
  return block.packing !== 'brotli' || hasBrotli() ? unpackStream(block) : new Blob([decode(block)]).stream();
}

/** The bytes of `block`. Rejects when the text is damaged. */
export async function unpackAnywhere(block: PackedBlock): Promise<Bytes> {
  const bytes = new Uint8Array(await new Response(unpackStreamAnywhere(block)).arrayBuffer());
  if (bytes.length !== block.sizeBytes) throw damaged(block);
  return bytes;
}

function hasBrotli(): boolean {
  try {
    // Throws where the engine does not know it.
    void new DecompressionStream('brotli' as CompressionFormat);
    return true;
  } catch {
    return false;
  }
}

/** Throws when it is damaged; never takes more memory than the block says it has bytes. */
function decode(block: PackedBlock): Bytes {
  try {
    const bytes = decompress(decodeDenseText(block.text), block.sizeBytes);
    if (bytes.length === block.sizeBytes) return bytes as Bytes;
  } catch {
    // What the decoder says of it helps nobody.
  }
  throw damaged(block);
}

function damaged({ id }: PackedBlock): Error {
  return new Error(`The block "${id}" is damaged.`);
}
