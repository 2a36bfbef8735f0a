// Writes CBOR as an enemy would: any value, with faults at random places that no encoder of ours makes. RFC 8949 names
// every one of them.

import { encodeUtf8 } from '../../../src/primitives/bytes.ts';
import { randomFraction, randomInteger, type RandomSource } from '../../../src/primitives/random.ts';

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5, tag: 6, simple: 7 } as const;
const BREAK = 0xff;
const INDEFINITE = 31;
/** Arrays in one another beyond what any recursion bears, in few bytes. */
const DEPTHS = [20, 400, 5_000, 30_000];

/** Beyond this nothing more is written: lists of long texts in one another would fill memory here, not there. */
const MAX_WRITTEN_BYTES = 70_000;

type Sink = number[];
type Fault = (sink: Sink, value: unknown, writer: Writer) => void;

interface Writer {
  readonly random: RandomSource;
  /** How likely each value is to be written wrongly, 0 to 1. */
  readonly faultRate: number;
  readonly write: (sink: Sink, value: unknown) => void;
}

/** `value` as CBOR; with `faultRate` 0 it is well-formed, if not in the order of keys that we write. */
export function writeCbor(value: unknown, random: RandomSource, faultRate: number): Uint8Array {
  const sink: Sink = [];
  const writer: Writer = { random, faultRate, write: (to, each) => writeValue(to, each, writer) };
  writer.write(sink, value);
  return Uint8Array.from(sink);
}

function writeValue(sink: Sink, value: unknown, writer: Writer): void {
  if (sink.length > MAX_WRITTEN_BYTES) return;
  const fault = FAULTS[randomInteger(writer.random, FAULTS.length)];
  if (fault && randomFraction(writer.random) < writer.faultRate) fault(sink, value, writer);
  else writePlain(sink, value, writer);
}

function writePlain(sink: Sink, value: unknown, writer: Writer): void {
  if (value instanceof Uint8Array) writeString(sink, MAJOR.bytes, value);
  else if (Array.isArray(value)) writeList(sink, value, writer);
  else if (typeof value === 'object' && value !== null) writeMap(sink, Object.entries(value), writer);
  else writeScalar(sink, value);
}

function writeScalar(sink: Sink, value: unknown): void {
  if (typeof value === 'string') writeString(sink, MAJOR.text, encodeUtf8(value));
  else if (typeof value === 'number') writeNumber(sink, value);
  else if (typeof value === 'bigint') writeHead(sink, MAJOR.unsigned, value);
  else
    sink.push((MAJOR.simple << 5) | (value === true ? 21 : value === false ? 20 : value === null ? 22 : 23));
}

function writeNumber(sink: Sink, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0))
    return value >= 0
      ? writeHead(sink, MAJOR.unsigned, BigInt(value))
      : writeHead(sink, MAJOR.negative, BigInt(-1 - value));
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return void sink.push(0xfb, ...new Uint8Array(view.buffer));
}

function writeString(sink: Sink, major: number, bytes: Uint8Array): void {
  writeHead(sink, major, BigInt(bytes.length));
  for (const byte of bytes) sink.push(byte);
}

function writeList(sink: Sink, list: readonly unknown[], writer: Writer): void {
  writeHead(sink, MAJOR.list, BigInt(list.length));
  for (const each of list) writer.write(sink, each);
}

function writeMap(sink: Sink, entries: readonly (readonly [string, unknown])[], writer: Writer): void {
  writeHead(sink, MAJOR.map, BigInt(entries.length));
  for (const [key, each] of entries) {
    writer.write(sink, key);
    writer.write(sink, each);
  }
}

/** `bytes` forces a width: 1, 2, 4 or 8 bytes behind the first. */
function writeHead(sink: Sink, major: number, count: bigint, bytes?: number): void {
  if (bytes === undefined && count < 24n) return void sink.push((major << 5) | Number(count));
  const width = bytes ?? (count < 0x100n ? 1 : count < 0x1_0000n ? 2 : count < 0x1_0000_0000n ? 4 : 8);
  sink.push((major << 5) | (24 + Math.log2(width)));
  for (let shift = width - 1; shift >= 0; shift -= 1) sink.push(Number((count >> BigInt(8 * shift)) & 0xffn));
  return undefined;
}

