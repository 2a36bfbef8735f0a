// What two linked peers say about their link and about other peers. Schemas and limits only.

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import { err, type Result } from '../primitives/result.ts';
import { bytes, integer, list, optional, record, text, variants, type Parsed } from '../primitives/schema.ts';
import { MAX_ENTRY_BYTES } from '../secure/entry.ts';
import { encodeEnvelope } from './envelope.ts';

export const MESH_PROTOCOL = { id: 'mesh', version: 1 } as const;

/** Entries in one KNOWN_PEERS (s). */
export const MAX_KNOWN_PEERS = 64;
/** Entries beyond this are left out, so that a message stays below the largest payload. */
export const MAX_KNOWN_PEERS_BYTES = 56 * 1024;
/** Entries in one FULL or RELEASE: whom else to dial. */
export const MAX_ALTERNATIVES = 8;
/** Of a RELEASE; for diagnostics. */
export const MAX_REASON_LENGTH = 64;
const MAX_MESSAGE_BYTES = 60 * 1024;

const entry = bytes({ maxLength: MAX_ENTRY_BYTES });
const generation = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const number = integer({ min: 0, max: 0xffff_ffff });
const links = integer({ min: 0, max: 255 });
const alternatives = list(entry, { maxLength: MAX_ALTERNATIVES });
/** Of one outbox: its random id, and the first number that was not taken. */
const position = { stream: number, next: number };
/** Where the sender's own stream begins (the first number it can still send), and how far the other's has come. */
const streamHello = { stream: number, base: number, heard: optional(record(position)) };

export const MESH_MESSAGE = variants({
  /** First on every link. `lost`: generation of the link between us that broke here; 0 when none did. */
  HELLO: record({
    lost: generation,
    entry: optional(entry),
    delivery: optional(record(streamHello)),
    links: optional(links),
  }),
  /** From the peer of lower id: this link is the one we use (PROTOCOL [L7]). */
  USE: record({ generation }),
  /** No more links here; these may have some. */
  FULL: record({ peers: optional(alternatives) }),
  /** This link is let go, kindly: not to be dialled again at once; these may have room. */
  RELEASE: record({ reason: text({ maxLength: MAX_REASON_LENGTH }), peers: alternatives }),
  /** Goodbye: I leave, do not dial me again. */
  BYE: record({}),
  PING: record({ number, links: optional(links) }),
  PONG: record({ number }),
  /** All messages of the stream before `next` were taken. */
  ACK: record(position),
  /** What HELLO tells of delivery, for a path that is no link. */
  STREAM: record(streamHello),
  /** A newer entry of the sender, or that of a newcomer it is linked with. */
  ENTRY: record({ entry }),
  KNOWN_PEERS: record({ entries: list(entry, { maxLength: MAX_KNOWN_PEERS }) }),
  REQUEST_KNOWN_PEERS: record({}),
});

export type MeshMessage = Parsed<typeof MESH_MESSAGE>;

/** In its envelope, ready to send. */
export function encodeMeshMessage(message: MeshMessage): Bytes {
  return encodeEnvelope(MESH_PROTOCOL.id, MESH_PROTOCOL.version, encodeMessage({ ...message }));
}

export function decodeMeshMessage(payload: Uint8Array): Result<MeshMessage, DecodeError> {
  return payload.length > MAX_MESSAGE_BYTES
    ? err({ code: 'malformed', detail: 'too long' })
    : decodeMessage(payload, MESH_MESSAGE);
}
