// Ways to peers through others for messages that outlive links (delivery.ts): whatever fits a link goes, if need be in
// two parts. What is lost on the way is repeated above.

import { concatBytes, type Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { MAX_PAYLOAD_BYTES } from '../../secure/secure-link.ts';
import { createBoundedMemory } from '../bounded-memory.ts';
import type { Relay, Sender } from '../sender.ts';
import { MAX_RELAYED_BYTES } from './protocol.ts';
import type { Relaying } from './relay.ts';

export interface RelayWays {
  /** A way to `peer`; it works as long as some member leads there. */
  wayTo(peer: PeerId): Relay;
  /** Frames that others sent by their ways to us. */
  onFrame(listener: (from: Sender, frame: Bytes) => void): Unsubscribe;
}

/** First byte of what is relayed. The parts of one frame carry the same number, 4 bytes, big-endian. */
const PART = { whole: 0, first: 1, last: 2 } as const;
const NUMBER_BYTES = 4;
const HEADER_BYTES = 1 + NUMBER_BYTES;
/** Of a frame in two parts; two of them hold the largest payload of a link. */
const MAX_PART_BYTES = MAX_RELAYED_BYTES - HEADER_BYTES;
/** First parts that wait for their last: of so many peers, so long. */
const MAX_HELD = 16;
const HELD_MS = 10_000;

interface Held {
  readonly number: number;
  readonly bytes: Bytes;
}

export function createRelayWays({
  relay,
  clock,
}: {
  readonly relay: Pick<Relaying, 'send' | 'onMessage' | 'viaOf'>;
  readonly clock: Clock;
}): RelayWays {
  const held = createBoundedMemory<PeerId, Held>({ keepMs: HELD_MS, maxEntries: MAX_HELD });
  let number = 0;

  function send(to: PeerId, frame: Bytes): boolean {
    if (frame.length > MAX_PAYLOAD_BYTES) return false;
    if (frame.length < MAX_RELAYED_BYTES)
      return relay.send(to, 'message', concatBytes(Uint8Array.of(PART.whole), frame));
    number = (number + 1) % 2 ** 32;
    const first = part(PART.first, number, frame.subarray(0, MAX_PART_BYTES));
    const last = part(PART.last, number, frame.subarray(MAX_PART_BYTES));
    return relay.send(to, 'message', first) && relay.send(to, 'message', last);
  }

  /** The frame that is complete with this, if one is. */
  function join(from: PeerId, content: Bytes): Bytes | undefined {
    const [kind] = content;
    if (kind === PART.whole) return content.slice(1);
    if (content.length < HEADER_BYTES || (kind !== PART.first && kind !== PART.last)) return undefined;
    const given = { number: numberOf(content), bytes: content.slice(HEADER_BYTES) };
    const nowMs = clock.nowMs();
    const before = held.get(from, nowMs);
    held.delete(from);
    if (kind === PART.first) held.set(from, given, nowMs);
    return kind === PART.last && before?.number === given.number
      ? concatBytes(before.bytes, given.bytes)
      : undefined;
  }

  return {
    wayTo: (peer) => ({
      get via() {
        return relay.viaOf(peer);
      },
      send: (frame) => send(peer, frame),
    }),
    onFrame: (listener) =>
      relay.onMessage('message', ({ from, bytes }) => {
        const frame = join(from.peerId, bytes);
        if (frame && frame.length <= MAX_PAYLOAD_BYTES) listener(from, frame);
      }),
  };
}

function part(kind: number, number: number, bytes: Uint8Array): Bytes {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  header.setUint8(0, kind);
  header.setUint32(1, number);
  return concatBytes(new Uint8Array(header.buffer), bytes);
}

function numberOf(content: Bytes): number {
  return new DataView(content.buffer, content.byteOffset).getUint32(1);
}
