import { encode } from 'cborg';
import { describe, expect, test } from 'vitest';
import {
  decodeGossipMessage,
  gossipId,
  gossipIdBytes,
  gossipIdOf,
  MAX_AGE_MS,
  MAX_GOSSIP_PAYLOAD_BYTES,
  MAX_HOPS,
  MAX_IDS,
  signedBytes,
  type Gossip,
} from '../../../../src/mesh/gossip/gossip-message.ts';
import { formatPeerId } from '../../../../src/primitives/ids.ts';
import { createFakeCrypto } from '../../../support/fake-crypto.ts';
import { CONFUSED, MALFORMED } from '../../../support/hostile-payloads.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';

const GOSSIP: Gossip = {
  type: 'GOSSIP',
  key: new Uint8Array(65).fill(1),
  nonce: new Uint8Array(32).fill(2),
  sequence: 1,
  protocol: 'chat',
  version: 1,
  payload: Uint8Array.of(3),
  signature: new Uint8Array(64).fill(4),
  hops: 1,
  ageMs: 0,
};
const id = new Uint8Array(16);

test('the largest broadcast is read', () => {
  const largest = { ...GOSSIP, payload: new Uint8Array(MAX_GOSSIP_PAYLOAD_BYTES), protocol: 'p'.repeat(24) };
  expect(decodeGossipMessage(encode(largest)).ok).toBe(true);
  expect(MAX_GOSSIP_PAYLOAD_BYTES).toBe(48 * 1024);
});

test.each<[string, object]>([
  ['a payload over 48 KiB', { ...GOSSIP, payload: new Uint8Array(MAX_GOSSIP_PAYLOAD_BYTES + 1) }],
  ['a key of another length', { ...GOSSIP, key: new Uint8Array(64) }],
  ['a nonce of another length', { ...GOSSIP, nonce: new Uint8Array(31) }],
  ['a signature of another length', { ...GOSSIP, signature: new Uint8Array(72) }],
  ['a negative sequence', { ...GOSSIP, sequence: -1 }],
  ['a sequence beyond exact integers', { ...GOSSIP, sequence: 2 ** 53 }],
  ['no protocol', { ...GOSSIP, protocol: '' }],
  ['a protocol of 25 letters', { ...GOSSIP, protocol: 'p'.repeat(25) }],
  ['a version of over 16 bits', { ...GOSSIP, version: 65_536 }],
  ['no hops', { ...GOSSIP, hops: 0 }],
  ['17 hops', { ...GOSSIP, hops: MAX_HOPS + 1 }],
  ['an age over 30 s', { ...GOSSIP, ageMs: MAX_AGE_MS + 1 }],
  ['no age', { ...GOSSIP, ageMs: undefined }],
  [
    'IHAVE of 65',
    { type: 'IHAVE', ids: Array.from({ length: MAX_IDS + 1 }, () => id), hops: new Uint8Array(64) },
  ],
  ['IHAVE with hops for 65', { type: 'IHAVE', ids: [id], hops: new Uint8Array(MAX_IDS + 1) }],
  ['IHAVE of a short id', { type: 'IHAVE', ids: [new Uint8Array(15)], hops: Uint8Array.of(1) }],
  ['IHAVE without hops', { type: 'IHAVE', ids: [id] }],
  ['GRAFT of 65', { type: 'GRAFT', ids: Array.from({ length: MAX_IDS + 1 }, () => id) }],
  ['GRAFT without a list', { type: 'GRAFT' }],
  ['a message of another protocol', { type: 'PING', number: 1 }],
])('%s is refused', (_, message) => {
  const defined = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
  expect(decodeGossipMessage(encode(defined)).ok).toBe(false);
});

test.each([...MALFORMED, ...CONFUSED])('$title is refused', ({ bytes }) => {
  expect(decodeGossipMessage(bytes).ok).toBe(false);
});

test('what is longer than the longest message is not even decoded', () => {
  const long = encode({ ...GOSSIP, extra: new Uint8Array(MAX_GOSSIP_PAYLOAD_BYTES + 1024) });
  expect(decodeGossipMessage(long)).toEqual({ ok: false, error: { code: 'malformed', detail: 'too long' } });
});

describe('[G2] what an origin signs', () => {
  const namespace = new Uint8Array(16).fill(9);
  const signed = signedBytes(GOSSIP, namespace);

  test.each<[string, Partial<Gossip>]>([
    ['key', { key: new Uint8Array(65) }],
    ['nonce', { nonce: new Uint8Array(32) }],
    ['sequence', { sequence: 2 }],
    ['protocol', { protocol: 'files' }],
    ['version', { version: 2 }],
    ['payload', { payload: Uint8Array.of(4) }],
  ])('holds the %s', (_, change) => {
    expect(signedBytes({ ...GOSSIP, ...change }, namespace)).not.toEqual(signed);
  });

  test('holds the namespace, so that it says nothing in another room', () => {
    expect(signedBytes(GOSSIP, new Uint8Array(16))).not.toEqual(signed);
    expect(() => signedBytes(GOSSIP, new Uint8Array(15))).toThrow(RangeError);
  });

  test('does not hold hops and age: they change on the way', () => {
    expect(signedBytes({ ...GOSSIP, hops: 7, ageMs: 700 } as Gossip, namespace)).toEqual(signed);
  });
});

describe('[G2] an id', () => {
  const crypto = createFakeCrypto(createSeededRandom(1));
  const peer = formatPeerId(new Uint8Array(16).fill(5));
  const other = formatPeerId(new Uint8Array(16).fill(6));

  test('follows from origin and sequence', async () => {
    const ids = await Promise.all([
      gossipIdOf(peer, 1, crypto),
      gossipIdOf(peer, 2, crypto),
      gossipIdOf(peer, 2 ** 40, crypto),
      gossipIdOf(other, 1, crypto),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await gossipIdOf(peer, 1, crypto)).toBe(ids[0]);
  });

  test('is the same as bytes and as a key', async () => {
    const key = await gossipIdOf(peer, 1, crypto);
    expect(gossipIdBytes(key)).toHaveLength(16);
    expect(gossipId(gossipIdBytes(key))).toBe(key);
  });
});
