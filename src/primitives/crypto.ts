// Cryptography as a port. WebCrypto stands behind it in the product; simulations use a fast fake, because WebCrypto
// completes out of order and a seed would not replay.

import type { Bytes } from './bytes.ts';

/** Opaque private key of a signing pair (ECDSA P-256). */
export type SigningKey = { readonly __kind: 'SigningKey' };
/** Opaque private key of an agreement pair (ECDH P-256). */
export type AgreementKey = { readonly __kind: 'AgreementKey' };
/** Opaque AES-256-GCM key. */
export type AeadKey = { readonly __kind: 'AeadKey' };

/** A public key is the raw uncompressed point, 65 bytes; `secretBytes` is PKCS 8, present only when asked for. */
export interface KeyPair<K> {
  readonly publicKey: Bytes;
  readonly privateKey: K;
}

export const PUBLIC_KEY_BYTES = 65;
export const SIGNATURE_BYTES = 64;
export const SHA256_BYTES = 32;
export const AEAD_NONCE_BYTES = 12;
export const AEAD_TAG_BYTES = 16;

export interface CryptoPort {
  sha256(data: Uint8Array): Promise<Bytes>;
  hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Bytes>;
  /** HKDF-SHA-256, RFC 5869: extract with `salt`, then expand with `info`. */
  hkdfSha256(input: {
    readonly keyMaterial: Uint8Array;
    readonly salt: Uint8Array;
    readonly info: Uint8Array;
    readonly lengthBytes: number;
  }): Promise<Bytes>;
  pbkdf2Sha256(input: {
    readonly password: Uint8Array;
    readonly salt: Uint8Array;
    readonly iterations: number;
    readonly lengthBytes: number;
  }): Promise<Bytes>;

  /** An ECDSA P-256 pair with a non-extractable handle. */
  generateSigningKey(): Promise<KeyPair<SigningKey>>;
  /** 64 bytes, r then s, over SHA-256 of `data`. */
  sign(key: SigningKey, data: Uint8Array): Promise<Bytes>;
  /** False for a wrong signature and for a public key that is not a point of the curve. */
  verify(publicKey: Uint8Array, signature: Uint8Array, data: Uint8Array): Promise<boolean>;

  /** An ECDH P-256 pair with a non-extractable handle. */
  generateAgreementKey(): Promise<KeyPair<AgreementKey>>;
  /** The 32-byte shared secret; undefined when `publicKey` is not a point of the curve. */
  agree(key: AgreementKey, publicKey: Uint8Array): Promise<Bytes | undefined>;

  /** Generates a pair and hands out its PKCS 8 bytes once, for wrapping at rest. */
  generateExportable(
    kind: 'signing' | 'agreement',
  ): Promise<{ readonly publicKey: Bytes; readonly pkcs8: Bytes }>;
  /** A non-extractable handle of wrapped-and-stored PKCS 8 bytes; undefined when they are no such key. */
  importSigningKey(pkcs8: Uint8Array): Promise<SigningKey | undefined>;
  importAgreementKey(pkcs8: Uint8Array): Promise<AgreementKey | undefined>;

  /** `key` is 32 bytes. */
  importAeadKey(key: Uint8Array): Promise<AeadKey>;
  /** AES-256-GCM: ciphertext with the 16-byte tag at its end. `nonce` is 12 bytes and never repeats for a key. */
  seal(key: AeadKey, nonce: Uint8Array, plaintext: Uint8Array, associated?: Uint8Array): Promise<Bytes>;
  /** The plaintext, or undefined when the tag does not hold. */
  open(
    key: AeadKey,
    nonce: Uint8Array,
    ciphertext: Uint8Array,
    associated?: Uint8Array,
  ): Promise<Bytes | undefined>;
}
