// What members pass on for each other, and what they say when they cannot. Schemas and limits only; the content is
// sealed from end to end (secure/sealed-box.ts).

import type { Bytes } from '../../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../../primitives/codec.ts';
import { formatPeerId, PEER_ID_BYTES, peerIdBytes, type PeerId } from '../../primitives/ids.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { bytes, integer, optional, oneOf, record, variants, type Parsed } from '../../primitives/schema.ts';
import { MAX_ENTRY_BYTES } from '../../secure/entry.ts';
import { MAX_BOX_BYTES, MAX_BOX_PLAINTEXT_BYTES } from '../../secure/sealed-box.ts';

export const RELAY_PROTOCOL = { id: 'relay', version: 1, channel: 'control' } as const;

/** Bound into the key of every box that travels here. */
export const RELAY_PURPOSE = 'relay';
export const RELAY_ID_BYTES = 8;
/** Largest content of one message, bytes: what gossip carries too (s). Larger things go over a link. */
export const MAX_RELAYED_BYTES = 48 * 1024;
/** A box, both ends, an id and the words around them. */
const MAX_MESSAGE_BYTES = MAX_BOX_BYTES + 256;
/** Relays a message may pass at most. */
export const MAX_HOPS = 16;

/**
 * What is carried, and how many relays may pass it on. Signals: a link that needs more than three relays to come about
 * is one that the topology will offer otherwise.
 */
export const RELAY_KINDS = { signal: { hops: 3 }, message: { hops: MAX_HOPS } } as const;
export type RelayKind = keyof typeof RELAY_KINDS;

const peer = bytes({ length: PEER_ID_BYTES });
const id = bytes({ length: RELAY_ID_BYTES });

const WIRE_MESSAGE = variants({
  /** `hops`: how many more relays may pass it on. */
  RELAY: record({
    to: peer,
    from: peer,
    id,
    hops: integer({ min: 0, max: MAX_HOPS }),
    sealed: bytes({ maxLength: MAX_BOX_BYTES }),
  }),
  /** Goes back the way the message came: here it went no further. */
  NO_ROUTE: record({ to: peer, from: peer, id }),
});
type WireMessage = Parsed<typeof WIRE_MESSAGE>;

/** `from` and `to` are the ends, not the neighbour; `from` is a claim until the box is opened. */
interface Ends {
  readonly to: PeerId;
  readonly from: PeerId;
  /** 8 random bytes, drawn by the sender. */
  readonly id: Bytes;
}
export interface Relayed extends Ends {
  readonly type: 'RELAY';
  readonly hops: number;
  readonly sealed: Bytes;
}
export interface NoRoute extends Ends {
  readonly type: 'NO_ROUTE';
}
export type RelayMessage = Relayed | NoRoute;

export function encodeRelayMessage(message: RelayMessage): Bytes {
  return encodeMessage({ ...message, to: peerIdBytes(message.to), from: peerIdBytes(message.from) });
}

export function decodeRelayMessage(payload: Uint8Array): Result<RelayMessage, DecodeError> {
  if (payload.length > MAX_MESSAGE_BYTES) return err({ code: 'malformed', detail: 'too long' });
  const decoded = decodeMessage(payload, WIRE_MESSAGE);
  return decoded.ok ? ok(withPeerIds(decoded.value)) : decoded;
}

function withPeerIds(message: WireMessage): RelayMessage {
  return { ...message, to: formatPeerId(message.to), from: formatPeerId(message.from) };
}

/** What is in the box. */
const BODY = record({
  kind: oneOf('signal', 'message'),
  /** The sender's own count, from its clock and growing: tells a replay. */
  count: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  /** The sender's signed entry, until the recipient has shown that it knows it. */
  entry: optional(bytes({ maxLength: MAX_ENTRY_BYTES })),
  content: bytes({ maxLength: MAX_RELAYED_BYTES }),
});
export type RelayBody = Parsed<typeof BODY>;

export function encodeRelayBody(body: RelayBody): Bytes {
  return encodeMessage({ ...body });
}

export function decodeRelayBody(plaintext: Uint8Array): Result<RelayBody, DecodeError> {
  return plaintext.length > MAX_BOX_PLAINTEXT_BYTES
    ? err({ code: 'malformed', detail: 'too long' })
    : decodeMessage(plaintext, BODY);
}
