// This peer's signed entries in a room, and what those of others say. An entry tells where a peer can be dialled.

import { formatBase64url } from '../primitives/base64url.ts';
import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { TransportId } from '../primitives/ids.ts';
import {
  MAX_ENTRY_BYTES,
  MAX_ENTRY_TRANSPORT_IDS,
  signEntry,
  verifyEntry,
  type Entry,
} from '../secure/entry.ts';
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

/** More than the members of the largest room; about 1 KiB each. */
const MAX_REMEMBERED = 2_048;

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
    open: rememberValid(async (encoded) => {
      const entry = await verifyEntry(encoded, place, options.crypto);
      return entry.ok ? entry.value : undefined;
    }),
  };
}

/** In a room of many, everybody passes on everybody's entry: the same bytes are checked once. */
function rememberValid(open: RoomEntries['open']): RoomEntries['open'] {
  const opened = new Map<string, Promise<Entry | undefined>>();
  return (encoded) => {
    if (encoded.length > MAX_ENTRY_BYTES) return open(encoded);
    const name = formatBase64url(encoded);
    const known = opened.get(name) ?? open(encoded);
    // Put last again: what was not heard for longest makes room.
    opened.delete(name);
    opened.set(name, known);
    void known.then((entry) => entry ?? opened.delete(name));
    for (const [oldest] of opened) if (opened.size > MAX_REMEMBERED) opened.delete(oldest);
    return known;
  };
}
