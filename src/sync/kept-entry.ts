// What is stored of one kept room besides its log: a title, a time, and where it is, each under its seal. What is read is
// untrusted bytes: undefined unless it is what was written under this name.

import { concatBytes, decodeUtf8, encodeUtf8, parseHex, type Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import { AEAD_NONCE_BYTES, AEAD_TAG_BYTES, type AeadKey, type CryptoPort } from '../primitives/crypto.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { Result } from '../primitives/result.ts';
import { bytes, integer, record, text, variants, type Parsed } from '../primitives/schema.ts';
import { KEPT_PASSPHRASE_ROUNDS, KEPT_SALT_BYTES, MAX_KEPT_PASSPHRASE_ROUNDS } from './kept-keys.ts';
import type { KeptTag } from './kept-names.ts';

export interface EntrySealing {
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  readonly key: AeadKey;
  readonly tag: KeptTag;
}

const MAX_KEPT_TITLE_LENGTH = 200;
const MAX_KEPT_ADDRESS_LENGTH = 400;
const VERSION = 1;
/** The fields at their longest, three bytes a letter. */
const MAX_STORED_BYTES = 4_096;
const MAX_SEALED_PLACE_BYTES = AEAD_NONCE_BYTES + 3 * MAX_KEPT_ADDRESS_LENGTH + AEAD_TAG_BYTES;
const ROOM_LABEL = encodeUtf8('kith/kept/room/1');
const PLACE_LABEL = encodeUtf8('kith/kept/place/1');
const STATE_LABEL = encodeUtf8('kith/kept/state/1');
/** Two charters of 48 KiB and the secrets of some epochs. */
export const MAX_KEPT_STATE_BYTES = 128 * 1024;

const described = {
  version: integer({ min: VERSION, max: VERSION }),
  title: text({ maxLength: MAX_KEPT_TITLE_LENGTH }),
  lastHereMs: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
};
const ENTRY = variants({
  device: record({
    ...described,
    address: text({ minLength: 1, maxLength: MAX_KEPT_ADDRESS_LENGTH }),
    place: bytes({ maxLength: MAX_KEPT_ADDRESS_LENGTH }),
  }),
  /** Where the room is, is sealed under the passphrase too. */
  passphrase: record({
    ...described,
    salt: bytes({ length: KEPT_SALT_BYTES }),
    rounds: integer({ min: KEPT_PASSPHRASE_ROUNDS, max: MAX_KEPT_PASSPHRASE_ROUNDS }),
    sealedAddress: bytes({ maxLength: MAX_SEALED_PLACE_BYTES }),
  }),
});
export type KeptEntry = Parsed<typeof ENTRY>;

/** One record of the list, opened. */
export function decodeKeptEntry(plaintext: Uint8Array): Result<KeptEntry, DecodeError> {
  return decodeMessage(plaintext, ENTRY);
}

/** What every entry says. */
export function describeEntry(facts: { readonly title: string; readonly lastHereMs: number }) {
  return {
    version: VERSION,
    title: facts.title.slice(0, MAX_KEPT_TITLE_LENGTH).toWellFormed(),
    lastHereMs: Math.max(0, Math.round(facts.lastHereMs)),
  };
}

export function sealEntry(sealing: EntrySealing, entry: KeptEntry): Promise<Bytes> {
  return seal(sealing, ROOM_LABEL, encodeMessage(entry));
}

export async function openEntry(sealing: EntrySealing, stored: Uint8Array): Promise<KeptEntry | undefined> {
  if (stored.length > MAX_STORED_BYTES) return undefined;
  const plaintext = await unseal(sealing, ROOM_LABEL, stored);
  const entry = plaintext && decodeKeptEntry(plaintext);
  return entry?.ok ? entry.value : undefined;
}

export function sealAddress(sealing: EntrySealing, address: string): Promise<Bytes> {
  return seal(sealing, PLACE_LABEL, encodeUtf8(address));
}

export async function openAddress(sealing: EntrySealing, stored: Uint8Array): Promise<string | undefined> {
  const plaintext = await unseal(sealing, PLACE_LABEL, stored);
  return plaintext && decodeUtf8(plaintext);
}

/** What a room needs before it is entered, under the key of its log. */
export function sealState(sealing: EntrySealing, state: Uint8Array): Promise<Bytes> {
  return seal(sealing, STATE_LABEL, state);
}

export async function openState(sealing: EntrySealing, stored: Uint8Array): Promise<Bytes | undefined> {
  if (stored.length > MAX_KEPT_STATE_BYTES + AEAD_NONCE_BYTES + AEAD_TAG_BYTES) return undefined;
  return unseal(sealing, STATE_LABEL, stored);
}

async function seal(
  { crypto, random, key, tag }: EntrySealing,
  label: Uint8Array,
  plaintext: Uint8Array,
): Promise<Bytes> {
  const nonce = random.bytes(AEAD_NONCE_BYTES);
  return concatBytes(nonce, await crypto.seal(key, nonce, plaintext, associated(label, tag)));
}

async function unseal(
  { crypto, key, tag }: EntrySealing,
  label: Uint8Array,
  stored: Uint8Array,
): Promise<Bytes | undefined> {
  if (stored.length < AEAD_NONCE_BYTES + AEAD_TAG_BYTES) return undefined;
  const [nonce, sealed] = [stored.subarray(0, AEAD_NONCE_BYTES), stored.subarray(AEAD_NONCE_BYTES)];
  return crypto.open(key, nonce, sealed, associated(label, tag));
}

function associated(label: Uint8Array, tag: KeptTag): Bytes {
  return concatBytes(label, parseHex(tag) ?? new Uint8Array());
}
