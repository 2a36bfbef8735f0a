// A chunk that comes in parts, of one sender: whoever sends a bad chunk has sent all of it.

import type { Bytes } from '../primitives/bytes.ts';
import { PART_UNIT_BYTES } from './chunk-frame.ts';

export class ChunkAssembly {
  readonly #bytes: Bytes;
  /** A bit for each unit of 16 KiB that is here. */
  #units = 0;

  constructor(lengthBytes: number) {
    this.#bytes = new Uint8Array(lengthBytes);
  }

  /** The whole chunk once the last part is here; `bad` when a part overlaps, ends crooked or reaches beyond. */
  add(offset: number, part: Uint8Array): Bytes | 'bad' | undefined {
    const end = offset + part.length;
    const isCrooked = end % PART_UNIT_BYTES !== 0 && end !== this.#bytes.length;
    if (end > this.#bytes.length || isCrooked) return 'bad';
    const units = maskOf(offset, end);
    if ((this.#units & units) !== 0) return 'bad';
    this.#units |= units;
    this.#bytes.set(part, offset);
    return this.#units === maskOf(0, this.#bytes.length) ? this.#bytes : undefined;
  }
}

function maskOf(from: number, to: number): number {
  let mask = 0;
  for (let at = from; at < to; at += PART_UNIT_BYTES) mask |= 1 << (at / PART_UNIT_BYTES);
  return mask;
}
