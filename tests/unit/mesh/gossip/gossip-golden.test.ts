// Frames and signatures of version 1, made once with real keys: later versions have to read them and to write the same.

import { createHash, webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  decodeGossipMessage,
  encodeGossipMessage,
  gossipIdOf,
  GOSSIP_PROTOCOL,
  signedBytes,
  type GossipMessage,
} from '../../../../src/mesh/gossip/gossip-message.ts';
import { createWebCrypto } from '../../../../src/platform/web-crypto.ts';
import type { Bytes } from '../../../../src/primitives/bytes.ts';
import { peerIdBytes, type IdentityId, type PeerId } from '../../../../src/primitives/ids.ts';
import { identityIdOf, peerIdOf } from '../../../../src/secure/identity.ts';
import { enveloped, openEnveloped, readGolden, readGoldenFrames } from '../../../support/golden-frames.ts';

interface Golden {
  readonly namespace: Bytes;
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
  readonly messages: readonly {
    readonly title: string;
    readonly id: string;
    readonly signed: Bytes;
    readonly frame: string;
  }[];
}

const frames = readGoldenFrames<GossipMessage>('gossip-v1.json');
const { namespace, peerId, identityId, messages } = readGolden('gossip-signed-v1.json') as Golden;
const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);
const EVERY_TYPE: Record<GossipMessage['type'], true> = {
  GOSSIP: true,
  IHAVE: true,
  GRAFT: true,
  PRUNE: true,
};

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  expect(decodeGossipMessage(openEnveloped(frame, GOSSIP_PROTOCOL))).toEqual({ ok: true, value });
  expect(enveloped(encodeGossipMessage(value), GOSSIP_PROTOCOL)).toBe(frame);
});

test('every message is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});

describe.each(messages)('$title', ({ id, signed, frame }) => {
  const decoded = decodeGossipMessage(openEnveloped(frame, GOSSIP_PROTOCOL));
  if (!decoded.ok || decoded.value.type !== 'GOSSIP') throw new Error('no broadcast');
  const message = decoded.value;

  test('was signed over the recorded bytes', async () => {
    expect(signedBytes(message, namespace)).toEqual(signed);
    expect(await crypto.verify(message.key, message.signature, signed)).toBe(true);
  });

  test('has the recorded origin and id', async () => {
    expect(await peerIdOf(message.key, message.nonce, crypto)).toBe(peerId);
    expect(await identityIdOf(message.key, crypto)).toBe(identityId);
    expect(await gossipIdOf(peerId, message.sequence, crypto)).toBe(id);
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(message.sequence));
    const hash = createHash('sha256').update(peerIdBytes(peerId)).update(counter).digest('hex');
    expect(id).toBe(hash.slice(0, 32));
  });
});
