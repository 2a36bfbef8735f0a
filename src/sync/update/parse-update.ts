// Reads an update (Yjs, version 1) without applying it: who says it follows on what, and of what kind it is. Strict, in
// time linear in its bytes. Only what shared documents are made of is an update here: text and JSON under named roots.

import { err, ok, type Result } from '../../primitives/result.ts';
import { ByteCursor, MalformedBytes } from './byte-cursor.ts';

/** One unit of a document: the `clock`th of what `client` ever wrote in it. */
export interface Id {
  readonly client: number;
  readonly clock: number;
}

/** What one client wrote from `clock` on; `end` is the first that is not in it. */
export interface Range extends Id {
  readonly end: number;
}

export type Content = 'deleted' | 'text' | 'values';

export interface Struct extends Range {
  /** Bytes of the update, from its first to before its last. */
  readonly from: number;
  readonly to: number;
  /** Where its content begins. */
  readonly contentAt: number;
  /** What stood left and right of it when it was written; undefined at the ends. */
  readonly origin: Id | undefined;
  readonly rightOrigin: Id | undefined;
  /** Named by the first of a place only; the others follow from what they stand beside. */
  readonly root: string | undefined;
  readonly key: string | undefined;
  readonly content: Content;
}

/** Without gaps, in the order of writing. */
export interface Section extends Range {
  readonly structs: readonly Struct[];
}

export interface ParsedUpdate {
  readonly bytes: Uint8Array;
  /** One a client. */
  readonly sections: readonly Section[];
  readonly deletes: readonly Range[];
}

/** 2^40 characters are more than anybody writes; sums stay exact. */
export const MAX_CLOCK = 2 ** 40;
const MAX_ROOT_LENGTH = 66;
const MAX_KEY_LENGTH = 1_024;

/** Source: yjs 13.6.33, structs/Item.js and utils/encoding.js. Formats, embeds, types and documents inside are not used. */
const INFO = { hasOrigin: 128, hasRightOrigin: 64, hasKey: 32, content: 31 } as const;
const CONTENTS: ReadonlyMap<number, Content> = new Map([
  [1, 'deleted'],
  [4, 'text'],
  [8, 'values'],
]);
const NAMED_ROOT = 1;

/** What was read last: the schema of a message has read what its handler needs right after. */
let last: ParsedUpdate | undefined;

/** The caller has checked the length before, and leaves the bytes as they are. */
export function parseUpdate(bytes: Uint8Array): Result<ParsedUpdate, string> {
  if (last?.bytes === bytes) return ok(last);
  const result = readUpdate(bytes);
  last = result.ok ? result.value : undefined;
  return result;
}

function readUpdate(bytes: Uint8Array): Result<ParsedUpdate, string> {
  try {
    const cursor = new ByteCursor(bytes);
    const sections = readSections(cursor);
    const deletes = readDeletes(cursor);
    return cursor.left === 0 ? ok({ bytes, sections, deletes }) : err('more than an update');
  } catch (error) {
    if (error instanceof MalformedBytes) return err(error.message);
    throw error;
  }
}

/** What is known of each client: the first clock that is not. */
export function parseStateVector(bytes: Uint8Array): Result<ReadonlyMap<number, number>, string> {
  try {
    const cursor = new ByteCursor(bytes);
    const states = new Map<number, number>();
    for (let left = cursor.count(); left > 0; left -= 1) {
      const client = cursor.number();
      if (states.has(client)) return err('a client twice');
      states.set(client, checkClock(cursor.number()));
    }
    return cursor.left === 0 ? ok(states) : err('more than a state');
  } catch (error) {
    if (error instanceof MalformedBytes) return err(error.message);
    throw error;
  }
}

function readSections(cursor: ByteCursor): readonly Section[] {
  const sections: Section[] = [];
  const clients = new Set<number>();
  for (let left = cursor.count(); left > 0; left -= 1) {
    const section = readSection(cursor);
    if (clients.has(section.client)) throw new MalformedBytes('a client twice');
    clients.add(section.client);
    sections.push(section);
  }
  return sections;
}

function readSection(cursor: ByteCursor): Section {
  const count = cursor.count();
  const client = cursor.number();
  const clock = checkClock(cursor.number());
  const structs: Struct[] = [];
  let end = clock;
  for (let left = count; left > 0; left -= 1) {
    const struct = readStruct(cursor, { client, clock: end });
    structs.push(struct);
    ({ end } = struct);
  }
  if (structs.length === 0) throw new MalformedBytes('a client who says nothing');
  return { client, clock, end, structs };
}

function readStruct(cursor: ByteCursor, id: Id): Struct {
  const from = cursor.position;
  const info = cursor.byte();
  const content = CONTENTS.get(info & INFO.content);
  if (!content) throw new MalformedBytes('content of another kind');
  const origin = (info & INFO.hasOrigin) === 0 ? undefined : readReference(cursor, id);
  const rightOrigin = (info & INFO.hasRightOrigin) === 0 ? undefined : readReference(cursor, id);
  const isFirst = origin === undefined && rightOrigin === undefined;
  const root = isFirst ? readRoot(cursor) : undefined;
  const key = isFirst && (info & INFO.hasKey) !== 0 ? readName(cursor, MAX_KEY_LENGTH) : undefined;
  const contentAt = cursor.position;
  const length = readContent(cursor, content);
  if (length === 0) throw new MalformedBytes('nothing');
  const { client, clock } = id;
  const end = checkClock(clock + length);
  const to = cursor.position;
  // Field by field: there is one for every letter that is typed.
  return { client, clock, end, from, to, contentAt, origin, rightOrigin, root, key, content };
}

/** Nothing stands beside what its own author wrote later. */
function readReference(cursor: ByteCursor, { client, clock }: Id): Id {
  const reference = { client: cursor.number(), clock: cursor.number() };
  if (reference.clock >= MAX_CLOCK) throw new MalformedBytes('a clock too far');
  if (reference.client === client && reference.clock >= clock) throw new MalformedBytes('beside itself');
  return reference;
}

function readRoot(cursor: ByteCursor): string {
  if (cursor.number() !== NAMED_ROOT) throw new MalformedBytes('a place that is no root');
  return readName(cursor, MAX_ROOT_LENGTH);
}

function readName(cursor: ByteCursor, maxLength: number): string {
  const name = cursor.text();
  if (name.length > maxLength) throw new MalformedBytes('a name too long');
  return name;
}

/** How many units it is. */
function readContent(cursor: ByteCursor, content: Content): number {
  if (content === 'deleted') return cursor.number();
  if (content === 'text') return cursor.text().length;
  const count = cursor.count();
  for (let left = count; left > 0; left -= 1) cursor.skipValue();
  return count;
}

function readDeletes(cursor: ByteCursor): readonly Range[] {
  const deletes: Range[] = [];
  for (let clients = cursor.count(); clients > 0; clients -= 1) {
    const client = cursor.number();
    for (let left = cursor.count(); left > 0; left -= 1) {
      const clock = cursor.number();
      const end = checkClock(clock + cursor.number());
      if (end === clock) throw new MalformedBytes('nothing deleted');
      deletes.push({ client, clock, end });
    }
  }
  return deletes;
}

function checkClock(clock: number): number {
  if (clock > MAX_CLOCK) throw new MalformedBytes('a clock too far');
  return clock;
}
