// Branded ids: mixing them up does not compile.

import { formatBase32, parseBase32 } from './base32.ts';
import type { Bytes } from './bytes.ts';

/** A running instance: base32 of 16 bytes, 26 letters (PROTOCOL [I3]). New at every launch. */
export type PeerId = string & { readonly __brand: 'PeerId' };

/** A person's key: base32 of the SHA-256 of the raw signing key, 52 letters (PROTOCOL [I1]). */
export type IdentityId = string & { readonly __brand: 'IdentityId' };

/** An address at a signaling medium, such as `kith-{peer id}` at a broker. */
export type TransportId = string & { readonly __brand: 'TransportId' };

export const PEER_ID_BYTES = 16;

/** What a broker accepts as an id. Source: peerjs 1.5.5, lib/utils/validateId.ts. */
const TRANSPORT_ID = /^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/;
const TRANSPORT_ID_MAX_LENGTH = 128;

export function formatPeerId(bytes: Uint8Array): PeerId {
  return formatBase32(bytes) as PeerId;
}

export function parsePeerId(text: string): PeerId | undefined {
  return parseBase32(text)?.length === PEER_ID_BYTES ? (text as PeerId) : undefined;
}

export function peerIdBytes(id: PeerId): Bytes {
  return parseBase32(id) ?? new Uint8Array(PEER_ID_BYTES);
}

export function formatIdentityId(fingerprint: Uint8Array): IdentityId {
  return formatBase32(fingerprint) as IdentityId;
}

export function parseTransportId(text: string): TransportId | undefined {
  return text.length <= TRANSPORT_ID_MAX_LENGTH && TRANSPORT_ID.test(text)
    ? (text as TransportId)
    : undefined;
}
