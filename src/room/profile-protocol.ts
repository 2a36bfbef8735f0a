// What a person shows of themselves in a room: sent right at link-up in both directions, and when it changes; in a large
// room to everybody, with one's announcement.

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import type { Result } from '../primitives/result.ts';
import { boolean, list, optional, record, text, type Parsed } from '../primitives/schema.ts';
import { decodeEnvelope, encodeEnvelope } from '../mesh/envelope.ts';
import { MAX_NAME_LENGTH, MAX_STATUS_LENGTH } from './display-name.ts';
import type { Protocol } from './protocol-definition.ts';

const MAX_SPACE_LENGTH = 24;

const PROFILE = record({
  name: text({ maxLength: MAX_NAME_LENGTH }),
  /** What the person says about themselves. */
  status: optional(text({ maxLength: MAX_STATUS_LENGTH })),
  /** What this instance can do, such as `webcodecs`. */
  capabilities: list(text({ maxLength: 32 }), { maxLength: 16 }),
  /** Id of the space the person looks at. */
  space: optional(text({ maxLength: MAX_SPACE_LENGTH })),
  /** Their page is in the background, where it may be put to sleep without a word. */
  hidden: optional(boolean),
  /** Nothing was seen of them there for a while. */
  away: optional(boolean),
});
export type Profile = Parsed<typeof PROFILE>;

export const PROFILE_PROTOCOL: Protocol<Profile> = {
  id: 'profile',
  version: 1,
  channel: 'control',
  isOfRoom: true,
  message: PROFILE,
  maxBytes: 2_048,
  // People change spaces with a keystroke.
  rate: { perSecond: 2, burst: 20 },
};

/** A profile as it goes with an announcement. */
export function encodeCard(profile: Profile): Bytes {
  const { id, version } = PROFILE_PROTOCOL;
  return encodeEnvelope(id, version, encodeMessage({ ...profile }));
}

/** Undefined when it is of another version, or of something else. */
export function decodeCard(card: Uint8Array): Result<Profile, DecodeError> | undefined {
  const envelope = decodeEnvelope(card);
  const { id, version, message } = PROFILE_PROTOCOL;
  const isProfile = envelope?.protocol === id && envelope.version === version;
  return isProfile ? decodeMessage(envelope.payload, message) : undefined;
}
