// WebCrypto behind the CryptoPort. Refuses with a value whatever a peer or a file can cause; key handles are the
// browser's own, so that one for this device can be kept where structured clones can (IndexedDB).

import { copyBytes, type Bytes } from '../primitives/bytes.ts';
import {
  PUBLIC_KEY_BYTES,
  type AeadKey,
  type AgreementKey,
  type CryptoPort,
  type KeyPair,
  type SigningKey,
} from '../primitives/crypto.ts';

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
const AGREEMENT = { name: 'ECDH', namedCurve: 'P-256' } as const;
const AEAD = 'AES-GCM';
const AGREED_BITS = 256;

/** `subtle` is there in secure contexts only; whoever composes the app looks first. */
export function createWebCrypto(subtle: SubtleCrypto): CryptoPort {
  return {
    ...hashing(subtle),
    ...signing(subtle),
    ...agreement(subtle),
    ...exportable(subtle),
    ...sealing(subtle),
  };
}

/** A non-extractable key for this device: seal with it what is kept here, and keep it in IndexedDB as it is. */
export async function generateDeviceKey(subtle: SubtleCrypto): Promise<AeadKey> {
  const key = await subtle.generateKey({ name: AEAD, length: 256 }, false, ['encrypt', 'decrypt']);
  return key as unknown as AeadKey;
}

/** Whether what came out of storage is a key as {@link generateDeviceKey} makes them. */
export function isDeviceKey(value: unknown): value is AeadKey {
  return (
    value instanceof CryptoKey &&
    value.algorithm.name === AEAD &&
    value.usages.includes('encrypt') &&
    value.usages.includes('decrypt')
  );
}

function hashing(
  subtle: SubtleCrypto,
): Pick<CryptoPort, 'sha256' | 'hmacSha256' | 'hkdfSha256' | 'pbkdf2Sha256'> {
  return {
    sha256: async (data) => new Uint8Array(await subtle.digest('SHA-256', plain(data))),
    async hmacSha256(key, data) {
      const algorithm = { name: 'HMAC', hash: 'SHA-256' };
      const imported = await subtle.importKey('raw', hmacKeyBytes(key), algorithm, false, ['sign']);
      return new Uint8Array(await subtle.sign('HMAC', imported, plain(data)));
    },
    async hkdfSha256({ keyMaterial, salt, info, lengthBytes }) {
      const base = await subtle.importKey('raw', plain(keyMaterial), 'HKDF', false, ['deriveBits']);
      const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: plain(salt), info: plain(info) };
      return new Uint8Array(await subtle.deriveBits(algorithm, base, lengthBytes * 8));
    },
    async pbkdf2Sha256({ password, salt, iterations, lengthBytes }) {
      const base = await subtle.importKey('raw', plain(password), 'PBKDF2', false, ['deriveBits']);
      const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: plain(salt), iterations };
      return new Uint8Array(await subtle.deriveBits(algorithm, base, lengthBytes * 8));
    },
  };
}

function signing(subtle: SubtleCrypto): Pick<CryptoPort, 'generateSigningKey' | 'sign' | 'verify'> {
  return {
    generateSigningKey: async () =>
      keyPair<SigningKey>(subtle, await subtle.generateKey(SIGNING, false, ['sign', 'verify'])),
    sign: async (key, data) => new Uint8Array(await subtle.sign(SIGNATURE, native(key), plain(data))),
    async verify(publicKey, signature, data) {
      const key = await importPoint(subtle, publicKey, { ...SIGNING, usages: ['verify'] });
      return key !== undefined && subtle.verify(SIGNATURE, key, plain(signature), plain(data));
    },
  };
}

function agreement(subtle: SubtleCrypto): Pick<CryptoPort, 'generateAgreementKey' | 'agree'> {
  return {
    generateAgreementKey: async () =>
      keyPair<AgreementKey>(subtle, await subtle.generateKey(AGREEMENT, false, ['deriveBits'])),
    async agree(key, publicKey) {
      const theirs = await importPoint(subtle, publicKey, { ...AGREEMENT, usages: [] });
      if (!theirs) return undefined;
      const algorithm = { name: AGREEMENT.name, public: theirs };
      return new Uint8Array(await subtle.deriveBits(algorithm, native(key), AGREED_BITS));
    },
  };
}

