import { describe, expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import { decodeMessage, encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import { decodeChunkFrame, type ChunkFrame } from '../../../src/swarm/chunk-frame.ts';
import { encodeChunkFrame } from '../../support/chunk-frames.ts';
import { swarmNewsProtocol, swarmProtocol } from '../../../src/swarm/protocol.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../support/golden-frames.ts';

const PROTOCOLS: readonly Protocol[] = [swarmNewsProtocol, swarmProtocol] as readonly Protocol[];

describe.each(PROTOCOLS)('$id', (protocol) => {
  const frames = readGoldenFrames<Encodable>(`${protocol.id}-v${protocol.version}.json`);

  test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
    const payload = openEnveloped(frame, protocol);
    expect(decodeMessage(payload, protocol.message)).toEqual({ ok: true, value });
    expect(enveloped(encodeMessage(value), protocol)).toBe(frame);
  });
});

describe('chunks', () => {
  test.each(readGoldenFrames<ChunkFrame>('swarm-chunk-v1.json'))(
    '$title: recorded frame and value are the same',
    ({ frame, value }) => {
      expect(decodeChunkFrame(parseHex(frame) ?? new Uint8Array())).toEqual(value);
      expect(formatHex(encodeChunkFrame(value))).toBe(frame);
    },
  );
});

test('every kind of message is recorded', () => {
  const types = readGoldenFrames<{ type: string }>('swarm-v1.json').map(({ value }) => value.type);
  expect(new Set(types)).toEqual(
    new Set(['accept', 'have', 'ask', 'leaves', 'top', 'request', 'cancel', 'none', 'leave']),
  );
});

test('the longest honest messages fit', () => {
  const key = new Uint8Array(16);
  const runs = Array.from({ length: 512 }, (_, at) => [2 * at, 1]).flat();
  const lengths = [
    { type: 'accept', key, bits: new Uint8Array(32 * 1024), answer: true },
    { type: 'have', key, runs: runs.map((number) => number + 261_000), whole: true },
    { type: 'leaves', key, from: 261_632, hashes: new Uint8Array(16 * 1024) },
    { type: 'top', key, root: new Uint8Array(32), slices: new Uint8Array(16 * 1024) },
  ].map((message) => encodeMessage(message).length);
  expect(Math.max(...lengths)).toBeLessThan(swarmProtocol.maxBytes);
});
