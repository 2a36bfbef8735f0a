// Who gave each chunk of a file, for the picture of it. A byte a chunk: whoever comes after the first 255 is not told
// apart.

import type { PeerId } from '../primitives/ids.ts';
import type { ChunkRange } from './picker.ts';

/** What a byte can name, and nobody. */
const MAX_GIVERS = 255;

export class Givers {
  /** Place in {@link #peers} and one more; 0 for nobody: kept from before, one's own, or not here. */
  readonly #ofChunk: Uint8Array;
  readonly #peers: PeerId[] = [];

  constructor(chunkCount: number) {
    this.#ofChunk = new Uint8Array(chunkCount);
  }

  note(index: number, peer: PeerId): void {
    if (index >= 0 && index < this.#ofChunk.length) this.#ofChunk[index] = this.#placeOf(peer);
  }

  /** Who gave most chunks of the range, the first of several; undefined where nobody gave any. */
  mostOf({ from, to }: ChunkRange): PeerId | undefined {
    const counts = new Map<number, number>();
    for (const place of this.#ofChunk.subarray(from, to)) {
      if (place > 0) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    let most: number | undefined;
    for (const [place, count] of counts)
      if (most === undefined || count > (counts.get(most) ?? 0)) most = place;
    return most === undefined ? undefined : this.#peers[most - 1];
  }

  #placeOf(peer: PeerId): number {
    const known = this.#peers.indexOf(peer);
    if (known >= 0) return known + 1;
    return this.#peers.length < MAX_GIVERS ? this.#peers.push(peer) : 0;
  }
}
