// From the text of a block back to its bytes, with the browser's own means. Runs in the boot script, the page and workers.

import type { Bytes } from '../primitives/bytes.ts';
import type { PackedBlock } from './block-format.ts';

/** Newer engines decode base64 themselves, ten times faster. */
interface MayDecodeBase64 {
  readonly fromBase64?: (text: string) => Bytes;
}

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

/** The bytes of `block` while they are unpacked, for consumers that can start with the first bytes. */
export function unpackStream(block: PackedBlock): ReadableStream<Bytes> {
  const packed = new Blob([decodeBase64(block.text)]).stream();
  return packed.pipeThrough(new DecompressionStream('deflate-raw'));
}

function decodeBase64(text: string): Bytes {
  const native = Uint8Array as MayDecodeBase64;
  if (native.fromBase64) return native.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
