// What the example says on the wire: whether one's hand is up, and where one points. Schema and limits, nothing else.

import { boolean, integer, record, type Parsed } from '../../../src/primitives/schema.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import type { PresenceField } from '../../../src/sync/shared-docs.ts';

const schema = record({ isUp: boolean });

export type HandMessage = Parsed<typeof schema>;

export const HANDS_PROTOCOL: Protocol<HandMessage> = {
  id: 'hands',
  version: 1,
  channel: 'control',
  message: schema,
  maxBytes: 32,
  // Nobody raises a hand more often than they can think of something to say.
  rate: { perSecond: 1, burst: 10 },
};

/** Thousandths of the width and the height. */
export type Spot = { readonly x: number; readonly y: number };

const thousandth = integer({ min: 0, max: 1_000 });

/** Of a moment, and lost without harm: by presence. */
export const POINTING: PresenceField<Spot> = {
  name: 'hands.pointing',
  value: record({ x: thousandth, y: thousandth }),
  holdsMs: 10_000,
  spaceOf: () => 'hands',
};
