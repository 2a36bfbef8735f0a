// The CryptoPort for crowds in one Node process: the same algorithms as WebCrypto, but done at once by Node's own
// crypto. A job of WebCrypto costs Node more than the work itself.

import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  webcrypto,
  KeyObject,
  type ECDH,
} from 'node:crypto';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import {
  AEAD_TAG_BYTES,
  PUBLIC_KEY_BYTES,
  type AeadKey,
  type AgreementKey,
  type CryptoPort,
  type SigningKey,
} from '../../src/primitives/crypto.ts';

const CIPHER = 'aes-256-gcm';
const CURVE = 'prime256v1';
const ECDSA = { dsaEncoding: 'ieee-p1363' } as const;
/** What stands before a raw P-256 point in a SubjectPublicKeyInfo. Source: RFC 5480. */
const SPKI_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

export function createNodeCrypto(): CryptoPort {
  const port = createWebCrypto(webcrypto.subtle as SubtleCrypto);
  return { ...port, ...deriving(port), ...sealing(), ...signing(), ...agreement(port) };
}

/** In one process a room's words become keys once, not once a peer. */
function deriving(
  port: CryptoPort,
): Pick<CryptoPort, 'sha256' | 'hmacSha256' | 'hkdfSha256' | 'pbkdf2Sha256'> {
  const derived = new Map<string, ReturnType<CryptoPort['pbkdf2Sha256']>>();
  return {
    sha256: (data) => done(createHash('sha256').update(data).digest()),
    hmacSha256: (key, data) => done(createHmac('sha256', key).update(data).digest()),
    hkdfSha256: ({ keyMaterial, salt, info, lengthBytes }) =>
      done(new Uint8Array(hkdfSync('sha256', keyMaterial, salt, info, lengthBytes))),
    pbkdf2Sha256(input) {
      const name = `${input.password.join()} ${input.salt.join()} ${input.iterations}`;
      const bytes = derived.get(name) ?? port.pbkdf2Sha256(input);
      derived.set(name, bytes);
      return bytes;
    },
  };
}

function sealing(): Pick<CryptoPort, 'importAeadKey' | 'seal' | 'open'> {
  const raw = (key: AeadKey) => key as unknown as Uint8Array;
  return {
    importAeadKey: (key) => Promise.resolve(Uint8Array.from(key) as unknown as AeadKey),
    seal(key, nonce, plaintext, associated) {
      const cipher = createCipheriv(CIPHER, raw(key), nonce);
      if (associated) cipher.setAAD(associated);
      return done(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
    },
    open(key, nonce, ciphertext, associated) {
      const end = ciphertext.length - AEAD_TAG_BYTES;
      if (end < 0) return Promise.resolve(undefined);
      const cipher = createDecipheriv(CIPHER, raw(key), nonce).setAuthTag(ciphertext.subarray(end));
      if (associated) cipher.setAAD(associated);
      try {
        return done(Buffer.concat([cipher.update(ciphertext.subarray(0, end)), cipher.final()]));
      } catch {
        return Promise.resolve(undefined);
      }
    },
  };
}

function signing(): Pick<CryptoPort, 'sign' | 'verify'> {
  const keys = new Map<string, KeyObject | undefined>();
  return {
    sign: (key: SigningKey, data) =>
      done(sign('sha256', data, { key: KeyObject.from(key as unknown as webcrypto.CryptoKey), ...ECDSA })),
    verify(publicKey, signature, data) {
      const name = Buffer.from(publicKey).toString('base64');
      if (!keys.has(name)) keys.set(name, publicKeyOf(publicKey));
      const key = keys.get(name);
      return Promise.resolve(key !== undefined && verify('sha256', data, { key, ...ECDSA }, signature));
    },
  };
}

function agreement(port: CryptoPort): Pick<CryptoPort, 'generateAgreementKey' | 'agree'> {
  return {
    generateAgreementKey() {
      const pair = createECDH(CURVE);
      const publicKey = new Uint8Array(pair.generateKeys());
      return Promise.resolve({ publicKey, privateKey: pair as unknown as AgreementKey });
    },
    agree(key, publicKey) {
      if (publicKey.length !== PUBLIC_KEY_BYTES) return Promise.resolve(undefined);
      const pair = key as unknown as ECDH | webcrypto.CryptoKey;
      if (!('computeSecret' in pair)) return port.agree(key, publicKey);
      try {
        return done(pair.computeSecret(publicKey));
      } catch {
        return Promise.resolve(undefined);
      }
    },
  };
}

function done(bytes: Uint8Array): Promise<Bytes> {
  return Promise.resolve(new Uint8Array(bytes));
}

/** Undefined for what is no point of the curve. */
function publicKeyOf(point: Uint8Array): KeyObject | undefined {
  if (point.length !== PUBLIC_KEY_BYTES) return undefined;
  try {
    const key = Buffer.concat([SPKI_PREFIX, point]);
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
