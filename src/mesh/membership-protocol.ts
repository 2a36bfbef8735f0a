// What members of a partial mesh tell all others of themselves. It travels by gossip, so that its origin has signed it.
// Schemas and limits only.

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import { err, type Result } from '../primitives/result.ts';
import { bytes, integer, record, variants, type Parsed } from '../primitives/schema.ts';
import { MAX_ENTRY_BYTES } from '../secure/entry.ts';
import type { Manner, MannerOf } from './gossip/manner.ts';

export const MEMBERS_PROTOCOL = { id: 'members', version: 1 } as const;

/** What the layer above shows of a member, such as its name. */
export const MAX_CARD_BYTES = 2_048;
/** More than anybody holds. */
const MAX_LINK_COUNT = 255;
const MAX_MESSAGE_BYTES = MAX_ENTRY_BYTES + MAX_CARD_BYTES + 64;

export const MEMBERS_MESSAGE = variants({
  /** I am here: my entry, how many links I hold, and what to show of me. */
  ANNOUNCE: record({
    entry: bytes({ maxLength: MAX_ENTRY_BYTES }),
    links: integer({ min: 0, max: MAX_LINK_COUNT }),
    card: bytes({ maxLength: MAX_CARD_BYTES }),
  }),
  /** I leave. */
  BYE: record({}),
});

/** A BYE; no announcement is so short. */
const MAX_GOODBYE_BYTES = 16;

export type MembersMessage = Parsed<typeof MEMBERS_MESSAGE>;

export function encodeMembersMessage(message: MembersMessage): Bytes {
  return encodeMessage({ ...message });
}

export function decodeMembersMessage(payload: Uint8Array): Result<MembersMessage, DecodeError> {
  return payload.length > MAX_MESSAGE_BYTES
    ? err({ code: 'malformed', detail: 'too long' })
    : decodeMessage(payload, MEMBERS_MESSAGE);
}

/** A goodbye is a few bytes that change what everybody shows; an announcement mostly says what was said a minute ago. */
export function mannerOf({ protocol, payload }: Parameters<MannerOf>[0]): Manner {
  if (protocol !== MEMBERS_PROTOCOL.id) return 'tree';
  return payload.length <= MAX_GOODBYE_BYTES ? 'urgent' : 'routine';
}
