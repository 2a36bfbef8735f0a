// That somebody is writing, and where: the one field of presence that every space shares.

import { text } from '../../primitives/schema.ts';
import type { PresenceField } from '../shared-docs.ts';

/** The id of the space. Said with every keystroke, taken back when it is sent or emptied. */
export const TYPING: PresenceField<string> = {
  name: 'typing',
  value: text({ minLength: 1, maxLength: 24 }),
  /** People stop and think for a few seconds while they write. */
  holdsMs: 6_000,
  spaceOf: (space) => space,
};
