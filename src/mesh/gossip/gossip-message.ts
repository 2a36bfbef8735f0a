// What neighbours tell each other to spread a broadcast, and what its origin signs. Schemas, limits and the id only;
// when to say what is in plumtree.ts, whom to believe in gossip.ts.

import { concatBytes, copyBytes, formatHex, parseHex, type Bytes } from '../../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../../primitives/codec.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type CryptoPort } from '../../primitives/crypto.ts';
import { peerIdBytes, type PeerId } from '../../primitives/ids.ts';
import { err, type Result } from '../../primitives/result.ts';
import { bytes, integer, list, record, text, variants, type Parsed } from '../../primitives/schema.ts';
import { SESSION_NONCE_BYTES } from '../../secure/identity.ts';
import { MAX_PROTOCOL_ID_LENGTH } from '../envelope.ts';

export const GOSSIP_PROTOCOL = { id: 'gossip', version: 1, channel: 'control' } as const;

/** What one broadcast carries; larger things are announced and pulled over a link. */
export const MAX_GOSSIP_PAYLOAD_BYTES = 48 * 1024;
/** Links that one broadcast may travel. Duplicates are stopped by their id; this bounds what a lie about it costs. */
export const MAX_HOPS = 16;
/**
 * How long a broadcast is held to answer those who miss it, counted from its origin over all who held it: longer than a
 * second try at a graft or a link that was lost and made again takes, and far below what an id is known for.
 */
export const MAX_AGE_MS = 30_000;
/** Ids in one IHAVE or GRAFT. */
export const MAX_IDS = 64;
/** A GOSSIP is its payload and about 300 bytes. */
const MAX_MESSAGE_BYTES = MAX_GOSSIP_PAYLOAD_BYTES + 1024;
const ID_BYTES = 16;
const NAMESPACE_BYTES = 16;
const LABEL = 'kith/gossip/1';

const ids = list(bytes({ length: ID_BYTES }), { maxLength: MAX_IDS });

export const GOSSIP_MESSAGE = variants({
  /** A broadcast. The origin's peer id and identity follow from key and nonce; they are not said. */
  GOSSIP: record({
    key: bytes({ length: PUBLIC_KEY_BYTES }),
    nonce: bytes({ length: SESSION_NONCE_BYTES }),
    /** The origin's own count. */
    sequence: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    protocol: text({ minLength: 1, maxLength: MAX_PROTOCOL_ID_LENGTH }),
    version: integer({ min: 0, max: 65_535 }),
    payload: bytes({ maxLength: MAX_GOSSIP_PAYLOAD_BYTES }),
    /** Of the origin, over everything above. */
    signature: bytes({ length: SIGNATURE_BYTES }),
    /** Links travelled, the one it comes over included: 1 from its origin. */
    hops: integer({ min: 1, max: MAX_HOPS }),
    /** For how long it was held by all who passed it on; the time under way is not counted. */
    ageMs: integer({ min: 0, max: MAX_AGE_MS }),
  }),
  /** Broadcasts that the sender has. `hops`: a byte each, the links each travelled to the sender. */
  IHAVE: record({ ids, hops: bytes({ maxLength: MAX_IDS }) }),
  /** Push to me from now on, beginning with these; none when they are here already. */
  GRAFT: record({ ids }),
  /** Do not push to me any more, announce. */
  PRUNE: record({}),
});

export type GossipMessage = Parsed<typeof GOSSIP_MESSAGE>;
export type Gossip = Extract<GossipMessage, { readonly type: 'GOSSIP' }>;
/** What the origin signs. */
export type UnsignedGossip = Omit<Gossip, 'type' | 'signature' | 'hops' | 'ageMs'>;

/** The first 16 bytes of SHA-256(origin's peer id ‖ sequence as 64 bits), in hex: a key for maps. */
export type GossipId = string & { readonly __brand: 'GossipId' };

export function encodeGossipMessage(message: GossipMessage): Bytes {
  return encodeMessage({ ...message });
}

export function decodeGossipMessage(payload: Uint8Array): Result<GossipMessage, DecodeError> {
  return payload.length > MAX_MESSAGE_BYTES
    ? err({ code: 'malformed', detail: 'too long' })
    : decodeMessage(payload, GOSSIP_MESSAGE);
}

/** Label and namespace are inside, so that the signature says nothing in another room or another protocol. */
export function signedBytes(unsigned: UnsignedGossip, namespace: Uint8Array): Bytes {
  if (namespace.length !== NAMESPACE_BYTES) throw new RangeError('a namespace has 16 bytes');
  const { key, nonce, sequence, protocol, version, payload } = unsigned;
  const signed = { key, nonce, sequence, protocol, version, payload };
  return encodeMessage({ label: LABEL, namespace: copyBytes(namespace), ...signed });
}

export async function gossipIdOf(origin: PeerId, sequence: number, crypto: CryptoPort): Promise<GossipId> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(sequence));
  const hash = await crypto.sha256(concatBytes(peerIdBytes(origin), new Uint8Array(counter.buffer)));
  return gossipId(hash.subarray(0, ID_BYTES));
}

export function gossipId(id: Uint8Array): GossipId {
  return formatHex(id) as GossipId;
}

export function gossipIdBytes(id: GossipId): Bytes {
  return parseHex(id) ?? new Uint8Array(ID_BYTES);
}
