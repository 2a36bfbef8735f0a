// What a conversation is made of: a room, which its words lead to, or a pair of people who share a secret. Either becomes
// the same: a namespace to meet under and a secret for the handshakes (PROTOCOL [R2]).

import { encodeUtf8 } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { RoomCode } from './room-code.ts';
import { deriveRoomKeys, expandPlaceKeys, type PlaceKeys } from './room-keys.ts';

export type Place =
  | {
      readonly kind: 'room';
      readonly code: RoomCode;
      /** Base64url of the first 16 bytes of the owner's fingerprint, as in the link; undefined for words alone. */
      readonly owner?: string | undefined;
    }
  /** `secret`: 32 random bytes that two contacts share, and nobody else. */
  | { readonly kind: 'pair'; readonly secret: Uint8Array };

const PAIR_LABEL = 'kith/pair/1';
const PAIR_SECRET_BYTES = 32;

/** Throws when a pair's secret is not 32 bytes: that is a mistake of the caller's. */
export function derivePlaceKeys(crypto: CryptoPort, place: Place): Promise<PlaceKeys> {
  if (place.kind === 'room') return deriveRoomKeys(crypto, place.code);
  if (place.secret.length !== PAIR_SECRET_BYTES) throw new RangeError("a pair's secret is 32 bytes");
  // Random already: nothing to stretch.
  return expandPlaceKeys(crypto, {
    keyMaterial: place.secret,
    salt: encodeUtf8(PAIR_LABEL),
    label: PAIR_LABEL,
  });
}
