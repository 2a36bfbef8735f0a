// Cryptography for simulations: repeatable, fast, and finished within the call, so that a seed replays exactly.
// Hashes and AES-GCM are real; signatures and agreements hold only between peers of the same process.

import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { compareBytes, concatBytes, copyBytes, encodeUtf8, equalBytes } from '../../src/primitives/bytes.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { AEAD_TAG_BYTES, type AeadKey, type AgreementKey } from '../../src/primitives/crypto.ts';
import type { CryptoPort, KeyPair, SigningKey } from '../../src/primitives/crypto.ts';
import type { RandomSource } from '../../src/primitives/random.ts';

interface Keys {
  readonly signing: SigningKey;
  readonly agreement: AgreementKey;
}
type KeyKind = keyof Keys;
type Handle<K> = K & { readonly secret: Bytes };

const SECRET_BYTES = 32;
/** Stands in for the fixed head of a PKCS 8 record. */
const PKCS8_HEAD = { signing: encodeUtf8('fake-sign:'), agreement: encodeUtf8('fake-agree') } as const;

/**
 * Secrets by public key, in hex. Shared by all fakes of the process: a public key is made of its secret, so entries
 * can only ever repeat, and peers with fakes of their own understand each other.
 */
const secretsByPublicKey = { signing: new Map<string, Bytes>(), agreement: new Map<string, Bytes>() };

/** `random` makes the keys: equal seeds give equal keys. PBKDF2 does one round, whatever is asked for. */
export function createFakeCrypto(random: RandomSource): CryptoPort {
  const newSecret = () => random.bytes(SECRET_BYTES);
  return {
    sha256: async (data) => sha256(data),
    hmacSha256: async (key, data) => hmac(key, data),
    hkdfSha256: async ({ keyMaterial, salt, info, lengthBytes }) =>
      copyBytes(new Uint8Array(hkdfSync('sha256', keyMaterial, salt, info, lengthBytes))),
    pbkdf2Sha256: async ({ password, salt, lengthBytes }) =>
      copyBytes(pbkdf2Sync(password, salt, 1, lengthBytes, 'sha256')),
    generateSigningKey: async () => keyPair('signing', newSecret()),
    generateAgreementKey: async () => keyPair('agreement', newSecret()),
    sign: async (key, data) => signature((key as Handle<SigningKey>).secret, data),
    verify: async (publicKey, given, data) => {
      const secret = secretsByPublicKey.signing.get(hex(publicKey));
      return secret !== undefined && equalBytes(signature(secret, data), given);
    },
    agree: async (key, publicKey) => {
      const theirs = secretsByPublicKey.agreement.get(hex(publicKey));
      return theirs && sharedSecret((key as Handle<AgreementKey>).secret, theirs);
    },
    generateExportable: async (kind) => {
      const secret = newSecret();
      return { publicKey: register(kind, secret), pkcs8: concatBytes(PKCS8_HEAD[kind], secret) };
    },
    importSigningKey: async (pkcs8) => importKey('signing', pkcs8),
    importAgreementKey: async (pkcs8) => importKey('agreement', pkcs8),
    importAeadKey: async (key): Promise<Handle<AeadKey>> => ({ __kind: 'AeadKey', secret: copyBytes(key) }),
    seal: async (key, nonce, plaintext, associated) =>
      seal({ key: (key as Handle<AeadKey>).secret, nonce, associated }, plaintext),
    open: async (key, nonce, ciphertext, associated) =>
      open({ key: (key as Handle<AeadKey>).secret, nonce, associated }, ciphertext),
  };
}

interface AeadInput {
  readonly key: Bytes;
  readonly nonce: Uint8Array;
  readonly associated: Uint8Array | undefined;
}

function seal({ key, nonce, associated }: AeadInput, plaintext: Uint8Array): Bytes {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  if (associated) cipher.setAAD(associated);
  return concatBytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

function open({ key, nonce, associated }: AeadInput, ciphertext: Uint8Array): Bytes | undefined {
  if (ciphertext.length < AEAD_TAG_BYTES) return undefined;
  const cut = ciphertext.length - AEAD_TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  if (associated) decipher.setAAD(associated);
  decipher.setAuthTag(ciphertext.subarray(cut));
  try {
    return concatBytes(decipher.update(ciphertext.subarray(0, cut)), decipher.final());
  } catch {
    return undefined;
  }
}

function keyPair<K extends KeyKind>(kind: K, secret: Bytes): KeyPair<Keys[K]> {
  return { publicKey: register(kind, secret), privateKey: handle(kind, secret) };
}

function handle<K extends KeyKind>(kind: K, secret: Bytes): Keys[K] {
  return { __kind: kind === 'signing' ? 'SigningKey' : 'AgreementKey', secret } as unknown as Keys[K];
}

/** The public key of a secret: 65 bytes that begin like an uncompressed point. */
function register(kind: KeyKind, secret: Bytes): Bytes {
  const halves = ['x', 'y'].map((half) => hmac(secret, encodeUtf8(`${kind} ${half}`)));
  const publicKey = concatBytes(Uint8Array.of(4), ...halves);
  secretsByPublicKey[kind].set(hex(publicKey), secret);
  return publicKey;
}

function importKey<K extends KeyKind>(kind: K, pkcs8: Uint8Array): Keys[K] | undefined {
  const head = PKCS8_HEAD[kind];
  const isKey =
    pkcs8.length === head.length + SECRET_BYTES && equalBytes(pkcs8.subarray(0, head.length), head);
  if (!isKey) return undefined;
  const secret = copyBytes(pkcs8.subarray(head.length));
  register(kind, secret);
  return handle(kind, secret);
}

function signature(secret: Uint8Array, data: Uint8Array): Bytes {
  const half = hmac(secret, data);
  return concatBytes(half, hmac(secret, half));
}

function sharedSecret(one: Bytes, other: Bytes): Bytes {
  return compareBytes(one, other) < 0 ? hmac(one, other) : hmac(other, one);
}

function sha256(data: Uint8Array): Bytes {
  return copyBytes(createHash('sha256').update(data).digest());
}

function hmac(key: Uint8Array, data: Uint8Array): Bytes {
  return copyBytes(createHmac('sha256', key).update(data).digest());
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
