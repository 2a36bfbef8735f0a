// Messages of scripts: JSON as UTF-8, in parts when it would not fit a broadcast of a large room. What others send is
// bounded in size, depth and number before a listener sees it.

import { concatBytes, decodeUtf8, encodeUtf8, type Bytes } from '../../primitives/bytes.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { bytes, integer, record, type Parsed } from '../../primitives/schema.ts';
import type { Protocol } from '../../room/protocol-definition.ts';
import { copyJson, parseJson, type Json } from '../../sync/json.ts';
import { ConnectionError } from './errors.ts';

/** Of the JSON text, bytes. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
/** With its envelope below what travels by gossip (48 KiB), and two of them are a whole message. */
const PART_BYTES = 40 * 1024;
const MAX_PARTS = Math.ceil(MAX_MESSAGE_BYTES / PART_BYTES);
const MAX_NUMBER = 2 ** 32 - 1;
/** Messages of one peer of which the other part is missing, and peers of which there are any. */
const MAX_STARTED = 4;
const MAX_PEERS = 64;

const part = record({
  /** Of the message, counted by its sender. */
  number: integer({ min: 0, max: MAX_NUMBER }),
  index: integer({ min: 0, max: MAX_PARTS - 1 }),
  count: integer({ min: 1, max: MAX_PARTS }),
  json: bytes({ maxLength: PART_BYTES }),
});

export type MessagePart = Parsed<typeof part>;

/** What owners rule when they say who may write by scripts. */
export const P2P_SPACE = 'p2p';

export const P2P_PROTOCOL: Protocol<MessagePart> = {
  id: 'p2p',
  version: 1,
  channel: 'control',
  message: part,
  maxBytes: PART_BYTES + 64,
  rate: { perSecond: 100, burst: 200 },
  space: P2P_SPACE,
  // One of its parts stands for the message: without it the others are none.
  isSlowed: ({ index }) => index === 0,
};

/** The parts of `message`. Throws a ConnectionError when it is no JSON, too deep or too large. */
export function splitMessage(number: number, message: Json): readonly MessagePart[] {
  const json = encodeUtf8(JSON.stringify(copyChecked(message)));
  if (json.length > MAX_MESSAGE_BYTES)
    throw new ConnectionError(
      'message-too-large',
      `a message has at most 64 KiB, this one ${json.length} bytes`,
    );
  const count = Math.max(1, Math.ceil(json.length / PART_BYTES));
  return Array.from({ length: count }, (_, index) => ({
    number: number % (MAX_NUMBER + 1),
    index,
    count,
    json: json.slice(index * PART_BYTES, (index + 1) * PART_BYTES),
  }));
}

function copyChecked(message: Json): Json {
  try {
    return copyJson(message);
  } catch {
    throw new ConnectionError('invalid-message', 'a message is JSON of at most 16 levels');
  }
}

export interface MessageGatherer {
  /** The message that is whole with this part; undefined while it is not, and for what is no JSON. */
  take(from: PeerId, part: MessagePart): Json | undefined;
  forget(from: PeerId): void;
}

/** Oldest first, in both maps: what is never completed makes room for what comes. */
export function createMessageGatherer(): MessageGatherer {
  const started = new Map<PeerId, Map<number, MessagePart>>();

  function otherPart(from: PeerId, { number, index, count }: MessagePart): Bytes | undefined {
    const known = started.get(from)?.get(number);
    return known && known.count === count && known.index !== index ? known.json : undefined;
  }

  function keep(from: PeerId, given: MessagePart): void {
    const ofPeer = started.get(from) ?? new Map<number, MessagePart>();
    started.set(from, ofPeer);
    ofPeer.set(given.number, given);
    dropOldest(ofPeer, MAX_STARTED);
    dropOldest(started, MAX_PEERS);
  }

  return {
    take(from, given) {
      if (given.index >= given.count) return undefined;
      if (given.count === 1) return read(given.json);
      const other = otherPart(from, given);
      if (!other) {
        keep(from, given);
        return undefined;
      }
      started.get(from)?.delete(given.number);
      return read(given.index === 0 ? concatBytes(given.json, other) : concatBytes(other, given.json));
    },
    forget: (from) => void started.delete(from),
  };
}

function read(json: Bytes): Json | undefined {
  const text = json.length <= MAX_MESSAGE_BYTES ? decodeUtf8(json) : undefined;
  return text === undefined ? undefined : parseJson(text);
}

function dropOldest<K>(map: Map<K, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