function exportable(
  subtle: SubtleCrypto,
): Pick<CryptoPort, 'generateExportable' | 'importSigningKey' | 'importAgreementKey'> {
  return {
    async generateExportable(kind) {
      const pair =
        kind === 'signing'
          ? await subtle.generateKey(SIGNING, true, ['sign', 'verify'])
          : await subtle.generateKey(AGREEMENT, true, ['deriveBits']);
      const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
      return { publicKey: await rawPoint(subtle, pair.publicKey), pkcs8 };
    },
    async importSigningKey(pkcs8) {
      const key = await imported(() => subtle.importKey('pkcs8', plain(pkcs8), SIGNING, false, ['sign']));
      return key as unknown as SigningKey | undefined;
    },
    async importAgreementKey(pkcs8) {
      const key = await imported(() =>
        subtle.importKey('pkcs8', plain(pkcs8), AGREEMENT, false, ['deriveBits']),
      );
      return key as unknown as AgreementKey | undefined;
    },
  };
}

/** Both calls take their bytes before they return: callers may reuse their arrays. */
function sealing(subtle: SubtleCrypto): Pick<CryptoPort, 'importAeadKey' | 'seal' | 'open'> {
  return {
    async importAeadKey(key) {
      const native = await subtle.importKey('raw', plain(key), AEAD, false, ['encrypt', 'decrypt']);
      return native as unknown as AeadKey;
    },
    seal: async (key, nonce, plaintext, associated) =>
      new Uint8Array(await subtle.encrypt(gcm(nonce, associated), native(key), plain(plaintext))),
    async open(key, nonce, ciphertext, associated) {
      try {
        return new Uint8Array(await subtle.decrypt(gcm(nonce, associated), native(key), plain(ciphertext)));
      } catch {
        return undefined;
      }
    },
  };
}

function gcm(nonce: Uint8Array, associated: Uint8Array | undefined): AesGcmParams {
  const algorithm = { name: AEAD, iv: plain(nonce), tagLength: 128 };
  return associated ? { ...algorithm, additionalData: plain(associated) } : algorithm;
}

/** WebCrypto refuses an empty HMAC key; one zero byte is the same key (RFC 2104 fills with zeros). */
function hmacKeyBytes(key: Uint8Array): Bytes {
  return key.length === 0 ? new Uint8Array(1) : plain(key);
}

async function keyPair<K extends SigningKey | AgreementKey>(
  subtle: SubtleCrypto,
  pair: CryptoKeyPair,
): Promise<KeyPair<K>> {
  return { publicKey: await rawPoint(subtle, pair.publicKey), privateKey: pair.privateKey as unknown as K };
}

async function rawPoint(subtle: SubtleCrypto, publicKey: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await subtle.exportKey('raw', publicKey));
}

/** Uncompressed points only: one key has one spelling, and so one id. */
async function importPoint(
  subtle: SubtleCrypto,
  publicKey: Uint8Array,
  { usages, ...algorithm }: EcKeyImportParams & { readonly usages: KeyUsage[] },
): Promise<CryptoKey | undefined> {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return undefined;
  return imported(() => subtle.importKey('raw', plain(publicKey), algorithm, false, usages));
}

/** The key, or undefined when the bytes are none. */
async function imported(importing: () => Promise<CryptoKey>): Promise<CryptoKey | undefined> {
  try {
    return await importing();
  } catch {
    return undefined;
  }
}

/** WebCrypto takes no view of shared memory; ours never are, but the type of an argument cannot say so. */
function plain(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : copyBytes(bytes);
}

/** The port's key types are opaque; behind them stands the browser's key. */
function native(key: SigningKey | AgreementKey | AeadKey): CryptoKey {
  return key as unknown as CryptoKey;
}
