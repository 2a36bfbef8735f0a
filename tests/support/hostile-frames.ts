// Frames that a proven member may send on any channel: recorded ones of every protocol, changed in every way, with right
// and wrong sequence numbers, and plain noise. One seed makes one conversation.

import { readdirSync } from 'node:fs';
import { decode, encode } from 'cborg';
import { concatBytes, parseHex } from '../../src/primitives/bytes.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import { decodeMessage } from '../../src/primitives/codec.ts';
import { decodeMeetingMessage, MEETING_PROTOCOL } from '../../src/discovery/protocol.ts';
import { chatProtocol } from '../../src/features/chat/protocol.ts';
import { decodeEnvelope, encodeEnvelope } from '../../src/mesh/envelope.ts';
import { decodeGossipMessage, GOSSIP_PROTOCOL } from '../../src/mesh/gossip/gossip-message.ts';
import { decodeMembersMessage, MEMBERS_PROTOCOL } from '../../src/mesh/membership-protocol.ts';
import { decodeMeshMessage, MESH_PROTOCOL } from '../../src/mesh/protocol.ts';
import { decodeRelayMessage, RELAY_PROTOCOL } from '../../src/mesh/relay/protocol.ts';
import { encodeSequenced } from '../../src/mesh/sequenced.ts';
import { PROFILE_PROTOCOL } from '../../src/room/profile-protocol.ts';
import { CHANNELS, type ChannelName } from '../../src/transport/transport.ts';
import { writeCbor } from './fuzz/hostile-cbor.ts';
import { mutateBytes, mutateValue, pick, randomBytes, randomValue } from './fuzz/mutations.ts';
import { readGolden } from './golden-frames.ts';

export interface HostileFrame {
  readonly channel: ChannelName;
  readonly payload: Uint8Array;
}

const FIXTURES = new URL('../fixtures/wire/', import.meta.url);
/** Recorded frames with an envelope, of every protocol there is. */
const RECORDED = readdirSync(FIXTURES).flatMap((file) => {
  const recorded = readGolden(file);
  const frames = Array.isArray(recorded) ? (recorded as readonly { readonly frame?: unknown }[]) : [];
  return frames
    .map(({ frame }) => (typeof frame === 'string' ? parseHex(frame) : undefined))
    .filter((frame) => frame !== undefined && decodeEnvelope(frame) !== undefined) as Uint8Array[];
});
/** The largest payload a link takes. */
const MAX_PAYLOAD = 64 * 1024;

export interface HostileTalk {
  next(): HostileFrame;
}

/**
 * `rude`: anything at all, which soon ends the link. `subtle`: every frame is one that its decoder takes, in its place
 * and with the number due, and only what it means is wild.
 */
export type Manner = 'rude' | 'subtle';

/** `fixed` are frames of the test's own, sent as often as recorded ones. */
export function createHostileTalk(
  random: RandomSource,
  manner: Manner,
  fixed: readonly Uint8Array[] = [],
): HostileTalk {
  const known = [...RECORDED, ...fixed];
  let stream = randomInteger(random, 2 ** 32);
  let sequence = 0;

  function sequenced(envelope: Uint8Array): Uint8Array {
    switch (randomInteger(random, 10)) {
      case 0:
        return encodeSequenced({ stream, sequence: randomInteger(random, 2 ** 32 - 1), payload: envelope });
      case 1:
        return encodeSequenced({ stream, sequence: Math.max(0, sequence - 1), payload: envelope });
      case 2:
        stream = randomInteger(random, 2 ** 32);
        sequence = 0;
        return encodeSequenced({ stream, sequence, payload: envelope });
      default:
        sequence += 1;
        return encodeSequenced({ stream, sequence: sequence - 1, payload: envelope });
    }
  }

  function payload(): Uint8Array {
    const frame = pick(random, known);
    switch (randomInteger(random, 8)) {
      case 0:
        return randomBytes(random, 2_000);
      case 1:
        return mutateBytes(frame, random, known);
      case 2:
        return frame;
      default:
        return changedInside(frame, random);
    }
  }

  function subtle(): HostileFrame {
    const said = subtlyChanged(pick(random, known), random);
    if (isFarewell(said)) return subtle();
    const isLinkScoped = decodeEnvelope(said)?.protocol === MESH_PROTOCOL.id;
    if (isLinkScoped) return { channel: 'control', payload: said };
    sequence += 1;
    return {
      channel: 'control',
      payload: encodeSequenced({ stream, sequence: sequence - 1, payload: said }),
    };
  }

  return {
    next() {
      if (manner === 'subtle') return subtle();
      const channel = pick(random, CHANNELS);
      const said = payload();
      const isCounted = channel === 'control' && randomInteger(random, 4) > 0;
      return { channel, payload: (isCounted ? sequenced(said) : said).slice(0, MAX_PAYLOAD) };
    },
  };
}

