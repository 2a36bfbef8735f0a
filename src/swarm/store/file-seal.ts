// Seals the chunks of files that are kept with a room, each by itself: what lies on the disk says neither what it is nor of
// which file, and can be read and written in any order.

import { concatBytes, encodeUtf8, formatHex, type Bytes } from '../../primitives/bytes.ts';
import { AEAD_NONCE_BYTES, AEAD_TAG_BYTES, type CryptoPort } from '../../primitives/crypto.ts';
import type { RandomSource } from '../../primitives/random.ts';

/** What sealing and opening takes. */
export type SealCrypto = Pick<CryptoPort, 'hkdfSha256' | 'hmacSha256' | 'importAeadKey' | 'seal' | 'open'>;

export interface FileSeal {
  /** {@link SEAL_BYTES} longer. */
  seal(index: number, chunk: Uint8Array): Promise<Bytes>;
  /** Undefined for what was not sealed under this key as this chunk. */
  open(index: number, sealed: Uint8Array): Promise<Bytes | undefined>;
  /** How a file is called on the disk: 32 hex letters. */
  nameOf(root: string): Promise<string>;
}

/** 32 bytes, drawn for one room and kept sealed with it. */
export const FILE_KEY_BYTES = 32;
/** A nonce before, a tag behind. */
export const SEAL_BYTES = AEAD_NONCE_BYTES + AEAD_TAG_BYTES;

const NAME_BYTES = 16;
const SEAL_LABEL = encodeUtf8('kith/kept/file/1');
const NAME_LABEL = encodeUtf8('kith/kept/file-name/1');

export interface FileSealOptions {
  readonly crypto: SealCrypto;
  readonly random: RandomSource;
}

export async function createFileSeal(
  key: Uint8Array,
  { crypto, random }: FileSealOptions,
): Promise<FileSeal> {
  const derive = (info: Uint8Array) =>
    crypto.hkdfSha256({ keyMaterial: key, salt: new Uint8Array(), info, lengthBytes: FILE_KEY_BYTES });
  const sealKey = await crypto.importAeadKey(await derive(SEAL_LABEL));
  const nameKey = await derive(NAME_LABEL);
  return {
    async seal(index, chunk) {
      const nonce = random.bytes(AEAD_NONCE_BYTES);
      return concatBytes(nonce, await crypto.seal(sealKey, nonce, chunk, placeOf(index)));
    },
    async open(index, sealed) {
      if (sealed.length < SEAL_BYTES) return undefined;
      const nonce = sealed.subarray(0, AEAD_NONCE_BYTES);
      return crypto.open(sealKey, nonce, sealed.subarray(AEAD_NONCE_BYTES), placeOf(index));
    },
    async nameOf(root) {
      const name = await crypto.hmacSha256(nameKey, encodeUtf8(root));
      return formatHex(name.subarray(0, NAME_BYTES));
    },
  };
}

/** A chunk of another file at the same place is told by its hash, as everything is that was kept. */
function placeOf(index: number): Bytes {
  const place = new Uint8Array(4);
  new DataView(place.buffer).setUint32(0, index);
  return concatBytes(SEAL_LABEL, place);
}
