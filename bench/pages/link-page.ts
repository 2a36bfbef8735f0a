// One of the two pages of bench/link.ts: opens the three media and measures over them when told to. Driven from outside
// by `bench`.

import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import {
  MEDIA,
  openBare,
  openPeerjs,
  openSealed,
  type BareEnd,
  type Medium,
  type MediumName,
  type PeerjsEnd,
  type SealedEnd,
} from './media.ts';

export type ByMedium<T> = Record<MediumName, T>;

export interface Addresses {
  readonly sealed: string;
  readonly peerjs: string;
}

export interface FloodResult {
  readonly received: number;
  readonly isInOrder: boolean;
}

/** First byte of a small message. */
const KIND = { ping: 1, pong: 2, numbered: 3, done: 4 } as const;
/** Longer messages are bulk. */
const MAX_SMALL_BYTES = 1_000;
/** What a sentence weighs on the wire, with its id and time. */
const CHAT_BYTES = 200;

const open: Partial<ByMedium<Medium>> = {};
const waiting: Partial<ByMedium<() => void>> = {};
const poured = { expectedBytes: 0, bytes: 0 };
let flood: FloodResult = { received: 0, isInOrder: true };
let sealed: SealedEnd;
let peerjs: PeerjsEnd;
let bare: BareEnd;

function use(name: MediumName, medium: Medium): void {
  open[name] = medium;
  medium.onData = (data) => receive(name, medium, data);
}

function receive(name: MediumName, medium: Medium, data: Uint8Array): void {
  if (data.length > MAX_SMALL_BYTES) return receiveBulk(medium, data.length);
  if (data[0] === KIND.ping) {
    const echo = Uint8Array.from(data);
    echo[0] = KIND.pong;
    medium.say(echo);
  } else if (data[0] === KIND.numbered) {
    const number = new DataView(data.buffer, data.byteOffset).getUint32(1);
    flood = { received: flood.received + 1, isInOrder: flood.isInOrder && number === flood.received };
  } else waiting[name]?.();
}

function receiveBulk(medium: Medium, bytes: number): void {
  poured.bytes += bytes;
  if (poured.bytes === poured.expectedBytes) medium.say(Uint8Array.of(KIND.done));
}

function answer(name: MediumName): Promise<void> {
  return new Promise((resolve) => (waiting[name] = resolve));
}

async function ping(name: MediumName): Promise<number> {
  const message = new Uint8Array(CHAT_BYTES).fill(7);
  message[0] = KIND.ping;
  const answered = answer(name);
  const startMs = performance.now();
  open[name]!.say(message);
  await answered;
  return performance.now() - startMs;
}

export const bench = {
  async claim(broker: BrokerAddress): Promise<Addresses> {
    [sealed, peerjs] = [await openSealed(broker), await openPeerjs(broker)];
    bare = openBare();
    void sealed.answered.then((medium) => use('sealed', medium));
    void peerjs.answered.then((medium) => use('peerjs', medium));
    void bare.opened.then((medium) => use('bare', medium));
    return { sealed: sealed.address, peerjs: peerjs.id };
  },
  async dial(other: Addresses): Promise<void> {
    use('sealed', await sealed.dial(other.sealed));
    use('peerjs', await peerjs.dial(other.peerjs));
  },
  offer: () => bare.offer(),
  accept: (description: string) => bare.accept(description),
  complete: (description: string) => bare.complete(description),
  isReady: () => MEDIA.every((name) => open[name] !== undefined),

  /** Round trips of a chat message, milliseconds: one over each medium in turn, `count` times. */
  async pingInTurns(count: number): Promise<ByMedium<number[]>> {
    const times: ByMedium<number[]> = { sealed: [], bare: [], peerjs: [] };
    for (let round = 0; round < count; round += 1) {
      for (const name of MEDIA) times[name].push(await ping(name));
    }
    return times;
  },

  chunkBytes: (name: MediumName) => open[name]!.chunkBytes,
  expect(bytes: number): void {
    Object.assign(poured, { expectedBytes: bytes, bytes: 0 });
  },
  /** Milliseconds until the other side says that it has all. */
  async pour(name: MediumName, count: number): Promise<number> {
    const medium = open[name]!;
    const chunk = new Uint8Array(medium.chunkBytes).fill(5);
    const done = answer(name);
    const startMs = performance.now();
    await medium.pour(chunk, count);
    await done;
    return performance.now() - startMs;
  },

  /** Numbered chat messages over the sealed link at an even rate; how many were taken. */
  async flood(perSecond: number, seconds: number): Promise<number> {
    const message = new Uint8Array(CHAT_BYTES).fill(7);
    message[0] = KIND.numbered;
    const view = new DataView(message.buffer);
    const startMs = performance.now();
    let sent = 0;
    for (let elapsedMs = 0; elapsedMs < seconds * 1000; elapsedMs = performance.now() - startMs) {
      const due = Math.floor((elapsedMs / 1000) * perSecond);
      for (; sent < due; sent += 1) {
        view.setUint32(1, sent);
        if (!open.sealed!.say(message)) return sent;
      }
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return sent;
  },
  startFlood: () => void (flood = { received: 0, isInOrder: true }),
  floodResult: () => flood,
};

export type LinkBench = typeof bench;

Object.assign(globalThis, { bench });
