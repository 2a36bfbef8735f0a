// What a room's code becomes: the namespace its members meet under and the secret their handshakes mix in (PROTOCOL
// [R2]). Neither leads back to the words, and nothing of either reaches a server in clear.

import { encodeUtf8, type Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import { formatRoomCode, type RoomCode } from './room-code.ts';

/** Of a room, or of any other place to meet. */
export interface PlaceKeys {
  /** 16 bytes. */
  readonly namespace: Bytes;
  /** 32 bytes. */
  readonly psk: Bytes;
}

/** Makes a guess at the 66 bits cost what a password guess should cost. Source: OWASP, PBKDF2-HMAC-SHA256, 2023. */
export const ROOM_KEY_ITERATIONS = 600_000;
const LABEL = 'kith/room/1';
const NAMESPACE_BYTES = 16;
const PSK_BYTES = 32;
const KEY_MATERIAL_BYTES = 32;

export async function deriveRoomKeys(crypto: CryptoPort, code: RoomCode): Promise<PlaceKeys> {
  const salt = encodeUtf8(LABEL);
  const keyMaterial = await crypto.pbkdf2Sha256({
    password: encodeUtf8(formatRoomCode(code)),
    salt,
    iterations: ROOM_KEY_ITERATIONS,
    lengthBytes: KEY_MATERIAL_BYTES,
  });
  return expandPlaceKeys(crypto, { keyMaterial, salt, label: LABEL });
}

/** Namespace and secret of whatever `keyMaterial` stands for; `label` tells kinds of places apart. */
export async function expandPlaceKeys(
  crypto: CryptoPort,
  source: { readonly keyMaterial: Uint8Array; readonly salt: Uint8Array; readonly label: string },
): Promise<PlaceKeys> {
  const { keyMaterial, salt, label } = source;
  const expand = (use: string, lengthBytes: number) =>
    crypto.hkdfSha256({ keyMaterial, salt, info: encodeUtf8(`${label}/${use}`), lengthBytes });
  const [namespace, psk] = await Promise.all([
    expand('namespace', NAMESPACE_BYTES),
    expand('psk', PSK_BYTES),
  ]);
  return { namespace, psk };
}
