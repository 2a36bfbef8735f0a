// Turns what honest peers send into what no honest peer sends: bytes, text and plain values, by a seeded random source.

import { randomInteger, type RandomSource } from '../../../src/primitives/random.ts';

const INTERESTING_BYTES = [
  0x00, 0x01, 0x17, 0x18, 0x1b, 0x40, 0x5b, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xf6, 0xff,
];
const INTERESTING_NUMBERS = [
  -1,
  0,
  -0,
  0.5,
  1,
  23,
  24,
  255,
  65_535,
  65_536,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  1e308,
  -1e308,
];
const INTERESTING_TEXT = [
  '',
  ' ',
  '\0',
  '\n',
  '\r\n',
  '\u2028',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udc00\ud800',
  'ﷺ',
  'é',
  'e\u0301',
  '👩‍👩‍👧',
  '%',
  '%E0%A4%A',
  '%2F',
  '#',
  '/',
  '//',
  '~',
  '-',
  '..',
  '../',
  '\\',
  '\'"`',
  '<script>',
  '&',
  '=',
  '?',
  '@',
  ':',
  'kith:',
  'https://',
  'javascript:',
  '__proto__',
  'constructor',
  '{{',
  '${',
  '0',
  '-1',
  '1e999',
  'NaN',
  '١٢',
  '[::1]',
];
const LONG = [100, 1_000, 20_000, 70_000];
const MAX_STEPS = 4;

export function pick<T>(random: RandomSource, from: readonly T[]): T {
  return from[randomInteger(random, from.length)] as T;
}

export function randomBytes(random: RandomSource, maxLength: number): Uint8Array {
  const bound = pick(random, [4, 40, 400, maxLength]);
  return random.bytes(randomInteger(random, Math.min(bound, maxLength) + 1));
}

export function mutateBytes(
  sample: Uint8Array,
  random: RandomSource,
  others: readonly Uint8Array[],
): Uint8Array {
  let bytes = Array.from(sample);
  for (let step = randomInteger(random, MAX_STEPS); step >= 0; step -= 1) {
    const at = randomInteger(random, bytes.length + 1);
    const length = randomInteger(random, Math.min(bytes.length - at, 40) + 1);
    if (bytes.length === 0) bytes = Array.from(random.bytes(3));
    else bytes = pick(random, BYTE_CHANGES)({ bytes, at, length, random, others });
  }
  return Uint8Array.from(bytes);
}

interface ByteChange {
  readonly bytes: number[];
  readonly at: number;
  readonly length: number;
  readonly random: RandomSource;
  readonly others: readonly Uint8Array[];
}

const BYTE_CHANGES: readonly ((change: ByteChange) => number[])[] = [
  ({ bytes, at, random }) => bytes.with(Math.min(at, bytes.length - 1), randomInteger(random, 256)),
  ({ bytes, at, random }) =>
    bytes.map((byte, index) => (index === at ? byte ^ (1 << randomInteger(random, 8)) : byte)),
  ({ bytes, at, random }) =>
    bytes.map((byte, index) => (index === at ? pick(random, INTERESTING_BYTES) : byte)),
  ({ bytes, at, length }) => bytes.toSpliced(at, length),
  ({ bytes, at, length }) => bytes.toSpliced(at, 0, ...bytes.slice(at, at + length)),
  ({ bytes, at, length, random }) => bytes.toSpliced(at, 0, ...random.bytes(length)),
  ({ bytes, at }) => bytes.slice(0, at),
  ({ bytes, length, random }) => [...bytes, ...random.bytes(length)],
  ({ bytes, at, random, others }) => [...bytes.slice(0, at), ...pick(random, others).slice(at)],
  ({ bytes, at, random }) =>
    bytes.toSpliced(at, 1, ...new Uint8Array(pick(random, LONG)).fill(randomInteger(random, 256))),
];

export function mutateText(sample: string, random: RandomSource, others: readonly string[]): string {
  let text = sample;
  for (let step = randomInteger(random, MAX_STEPS); step >= 0; step -= 1) {
    const at = randomInteger(random, text.length + 1);
    const end = at + randomInteger(random, Math.min(text.length - at, 40) + 1);
    text = pick(random, TEXT_CHANGES)({ text, at, end, random, others });
  }
  return text;
}

interface TextChange {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly random: RandomSource;
  readonly others: readonly string[];
}

