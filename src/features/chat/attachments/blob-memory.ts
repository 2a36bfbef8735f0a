// Small files in memory, by what they contain. There is so much room: what others sent and nobody looked at for longest
// makes place.

import type { Bytes } from '../../../primitives/bytes.ts';

/** Of a conversation. */
export const MAX_HELD_BYTES = 64 * 1024 * 1024;

interface Held {
  readonly bytes: Bytes;
  /** Put here by this person: nobody else may have it. */
  readonly isOwn: boolean;
  /** A message names it, or did. */
  wasSaid: boolean;
}

export interface BlobMemory {
  /** Looking at it keeps it. */
  get(hash: string): Bytes | undefined;
  /** All of it, without looking. */
  held(): ReadonlyMap<string, Pick<Held, 'bytes' | 'isOwn'>>;
  /** False when there is no room. */
  put(hash: string, bytes: Bytes, isOwn: boolean): boolean;
  /** What was named and is not any more goes; returns it. */
  sweep(said: ReadonlySet<string>): readonly string[];
}

export function createBlobMemory(onGone: (hash: string) => void, maxBytes = MAX_HELD_BYTES): BlobMemory {
  /** Looked at longest ago first. */
  const held = new Map<string, Held>();
  let total = 0;

  function drop(hash: string): void {
    total -= held.get(hash)?.bytes.length ?? 0;
    if (held.delete(hash)) onGone(hash);
  }

  return {
    get(hash) {
      const found = held.get(hash);
      if (!found) return undefined;
      held.delete(hash);
      held.set(hash, found);
      return found.bytes;
    },
    held: () => held,
    put(hash, bytes, isOwn) {
      if (held.has(hash)) return true;
      const others = Array.from(held).filter(([, each]) => !each.isOwn);
      for (const [oldest] of others) {
        if (total + bytes.length <= maxBytes) break;
        drop(oldest);
      }
      if (total + bytes.length > maxBytes) return false;
      held.set(hash, { bytes, isOwn, wasSaid: false });
      total += bytes.length;
      return true;
    },
    sweep(said) {
      for (const [hash, each] of held) if (said.has(hash)) each.wasSaid = true;
      const gone = Array.from(held).filter(([hash, each]) => each.wasSaid && !said.has(hash));
      for (const [hash] of gone) drop(hash);
      return gone.map(([hash]) => hash);
    },
  };
}
