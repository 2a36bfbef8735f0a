// What was read for each peer and has not left yet, of all files together: a peer that takes part in hundreds and takes
// nothing costs what one file costs.

import type { PeerId } from '../primitives/ids.ts';

export class ReadAhead {
  readonly #bytes = new Map<PeerId, number>();

  of(peer: PeerId): number {
    return this.#bytes.get(peer) ?? 0;
  }

  add(peer: PeerId, bytes: number): void {
    const sum = this.of(peer) + bytes;
    if (sum > 0) this.#bytes.set(peer, sum);
    else this.#bytes.delete(peer);
  }
}
