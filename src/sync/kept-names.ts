// What kept records are called in the device's store. Names say that something is kept and how much, never what: a room
// is named by a keyed hash. Knows neither keys nor contents.

/** Names one kept room in the store: 32 hex letters of a keyed hash. */
export type KeptTag = string & { readonly __kind: 'KeptTag' };

/** Place of one record: generations grow with every compaction, sequences from 0 within one. */
export interface KeptPosition {
  readonly generation: number;
  readonly sequence: number;
}

export const KEPT_TAG_BYTES = 16;
/** Both counters are written as 8 hex letters, so that names sort like numbers. */
export const MAX_COUNTER = 0xffff_ffff;

const ROOMS = 'kept-room/';
const LOGS = 'kept-log/';
const STATES = 'kept-state/';
const POSITION = /^([\da-f]{8})\/([\da-f]{8})$/;
const TAG = /^[\da-f]{32}$/;

/** The name of what is known of a kept room: its place in the list. */
export function keptRoomKey(tag: KeptTag): string {
  return ROOMS + tag;
}

/** The name of what a room needs before it is entered. */
export function keptStateKey(tag: KeptTag): string {
  return STATES + tag;
}

export const KEPT_ROOMS_PREFIX = ROOMS;
/** Everything of kept rooms is under one of these. */
export const KEPT_PREFIXES: readonly string[] = [LOGS, STATES, ROOMS];

/** The room that a name of the list stands for; undefined for names of others. */
export function parseKeptRoomKey(key: string): KeptTag | undefined {
  const tag = key.startsWith(ROOMS) ? key.slice(ROOMS.length) : '';
  return TAG.test(tag) ? (tag as KeptTag) : undefined;
}

export function keptLogPrefix(tag: KeptTag): string {
  return `${LOGS}${tag}/`;
}

export function keptRecordKey(tag: KeptTag, { generation, sequence }: KeptPosition): string {
  return `${keptLogPrefix(tag)}${formatCounter(generation)}/${formatCounter(sequence)}`;
}

/** Undefined for a name that is none of this log's. */
export function parseKeptRecordKey(tag: KeptTag, key: string): KeptPosition | undefined {
  const prefix = keptLogPrefix(tag);
  const found = key.startsWith(prefix) ? POSITION.exec(key.slice(prefix.length)) : null;
  if (!found) return undefined;
  const [, generation = '', sequence = ''] = found;
  return { generation: Number.parseInt(generation, 16), sequence: Number.parseInt(sequence, 16) };
}

function formatCounter(value: number): string {
  return value.toString(16).padStart(8, '0');
}
