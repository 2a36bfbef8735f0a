// Invitations and answers as bytes (PROTOCOL [O2], [O3]): a packed description, a secret, and what tells whole from
// damaged. Who invites may be proven; by which key is not checked here.

import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { COMPRESSED_POINT_BYTES, compressPoint, expandPoint } from '../primitives/compressed-point.ts';
import { crc32, CRC32_BYTES } from '../primitives/crc32.ts';
import { SIGNATURE_BYTES, type CryptoPort } from '../primitives/crypto.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { decodeDescription, encodeDescription, type PackedDescription } from './packed-description.ts';

export interface Invitation {
  readonly kind: 'invitation';
  /** Milliseconds since 1970, to the minute, by the inviter's clock. */
  readonly expiresAtMs: number;
  /** 16 random bytes: what both ends of the link prove to know. */
  readonly secret: Bytes;
  readonly description: PackedDescription;
  /** Who says to invite; nothing is known before the signature was checked. */
  readonly inviter: InviterProof | undefined;
}

export interface InviterProof {
  /** Raw signing key, 65 bytes. */
  readonly key: Bytes;
  readonly signature: Bytes;
  /** What the signature is of. */
  readonly signed: Bytes;
}

export interface Answer {
  readonly kind: 'answer';
  /** Which invitation is meant, for whoever holds its secret; see {@link answerTag}. */
  readonly tag: Bytes;
  readonly description: PackedDescription;
}

/** `cut-short`: the end is missing. `damaged`: a letter is wrong. `later-version`: of a later copy of Kith. */
export type InvitationError = { readonly code: 'cut-short' | 'damaged' | 'later-version' };

export interface InvitationParts extends Pick<Invitation, 'expiresAtMs' | 'secret' | 'description'> {
  /** Default: nobody says who invites. */
  readonly inviter?: { readonly key: Uint8Array; sign(data: Uint8Array): Promise<Bytes> } | undefined;
}

export const INVITATION_SECRET_BYTES = 16;
const ANSWER_TAG_BYTES = 8;
/** Both are below 255 bytes: their length stands in one. */
export const MAX_INVITATION_BYTES = 255;

const VERSION = 1;
const PLAIN = 0;
const PROVEN = 1;
const ANSWER = 2;
/** Version and kind, the whole length. */
const HEAD_BYTES = 2;
const EXPIRY_BYTES = 3;
const MINUTE_MS = 60_000;
/** Minutes are counted from 2026-01-01 on; 24 bits last for 31 years. */
const EPOCH_MINUTES = Date.UTC(2026, 0, 1) / MINUTE_MS;
const SIGNED_LABEL = encodeUtf8('kith/invitation/1');
const TAG_LABEL = encodeUtf8('kith/invitation/1 answer');

export async function encodeInvitation(parts: InvitationParts): Promise<Bytes> {
  const { expiresAtMs, secret, description, inviter } = parts;
  const minutes = Math.ceil(expiresAtMs / MINUTE_MS) - EPOCH_MINUTES;
  const expiry = Uint8Array.of((minutes >> 16) & 0xff, (minutes >> 8) & 0xff, minutes & 0xff);
  const body = concatBytes(expiry, secret, encodeDescription(description));
  if (!inviter) return complete(PLAIN, body);
  const claimed = concatBytes(body, compressPoint(inviter.key));
  return complete(PROVEN, concatBytes(claimed, await inviter.sign(concatBytes(SIGNED_LABEL, claimed))));
}

export function encodeAnswer({ tag, description }: Pick<Answer, 'tag' | 'description'>): Bytes {
  return complete(ANSWER, concatBytes(tag, encodeDescription(description)));
}

/** Whoever has the secret knows by it that an answer is to this invitation, and whole. */
export async function answerTag(
  crypto: Pick<CryptoPort, 'hmacSha256'>,
  secret: Uint8Array,
  description: PackedDescription,
): Promise<Bytes> {
  const mac = await crypto.hmacSha256(secret, concatBytes(TAG_LABEL, encodeDescription(description)));
  return mac.slice(0, ANSWER_TAG_BYTES);
}

/** Strict: anything but what the encoders write is an error, and nothing of it is told. */
export function decodeInvitation(bytes: Uint8Array): Result<Invitation | Answer, InvitationError> {
  const [head = 0, length = 0] = bytes;
  if (bytes.length < HEAD_BYTES || bytes.length > MAX_INVITATION_BYTES) return failure('damaged');
  if (bytes.length < length) return failure('cut-short');
  const isWhole = equalBytes(crc32(bytes.subarray(0, -CRC32_BYTES)), bytes.subarray(-CRC32_BYTES));
  if (bytes.length > length || !isWhole) return failure('damaged');
  if (head >> 4 !== VERSION) return failure(head >> 4 > VERSION ? 'later-version' : 'damaged');
  const body = bytes.subarray(HEAD_BYTES, -CRC32_BYTES);
  const decoded = (head & 0xf) === ANSWER ? readAnswer(body) : readInvitation(body, head & 0xf);
  return decoded ? ok(decoded) : failure('damaged');
}

function complete(kind: number, body: Uint8Array): Bytes {
  const length = HEAD_BYTES + body.length + CRC32_BYTES;
  const sent = concatBytes(Uint8Array.of((VERSION << 4) | kind, length), body);
  return concatBytes(sent, crc32(sent));
}

function readAnswer(body: Uint8Array): Answer | undefined {
  const description = decodeDescription(body.subarray(ANSWER_TAG_BYTES));
  if (description?.type !== 'answer') return undefined;
  return { kind: 'answer', tag: body.slice(0, ANSWER_TAG_BYTES), description };
}

function readInvitation(body: Uint8Array, kind: number): Invitation | undefined {
  if (kind !== PLAIN && kind !== PROVEN) return undefined;
  const proofBytes = kind === PROVEN ? COMPRESSED_POINT_BYTES + SIGNATURE_BYTES : 0;
  const end = body.length - proofBytes;
  const secretEnd = EXPIRY_BYTES + INVITATION_SECRET_BYTES;
  const description = end > secretEnd ? decodeDescription(body.subarray(secretEnd, end)) : undefined;
  const inviter = kind === PROVEN ? readProof(body, end) : undefined;
  if (description?.type !== 'offer' || (kind === PROVEN && !inviter)) return undefined;
  const [high = 0, middle = 0, low = 0] = body;
  const expiresAtMs = (EPOCH_MINUTES + ((high << 16) | (middle << 8) | low)) * MINUTE_MS;
  const secret = body.slice(EXPIRY_BYTES, secretEnd);
  return { kind: 'invitation', expiresAtMs, secret, description, inviter };
}

function readProof(body: Uint8Array, at: number): InviterProof | undefined {
  const signatureAt = at + COMPRESSED_POINT_BYTES;
  const key = at > 0 ? expandPoint(body.subarray(at, signatureAt)) : undefined;
  const signed = concatBytes(SIGNED_LABEL, body.subarray(0, Math.max(0, signatureAt)));
  return key && { key, signature: body.slice(signatureAt), signed };
}

function failure(code: InvitationError['code']): Result<never, InvitationError> {
  return err({ code });
}
