import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../src/primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../../../src/primitives/codec.ts';
import {
  boolean,
  bytes,
  integer,
  list,
  oneOf,
  optional,
  record,
  text,
  variants,
  type Schema,
} from '../../../src/primitives/schema.ts';

const person = record({
  name: text({ maxLength: 5, minLength: 1 }),
  age: integer({ min: 0, max: 150 }),
  key: bytes({ length: 2 }),
  tags: list(text({ maxLength: 3 }), { maxLength: 2 }),
  nick: optional(text({ maxLength: 3 })),
});
const valid = { name: 'Ada', age: 36, key: Uint8Array.of(1, 2), tags: ['x'] };

function pathOf(schema: Schema<unknown>, value: unknown): string | undefined {
  const parsed = schema.parse(value);
  return parsed.ok ? undefined : parsed.error.path;
}

describe('schema', () => {
  it('accepts what fits and leaves a missing optional field out', () => {
    expect(person.parse(valid)).toEqual({ ok: true, value: valid });
  });

  it.each([
    ['name', { ...valid, name: '' }],
    ['name', { ...valid, name: 'longer' }],
    ['name', { ...valid, name: '\ud800' }],
    ['age', { ...valid, age: 1.5 }],
    ['age', { ...valid, age: -1 }],
    ['age', { ...valid, age: Number.NaN }],
    ['key', { ...valid, key: Uint8Array.of(1) }],
    ['key', { ...valid, key: [1, 2] }],
    ['tags', { ...valid, tags: ['a', 'b', 'c'] }],
    ['tags[1]', { ...valid, tags: ['a', 4] }],
    ['nick', { ...valid, nick: null }],
    ['name', { age: 1 }],
    ['', []],
    ['', null],
  ])('names the path %j of what does not fit', (path, value) => {
    expect(pathOf(person, value)).toBe(path);
  });

  it('drops fields it does not know', () => {
    expect(person.parse({ ...valid, extra: 1 })).toEqual({ ok: true, value: valid });
  });

  it('reads own fields only', () => {
    const inherited = Object.create({ open: true }) as object;
    expect(pathOf(record({ open: boolean }), inherited)).toBe('open');
  });

  it('copies bytes, so that the sender keeps nothing of ours', () => {
    const given = Uint8Array.of(1, 2);
    const parsed = person.parse({ ...valid, key: given });
    given[0] = 9;
    expect(parsed.ok && parsed.value.key[0]).toBe(1);
  });

  it('tells variants apart by their type', () => {
    const message = variants({
      say: record({ what: text({ maxLength: 9 }) }),
      go: record({ to: oneOf('in', 'out') }),
    });
    expect(message.parse({ type: 'go', to: 'in' })).toEqual({ ok: true, value: { type: 'go', to: 'in' } });
    expect(pathOf(message, { type: 'toString' })).toBe('');
    expect(pathOf(message, { type: 'go', to: 'up' })).toBe('to');
  });
});

describe('codec', () => {
  const schema = record({
    id: bytes({ maxLength: 9 }),
    n: integer({ min: 0, max: 2 ** 40 }),
    s: text({ maxLength: 500 }),
  });

  it('decodes what it encoded', () => {
    const message = fc.record({
      id: fc.uint8Array({ maxLength: 9 }),
      n: fc.integer({ min: 0, max: 2 ** 40 }),
      s: fc.string({ maxLength: 20, unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(message, (value) => {
        expect(decodeMessage(encodeMessage(value), schema)).toEqual({ ok: true, value });
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => !decodeMessage(noise, schema).ok));
  });

  it.each([
    ['deep nesting', new Uint8Array(60_000).fill(0x81)],
    ['an indefinite length', Uint8Array.of(0x9f, 0xff)],
    ['a length beyond the end', Uint8Array.of(0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
    ['a doubled key', Uint8Array.of(0xa2, 0x61, 0x61, 1, 0x61, 0x61, 2)],
    ['bytes after the end', Uint8Array.of(0x01, 0x01)],
  ])('refuses %s as malformed', (_name, hostile) => {
    const decoded = decodeMessage(hostile, schema);
    expect(decoded).toMatchObject({ ok: false, error: { code: 'malformed' } });
  });

  it('repeats nothing of what was sent in its error', () => {
    const key = encodeMessage('secret'.repeat(80));
    const twice = concatBytes(Uint8Array.of(0xa2), key, Uint8Array.of(1), key, Uint8Array.of(2));
    const decoded = decodeMessage(twice, schema);
    const said = decoded.ok ? '' : decoded.error.detail;
    expect([said.includes('secret'), said.length < 100, said]).toEqual([
      false,
      true,
      expect.stringMatching(/CBOR/),
    ]);
  });

  it('takes no negative zero: it would be written as another number', () => {
    expect(decodeMessage(Uint8Array.of(0xf9, 0x80, 0x00), integer({ min: 0, max: 9 })).ok).toBe(false);
  });

  it('cannot be made to reach a prototype', () => {
    const decoded = decodeMessage(encodeMessage({ ['__proto__']: 1, n: 1 }), schema);
    expect(decoded.ok).toBe(false);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
