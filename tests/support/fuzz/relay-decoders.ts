// Decoders of what members pass on for each other.

import { parseHex } from '../../../src/primitives/bytes.ts';
import { decodeEnvelope } from '../../../src/mesh/envelope.ts';
import {
  decodeRelayBody,
  decodeRelayMessage,
  encodeRelayBody,
  encodeRelayMessage,
  MAX_RELAYED_BYTES,
  type RelayBody,
  type RelayMessage,
} from '../../../src/mesh/relay/protocol.ts';
import {
  decodeMeshSignal,
  encodeMeshSignal,
  MAX_SIGNALS,
  type MeshSignal,
} from '../../../src/mesh/relay/signal-protocol.ts';
import { MAX_BOX_BYTES } from '../../../src/secure/sealed-box.ts';
import { MAX_SDP_LENGTH } from '../../../src/signaling/signaler.ts';
import { readGoldenFrames } from '../golden-frames.ts';
import type { Decoder } from './fuzz.ts';

function goldenBytes(file: string): Uint8Array[] {
  return readGoldenFrames(file).map(({ frame }) => parseHex(frame) ?? new Uint8Array());
}

export const relayDecoders: readonly Decoder[] = [
  {
    title: 'message of the relay',
    covers: ['src/mesh/relay/protocol.ts#decodeRelayMessage'],
    input: 'bytes',
    head: 0,
    samples: goldenBytes('relay-v1.json').map((frame) => decodeEnvelope(frame)?.payload ?? frame),
    decode: decodeRelayMessage,
    encode: (value) => encodeRelayMessage(value as RelayMessage),
    limits: { text: 26, bytes: MAX_BOX_BYTES },
  },
  {
    title: 'body of a relayed message',
    covers: ['src/mesh/relay/protocol.ts#decodeRelayBody'],
    input: 'bytes',
    head: 0,
    samples: goldenBytes('relay-body-v1.json'),
    decode: decodeRelayBody,
    encode: (value) => encodeRelayBody(value as RelayBody),
    limits: { text: 8, bytes: MAX_RELAYED_BYTES },
  },
  {
    title: 'relayed signal',
    covers: ['src/mesh/relay/signal-protocol.ts#decodeMeshSignal'],
    input: 'bytes',
    head: 0,
    samples: goldenBytes('relay-signal-v1.json'),
    decode: decodeMeshSignal,
    encode: (value) => encodeMeshSignal(value as MeshSignal),
    limits: { text: MAX_SDP_LENGTH, bytes: 8, list: MAX_SIGNALS },
  },
];
