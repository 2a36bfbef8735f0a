// What neighbours ask each other about the members of a partial mesh: who is known, and what those said who are not. It
// travels over one link; what is told was signed by whom it is about. Schemas and limits only.

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../primitives/crypto.ts';
import type { PeerId } from '../primitives/ids.ts';
import { err, type Result } from '../primitives/result.ts';
import { bytes, integer, list, oneOf, record, text, variants, type Parsed } from '../primitives/schema.ts';
import { SESSION_NONCE_BYTES } from '../secure/identity.ts';
import { MAX_HOPS } from './gossip/gossip-message.ts';

export const EXCHANGE_PROTOCOL = { id: 'members-exchange', version: 1, channel: 'control' } as const;

/**
 * Letters of a peer id that stand for it, 50 bits: two members of a full room are mixed up once in 10^9 rooms, and then one of
 * them is heard of by gossip alone.
 */
export const TAG_LENGTH = 10;
/** The members that a peer lists at most, and itself. */
export const MAX_TAGS = 1_025;
/** Announcements in one message, and their bytes with keys and signatures. */
export const MAX_TOLD = 16;
export const MAX_TOLD_BYTES = 48 * 1024;
/** The longest message of `members`. */
export const MAX_TOLD_PAYLOAD_BYTES = 3_136;
/** Nobody is told of whom nobody heard for longer. */
export const MAX_TOLD_AGE_MS = 10 * 60_000;
const MAX_MESSAGE_BYTES = MAX_TOLD_BYTES + 8 * 1024;

const TOLD_MEMBER = record({
  key: bytes({ length: PUBLIC_KEY_BYTES }),
  nonce: bytes({ length: SESSION_NONCE_BYTES }),
  sequence: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  /** A message of `members`, as it went by gossip. */
  payload: bytes({ maxLength: MAX_TOLD_PAYLOAD_BYTES }),
  signature: bytes({ length: SIGNATURE_BYTES }),
  /** Links it travelled to whoever asks. */
  hops: integer({ min: 1, max: MAX_HOPS }),
  ageMs: integer({ min: 0, max: MAX_TOLD_AGE_MS }),
});
export type ToldMember = Parsed<typeof TOLD_MEMBER>;

export const EXCHANGE_MESSAGE = variants({
  /** These were heard of lately, the sender among them: the first letters of each peer id. Who else is here? */
  KNOWN: record({ tags: text({ maxLength: TAG_LENGTH * MAX_TAGS }) }),
  /** The last announcements of others; the answer ends with `isLast` 1, with nobody in it if there are none. */
  TOLD: record({ members: list(TOLD_MEMBER, { maxLength: MAX_TOLD }), isLast: oneOf(0, 1) }),
});

export type ExchangeMessage = Parsed<typeof EXCHANGE_MESSAGE>;

export function encodeExchangeMessage(message: ExchangeMessage): Bytes {
  return encodeMessage({ ...message });
}

export function decodeExchangeMessage(payload: Uint8Array): Result<ExchangeMessage, DecodeError> {
  return payload.length > MAX_MESSAGE_BYTES
    ? err({ code: 'malformed', detail: 'too long' })
    : decodeMessage(payload, EXCHANGE_MESSAGE);
}

/** Of each peer its first {@link TAG_LENGTH} letters, one after the other. */
export function formatTags(peers: readonly PeerId[]): string {
  return peers.slice(0, MAX_TAGS).map(tagOf).join('');
}

export function tagsIn(tags: string): ReadonlySet<string> {
  const parsed = new Set<string>();
  for (let at = 0; at < tags.length; at += TAG_LENGTH) parsed.add(tags.slice(at, at + TAG_LENGTH));
  return parsed;
}

export function tagOf(peer: PeerId): string {
  return peer.slice(0, TAG_LENGTH);
}
