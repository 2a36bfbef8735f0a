// What a kept room remembers of who may do what, and of who was in it: the charter's proof, the secrets of its epochs,
// the instances that were met, since when people are in. As secret as they are; sealed by whoever stores it.

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import { bytes, integer, list, oneOf, optional, record, text, type Parsed } from '../primitives/schema.ts';
import { MAX_PROOF_BYTES } from './charter-proof.ts';
import { EPOCH_SECRET_BYTES, MAX_PAST_EPOCHS } from './epochs.ts';
import { MAX_KNOWN_PEERS } from './known-peers.ts';

/** Base32 of 16 bytes. */
const PEER_ID_LENGTH = 26;
const IDENTITY_BYTES = 32;
/** Beyond these nobody knows any more since when they are in, and gives them nothing of before. */
export const MAX_KEPT_SEEN = 256;
/** What one of them takes. */
const SEEN_BYTES = 64;

const KEPT = record({
  version: oneOf(1),
  /** Whom this peer follows as the first owner: pinned, also when nobody named it but the first charter seen. */
  root: optional(text({ maxLength: 22 })),
  proof: optional(bytes({ maxLength: MAX_PROOF_BYTES })),
  /** Oldest first. */
  secrets: list(bytes({ length: EPOCH_SECRET_BYTES }), { maxLength: MAX_PAST_EPOCHS + 1 }),
  /** Peer ids; those met last first. */
  known: optional(list(text({ maxLength: PEER_ID_LENGTH }), { maxLength: MAX_KNOWN_PEERS })),
  /** Since when they are known to be in, as a time of day; those seen last last. */
  seen: optional(
    list(
      record({
        identity: bytes({ length: IDENTITY_BYTES }),
        ms: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      }),
      {
        maxLength: MAX_KEPT_SEEN,
      },
    ),
  ),
});
export type KeptAuthority = Parsed<typeof KEPT>;

const MAX_KEPT_BYTES = MAX_PROOF_BYTES + 4_096 + MAX_KEPT_SEEN * SEEN_BYTES;

export function encodeKept(kept: Omit<KeptAuthority, 'version'>): Bytes {
  return encodeMessage({ version: 1, ...kept });
}

/** Undefined for what was not kept by a version that is understood here. */
export function decodeKept(encoded: Uint8Array): KeptAuthority | undefined {
  if (encoded.length > MAX_KEPT_BYTES) return undefined;
  const decoded = decodeMessage(encoded, KEPT);
  return decoded.ok ? decoded.value : undefined;
}
