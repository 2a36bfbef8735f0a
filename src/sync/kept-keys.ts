// The keys that seal what is kept: from the identity's storage key, or from a passphrase. Knows no storage.

import { concatBytes, encodeUtf8, formatHex, parseHex, type Bytes } from '../primitives/bytes.ts';
import type { AeadKey, CryptoPort } from '../primitives/crypto.ts';
import { KEPT_TAG_BYTES, type KeptTag } from './kept-names.ts';

/** What a device keeps rooms under; made once from an identity. */
export interface KeptKeyring {
  /** How the room at `place` is named in the store. */
  tagOf(place: Uint8Array): Promise<KeptTag>;
  /** Seals the list of kept rooms. */
  readonly listKey: AeadKey;
  /** Seals the log of the room at `place`, when it is kept without a passphrase. */
  logKey(place: Uint8Array): Promise<AeadKey>;
}

/** What one passphrase opens: where the room is, and its log. */
export interface PassphraseKeys {
  readonly placeKey: AeadKey;
  readonly logKey: AeadKey;
}

/** PBKDF2-SHA-256 rounds for new passphrases. Source: OWASP Password Storage Cheat Sheet, 2023. */
export const KEPT_PASSPHRASE_ROUNDS = 600_000;
/** A stored number above it would hang the page; 10 million take several seconds. */
export const MAX_KEPT_PASSPHRASE_ROUNDS = 10_000_000;
export const KEPT_SALT_BYTES = 16;

const KEY_BYTES = 32;
const NAME_LABEL = encodeUtf8('kith/kept/name/1');
const LIST_LABEL = encodeUtf8('kith/kept/list/1');
const LOG_LABEL = encodeUtf8('kith/kept/log/1');
const PLACE_LABEL = encodeUtf8('kith/kept/place/1');

/** `storageKey` is the identity's own, 32 bytes. `place` below is whatever names the conversation for all time. */
export async function createKeptKeyring(storageKey: Uint8Array, crypto: CryptoPort): Promise<KeptKeyring> {
  const nameKey = await derive(crypto, storageKey, new Uint8Array(), NAME_LABEL);
  const listKey = await derive(crypto, storageKey, new Uint8Array(), LIST_LABEL);
  return {
    listKey: await crypto.importAeadKey(listKey),
    async tagOf(place) {
      const name = await crypto.hmacSha256(nameKey, concatBytes(NAME_LABEL, place));
      return formatHex(name.subarray(0, KEPT_TAG_BYTES)) as KeptTag;
    },
    logKey: async (place) => crypto.importAeadKey(await derive(crypto, storageKey, place, LOG_LABEL)),
  };
}

/** Passphrases are compared as they are read: NFKC, so that the same keys on another keyboard give the same bytes. */
export async function derivePassphraseKeys(
  passphrase: string,
  room: { readonly tag: KeptTag; readonly salt: Uint8Array; readonly rounds: number },
  crypto: CryptoPort,
): Promise<PassphraseKeys> {
  const stretched = await crypto.pbkdf2Sha256({
    password: encodeUtf8(passphrase.normalize('NFKC')),
    salt: room.salt,
    iterations: room.rounds,
    lengthBytes: KEY_BYTES,
  });
  const tag = parseHex(room.tag) ?? new Uint8Array();
  return {
    placeKey: await crypto.importAeadKey(await derive(crypto, stretched, tag, PLACE_LABEL)),
    logKey: await crypto.importAeadKey(await derive(crypto, stretched, tag, LOG_LABEL)),
  };
}

function derive(
  crypto: CryptoPort,
  keyMaterial: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
): Promise<Bytes> {
  return crypto.hkdfSha256({ keyMaterial, salt, info, lengthBytes: KEY_BYTES });
}
