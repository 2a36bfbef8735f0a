// The baseline of shared state: a provider for Yjs as y-protocols has it, over the same channels of a room. Each change is
// told as it is made, and what follows within 50 ms together, as Kith does; at link-up both say what they have, and get
// all they lack. Checks nothing, holds nothing back.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { concatBytes } from '../../src/primitives/bytes.ts';
import type { Cancel, Clock } from '../../src/primitives/clock.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { bytes, integer, record, type Schema } from '../../src/primitives/schema.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { RoomContext } from '../../src/room/room.ts';

const PART_BYTES = 44 * 1024;
const RETRY_MS = 20;
/** As in src/sync/exchange/outgoing.ts. */
const PERIOD_MS = 50;
const unlimited = { perSecond: 100_000, burst: 100_000 };

const MESSAGE = bytes({ maxLength: 48 * 1024 });
const PART = record({
  index: integer({ min: 0, max: 1_000 }),
  count: integer({ min: 1, max: 1_000 }),
  data: bytes({ maxLength: PART_BYTES }),
});

function declare<M>(id: string, channel: 'control' | 'bulk', message: Schema<M>): Protocol<M> {
  return { id, version: 1, channel, message, maxBytes: 48 * 1024, rate: unlimited };
}

export interface PlainProvider {
  /** Asks a peer for what is missing here. */
  ask(peer: PeerId): void;
}

export function connectPlainly(
  doc: Y.Doc,
  room: Pick<RoomContext, 'channel'>,
  clock: Pick<Clock, 'schedule'>,
  id = 'plain',
): PlainProvider {
  const messages = room.channel(declare(id, 'control', MESSAGE));
  const parts = room.channel(declare(`${id}-parts`, 'bulk', PART));
  const arriving = new Map<number, Uint8Array>();
  const provider = {};

  const written = (write: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder();
    write(encoder);
    return new Uint8Array(encoding.toUint8Array(encoder));
  };

  function read(message: Uint8Array, from: PeerId): void {
    const answer = written((encoder) => {
      readSyncMessage(decoding.createDecoder(message), encoder, doc, provider);
    });
    if (answer.length > 0) send(from, answer);
  }

  function send(to: PeerId, message: Uint8Array<ArrayBuffer>): void {
    if (message.length <= PART_BYTES) return void messages.send(to, message);
    const count = Math.ceil(message.length / PART_BYTES);
    const sendFrom = (index: number): void => {
      const data = message.slice(index * PART_BYTES, (index + 1) * PART_BYTES);
      if (index === count) return;
      if (parts.send(to, { index, count, data })) sendFrom(index + 1);
      else clock.schedule(RETRY_MS, () => sendFrom(index));
    };
    sendFrom(0);
  }

  messages.onMessage(({ from, message }) => read(message, from));
  parts.onMessage(({ from, message: { index, count, data } }) => {
    arriving.set(index, data);
    if (arriving.size < count) return;
    const whole = Array.from({ length: count }, (_, i) => arriving.get(i) ?? new Uint8Array());
    arriving.clear();
    read(concatBytes(...whole), from);
  });
  let waiting: Uint8Array[] = [];
  let cancel: Cancel | undefined;
  function flush(): void {
    cancel = undefined;
    const [first] = waiting;
    if (!first) return;
    const update = waiting.length === 1 ? first : Y.mergeUpdates(waiting);
    waiting = [];
    messages.broadcast(written((encoder) => writeUpdate(encoder, update)));
    cancel = clock.schedule(PERIOD_MS, flush);
  }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === provider) return;
    waiting.push(update);
    if (!cancel) flush();
  });
  return {
    ask: (peer) =>
      send(
        peer,
        written((encoder) => writeSyncStep1(encoder, doc)),
      ),
  };
}
