// Updates that no honest peer writes, byte by byte.

import { ByteWriter } from '../../src/sync/update/byte-cursor.ts';
import { encodeUtf8 } from '../../src/primitives/bytes.ts';

/** Source: yjs 13.6.33, INTERNALS.md and structs/Item.js. */
export const ORIGIN = 128;
export const RIGHT_ORIGIN = 64;
export const KEYED = 32;
export const CONTENT = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  text: 4,
  embed: 5,
  format: 6,
  type: 7,
  values: 8,
  document: 9,
  skip: 10,
};

export interface HostileStruct {
  readonly info: number;
  readonly origin?: readonly [number, number];
  readonly rightOrigin?: readonly [number, number];
  readonly root?: string;
  readonly key?: string;
  /** Written after all that. */
  readonly write?: (writer: ByteWriter) => void;
}

export interface HostileSection {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly HostileStruct[];
  /** What it says how many structs there are. */
  readonly count?: number;
}

export function writeText(writer: ByteWriter, text: string): void {
  const bytes = encodeUtf8(text);
  writer.number(bytes.length);
  writer.append(bytes);
}

/** One value, a small integer. */
export function writeValue(writer: ByteWriter): void {
  writer.number(1);
  writer.byte(125);
  writer.byte(7);
}

export function hostileUpdate(
  sections: readonly HostileSection[],
  deletes: readonly (readonly [client: number, clock: number, length: number])[] = [],
): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writer.number(sections.length);
  for (const { client, clock, structs, count = structs.length } of sections) {
    writer.number(count);
    writer.number(client);
    writer.number(clock);
    for (const struct of structs) writeStruct(writer, struct);
  }
  writer.number(deletes.length);
  for (const [client, clock, length] of deletes) {
    writer.number(client);
    writer.number(1);
    writer.number(clock);
    writer.number(length);
  }
  return writer.finish();
}

function writeStruct(writer: ByteWriter, struct: HostileStruct): void {
  const { info, origin, rightOrigin, root, key, write } = struct;
  writer.byte(info);
  for (const [client, clock] of [origin, rightOrigin].flatMap((id) => (id ? [id] : []))) {
    writer.number(client);
    writer.number(clock);
  }
  if (root !== undefined) {
    writer.number(1);
    writeText(writer, root);
  }
  if (key !== undefined) writeText(writer, key);
  write?.(writer);
}

/**
 * An update of Yjs's second version whose few bytes stand for `structs` structs: each column says "the same for ever".
 * Source: yjs#687.
 */
export function secondVersionBomb(structs: number): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  const column = (...bytes: readonly number[]) => {
    writer.number(bytes.length);
    for (const byte of bytes) writer.byte(byte);
  };
  writer.byte(0);
  column();
  column(5);
  column();
  column();
  column(0);
  column(0);
  column();
  column();
  column(0x41, 0xff, 0xff, 0xff, 0xff, 0x7f);
  writer.number(1);
  writer.number(structs);
  writer.number(0);
  writer.number(0);
  return writer.finish();
}

/** A text under a root, alone in its place. */
export const text = (root: string, content = 'x') => ({
  info: CONTENT.text,
  root,
  write: (writer: ByteWriter) => writeText(writer, content),
});