const TEXT_CHANGES: readonly ((change: TextChange) => string)[] = [
  ({ text, at, random }) => text.slice(0, at) + pick(random, INTERESTING_TEXT) + text.slice(at),
  ({ text, at, end, random }) => text.slice(0, at) + pick(random, INTERESTING_TEXT) + text.slice(end),
  ({ text, at, end }) => text.slice(0, at) + text.slice(end),
  ({ text, at, end }) => text.slice(0, end) + text.slice(at),
  ({ text, at }) => text.slice(0, at),
  ({ text }) => text.toUpperCase(),
  ({ text, at, random, others }) => text.slice(0, at) + pick(random, others).slice(at),
  ({ text, at, random }) =>
    text.slice(0, at) + String.fromCodePoint(randomInteger(random, 0xd800)) + text.slice(at),
  ({ text, at, end, random }) =>
    text.slice(0, at) +
    pick(random, ['a', ' ', ...INTERESTING_TEXT, text.slice(at, end)]).repeat(pick(random, LONG) / 10),
];

/** A value of any kind, as JSON, CBOR or a structured clone may hold. */
export function randomValue(random: RandomSource, depth = 3): unknown {
  switch (randomInteger(random, depth > 0 ? 9 : 6)) {
    case 0:
      return pick(random, INTERESTING_NUMBERS);
    case 1:
      return pick(random, INTERESTING_TEXT);
    case 2:
      return pick(random, INTERESTING_TEXT).repeat(pick(random, LONG) / 10);
    case 3:
      return random.bytes(pick(random, [0, 1, 16, 32, 64, 65, 1_100]));
    case 4:
      return pick<unknown>(random, [true, false, null, undefined]);
    case 5:
      return 'x'.repeat(pick(random, LONG));
    case 6:
      return Array.from({ length: randomInteger(random, 5) }, () => randomValue(random, depth - 1));
    case 7:
      return Array.from({ length: pick(random, [65, 300, 3_000]) }, () => 0);
    default:
      return Object.fromEntries(
        Array.from({ length: randomInteger(random, 5) }, () => [
          pick(random, ['type', 'id', 'name', ...INTERESTING_TEXT]),
          randomValue(random, depth - 1),
        ]),
      );
  }
}

/** `value` with something in it changed: another type, a missing or a foreign field, far too much of it. */
export function mutateValue(value: unknown, random: RandomSource): unknown {
  if (Array.isArray(value) && randomInteger(random, 4) > 0) return mutateList(value, random);
  if (isRecord(value) && randomInteger(random, 6) > 0) return mutateRecord(value, random);
  if (typeof value === 'string' && randomInteger(random, 3) > 0)
    return mutateText(value, random, INTERESTING_TEXT);
  if (typeof value === 'number' && randomInteger(random, 3) > 0) return pick(random, INTERESTING_NUMBERS);
  if (value instanceof Uint8Array && randomInteger(random, 3) > 0) return mutateBytes(value, random, [value]);
  return randomValue(random);
}

function mutateList(list: readonly unknown[], random: RandomSource): unknown[] {
  const at = randomInteger(random, list.length + 1);
  const changes = [
    () => list.toSpliced(at, 1),
    () => list.toSpliced(at, 0, randomValue(random)),
    () => list.map((each, index) => (index === at ? mutateValue(each, random) : each)),
    () => Array.from({ length: pick(random, [9, 65, 257, 5_000]) }, () => list[0] ?? 0),
  ];
  return pick(random, changes)();
}

function mutateRecord(given: Readonly<Record<string, unknown>>, random: RandomSource): unknown {
  const keys = Object.keys(given);
  const key = keys.length > 0 ? pick(random, keys) : 'type';
  const { [key]: old, ...rest } = given;
  const changes = [
    () => rest,
    () => ({ ...given, [key]: mutateValue(old, random) }),
    () => ({ ...given, [key]: mutateValue(old, random) }),
    () => ({ ...given, [key]: randomValue(random) }),
    () => ({ ...rest, [pick(random, INTERESTING_TEXT)]: old }),
    () => ({ ...given, [pick(random, ['extra', ...INTERESTING_TEXT])]: randomValue(random) }),
    () => ({ ...given, [key]: [old] }),
    () => ({ ...given, [pick(random, ['k', '"', '\n']).repeat(pick(random, LONG))]: old }),
    () => JSON.parse('{"__proto__": {"type": "text", "polluted": true}}') as unknown,
  ];
  return pick(random, changes)();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}
