// Decoders of what is said about who may do what: charters, epochs, knocks, at doors, and what a kept room remembers.

import { parseHex } from '../../../src/primitives/bytes.ts';
import { decodeMessage, encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import {
  CHARTER_PROTOCOL,
  decodeDoorMessage,
  encodeDoorMessage,
  EPOCH_PROTOCOL,
  KNOCK_PROTOCOL,
  type DoorMessage,
} from '../../../src/room/charter-protocol.ts';
import { MAX_PROOF_BYTES } from '../../../src/room/charter-proof.ts';
import { decodeKept, encodeKept, type KeptAuthority } from '../../../src/room/kept-authority.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import { openEnveloped, readGoldenFrames } from '../golden-frames.ts';
import type { Decoder, FieldLimits } from './fuzz.ts';

const FILE = 'src/room/charter-protocol.ts';

function ofProtocol<M>(name: string, protocol: Protocol<M>, limits: FieldLimits): Decoder {
  const { id, message, maxBytes } = protocol;
  return {
    title: `message of ${id}`,
    covers: [`${FILE}#${name}`],
    input: 'bytes',
    head: 0,
    samples: readGoldenFrames(`${id}-v1.json`).map(({ frame }) => openEnveloped(frame, protocol)),
    decode: (payload) => (payload.length > maxBytes ? undefined : decodeMessage(payload, message)),
    encode: (value) => encodeMessage(value as Encodable),
    limits,
  };
}

function recorded(file: string): Uint8Array[] {
  return readGoldenFrames(file).map(({ frame }) => parseHex(frame) ?? new Uint8Array());
}

export const authorityDecoders: readonly Decoder[] = [
  ofProtocol('CHARTER_PROTOCOL', CHARTER_PROTOCOL, { text: 22, bytes: MAX_PROOF_BYTES }),
  ofProtocol('EPOCH_PROTOCOL', EPOCH_PROTOCOL, { text: 6, bytes: 32 }),
  ofProtocol('KNOCK_PROTOCOL', KNOCK_PROTOCOL, { text: 256, bytes: 65 }),
  {
    title: 'message at a door',
    covers: [`${FILE}#decodeDoorMessage`],
    input: 'bytes',
    head: 0,
    samples: recorded('door-v1.json'),
    decode: decodeDoorMessage,
    encode: (value) => encodeDoorMessage(value as DoorMessage),
    limits: { text: 256, bytes: MAX_PROOF_BYTES },
  },
  {
    title: 'kept authority',
    covers: ['src/room/kept-authority.ts#decodeKept'],
    input: 'bytes',
    head: 0,
    samples: recorded('kept-authority-v1.json'),
    decode: decodeKept,
    encode: (value) => encodeKept(value as KeptAuthority),
    limits: { text: 22, bytes: MAX_PROOF_BYTES, list: 9 },
  },
];
