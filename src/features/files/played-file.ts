// A file as a player reads it while it arrives: what it waits for is asked for first, for as long as it plays.

import { safeBlobType } from '../../swarm/store/safe-type.ts';
import type { PlayedBytes } from '../../platform/files/media-stream.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { OfferView } from '../../swarm/swarm-state.ts';
import type { Swarms } from '../../swarm/swarms.ts';

/** Between two looks whether a chunk is here. */
const LOOK_MS = 100;

export function playedBytes(
  swarms: Pick<Swarms, 'reader' | 'prefer'>,
  { id, manifest }: OfferView,
  { clock, mimeType }: { readonly clock: Clock; readonly mimeType: string },
): PlayedBytes {
  const { sizeBytes, chunkSizeBytes } = manifest;
  return {
    sizeBytes,
    mimeType: safeBlobType(mimeType),
    async read(from, isWanted) {
      const index = Math.floor(from / chunkSizeBytes);
      let isAsked = false;
      while (isWanted()) {
        const reader = swarms.reader(id);
        if (!reader) return undefined;
        const chunk = await reader.get(index);
        // Who was closed meanwhile prefers nothing.
        if (!isWanted()) return undefined;
        if (chunk.ok) {
          // What comes next is asked for in order.
          swarms.prefer(id, { playingAt: index + 1 });
          return chunk.value.subarray(from - index * chunkSizeBytes);
        }
        if (chunk.error.code !== 'missing') return undefined;
        if (!isAsked) swarms.prefer(id, { critical: [{ from: index, to: index + 1 }], playingAt: index });
        isAsked = true;
        await new Promise<void>((resolve) => clock.schedule(LOOK_MS, resolve));
      }
      return undefined;
    },
    close: () => swarms.prefer(id, {}),
  };
}
