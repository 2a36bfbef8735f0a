// This peer's signed entries in a room, and what those of others say. An entry tells where a peer can be dialled.

import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { TransportId } from '../primitives/ids.ts';
import { MAX_ENTRY_TRANSPORT_IDS, signEntry, verifyEntry, type Entry } from '../secure/entry.ts';
import type { LocalPeer } from '../secure/identity.ts';

export interface RoomEntries {
  /** Signed now, with a higher sequence than all before. */
  issue(): Promise<Bytes>;
  /** Undefined when it was not signed for this room by the key that its peer id is made of. */
  open(encoded: Uint8Array): Promise<Entry | undefined>;
}

export interface RoomEntriesOptions {
  readonly peer: LocalPeer;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  /** 16 bytes. */
  readonly namespace: Uint8Array;
  readonly transportIds: () => readonly TransportId[];
}

/** An entry is renewed every 60 s and forgotten 90 s after it was last heard (s). */
export const ENTRY_TTL_MS = 90_000;

export function createRoomEntries(options: RoomEntriesOptions): RoomEntries {
  const place = { purpose: 'room', namespace: options.namespace } as const;
  let lastIssued = 0;
  return {
    issue() {
      // From the clock, so that the sequence also grows when the same instance comes back to the room.
      lastIssued = Math.max(lastIssued + 1, Math.floor(options.clock.nowMs()));
      const transportIds = options.transportIds().slice(0, MAX_ENTRY_TRANSPORT_IDS);
      return signEntry(place, { transportIds, issued: lastIssued, ttlMs: ENTRY_TTL_MS }, options.peer);
    },
    async open(encoded) {
      const entry = await verifyEntry(encoded, place, options.crypto);
      return entry.ok ? entry.value : undefined;
    },
  };
}
