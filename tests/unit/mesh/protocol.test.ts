import { expect, test } from 'vitest';
import { encode } from 'cborg';
import { decodeMeshMessage, MAX_KNOWN_PEERS } from '../../../src/mesh/protocol.ts';
import { MAX_ENTRY_BYTES } from '../../../src/secure/entry.ts';
import { CONFUSED, MALFORMED } from '../../support/hostile-payloads.ts';

const entry = new Uint8Array(4);

test.each<[string, object]>([
  ['HELLO without a generation', { type: 'HELLO' }],
  ['HELLO with a negative generation', { type: 'HELLO', lost: -1 }],
  ['HELLO with a generation beyond exact integers', { type: 'HELLO', lost: 2 ** 53 }],
  ['HELLO with an entry that is null', { type: 'HELLO', lost: 0, entry: null }],
  ['USE with a generation that is text', { type: 'USE', generation: '1' }],
  ['PING without a number', { type: 'PING' }],
  ['PONG with half a number', { type: 'PONG', number: 1.5 }],
  ['PONG with more than 32 bits', { type: 'PONG', number: 2 ** 32 }],
  ['ENTRY of over 1 KiB', { type: 'ENTRY', entry: new Uint8Array(MAX_ENTRY_BYTES + 1) }],
  ['KNOWN_PEERS without a list', { type: 'KNOWN_PEERS', entries: entry }],
  ['KNOWN_PEERS with a list in the list', { type: 'KNOWN_PEERS', entries: [[entry]] }],
  [
    'KNOWN_PEERS of 65',
    { type: 'KNOWN_PEERS', entries: Array.from({ length: MAX_KNOWN_PEERS + 1 }, () => entry) },
  ],
  ['HELLO with delivery that has no base', { type: 'HELLO', lost: 0, delivery: { stream: 1 } }],
  [
    'HELLO with a stream of more than 32 bits',
    { type: 'HELLO', lost: 0, delivery: { stream: 2 ** 32, base: 0 } },
  ],
  [
    'HELLO with half a position',
    { type: 'HELLO', lost: 0, delivery: { stream: 1, base: 0, heard: { next: 1 } } },
  ],
  ['HELLO with minus one link', { type: 'HELLO', lost: 0, links: -1 }],
  ['PING with 256 links', { type: 'PING', number: 1, links: 256 }],
  ['ACK without a stream', { type: 'ACK', next: 1 }],
  ['ACK with a number that is none', { type: 'ACK', stream: 1, next: 2 ** 32 }],
  ['STREAM without a base', { type: 'STREAM', stream: 1 }],
  ['RELEASE without a reason', { type: 'RELEASE', peers: [] }],
  ['RELEASE with a long reason', { type: 'RELEASE', reason: 'x'.repeat(65), peers: [] }],
  [
    'RELEASE with nine others',
    { type: 'RELEASE', reason: '', peers: Array.from({ length: 9 }, () => entry) },
  ],
  ['FULL with nine others', { type: 'FULL', peers: Array.from({ length: 9 }, () => entry) }],
  ['a message of another protocol', { type: 'CHECK_IN', broker: 'b', entry, holds: 0 }],
])('%s is refused', (_, message) => {
  expect(decodeMeshMessage(encode(message))).toMatchObject({ ok: false, error: { code: 'schema' } });
});

test.each([...MALFORMED, ...CONFUSED])('$title is refused', ({ bytes }) => {
  expect(decodeMeshMessage(bytes).ok).toBe(false);
});

test('what is longer than 60 KiB is not even decoded', () => {
  const entries = Array.from({ length: 61 }, () => new Uint8Array(1024));
  const long = encode({ type: 'KNOWN_PEERS', entries });
  expect(decodeMeshMessage(long)).toEqual({ ok: false, error: { code: 'malformed', detail: 'too long' } });
});

test('fields of later versions are dropped', () => {
  expect(decodeMeshMessage(encode({ type: 'PING', number: 1, from: 'somebody else' }))).toEqual({
    ok: true,
    value: { type: 'PING', number: 1 },
  });
});
