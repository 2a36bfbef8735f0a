// Decoders of what proven peers say: envelopes, the mesh's own messages, and every protocol on a room's channels.

import { parseHex } from '../../../src/primitives/bytes.ts';
import { decodeMessage, encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import {
  decodeMeetingMessage,
  encodeMeetingMessage,
  type MeetingMessage,
} from '../../../src/discovery/protocol.ts';
import { P2P_PROTOCOL } from '../../../src/app/p2p/messages.ts';
import { decodeContent, encodeContent, type Content } from '../../../src/features/chat/log/content.ts';
import { KIND } from '../../../src/features/chat/log/entry.ts';
import { filesProtocol, piecesProtocol } from '../../../src/features/chat/attachments/protocol.ts';
import { chatExchangeProtocol, chatProtocol, directProtocol } from '../../../src/features/chat/protocol.ts';
import { decodeEnvelope, encodeEnvelope, type Envelope } from '../../../src/mesh/envelope.ts';
import {
  decodeGossipMessage,
  encodeGossipMessage,
  MAX_GOSSIP_PAYLOAD_BYTES,
  MAX_IDS,
  type GossipMessage,
} from '../../../src/mesh/gossip/gossip-message.ts';
import {
  decodeExchangeMessage,
  MAX_TAGS,
  MAX_TOLD,
  MAX_TOLD_PAYLOAD_BYTES,
  TAG_LENGTH,
} from '../../../src/mesh/exchange-protocol.ts';
import { decodeMembersMessage, MAX_CARD_BYTES } from '../../../src/mesh/membership-protocol.ts';
import { decodeMeshMessage } from '../../../src/mesh/protocol.ts';
import { decodeSequenced, encodeSequenced, type Sequenced } from '../../../src/mesh/sequenced.ts';
import {
  decodeCard,
  encodeCard,
  PROFILE_PROTOCOL,
  type Profile,
} from '../../../src/room/profile-protocol.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import { VERIFICATION_PROTOCOL } from '../../../src/room/verification-protocol.ts';
import { readGoldenFrames } from '../golden-frames.ts';
import type { Decoder, FieldLimits } from './fuzz.ts';

/** The messages of recorded frames, without their envelopes. */
function goldenPayloads(file: string): Uint8Array[] {
  return goldenFrames(file).map((frame) => decodeEnvelope(frame)?.payload ?? new Uint8Array());
}

function goldenFrames(file: string): Uint8Array[] {
  return readGoldenFrames(file).map(({ frame }) => parseHex(frame) ?? new Uint8Array());
}

/** A protocol of a room's channel, as the boundary in room/channel.ts reads it. */
function ofProtocol<M>(covers: string, protocol: Protocol<M>, limits: FieldLimits): Decoder {
  const { id, version, message, maxBytes } = protocol;
  return {
    title: `message of ${id}`,
    covers: [covers],
    input: 'bytes',
    head: 0,
    samples: goldenPayloads(`${id}-v${version}.json`),
    decode: (payload) => (payload.length > maxBytes ? undefined : decodeMessage(payload, message)),
    encode: (value) => encodeMessage(value as Encodable),
    limits,
  };
}

const CHAT_LIMITS = { text: 8, bytes: 40 * 1024, list: 512 };
const OF = { peer: new Uint8Array(16).fill(1), seq: 7 };
const FILE = { hash: new Uint8Array(32).fill(2), size: 5, name: 'river.png', type: 'image/png' };

/** One of each kind. */
const CHAT_SAMPLES: readonly Content[] = [
  { kind: 'text', text: 'hello', reply: OF, mentions: [new Uint8Array(32)], files: [FILE] },
  {
    kind: 'text',
    text: '',
    mentions: [],
    files: [],
    shared: [
      {
        key: new Uint8Array(16),
        root: new Uint8Array(32),
        name: 'film.mp4',
        type: 'video/mp4',
        size: 2 ** 31,
      },
      { key: new Uint8Array(16), name: 'trip', type: '', size: 9, count: 3 },
    ],
  },
  { kind: 'voice', file: FILE, durationMs: 900, peaks: Uint8Array.of(0, 255), reply: OF },
  { kind: 'poll', question: 'Tea?', options: ['yes', 'no'], multiple: false },
  { kind: 'link', url: 'https://example.org/', note: 'look' },
  { kind: 'edit', of: OF, text: 'hello again', mentions: [] },
  { kind: 'delete', of: OF },
  { kind: 'react', of: OF, emoji: '👍🏽', on: true },
  { kind: 'pin', of: OF, on: false },
  { kind: 'vote', of: OF, choices: [0, 1] },
  { kind: 'timer', ms: 3_600_000 },
];

export const messageDecoders: readonly Decoder[] = [
  {
    title: 'envelope of the mesh',
    covers: ['src/mesh/envelope.ts#decodeEnvelope'],
    input: 'bytes',
    samples: goldenFrames('mesh-envelope-v1.json'),
    decode: decodeEnvelope,
    encode: (value) => {
      const { protocol, version, payload } = value as Envelope;
      return encodeEnvelope(protocol, version, payload);
    },
    limits: { text: 24, bytes: 140_000 },
  },
  {
    title: 'message of the mesh',
    covers: ['src/mesh/protocol.ts#decodeMeshMessage'],
    input: 'bytes',
    head: 0,
    samples: goldenPayloads('mesh-v1.json'),
    decode: decodeMeshMessage,
    encode: (value) => encodeMessage(value as Encodable),
    limits: { text: 24, bytes: 1024, list: 64 },
  },
  {
    title: 'sequenced frame',
    covers: ['src/mesh/sequenced.ts#decodeSequenced'],
    input: 'bytes',
    samples: goldenFrames('mesh-sequenced-v1.json'),
    decode: decodeSequenced,
    encode: (value) => encodeSequenced(value as Sequenced),
    limits: { bytes: 140_000 },
  },
  {
    title: 'message of gossip',
    covers: ['src/mesh/gossip/gossip-message.ts#decodeGossipMessage'],
    input: 'bytes',
    head: 0,
    samples: goldenPayloads('gossip-v1.json'),
    decode: decodeGossipMessage,
    encode: (value) => encodeGossipMessage(value as GossipMessage),
    limits: { text: 24, bytes: MAX_GOSSIP_PAYLOAD_BYTES, list: MAX_IDS },
  },
  {
    title: 'message of a member',
    covers: ['src/mesh/membership-protocol.ts#decodeMembersMessage'],
    input: 'bytes',
    head: 0,
    samples: goldenPayloads('members-v1.json'),
    decode: decodeMembersMessage,
    encode: (value) => encodeMessage(value as Encodable),
    limits: { text: 24, bytes: MAX_CARD_BYTES },
  },
  {
    title: 'message between neighbours about members',
    covers: ['src/mesh/exchange-protocol.ts#decodeExchangeMessage'],
    input: 'bytes',
    head: 0,
    samples: goldenPayloads('members-exchange-v1.json'),
    decode: decodeExchangeMessage,
    encode: (value) => encodeMessage(value as Encodable),
    limits: { text: MAX_TAGS * TAG_LENGTH, bytes: MAX_TOLD_PAYLOAD_BYTES, list: MAX_TOLD },
  },
  {
    title: 'message of the meeting',
    covers: ['src/discovery/protocol.ts#decodeMeetingMessage'],
    input: 'bytes',
    head: 0,
    samples: goldenPayloads('meeting-v1.json'),
    decode: decodeMeetingMessage,
    encode: (value) => encodeMeetingMessage(value as MeetingMessage),
    limits: { text: 255, bytes: 1024, list: 48 },
  },
  ofProtocol('src/app/p2p/messages.ts#P2P_PROTOCOL', P2P_PROTOCOL, { bytes: 40 * 1024 }),
  ofProtocol('src/features/chat/protocol.ts#chatProtocol', chatProtocol, CHAT_LIMITS),
  ofProtocol('src/features/chat/protocol.ts#chatExchangeProtocol', chatExchangeProtocol, CHAT_LIMITS),
  ofProtocol('src/features/chat/protocol.ts#directProtocol', directProtocol, CHAT_LIMITS),
  ofProtocol('src/features/chat/attachments/protocol.ts#filesProtocol', filesProtocol, CHAT_LIMITS),
  ofProtocol('src/features/chat/attachments/protocol.ts#piecesProtocol', piecesProtocol, CHAT_LIMITS),
  ofProtocol('src/room/profile-protocol.ts#PROFILE_PROTOCOL', PROFILE_PROTOCOL, { text: 320, list: 16 }),
  ofProtocol('src/room/verification-protocol.ts#VERIFICATION_PROTOCOL', VERIFICATION_PROTOCOL, {
    text: 9,
    bytes: 32,
  }),
  ...CHAT_SAMPLES.map((content): Decoder => ({
    title: `${content.kind}${'shared' in content ? ' with files of the room' : ''} in a talk`,
    covers: ['src/features/chat/log/content.ts#decodeContent'],
    input: 'bytes',
    head: 0,
    samples: [encodeContent(content)],
    decode: (bytes) => decodeContent(KIND[content.kind], bytes),
    encode: (value) => encodeContent(value as Content),
    limits: { text: 10_000, bytes: 64, list: 20 },
  })),
  {
    title: 'profile of an announcement',
    covers: ['src/room/profile-protocol.ts#decodeCard'],
    input: 'bytes',
    samples: goldenFrames('profile-v1.json'),
    decode: decodeCard,
    encode: (value) => encodeCard(value as Profile),
    limits: { text: 256, list: 16 },
  },
];
