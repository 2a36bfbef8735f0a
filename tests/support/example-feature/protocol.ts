// What the example says on the wire: whether one's hand is up. Schema and limits, nothing else.

import { boolean, record, type Parsed } from '../../../src/primitives/schema.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';

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
