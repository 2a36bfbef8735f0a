// What a person shows of themselves in a room: sent right at link-up in both directions, and when it changes.

import { list, optional, record, text, type Parsed } from '../primitives/schema.ts';
import { MAX_NAME_LENGTH } from './display-name.ts';
import type { Protocol } from './protocol-definition.ts';

const MAX_SPACE_LENGTH = 24;

const PROFILE = record({
  name: text({ maxLength: MAX_NAME_LENGTH }),
  /** What this instance can do, such as `webcodecs`. */
  capabilities: list(text({ maxLength: 32 }), { maxLength: 16 }),
  /** Id of the space the person looks at. */
  space: optional(text({ maxLength: MAX_SPACE_LENGTH })),
});
export type Profile = Parsed<typeof PROFILE>;

export const PROFILE_PROTOCOL: Protocol<Profile> = {
  id: 'profile',
  version: 1,
  channel: 'control',
  message: PROFILE,
  maxBytes: 2_048,
  // People change spaces with a keystroke.
  rate: { perSecond: 2, burst: 20 },
};
