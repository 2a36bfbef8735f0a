// A person's keys and the running instance that uses them. Knows nothing of where they are kept (identity-store.ts)
// and nothing of rooms, names or trust.

import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../primitives/bytes.ts';
import type { AgreementKey, CryptoPort, KeyPair, SigningKey } from '../primitives/crypto.ts';
import {
  formatIdentityId,
  formatPeerId,
  PEER_ID_BYTES,
  type IdentityId,
  type PeerId,
} from '../primitives/ids.ts';
import { MARK_LABEL, markOfHash, type Mark } from '../primitives/mark.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';

/** What a person is, in the clear: only ever held while it is made, wrapped or unwrapped. */
export interface IdentitySecrets {
  /** ECDSA P-256: raw point, 65 bytes. */
  readonly signingPublic: Bytes;
  readonly signingPkcs8: Bytes;
  /** ECDH P-256: raw point, 65 bytes. */
  readonly agreementPublic: Bytes;
  readonly agreementPkcs8: Bytes;
  /** 32 random bytes from which keys for what is kept on the device are made. */
  readonly storageKey: Bytes;
}

/** A person's keys as non-extractable handles. */
export interface LocalIdentity {
  readonly id: IdentityId;
  /** Raw signing key, 65 bytes. */
  readonly publicKey: Bytes;
  /** Raw agreement key, 65 bytes: things are sealed to the person with it. */
  readonly agreementKey: Bytes;
  /** Signature of the signing key over the agreement key, 64 bytes (PROTOCOL [I2]). */
  readonly certificate: Bytes;
  /** 32 bytes, never shown to a peer. */
  readonly storageKey: Bytes;
  readonly mark: Mark;
  sign(data: Uint8Array): Promise<Bytes>;
  /** The secret shared with an agreement key, 32 bytes; undefined when that is no point of the curve. */
  agree(publicKey: Uint8Array): Promise<Bytes | undefined>;
}

/** A running instance of a person: new at every launch and in every tab. */
export interface LocalPeer {
  readonly identity: LocalIdentity;
  /** 32 bytes. */
  readonly sessionNonce: Bytes;
  readonly peerId: PeerId;
  /** What others seal to for this session only. */
  readonly sessionKey: KeyPair<AgreementKey>;
  /** What goes on from stay to stay as long as the session does, by place and name. */
  readonly memory: Map<string, object>;
}

export interface IdentityDependencies {
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
}

export const STORAGE_KEY_BYTES = 32;
export const SESSION_NONCE_BYTES = 32;

const PEER_LABEL = encodeUtf8('kith/peer/1');
const CERTIFICATE_LABEL = encodeUtf8('kith/agreement-key/1');
const PROBE = encodeUtf8('kith/identity/1 probe');

/** New keys. Nothing is stored: that is the caller's choice. */
export async function generateIdentitySecrets(deps: IdentityDependencies): Promise<IdentitySecrets> {
  const [signing, agreement] = await Promise.all([
    deps.crypto.generateExportable('signing'),
    deps.crypto.generateExportable('agreement'),
  ]);
  return {
    signingPublic: signing.publicKey,
    signingPkcs8: signing.pkcs8,
    agreementPublic: agreement.publicKey,
    agreementPkcs8: agreement.pkcs8,
    storageKey: deps.random.bytes(STORAGE_KEY_BYTES),
  };
}

/** An identity that lives in memory and nowhere else. */
export async function createGhostIdentity(deps: IdentityDependencies): Promise<LocalIdentity> {
  const opened = await openIdentity(await generateIdentitySecrets(deps), deps.crypto);
  if (!opened.ok) throw new Error('the crypto port does not accept keys of its own making');
  return opened.value;
}

/** Handles of `secrets`; refused when the private keys are not those of the public ones. */
export async function openIdentity(
  secrets: IdentitySecrets,
  crypto: CryptoPort,
): Promise<Result<LocalIdentity, 'mismatched-keys'>> {
  const signingKey = await crypto.importSigningKey(secrets.signingPkcs8);
  const agreementKey = await crypto.importAgreementKey(secrets.agreementPkcs8);
  if (!signingKey || !agreementKey) return err('mismatched-keys');
  const [doesSign, doesAgree] = await Promise.all([
    isSigningPair(secrets.signingPublic, signingKey, crypto),
    isAgreementPair(secrets.agreementPublic, agreementKey, crypto),
  ]);
  if (!doesSign || !doesAgree) return err('mismatched-keys');
  return ok({
    id: await identityIdOf(secrets.signingPublic, crypto),
    publicKey: secrets.signingPublic,
    agreementKey: secrets.agreementPublic,
    certificate: await crypto.sign(signingKey, certified(secrets.agreementPublic)),
    storageKey: secrets.storageKey,
    mark: await markOf(secrets.signingPublic, crypto),
    sign: (data) => crypto.sign(signingKey, data),
    agree: (publicKey) => crypto.agree(agreementKey, publicKey),
  });
}

/** Starts a session: a fresh nonce, and so a fresh peer id (PROTOCOL [I3]). */
export async function openSession(
  identity: LocalIdentity,
  random: RandomSource,
  crypto: CryptoPort,
): Promise<LocalPeer> {
  const sessionNonce = random.bytes(SESSION_NONCE_BYTES);
  const [peerId, sessionKey] = await Promise.all([
    peerIdOf(identity.publicKey, sessionNonce, crypto),
    crypto.generateAgreementKey(),
  ]);
  return { identity, sessionNonce, peerId, sessionKey, memory: new Map() };
}

/** SHA-256 of the raw signing key (PROTOCOL [I1]). */
export async function identityIdOf(publicKey: Uint8Array, crypto: CryptoPort): Promise<IdentityId> {
  return formatIdentityId(await crypto.sha256(publicKey));
}

/** The first 16 bytes of SHA-256 over label, signing key and session nonce (PROTOCOL [I3]). */
export async function peerIdOf(
  publicKey: Uint8Array,
  sessionNonce: Uint8Array,
  crypto: CryptoPort,
): Promise<PeerId> {
  const hash = await crypto.sha256(concatBytes(PEER_LABEL, publicKey, sessionNonce));
  return formatPeerId(hash.subarray(0, PEER_ID_BYTES));
}

/** The dye and thing that stand for a key. */
export async function markOf(publicKey: Uint8Array, crypto: CryptoPort): Promise<Mark> {
  return markOfHash(await crypto.sha256(concatBytes(encodeUtf8(MARK_LABEL), publicKey)));
}

/** Whether `publicKey` vouches for `agreementKey` (PROTOCOL [I2]). */
export function isCertified(
  claim: { readonly publicKey: Bytes; readonly agreementKey: Bytes; readonly certificate: Bytes },
  crypto: CryptoPort,
): Promise<boolean> {
  return crypto.verify(claim.publicKey, claim.certificate, certified(claim.agreementKey));
}

function certified(agreementKey: Uint8Array): Bytes {
  return concatBytes(CERTIFICATE_LABEL, agreementKey);
}

async function isSigningPair(publicKey: Bytes, key: SigningKey, crypto: CryptoPort): Promise<boolean> {
  return crypto.verify(publicKey, await crypto.sign(key, PROBE), PROBE);
}

async function isAgreementPair(publicKey: Bytes, key: AgreementKey, crypto: CryptoPort): Promise<boolean> {
  const probe = await crypto.generateAgreementKey();
  const [here, there] = await Promise.all([
    crypto.agree(key, probe.publicKey),
    crypto.agree(probe.privateKey, publicKey),
  ]);
  return here !== undefined && there !== undefined && equalBytes(here, there);
}
