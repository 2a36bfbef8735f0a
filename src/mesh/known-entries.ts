// Verified entries of others, whoever passed them on: where they can be dialled and which keys are theirs. Says nothing
// about who is there.

import type { Clock } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Entry } from '../secure/entry.ts';
import { createBoundedMemory } from './bounded-memory.ts';

export interface KnownEntries {
  /** Keeps the newer one. */
  put(entry: Entry): void;
  get(peer: PeerId): Entry | undefined;
}

/** As long as the mesh remembers a peer that left. */
const KEEP_MS = 10 * 60_000;
/** More than the members of the largest room. */
export const MAX_ENTRIES = 2_048;

export function createKnownEntries(clock: Clock): KnownEntries {
  const entries = createBoundedMemory<PeerId, Entry>({ keepMs: KEEP_MS, maxEntries: MAX_ENTRIES });
  return {
    put(entry) {
      const known = entries.get(entry.peerId, clock.nowMs());
      if (!known || known.issued <= entry.issued) entries.set(entry.peerId, entry, clock.nowMs());
    },
    get: (peer) => entries.get(peer, clock.nowMs()),
  };
}
