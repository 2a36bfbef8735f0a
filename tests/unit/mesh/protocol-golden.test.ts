import { expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import { encodeMeshMessage, type MeshMessage } from '../../../src/mesh/protocol.ts';
import { readGoldenFrames } from '../../support/golden-frames.ts';
import { readMeshMessage } from '../../support/make-mesh.ts';

const frames = readGoldenFrames<MeshMessage>('mesh-v1.json');
const EVERY_TYPE: Record<MeshMessage['type'], true> = {
  HELLO: true,
  USE: true,
  FULL: true,
  RELEASE: true,
  BYE: true,
  PING: true,
  PONG: true,
  ACK: true,
  STREAM: true,
  ENTRY: true,
  KNOWN_PEERS: true,
  REQUEST_KNOWN_PEERS: true,
};

test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  expect(readMeshMessage(parseHex(frame)!)).toEqual(value);
  expect(formatHex(encodeMeshMessage(value))).toBe(frame);
});

test('every message is recorded', () => {
  expect(new Set(frames.map(({ value }) => value.type))).toEqual(new Set(Object.keys(EVERY_TYPE)));
});
