// Messages of one stream that overtook others on a path that reorders: held, within bounds, until those before them are
// there. What finds no room comes again.

import { copyBytes, type Bytes } from '../primitives/bytes.ts';

/** As much as the other side hands to such a path at a time. */
export const MAX_EARLY_MESSAGE_BYTES = 128 * 1024;
/** Each message is counted with so much more. */
const OVERHEAD_BYTES = 64;

export class EarlyMessages {
  readonly #held = new Map<number, Bytes>();
  #stream: number | undefined;
  #bytes = 0;

  put(stream: number, sequence: number, payload: Uint8Array): void {
    if (stream !== this.#stream) this.clear();
    this.#stream = stream;
    const cost = payload.length + OVERHEAD_BYTES;
    if (this.#held.has(sequence) || this.#bytes + cost > MAX_EARLY_MESSAGE_BYTES) return;
    this.#held.set(sequence, copyBytes(payload));
    this.#bytes += cost;
  }

  take(stream: number, sequence: number): Bytes | undefined {
    const payload = stream === this.#stream ? this.#held.get(sequence) : undefined;
    if (!payload) return undefined;
    this.#held.delete(sequence);
    this.#bytes -= payload.length + OVERHEAD_BYTES;
    return payload;
  }

  clear(): void {
    this.#held.clear();
    this.#bytes = 0;
  }
}
