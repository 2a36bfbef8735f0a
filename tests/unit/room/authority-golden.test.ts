// What is signed and said about who may do what: every version reads and writes it byte for byte.

import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import { formatHex, parseHex, type Bytes } from '../../../src/primitives/bytes.ts';
import { decodeMessage, encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import { encodeProof, verifyProof } from '../../../src/room/charter-proof.ts';
import { firstCharter, type Charter } from '../../../src/room/charter.ts';
import {
  CHARTER_PROTOCOL,
  decodeDoorMessage,
  encodeDoorMessage,
  EPOCH_PROTOCOL,
  KNOCK_PROTOCOL,
  type DoorMessage,
} from '../../../src/room/charter-protocol.ts';
import { createEpochs } from '../../../src/room/epochs.ts';
import { decodeKept, encodeKept, type KeptAuthority } from '../../../src/room/kept-authority.ts';
import { derivePlaceKeys } from '../../../src/room/place.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import { enveloped, openEnveloped, readGolden, readGoldenFrames } from '../../support/golden-frames.ts';

const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);

interface GoldenProofs {
  readonly first: { readonly namespace: Bytes; readonly root: string; readonly hash: Bytes };
  readonly proofs: readonly {
    readonly title: string;
    readonly namespace: Bytes;
    readonly root: string;
    readonly frame: string;
    readonly value: Pick<Charter, 'serial' | 'hash' | 'ownerIds' | 'rules'>;
  }[];
}
const { first, proofs } = readGolden('charter-proof-v1.json') as GoldenProofs;

test('[C1] the hash that a room begins with is the same', async () => {
  expect((await firstCharter(first.namespace, first.root, crypto)).hash).toEqual(first.hash);
});

test.each(proofs)(
  '[C2] the recorded charter $title is believed',
  async ({ namespace, root, frame, value }) => {
    const verified = await verifyProof(parseHex(frame) ?? new Uint8Array(), { namespace, root }, crypto);
    expect(verified).toMatchObject({ ok: true, value });
    expect(verified.ok && formatHex(encodeProof(verified.value) ?? new Uint8Array())).toBe(frame);
  },
);

interface GoldenEpoch {
  readonly title: string;
  readonly base: { readonly namespace: Bytes; readonly psk: Bytes };
  readonly secret: Bytes;
  readonly hash: Bytes;
  readonly namespace: Bytes;
}

test.each(readGolden('epoch-context-v1.json') as readonly GoldenEpoch[])(
  '[E1] $title has the same hash and namespace',
  async ({ base, secret, hash, namespace }) => {
    const epochs = createEpochs(base, crypto);
    expect(await epochs.hold(secret)).toEqual(hash);
    epochs.use(hash);
    expect(epochs.contexts[0]).toEqual({ namespace, psk: base.psk, epochSecret: secret });
  },
);

interface GoldenPair {
  readonly title: string;
  readonly secret: Bytes;
  readonly namespace: Bytes;
  readonly psk: Bytes;
}

test.each(readGolden('pair-v1.json') as readonly GoldenPair[])(
  '[R9] the keys $title are the same',
  async ({ secret, namespace, psk }) => {
    expect(await derivePlaceKeys(crypto, { kind: 'pair', secret })).toEqual({ namespace, psk });
  },
);

describe.each<[string, Protocol, number]>([
  ['charter-v1.json', CHARTER_PROTOCOL, 3],
  ['epoch-v1.json', EPOCH_PROTOCOL, 2],
  ['knock-v1.json', KNOCK_PROTOCOL, 3],
])('%s', (file, protocol, count) => {
  const frames = readGoldenFrames(file);

  test('is there', () => expect(frames).toHaveLength(count));

  test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
    expect(decodeMessage(openEnveloped(frame, protocol), protocol.message)).toEqual({ ok: true, value });
    expect(enveloped(encodeMessage(value as Encodable), protocol)).toBe(frame);
  });
});

test.each(readGoldenFrames<DoorMessage>('door-v1.json'))(
  '$title, at a door: recorded frame and value are the same',
  ({ frame, value }) => {
    expect(decodeDoorMessage(parseHex(frame) ?? new Uint8Array())).toEqual(value);
    expect(formatHex(encodeDoorMessage(value))).toBe(frame);
  },
);

test.each(readGoldenFrames<KeptAuthority>('kept-authority-v1.json'))(
  'what is kept $title: recorded bytes and value are the same',
  ({ frame, value }) => {
    expect(decodeKept(parseHex(frame) ?? new Uint8Array())).toEqual(value);
    expect(formatHex(encodeKept(value))).toBe(frame);
  },
);
