// What peers say about documents (PROTOCOL, Shared state). Positional, because most of it is keystrokes: a field's name
// would cost more than the letter it brings.

import type { Bytes } from '../../primitives/bytes.ts';
import { err, ok } from '../../primitives/result.ts';
import { bytes, integer, text, type Schema } from '../../primitives/schema.ts';
import type { Protocol } from '../../room/protocol-definition.ts';
import { parseStateVector, parseUpdate } from '../update/parse-update.ts';

export const MAX_KEY_LENGTH = 64;
/** One message, and so one update in one; larger ones are pulled. */
export const MAX_MESSAGE_BYTES = 48 * 1024;
/** What is around an update in its message. */
export const MAX_TOLD_BYTES = MAX_MESSAGE_BYTES - 3 * MAX_KEY_LENGTH - 64;
export const PART_BYTES = 44 * 1024;
/** Of one pull: an update of a megabyte. */
export const MAX_PARTS = 24;
const MAX_PULL = 2 ** 32 - 1;

export const UPDATE = 0;
export const STATE = 1;
export const PULL = 2;
export const NEXT = 3;

/** What its sender wrote. */
export type UpdateMessage = readonly [typeof UPDATE, key: string, update: Bytes];
/** What its sender knows: a state vector, and one number for what is deleted. */
export type StateMessage = readonly [typeof STATE, key: string, vector: Bytes, deletions: number];
/** Asks for what the other has beyond that, under a number of one's own. */
export type PullMessage = readonly [typeof PULL, key: string, vector: Bytes, pull: number];
/** Asks for what follows. */
export type NextMessage = readonly [typeof NEXT, pull: number];

export type SyncMessage = UpdateMessage | StateMessage | PullMessage | NextMessage;

/** One part of an answer; `hasMore`: 1 when there is another after all parts of this. */
export type PartMessage = readonly [pull: number, index: number, count: number, hasMore: number, data: Bytes];

const KEY = text({ minLength: 1, maxLength: MAX_KEY_LENGTH });
const PULL_ID = integer({ min: 0, max: MAX_PULL });
const DELETIONS = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const UPDATE_BYTES = readable(MAX_TOLD_BYTES, 'an update', (value) => parseUpdate(value).ok);
const VECTOR = readable(MAX_TOLD_BYTES, 'a state vector', (value) => parseStateVector(value).ok);

const CASES: Readonly<Record<number, Schema<readonly unknown[]>>> = {
  [UPDATE]: tuple([KEY, UPDATE_BYTES]),
  [STATE]: tuple([KEY, VECTOR, DELETIONS]),
  [PULL]: tuple([KEY, VECTOR, PULL_ID]),
  [NEXT]: tuple([PULL_ID]),
};

const SYNC_MESSAGE: Schema<SyncMessage> = {
  parse(value, path = '') {
    const type: unknown = Array.isArray(value) ? value[0] : undefined;
    const fields = typeof type === 'number' && Object.hasOwn(CASES, type) ? CASES[type] : undefined;
    if (!fields || !Array.isArray(value)) return err({ path, expected: 'a message of a known type' });
    const parsed = fields.parse(value.slice(1), path);
    return parsed.ok ? ok([type, ...parsed.value] as unknown as SyncMessage) : parsed;
  },
};

export const SYNC_PROTOCOL: Protocol<SyncMessage> = {
  id: 'sync',
  version: 1,
  channel: 'control',
  message: SYNC_MESSAGE,
  maxBytes: MAX_MESSAGE_BYTES,
  // Twenty updates a second of three documents, and states of all of them at once.
  rate: { perSecond: 60, burst: 600 },
};

export const PARTS_PROTOCOL: Protocol<PartMessage> = {
  id: 'sync-parts',
  version: 1,
  channel: 'bulk',
  message: tuple([
    PULL_ID,
    integer({ min: 0, max: MAX_PARTS - 1 }),
    integer({ min: 1, max: MAX_PARTS }),
    integer({ min: 0, max: 1 }),
    bytes({ maxLength: PART_BYTES }),
  ]) as Schema<PartMessage>,
  maxBytes: MAX_MESSAGE_BYTES,
  // What was asked for, as fast as a link brings it; what was not asked for is dropped at once.
  rate: { perSecond: 500, burst: 1_000 },
};

function tuple(fields: readonly Schema<unknown>[]): Schema<readonly unknown[]> {
  const places = fields.map((field, index) => ({ field, place: `[${index}]` }));
  return {
    parse(value, path = '') {
      if (!Array.isArray(value) || value.length !== fields.length)
        return err({ path, expected: `a list of ${fields.length}` });
      const items: unknown[] = [];
      for (const { field, place } of places) {
        const parsed = field.parse(value[items.length], path + place);
        if (!parsed.ok) return parsed;
        items.push(parsed.value);
      }
      return ok(items);
    },
  };
}

function readable(maxLength: number, expected: string, isReadable: (value: Bytes) => boolean): Schema<Bytes> {
  const schema = bytes({ maxLength });
  return {
    parse(value, path = '') {
      const parsed = schema.parse(value, path);
      return !parsed.ok || isReadable(parsed.value) ? parsed : err({ path, expected });
    },
  };
}
