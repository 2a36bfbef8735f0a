// Several protocols over one secure link: a small header says which protocol, and which version of it, a payload
// belongs to. Layout: length of the id (1 byte), id, version (2 bytes, big-endian), payload.

import { concatBytes, encodeUtf8, type Bytes } from '../primitives/bytes.ts';
import { MAX_PAYLOAD_BYTES } from '../secure/secure-link.ts';
import { SEQUENCED_HEADER_BYTES } from './sequenced.ts';

export interface Envelope {
  /** At most 24 of a-z, 0-9 and hyphen. */
  readonly protocol: string;
  readonly version: number;
  readonly payload: Bytes;
}

export const MAX_PROTOCOL_ID_LENGTH = 24;
const PROTOCOL_ID = /^[a-z0-9-]{1,24}$/;
const MAX_VERSION = 65_535;
const HEADER_BYTES = 3;
/** Largest payload that fits whatever the protocol's id, also behind a sequence number. */
export const MAX_ENVELOPED_BYTES =
  MAX_PAYLOAD_BYTES - SEQUENCED_HEADER_BYTES - HEADER_BYTES - MAX_PROTOCOL_ID_LENGTH;

/** The payload may come in parts, so that a chunk and what stands before it are copied once. */
export function encodeEnvelope(protocol: string, version: number, ...payload: readonly Uint8Array[]): Bytes {
  if (!PROTOCOL_ID.test(protocol)) throw new RangeError(`no protocol id: ${protocol}`);
  if (!Number.isInteger(version) || version < 0 || version > MAX_VERSION) {
    throw new RangeError(`no protocol version: ${version}`);
  }
  const id = encodeUtf8(protocol);
  return concatBytes(Uint8Array.of(id.length), id, Uint8Array.of(version >> 8, version & 0xff), ...payload);
}

/** Undefined when the header is not well-formed. The payload is a view: nobody else may change `bytes`. */
export function decodeEnvelope(bytes: Uint8Array): Envelope | undefined {
  const idLength = bytes[0] ?? 0;
  const headerLength = idLength + HEADER_BYTES;
  if (idLength === 0 || idLength > MAX_PROTOCOL_ID_LENGTH || bytes.length < headerLength) return undefined;
  const protocol = String.fromCharCode(...bytes.subarray(1, 1 + idLength));
  if (!PROTOCOL_ID.test(protocol)) return undefined;
  const version = ((bytes[headerLength - 2] ?? 0) << 8) | (bytes[headerLength - 1] ?? 0);
  return { protocol, version, payload: bytes.subarray(headerLength) as Bytes };
}