/** What ends the link by itself would end the conversation. */
export function isFarewell(frame: Uint8Array): boolean {
  const envelope = decodeEnvelope(frame);
  const message = envelope?.protocol === MESH_PROTOCOL.id ? decodeMeshMessage(envelope.payload) : undefined;
  return message?.ok === true && ['BYE', 'RELEASE'].includes(message.value.type);
}

/** Another message that the decoder of its protocol takes. */
function subtlyChanged(frame: Uint8Array, random: RandomSource): Uint8Array {
  const envelope = decodeEnvelope(frame);
  const isTaken = envelope && ACCEPTS[envelope.protocol];
  if (!isTaken) return frame;
  for (let i = 0; i < TRIES; i += 1) {
    const value = mutateValue(readValue(envelope.payload, random), random);
    const message = isEncodable(value) ? encode(value) : envelope.payload;
    if (isTaken(message)) return encodeEnvelope(envelope.protocol, envelope.version, message);
  }
  return frame;
}

/** Whether the decoder of a protocol takes a message. */
const ACCEPTS: Readonly<Record<string, (payload: Uint8Array) => boolean>> = {
  [MESH_PROTOCOL.id]: (payload) => decodeMeshMessage(payload).ok,
  [MEETING_PROTOCOL.id]: (payload) => decodeMeetingMessage(payload).ok,
  [RELAY_PROTOCOL.id]: (payload) => decodeRelayMessage(payload).ok,
  [GOSSIP_PROTOCOL.id]: (payload) => decodeGossipMessage(payload).ok,
  [MEMBERS_PROTOCOL.id]: (payload) => decodeMembersMessage(payload).ok,
  [chatProtocol.id]: (payload) => decodeMessage(payload, chatProtocol.message).ok,
  [PROFILE_PROTOCOL.id]: (payload) => decodeMessage(payload, PROFILE_PROTOCOL.message).ok,
};
const TRIES = 8;

function isEncodable(value: unknown): boolean {
  return JSON.stringify(value ?? '').length < MAX_PAYLOAD && value !== undefined;
}

/** The message in its envelope with something in it changed; sometimes the envelope is another's. */
function changedInside(frame: Uint8Array, random: RandomSource): Uint8Array {
  const envelope = decodeEnvelope(frame);
  if (!envelope) return mutateBytes(frame, random, [frame]);
  const message = writeCbor(
    mutateValue(readValue(envelope.payload, random), random),
    random,
    pick(random, [0, 0.05]),
  );
  if (randomInteger(random, 20) === 0) return concatBytes(frame.subarray(0, 4), message);
  const version = randomInteger(random, 20) === 0 ? randomInteger(random, 65_536) : envelope.version;
  return encodeEnvelope(envelope.protocol, version, message);
}

function readValue(bytes: Uint8Array, random: RandomSource): unknown {
  try {
    return decode(bytes) as unknown;
  } catch {
    return randomValue(random);
  }
}
