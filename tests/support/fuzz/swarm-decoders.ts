// Decoders of what peers say about files.

import { parseHex } from '../../../src/primitives/bytes.ts';
import { decodeMessage, encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import { decodeEnvelope } from '../../../src/mesh/envelope.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import { decodeChunkFrame, type ChunkFrame } from '../../../src/swarm/chunk-frame.ts';
import { encodeChunkFrame } from '../chunk-frames.ts';
import { swarmNewsProtocol, swarmProtocol } from '../../../src/swarm/protocol.ts';
import { readGoldenFrames } from '../golden-frames.ts';
import type { Decoder, FieldLimits } from './fuzz.ts';

function goldenFrames(file: string): Uint8Array<ArrayBuffer>[] {
  return readGoldenFrames(file).map(({ frame }) => new Uint8Array(parseHex(frame) ?? []));
}

function ofProtocol<M>(name: string, protocol: Protocol<M>, limits: FieldLimits): Decoder {
  const { id, version, message, maxBytes } = protocol;
  return {
    title: `message of ${id}`,
    covers: [`src/swarm/protocol.ts#${name}`],
    input: 'bytes',
    head: 0,
    samples: goldenFrames(`${id}-v${version}.json`).map(
      (frame) => decodeEnvelope(frame)?.payload ?? new Uint8Array(),
    ),
    decode: (payload) => (payload.length > maxBytes ? undefined : decodeMessage(payload, message)),
    encode: (value) => encodeMessage(value as Encodable),
    limits,
  };
}

export const swarmDecoders: readonly Decoder[] = [
  ofProtocol('swarmNewsProtocol', swarmNewsProtocol, { text: 1_024, bytes: 65, list: 64 }),
  ofProtocol('swarmProtocol', swarmProtocol, { text: 16, bytes: 32 * 1024, list: 1_024 }),
  {
    title: 'chunk of a file',
    covers: ['src/swarm/chunk-frame.ts#decodeChunkFrame'],
    input: 'bytes',
    samples: goldenFrames('swarm-chunk-v1.json'),
    decode: (frame) => decodeChunkFrame(new Uint8Array(frame)),
    encode: (value) => encodeChunkFrame(value as ChunkFrame),
    limits: { bytes: 64 * 1024 },
  },
];
