// An identity at rest: a versioned record, sealed under a passphrase or a key of the device. What comes in is
// untrusted bytes (storage, a backup file): every fault is a Result.

import { encodeUtf8, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import {
  AEAD_NONCE_BYTES,
  PUBLIC_KEY_BYTES,
  SHA256_BYTES,
  type AeadKey,
  type CryptoPort,
} from '../primitives/crypto.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { bytes, integer, oneOf, record, variants, type Parsed } from '../primitives/schema.ts';
import { STORAGE_KEY_BYTES, type IdentityDependencies, type IdentitySecrets } from './identity.ts';

/** What the keys are kept under. */
export type Wrapping =
  | { readonly kind: 'device'; readonly key: AeadKey }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

export type IdentityRecordErrorCode =
  /** Not an identity record at all. */
  | 'foreign'
  /** Written by a later version of the program. */
  | 'version'
  /** A record whose bytes changed since it was written. */
  | 'damaged'
  /** Kept under the other kind of wrapping. */
  | 'other-wrapping'
  | 'wrong-passphrase'
  /** Sealed by another device or after the device's key was lost. */
  | 'wrong-device';
export type IdentityRecordError = { readonly code: IdentityRecordErrorCode; readonly detail: string };

/** PBKDF2-SHA-256 rounds for new records. Source: OWASP Password Storage Cheat Sheet, 2023. */
export const PASSPHRASE_ROUNDS = 600_000;
/** A record that asks for more would hang the page; 10 million take several seconds. */
export const MAX_PASSPHRASE_ROUNDS = 10_000_000;
export const MAX_RECORD_BYTES = 2048;

const FORMAT = 'kith-identity';
const VERSION = 1;
const SALT_BYTES = 16;
/** A P-256 key is 138 bytes of PKCS 8. */
const MAX_PKCS8_BYTES = 256;
const MAX_SEALED_BYTES = 1024;
const ASSOCIATED = { device: 'kith/identity/1 device', passphrase: 'kith/identity/1 passphrase' } as const;

const HEAD = record({ format: oneOf(FORMAT), version: integer({ min: 1, max: 65_535 }) });
const SEALED = {
  format: oneOf(FORMAT),
  version: oneOf(VERSION),
  nonce: bytes({ length: AEAD_NONCE_BYTES }),
  sealed: bytes({ maxLength: MAX_SEALED_BYTES }),
  /** SHA-256 of the rest: tells damage from a wrong passphrase. No protection against intent; the seal is that. */
  checksum: bytes({ length: SHA256_BYTES }),
};
const RECORD = variants({
  device: record(SEALED),
  passphrase: record({
    ...SEALED,
    salt: bytes({ length: SALT_BYTES }),
    rounds: integer({ min: PASSPHRASE_ROUNDS, max: MAX_PASSPHRASE_ROUNDS }),
  }),
});
type IdentityRecord = Parsed<typeof RECORD>;

const SECRETS = record({
  signingPublic: bytes({ length: PUBLIC_KEY_BYTES }),
  signingPkcs8: bytes({ maxLength: MAX_PKCS8_BYTES }),
  agreementPublic: bytes({ length: PUBLIC_KEY_BYTES }),
  agreementPkcs8: bytes({ maxLength: MAX_PKCS8_BYTES }),
  storageKey: bytes({ length: STORAGE_KEY_BYTES }),
});

export async function wrapIdentity(
  secrets: IdentitySecrets,
  wrapping: Wrapping,
  { crypto, random }: IdentityDependencies,
): Promise<Bytes> {
  const salt = random.bytes(SALT_BYTES);
  const nonce = random.bytes(AEAD_NONCE_BYTES);
  const key =
    wrapping.kind === 'device'
      ? wrapping.key
      : await passphraseKey(wrapping.passphrase, { salt, rounds: PASSPHRASE_ROUNDS }, crypto);
  const plaintext = encodeMessage({ ...secrets });
  const sealed = await crypto.seal(key, nonce, plaintext, encodeUtf8(ASSOCIATED[wrapping.kind]));
  const body = {
    format: FORMAT,
    version: VERSION,
    type: wrapping.kind,
    nonce,
    sealed,
    ...(wrapping.kind === 'passphrase' ? { salt, rounds: PASSPHRASE_ROUNDS } : {}),
  };
  return encodeMessage({ ...body, checksum: await crypto.sha256(encodeMessage(body)) });
}

export async function unwrapIdentity(
  stored: Uint8Array,
  wrapping: Wrapping,
  crypto: CryptoPort,
): Promise<Result<IdentitySecrets, IdentityRecordError>> {
  const parsed = await parseIdentityRecord(stored, crypto);
  if (!parsed.ok) return parsed;
  const key = await wrappingKey(parsed.value, wrapping, crypto);
  if (!key) return fail('other-wrapping', `the record is kept under a ${parsed.value.type}`);
  const associated = encodeUtf8(ASSOCIATED[parsed.value.type]);
  const plaintext = await crypto.open(key, parsed.value.nonce, parsed.value.sealed, associated);
  if (!plaintext) {
    return fail(wrapping.kind === 'device' ? 'wrong-device' : 'wrong-passphrase', 'the seal does not open');
  }
  const secrets = decodeMessage(plaintext, SECRETS);
  return secrets.ok ? secrets : fail('damaged', secrets.error.detail);
}

/** Under what a record is kept, so that a view knows whether to ask for a passphrase. */
export async function wrappingOf(
  stored: Uint8Array,
  crypto: CryptoPort,
): Promise<Result<Wrapping['kind'], IdentityRecordError>> {
  const parsed = await parseIdentityRecord(stored, crypto);
  return parsed.ok ? ok(parsed.value.type) : parsed;
}

async function parseIdentityRecord(
  stored: Uint8Array,
  crypto: CryptoPort,
): Promise<Result<IdentityRecord, IdentityRecordError>> {
  if (stored.length > MAX_RECORD_BYTES) return fail('foreign', 'too long for an identity');
  const head = decodeMessage(stored, HEAD);
  if (!head.ok) return fail('foreign', head.error.detail);
  if (head.value.version !== VERSION) return fail('version', `version ${head.value.version}`);
  const parsed = decodeMessage(stored, RECORD);
  if (!parsed.ok) return fail('damaged', parsed.error.detail);
  const { checksum, ...body } = parsed.value;
  const isWhole = equalBytes(checksum, await crypto.sha256(encodeMessage(body)));
  return isWhole ? parsed : fail('damaged', 'the checksum does not match');
}

async function wrappingKey(
  stored: IdentityRecord,
  wrapping: Wrapping,
  crypto: CryptoPort,
): Promise<AeadKey | undefined> {
  if (stored.type === 'device') return wrapping.kind === 'device' ? wrapping.key : undefined;
  return wrapping.kind === 'passphrase' ? passphraseKey(wrapping.passphrase, stored, crypto) : undefined;
}

/** Passphrases are compared as they are read: NFKC, so that the same keys on another keyboard give the same bytes. */
async function passphraseKey(
  passphrase: string,
  { salt, rounds }: { readonly salt: Bytes; readonly rounds: number },
  crypto: CryptoPort,
): Promise<AeadKey> {
  const password = encodeUtf8(passphrase.normalize('NFKC'));
  const derived = await crypto.pbkdf2Sha256({ password, salt, iterations: rounds, lengthBytes: 32 });
  return crypto.importAeadKey(derived);
}

function fail(code: IdentityRecordErrorCode, detail: string): Result<never, IdentityRecordError> {
  return err({ code, detail });
}
