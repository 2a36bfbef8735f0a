// The key of an offer says whose it is, so that nobody who hears of one gets ahead of its author elsewhere, with the same
// key and another file.

import { concatBytes, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { peerIdBytes, type PeerId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import { KEY_BYTES } from './protocol.ts';

/**
 * Of the author's peer id, which is a hash of its key: taking another's name takes 2^80 hashes. The rest tells an author's
 * own offers apart.
 */
const AUTHOR_BYTES = 10;
const OWN_BYTES = KEY_BYTES - AUTHOR_BYTES;

export function makeOfferKey(author: PeerId, random: RandomSource): Bytes {
  return concatBytes(random.bytes(OWN_BYTES), peerIdBytes(author).subarray(0, AUTHOR_BYTES));
}

/** Whether this peer may have made an offer with this key. */
export function isKeyOf(key: Uint8Array, author: PeerId): boolean {
  return equalBytes(key.subarray(OWN_BYTES), peerIdBytes(author).subarray(0, AUTHOR_BYTES));
}
