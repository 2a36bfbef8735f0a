// One sealed record of a kept log: which place it has, which record it follows, and its bytes. What is read is untrusted:
// a record that was changed, moved or cut does not open.

import { concatBytes, encodeUtf8, parseHex, type Bytes } from '../primitives/bytes.ts';
import { AEAD_NONCE_BYTES, AEAD_TAG_BYTES, SHA256_BYTES, type AeadKey } from '../primitives/crypto.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { KeptPosition, KeptTag } from './kept-names.ts';

export interface KeptSealing {
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  readonly tag: KeptTag;
  readonly key: AeadKey;
}

/** `part` of a snapshot, its `end`, or a `change` after it. */
export type KeptKind = 'change' | 'part' | 'end';

export interface KeptRecord {
  readonly kind: KeptKind;
  /** SHA-256 of the stored record before; zeros for the first of a generation. */
  readonly before: Bytes;
  readonly payload: Bytes;
}

/** A document of 32 MiB and what is around it. */
export const MAX_KEPT_PAYLOAD_BYTES = 33 * 1024 * 1024;
export const NO_RECORD_BEFORE: Bytes = new Uint8Array(SHA256_BYTES);

const VERSION = 1;
const KINDS: readonly KeptKind[] = ['change', 'part', 'end'];
const HEAD_BYTES = 2;
const OVERHEAD_BYTES = HEAD_BYTES + AEAD_NONCE_BYTES + SHA256_BYTES + AEAD_TAG_BYTES;
const LABEL = encodeUtf8('kith/kept/record/1');

/** Version, kind, nonce, then the hash of the record before and the payload, sealed. */
export async function sealKeptRecord(
  sealing: KeptSealing,
  position: KeptPosition,
  { kind, before, payload }: { readonly [K in keyof KeptRecord]: K extends 'kind' ? KeptKind : Uint8Array },
): Promise<Bytes> {
  const head = Uint8Array.of(VERSION, KINDS.indexOf(kind));
  const nonce = sealing.random.bytes(AEAD_NONCE_BYTES);
  const plaintext = concatBytes(before, payload);
  const sealed = await sealing.crypto.seal(
    sealing.key,
    nonce,
    plaintext,
    associated(sealing.tag, position, head),
  );
  return concatBytes(head, nonce, sealed);
}

/** Undefined when this is not the record of this place, whole and unchanged. */
export async function openKeptRecord(
  sealing: KeptSealing,
  position: KeptPosition,
  stored: Uint8Array,
): Promise<KeptRecord | undefined> {
  if (stored.length < OVERHEAD_BYTES || stored.length > OVERHEAD_BYTES + MAX_KEPT_PAYLOAD_BYTES)
    return undefined;
  const head = stored.subarray(0, HEAD_BYTES);
  const kind = KINDS[head[1] ?? KINDS.length];
  if (head[0] !== VERSION || kind === undefined) return undefined;
  const nonce = stored.subarray(HEAD_BYTES, HEAD_BYTES + AEAD_NONCE_BYTES);
  const plaintext = await sealing.crypto.open(
    sealing.key,
    nonce,
    stored.subarray(HEAD_BYTES + AEAD_NONCE_BYTES),
    associated(sealing.tag, position, head),
  );
  if (!plaintext) return undefined;
  return { kind, before: plaintext.slice(0, SHA256_BYTES), payload: plaintext.slice(SHA256_BYTES) };
}

/** The place is sealed in: a record under another name, or of another room, does not open. */
function associated(tag: KeptTag, { generation, sequence }: KeptPosition, head: Uint8Array): Bytes {
  const counters = new DataView(new ArrayBuffer(8));
  counters.setUint32(0, generation);
  counters.setUint32(4, sequence);
  return concatBytes(LABEL, parseHex(tag) ?? new Uint8Array(), new Uint8Array(counters.buffer), head);
}
