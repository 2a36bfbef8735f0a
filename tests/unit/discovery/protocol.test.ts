import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from 'cborg';
import {
  decodeMeetingMessage,
  encodeMeetingMessage,
  MAX_MEETING_MESSAGE_BYTES,
  MAX_REGISTRY_ANSWER,
  type MeetingMessage,
} from '../../../src/discovery/protocol.ts';
import { MAX_ENTRY_BYTES } from '../../../src/secure/entry.ts';
import { CONFUSED, MALFORMED } from '../../support/hostile-payloads.ts';

const entry = new Uint8Array(MAX_ENTRY_BYTES);
const CHECK_IN = { type: 'CHECK_IN', broker: 'b', entry, holds: 0 } as const;
const REGISTRY = { type: 'REGISTRY', broker: 'b', leads: 1, rank: 0, entries: [entry] } as const;
const CALL_IN = { type: 'CALL_IN', broker: 'b', slot: 1 } as const;

test.each([CHECK_IN, REGISTRY, { ...REGISTRY, isFull: true } as const, CALL_IN])(
  '$type is read back',
  (message) => {
    expect(decodeMeetingMessage(encodeMeetingMessage(message))).toEqual({ ok: true, value: message });
  },
);

test.each<[string, object]>([
  ['no broker', { ...CHECK_IN, broker: undefined }],
  ['a broker that is bytes', { ...CHECK_IN, broker: new Uint8Array(1) }],
  ['a broker of 256 letters', { ...CHECK_IN, broker: 'b'.repeat(256) }],
  ['no entry', { ...CHECK_IN, entry: undefined }],
  ['an entry that is text', { ...CHECK_IN, entry: 'entry' }],
  ['an entry of over 1 KiB', { ...CHECK_IN, entry: new Uint8Array(MAX_ENTRY_BYTES + 1) }],
  ['a fourth address held', { ...CHECK_IN, holds: 4 }],
  ['half an address held', { ...CHECK_IN, holds: 0.5 }],
  ['a negative address led', { ...REGISTRY, leads: -1 }],
  ['an address that is text', { ...REGISTRY, leads: '1' }],
  ['a rank beyond all peers', { ...REGISTRY, rank: 65_536 }],
  ['entries that are no list', { ...REGISTRY, entries: { 0: entry, length: 1 } }],
  ['a list with something else in it', { ...REGISTRY, entries: [new Uint8Array(1), 'entry'] }],
  ['49 entries', { ...REGISTRY, entries: Array.from({ length: 49 }, () => new Uint8Array(1)) }],
  ['a room that is full by half', { ...REGISTRY, isFull: 0.5 }],
  ['a call to nowhere', { ...CALL_IN, slot: 0 }],
  ['a call to a fourth address', { ...CALL_IN, slot: 4 }],
  ['another message’s fields', { ...REGISTRY, type: 'CHECK_IN' }],
  ['lower case', { ...CALL_IN, type: 'call_in' }],
])('a message with %s is refused', (_, message) => {
  const given = Object.entries(message).filter(([, value]) => value !== undefined);
  expect(decodeMeetingMessage(encode(Object.fromEntries(given)))).toMatchObject({
    ok: false,
    error: { code: 'schema' },
  });
});

test.each([...MALFORMED, ...CONFUSED])('$title is refused', ({ bytes }) => {
  expect(decodeMeetingMessage(bytes).ok).toBe(false);
});

test('what is longer than 60 KiB is not even decoded', () => {
  const long = encodeMeetingMessage({ ...CALL_IN, broker: 'b'.repeat(MAX_MEETING_MESSAGE_BYTES) });
  expect(decodeMeetingMessage(long)).toEqual({ ok: false, error: { code: 'malformed', detail: 'too long' } });
});

test('the largest honest answer fits', () => {
  const entries = Array.from({ length: MAX_REGISTRY_ANSWER }, () => entry);
  const largest: MeetingMessage = { ...REGISTRY, broker: 'ü'.repeat(255), rank: 65_535, entries };
  expect(decodeMeetingMessage(encodeMeetingMessage(largest)).ok).toBe(true);
});

test('fields of later versions are dropped', () => {
  const later = encode({ ...CALL_IN, from: 'somebody else', more: { deep: [1] } });
  expect(decodeMeetingMessage(later)).toEqual({ ok: true, value: CALL_IN });
});

test('any bytes are answered', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(typeof decodeMeetingMessage(bytes).ok).toBe('boolean');
    }),
  );
});
