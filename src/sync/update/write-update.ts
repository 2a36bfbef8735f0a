// Writes updates (Yjs, version 1) out of parts of one that was read: in pieces that each can be applied once the ones
// before were, so that neither a link nor a page has to take a large document at once.

import type { Bytes } from '../../primitives/bytes.ts';
import { ByteCursor, ByteWriter } from './byte-cursor.ts';
import type { ParsedUpdate, Range, Struct } from './parse-update.ts';

export interface PieceLimits {
  readonly maxBytes: number;
  /** Structs and deleted ranges. */
  readonly maxStructs: number;
}

/** Structs and deletes of one piece. */
interface Piece {
  readonly structs: readonly Part[];
  readonly deletes: readonly Range[];
}

/** A struct, or some of one that is too large. */
interface Part extends Range {
  readonly data: Uint8Array;
}

/** What a header of a section, or a deleted range, takes at most. */
const HEADER_BYTES = 24;

/** The update in pieces, in the order of applying. `ordered`: its structs, each after what it stands beside. */
export function splitUpdate(
  { bytes, deletes }: ParsedUpdate,
  ordered: readonly Struct[],
  limits: PieceLimits,
): readonly Bytes[] {
  const parts = ordered.flatMap((struct) => partsOf(bytes, struct, limits.maxBytes - 2 * HEADER_BYTES));
  const pieces: Piece[] = [
    ...cut(parts, limits, ({ data }) => data.length + HEADER_BYTES).map((structs) => ({
      structs,
      deletes: [],
    })),
    ...cut(deletes, limits, () => HEADER_BYTES).map((ranges) => ({ structs: [], deletes: ranges })),
  ];
  return pieces.map(writePiece);
}

/** Lists that are as long as the limits let them be. */
function cut<T>(items: readonly T[], limits: PieceLimits, sizeOf: (item: T) => number): readonly T[][] {
  const lists: T[][] = [];
  let current: T[] = [];
  let size = 0;
  for (const item of items) {
    size += sizeOf(item);
    if (current.length > 0 && (size > limits.maxBytes || current.length >= limits.maxStructs)) {
      lists.push(current);
      current = [];
      size = sizeOf(item);
    }
    current.push(item);
  }
  if (current.length > 0) lists.push(current);
  return lists;
}

function writePiece({ structs, deletes }: Piece): Bytes {
  const writer = new ByteWriter();
  const sections = byClient(structs);
  writer.number(sections.length);
  for (const parts of sections) {
    writer.number(parts.length);
    writer.number(parts[0]?.client ?? 0);
    writer.number(parts[0]?.clock ?? 0);
    for (const { data } of parts) writer.append(data);
  }
  const deleted = byClient(deletes);
  writer.number(deleted.length);
  for (const ranges of deleted) {
    writer.number(ranges[0]?.client ?? 0);
    writer.number(ranges.length);
    for (const { clock, end } of ranges) {
      writer.number(clock);
      writer.number(end - clock);
    }
  }
  return writer.finish();
}

function byClient<T extends Range>(ranges: readonly T[]): readonly (readonly T[])[] {
  const lists = new Map<number, T[]>();
  for (const range of ranges) {
    const list = lists.get(range.client);
    if (list) list.push(range);
    else lists.set(range.client, [range]);
  }
  return Array.from(lists.values());
}

function partsOf(bytes: Uint8Array, struct: Struct, maxBytes: number): readonly Part[] {
  const { client, clock, end, from, to, contentAt } = struct;
  const isSmall = to - from <= maxBytes || struct.content === 'deleted';
  if (isSmall) return [{ client, clock, end, data: bytes.subarray(from, to) }];
  const contents =
    struct.content === 'text' ? cutText(bytes, struct, maxBytes) : cutValues(bytes, struct, maxBytes);
  let reached = clock;
  return contents.map(({ length, data }, index) => {
    const start = reached;
    reached += length;
    const head = index === 0 ? bytes.subarray(from, contentAt) : laterHead(struct, start);
    return { client, clock: start, end: reached, data: join(head, data) };
  });
}

interface Content {
  /** In units of the document. */
  readonly length: number;
  readonly data: Uint8Array;
}

const TEXT = 4;
const VALUES = 8;

/** What follows on the part before, which is its origin. */
function laterHead({ client, rightOrigin, content }: Struct, clock: number): Uint8Array {
  const writer = new ByteWriter();
  writer.byte((content === 'text' ? TEXT : VALUES) + 128 + (rightOrigin ? 64 : 0));
  writer.number(client);
  writer.number(clock - 1);
  if (rightOrigin) {
    writer.number(rightOrigin.client);
    writer.number(rightOrigin.clock);
  }
  return writer.finish();
}

function cutText(bytes: Uint8Array, { contentAt }: Struct, maxBytes: number): readonly Content[] {
  const cursor = new ByteCursor(bytes);
  cursor.position = contentAt;
  const text = cursor.text();
  // At most three bytes a unit of UTF-16.
  const step = Math.floor(maxBytes / 3);
  const parts: Content[] = [];
  for (let start = 0; start < text.length;) {
    const isPairCut = /[\uD800-\uDBFF]/.test(text[start + step - 1] ?? '');
    const end = Math.min(text.length, start + step - (isPairCut ? 1 : 0));
    const data = new TextEncoder().encode(text.slice(start, end));
    parts.push({ length: end - start, data: withLength(data.length, data) });
    start = end;
  }
  return parts;
}

function cutValues(bytes: Uint8Array, { contentAt }: Struct, maxBytes: number): readonly Content[] {
  const cursor = new ByteCursor(bytes);
  cursor.position = contentAt;
  const values = Array.from({ length: cursor.number() }, () => {
    const start = cursor.position;
    cursor.skipValue();
    return bytes.subarray(start, cursor.position);
  });
  const limits = { maxBytes, maxStructs: Infinity };
  return cut(values, limits, (value) => value.length).map((list) => ({
    length: list.length,
    data: withLength(list.length, ...list),
  }));
}

function withLength(length: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter();
  writer.number(length);
  for (const part of parts) writer.append(part);
  return writer.finish();
}

function join(head: Uint8Array, data: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + data.length);
  joined.set(head);
  joined.set(data, head.length);
  return joined;
}
