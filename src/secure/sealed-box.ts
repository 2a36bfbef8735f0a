// Bytes for one other session, whoever carries them: sealed to its session key and authenticated by the sender's, like
// HPKE's auth mode (RFC 9180) in the crypto port's terms. Who may carry them, and how far, is not known here.

import { concatBytes, copyBytes, encodeUtf8, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import {
  AEAD_NONCE_BYTES,
  AEAD_TAG_BYTES,
  PUBLIC_KEY_BYTES,
  type AeadKey,
  type AgreementKey,
  type CryptoPort,
  type KeyPair,
} from '../primitives/crypto.ts';
import { peerIdBytes, type PeerId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';

/** What a box is for, where, from whom and to whom: none of it is in the box, all of it is bound by its key. */
export interface BoxAddress {
  readonly purpose: string;
  /** 16 bytes. */
  readonly namespace: Uint8Array;
  readonly from: PeerId;
  readonly to: PeerId;
}

export interface OpenedBox {
  readonly plaintext: Bytes;
  /** The session key that vouches for the plaintext, 65 bytes. Says something only of the peer whose entry names it. */
  readonly senderKey: Bytes;
}

export type SealError = 'too-large' | 'bad-key';
/** `unopened`: for another recipient, from another sender, of another place, or changed on its way. */
export type OpenError = 'malformed' | 'other-sender' | 'unopened';

/** A relayed payload of 48 KiB and what is around it. */
export const MAX_BOX_PLAINTEXT_BYTES = 50 * 1024;
/** Version, ephemeral key, sender's key, tag. */
const BOX_OVERHEAD_BYTES = 1 + 2 * PUBLIC_KEY_BYTES + AEAD_TAG_BYTES;
export const MAX_BOX_BYTES = MAX_BOX_PLAINTEXT_BYTES + BOX_OVERHEAD_BYTES;

const VERSION = 1;
const LABEL = 'kith/box/1';
const AEAD_KEY_BYTES = 32;
/** Each key seals one box: its ephemeral key is drawn for it. */
const NONCE = new Uint8Array(AEAD_NONCE_BYTES);

/** Seals for the holder of `recipient`, a session key out of a verified entry. */
export async function sealBox(
  plaintext: Uint8Array,
  address: BoxAddress,
  keys: { readonly sender: KeyPair<AgreementKey>; readonly recipient: Bytes },
  crypto: CryptoPort,
): Promise<Result<Bytes, SealError>> {
  if (plaintext.length > MAX_BOX_PLAINTEXT_BYTES) return err('too-large');
  const { sender, recipient } = keys;
  const taken = copyBytes(plaintext);
  const ephemeral = await crypto.generateAgreementKey();
  const [fromEphemeral, fromSender] = await Promise.all([
    crypto.agree(ephemeral.privateKey, recipient),
    crypto.agree(sender.privateKey, recipient),
  ]);
  if (!fromEphemeral || !fromSender) return err('bad-key');
  const header = concatBytes(Uint8Array.of(VERSION), ephemeral.publicKey, sender.publicKey);
  const agreed = concatBytes(fromEphemeral, fromSender);
  const key = await boxKey({ agreed, header, recipient, address }, crypto);
  return ok(concatBytes(header, await crypto.seal(key, NONCE, taken, header)));
}

/**
 * Opens a box for `recipient`. With `sender`, only one sealed by that key; without, whoever calls has to find out whose
 * the returned key is before believing anything.
 */
export async function openBox(
  box: Uint8Array,
  address: BoxAddress,
  keys: { readonly recipient: KeyPair<AgreementKey>; readonly sender?: Bytes | undefined },
  crypto: CryptoPort,
): Promise<Result<OpenedBox, OpenError>> {
  if (box.length < BOX_OVERHEAD_BYTES || box.length > MAX_BOX_BYTES || box[0] !== VERSION)
    return err('malformed');
  const header = copyBytes(box.subarray(0, BOX_OVERHEAD_BYTES - AEAD_TAG_BYTES));
  const ciphertext = copyBytes(box.subarray(header.length));
  const ephemeral = header.slice(1, 1 + PUBLIC_KEY_BYTES);
  const senderKey = header.slice(1 + PUBLIC_KEY_BYTES);
  if (keys.sender && !equalBytes(keys.sender, senderKey)) return err('other-sender');
  const { privateKey, publicKey } = keys.recipient;
  const [withEphemeral, withSender] = await Promise.all([
    crypto.agree(privateKey, ephemeral),
    crypto.agree(privateKey, senderKey),
  ]);
  if (!withEphemeral || !withSender) return err('malformed');
  const agreed = concatBytes(withEphemeral, withSender);
  const key = await boxKey({ agreed, header, recipient: publicKey, address }, crypto);
  const plaintext = await crypto.open(key, NONCE, ciphertext, header);
  return plaintext ? ok({ plaintext, senderKey }) : err('unopened');
}

interface KeyInput {
  readonly agreed: Bytes;
  readonly header: Bytes;
  readonly recipient: Bytes;
  readonly address: BoxAddress;
}

/** Both agreements, all three public keys, purpose, place and both ends go in: another of any gives another key. */
async function boxKey(
  { agreed, header, recipient, address }: KeyInput,
  crypto: CryptoPort,
): Promise<AeadKey> {
  const { purpose, namespace, from, to } = address;
  const info = encodeMessage({
    purpose,
    namespace: copyBytes(namespace),
    from: peerIdBytes(from),
    to: peerIdBytes(to),
  });
  const key = await crypto.hkdfSha256({
    keyMaterial: agreed,
    salt: await crypto.sha256(concatBytes(encodeUtf8(LABEL), header, recipient)),
    info,
    lengthBytes: AEAD_KEY_BYTES,
  });
  return crypto.importAeadKey(key);
}
