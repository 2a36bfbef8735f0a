// What somebody shows of itself right now. All of it each time, with a growing number: on `realtime` messages get lost
// and overtake each other.

import { err } from '../../primitives/result.ts';
import { integer, record, text, type Schema } from '../../primitives/schema.ts';
import type { Protocol } from '../../room/protocol-definition.ts';
import { parseJson } from '../json.ts';
import type { PresenceState } from '../shared-docs.ts';

/** UTF-16 units of JSON. */
export const MAX_STATE_LENGTH = 2_000;

const ENCODED = record({
  sequence: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  state: text({ maxLength: MAX_STATE_LENGTH }),
});

export interface PresenceMessage {
  readonly sequence: number;
  /** A map as JSON text. */
  readonly state: string;
}

const PRESENCE_MESSAGE: Schema<PresenceMessage> = {
  parse(value, path = '') {
    const parsed = ENCODED.parse(value, path);
    return !parsed.ok || readState(parsed.value.state) ? parsed : err({ path, expected: 'a map as JSON' });
  },
};

/** Undefined when it is no map. */
export function readState(json: string): PresenceState | undefined {
  const value = parseJson(json);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as PresenceState)
    : undefined;
}

export const PRESENCE_PROTOCOL: Protocol<PresenceMessage> = {
  id: 'presence',
  version: 1,
  channel: 'realtime',
  message: PRESENCE_MESSAGE,
  maxBytes: 3 * MAX_STATE_LENGTH + 64,
  rate: { perSecond: 60, burst: 120 },
};