const FAULTS: readonly Fault[] = [
  function longHead(sink, value, { random }) {
    const width = 2 ** randomInteger(random, 4);
    writeHead(sink, randomInteger(random, 6), BigInt(sizeOf(value) % 200), width);
    if (typeof value === 'string') sink.push(...encodeUtf8(value));
  },
  function hugeLength(sink, _, { random }) {
    const counts = [0xffffn, 0x7fff_ffffn, 0xffff_ffffn, 0x1f_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn];
    writeHead(
      sink,
      MAJOR.bytes + randomInteger(random, 4),
      counts[randomInteger(random, counts.length)] ?? 0n,
    );
  },
  function indefinite(sink, value, writer) {
    const major = MAJOR.bytes + randomInteger(writer.random, 4);
    sink.push((major << 5) | INDEFINITE);
    if (Array.isArray(value)) for (const each of value) writer.write(sink, each);
    else writePlain(sink, value, writer);
    if (randomInteger(writer.random, 4) > 0) sink.push(BREAK);
  },
  function twice(sink, value, writer) {
    const given = isMap(value) ? Object.entries(value) : [['type', value] as const];
    writeMap(sink, [...given, ...given.slice(0, 1)], writer);
  },
  function backwards(sink, value, writer) {
    if (isMap(value)) writeMap(sink, Object.entries(value).toReversed(), writer);
    else writePlain(sink, [value, value], writer);
  },
  function tagged(sink, value, writer) {
    writeHead(sink, MAJOR.tag, BigInt([0, 1, 2, 3, 24, 55_799][randomInteger(writer.random, 6)] ?? 0));
    writePlain(sink, value, writer);
  },
  function deep(sink, value, writer) {
    const depth = DEPTHS[randomInteger(writer.random, DEPTHS.length)] ?? 0;
    const opening = [[0x81], [0xa1, 0x61, 0x61], [0xc1], [0x9f]][randomInteger(writer.random, 4)] ?? [];
    for (let i = 0; i < depth; i += 1) sink.push(...opening);
    writePlain(sink, value, writer);
  },
  function wide(sink, _, { random }) {
    const count = [50, 3_000, 60_000][randomInteger(random, 3)] ?? 0;
    writeHead(sink, MAJOR.list, BigInt(count));
    const filling = [0x80, 0xa0, 0x00, 0x60, 0xf6][randomInteger(random, 5)] ?? 0;
    for (let i = 0; i < count; i += 1) sink.push(filling);
  },
  function oddFloat(sink, _, { random }) {
    const floats = [
      [0xf9, 0x7e, 0x00],
      [0xf9, 0x7c, 0x00],
      [0xf9, 0x80, 0x00],
      [0xfa, 0x7f, 0x80, 0x00, 0x00],
    ];
    sink.push(...(floats[randomInteger(random, floats.length)] ?? []));
  },
  function badText(sink, _, { random }) {
    const bad =
      [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]][randomInteger(random, 4)] ?? [];
    writeString(sink, MAJOR.text, Uint8Array.from(bad));
  },
  function reserved(sink, _, { random }) {
    sink.push((randomInteger(random, 8) << 5) | (28 + randomInteger(random, 4)));
  },
  function simple(sink, _, { random }) {
    sink.push(0xf8, randomInteger(random, 256));
  },
  function oddKey(sink, value, writer) {
    const key = ['__proto__', 'constructor', 'toString', '', 7, null, [], {}][
      randomInteger(writer.random, 8)
    ];
    writeHead(sink, MAJOR.map, 1n);
    writePlain(sink, key, writer);
    writePlain(sink, value, writer);
  },
  function nothing() {
    // Left out: what stood around it counts one too many.
  },
];

function isMap(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array ? value.length : 1;
}
