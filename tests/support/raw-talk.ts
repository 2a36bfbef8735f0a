// What the far end of a link may put on its channels, below every seal: the link's own frames, changed in every way, and
// plain noise. One seed makes one conversation.

import { parseHex } from '../../src/primitives/bytes.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import { encodeControlFrame, MAX_TIME_US, type ControlFrame } from '../../src/transport/envelope.ts';
import { encodeNegotiation, type NegotiationMessage } from '../../src/transport/negotiation-message.ts';
import { encodeSibling, type SiblingMessage } from '../../src/transport/sibling-message.ts';
import { CHANNELS, MAX_FRAME_BYTES, type ChannelName } from '../../src/transport/transport.ts';
import { fakeDescription } from './fake-connection.ts';
import { mutateBytes, mutateText, pick, randomBytes } from './fuzz/mutations.ts';
import { readGoldenFrames } from './golden-frames.ts';

export interface RawFrame {
  readonly channel: ChannelName | 'sibling';
  /** As the engine hands it over: an ArrayBuffer, or what no honest peer sends. */
  readonly data: unknown;
}

/**
 * `rude`: anything at all, which soon ends the link. `formed`: every frame is one that its decoder takes and that no
 * rule ends a link for; only what it says is wild.
 */
export type RawManner = 'rude' | 'formed';

const RECORDED = ['link-envelope-v1.json', 'link-negotiation-v1.json', 'link-sibling-v1.json'].flatMap(
  (file) => readGoldenFrames(file).map(({ frame }) => parseHex(frame) ?? new Uint8Array()),
);
const LENGTHS = [0, 1, 2, 5, 6, 14, 100, 4_096, MAX_FRAME_BYTES - 1, MAX_FRAME_BYTES] as const;
const TOO_LONG = [MAX_FRAME_BYTES + 2, 100_000, 262_144] as const;
const ROUNDS = [1, 2, 3, 4, 64, 65, 99_999_999] as const;
const NUMBERS = [0, 1, 2, 3, 4, 65_535] as const;
const CANDIDATES = [
  'candidate:1 1 UDP 2122252543 192.0.2.1 50000 typ host',
  'candidate:1 1 TCP 1 127.0.0.1 9 typ relay',
] as const;

export function createRawTalk(random: RandomSource, manner: RawManner): { next(): RawFrame } {
  return {
    next: () => (manner === 'formed' || randomInteger(random, 4) > 0 ? formed(random) : rude(random)),
  };
}

function formed(random: RandomSource): RawFrame {
  const draw = randomInteger(random, 10);
  if (draw < 6) return { channel: 'control', data: encodeControlFrame(controlFrame(random)).buffer };
  const channel = pick(random, ['bulk', 'realtime', 'sibling'] as const);
  return { channel, data: bytesOf(random, pick(random, LENGTHS)) };
}

function controlFrame(random: RandomSource): ControlFrame {
  const counter = pick(random, [randomInteger(random, 40), randomInteger(random, 2 ** 32)]);
  const isHidden = randomInteger(random, 2) === 0;
  switch (randomInteger(random, 5)) {
    case 0:
      return { type: 'data', data: new Uint8Array(bytesOf(random, pick(random, LENGTHS))) };
    case 1:
      return { type: 'ping', counter, isHidden };
    case 2:
      return {
        type: 'pong',
        counter,
        isHidden,
        timeUs: pick(random, [0, randomInteger(random, 2 ** 32), MAX_TIME_US]),
      };
    case 3:
      return { type: 'negotiation', body: encodeNegotiation(negotiation(random)) };
    default:
      return { type: 'sibling', body: encodeSibling(sibling(random)) };
  }
}

function negotiation(random: RandomSource): NegotiationMessage {
  const round = pick(random, ROUNDS);
  if (randomInteger(random, 3) > 0)
    return { type: pick(random, ['offer', 'answer'] as const), round, sdp: fakeDescription() };
  const candidate = mutateText(pick(random, CANDIDATES), random, CANDIDATES).slice(0, 200);
  return { type: 'candidate', round, candidate, mid: pick(random, ['', '0', '9']), lineIndex: 0 };
}

function sibling(random: RandomSource): SiblingMessage {
  const number = pick(random, NUMBERS);
  switch (randomInteger(random, 4)) {
    case 0:
      return { type: 'ask' };
    case 1:
      return { type: 'enough' };
    default: {
      const sdp = mutateText(fakeDescription(), random, ['a=fingerprint:sha-256 00']).slice(0, 8_000) || ' ';
      return { type: pick(random, ['offer', 'answer'] as const), number, sdp };
    }
  }
}

function rude(random: RandomSource): RawFrame {
  const channel = pick(random, [...CHANNELS, 'sibling'] as const);
  switch (randomInteger(random, 7)) {
    case 0:
      return {
        channel,
        data: pick<unknown>(random, ['', 'text', 'x'.repeat(70_000), undefined, null, 7, {}]),
      };
    case 1:
      return { channel, data: bytesOf(random, pick(random, TOO_LONG)) };
    case 2:
      return { channel, data: new Blob(['a blob']) };
    case 3:
      return { channel: 'control', data: goodbye(random) };
    case 4:
      return { channel, data: Uint8Array.from(randomBytes(random, 60_000)).buffer };
    default: {
      const changed = mutateBytes(pick(random, RECORDED), random, RECORDED);
      return { channel, data: Uint8Array.from(changed).buffer };
    }
  }
}

function goodbye(random: RandomSource): ArrayBuffer {
  const detail = random.bytes(pick(random, [0, 5, 200, 201]));
  return Uint8Array.of(3, ...detail).buffer;
}

/** Of this length, cheaply: what is in them means nothing here. */
function bytesOf(random: RandomSource, length: number): ArrayBuffer {
  return new Uint8Array(length).fill(randomInteger(random, 256)).buffer;
}
