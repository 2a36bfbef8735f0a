// What members and routers say to each other, over links that are proven already. Schemas and limits only.

import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import type { Bytes } from '../primitives/bytes.ts';
import { err, type Result } from '../primitives/result.ts';
import {
  boolean,
  bytes,
  integer,
  list,
  optional,
  record,
  text,
  variants,
  type Parsed,
} from '../primitives/schema.ts';
import { MAX_ENTRY_BYTES } from '../secure/entry.ts';

export const MEETING_PROTOCOL = { id: 'meeting', version: 1 } as const;

/** Entries in one answer: so many of the largest stay below the largest message. */
export const MAX_REGISTRY_ANSWER = 48;
export const MAX_MEETING_MESSAGE_BYTES = 60 * 1024;
/** A broker's name as people know it. */
const MAX_LABEL_LENGTH = 255;

const label = text({ maxLength: MAX_LABEL_LENGTH });
const entry = bytes({ maxLength: MAX_ENTRY_BYTES });
/** A router address, or 0 for none. */
const slotOrNone = integer({ min: 0, max: 3 });

export const MEETING_MESSAGE = variants({
  /** Here is my entry; tell me of the others. `broker` is where the sender found the peer it asks. */
  CHECK_IN: record({ broker: label, entry, holds: slotOrNone }),
  /** The answer, and later news for the standby. `leads` is 0 when somebody else is the router there. */
  REGISTRY: record({
    broker: label,
    leads: slotOrNone,
    rank: integer({ min: 0, max: 65_535 }),
    entries: list(entry, { maxLength: MAX_REGISTRY_ANSWER }),
    /** There are as many members as there may be, and you are none of them. */
    isFull: optional(boolean),
  }),
  /** I lead there now: check in (again). To everybody in a large room, again and again: this is who leads. */
  CALL_IN: record({ broker: label, slot: integer({ min: 1, max: 3 }) }),
});

export type MeetingMessage = Parsed<typeof MEETING_MESSAGE>;

export function encodeMeetingMessage(message: MeetingMessage): Bytes {
  return encodeMessage({ ...message });
}

export function decodeMeetingMessage(payload: Uint8Array): Result<MeetingMessage, DecodeError> {
  return payload.length > MAX_MEETING_MESSAGE_BYTES
    ? err({ code: 'malformed', detail: 'too long' })
    : decodeMessage(payload, MEETING_MESSAGE);
}
