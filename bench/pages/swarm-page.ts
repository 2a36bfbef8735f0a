// A member of a room that offers and takes files, stored as the product stores them; beside it a bare data channel and
// PeerJS to compare with. Counts what every data channel of the page is handed. Driven from outside by `bench`.

import { createBrowserFiles } from '../../src/platform/files/browser-files.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { formatHex } from '../../src/primitives/bytes.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createRoom } from '../../src/room/create-room.ts';
import { createRoomCode, type RoomCode } from '../../src/room/room-code.ts';
import type { LinkView, Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { createRoomSwarms } from '../../src/swarm/room-swarms.ts';
import { createMemoryBudget } from '../../src/swarm/store/memory-budget.ts';
import { createOfferedFile } from '../../src/swarm/store/offered-file.ts';
import { createRoomStores } from '../../src/swarm/store/room-stores.ts';
import { createFileHashers } from '../../src/swarm/store/worker-hasher.ts';
import type { SwarmState } from '../../src/swarm/swarm-state.ts';
import type { Swarms } from '../../src/swarm/swarms.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { openBare, openPeerjs, type Medium, type PeerjsEnd } from './media.ts';

export type PlainMedium = 'bare' | 'peerjs';

const CHUNK_BYTES = 64 * 1024;
/** What `getRandomValues` gives at once. */
const RANDOM_BYTES = 64 * 1024;
/** Longer messages are bulk. */
const MAX_SMALL_BYTES = 1_000;

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createWebCrypto(globalThis.crypto.subtle);
const hashers = createFileHashers({ hash: crypto, cores: navigator.hardwareConcurrency });
const sent = countSent();
const bare = openBare();
const media: Partial<Record<PlainMedium, Medium>> = {};
const poured = { expectedBytes: 0, bytes: 0, onDone: () => undefined as void };
const acceptedAtMs = new Map<string, number>();
const completeAtMs = new Map<string, number>();
let peerjs: PeerjsEnd;
let room: Room | undefined;
let swarms: Swarms | undefined;

const input = document.createElement('input');
input.type = 'file';
document.body.append(input);

void bare.opened.then((medium) => use('bare', medium));

/** By a data channel's number, all connections of the page together. */
function countSent(): Map<string, number> {
  const bytes = new Map<string, number>();
  // oxlint-disable-next-line typescript/unbound-method -- called with its channel below
  const send = RTCDataChannel.prototype.send as (data: ArrayBufferView | ArrayBuffer) => void;
  RTCDataChannel.prototype.send = function countAndSend(data: unknown) {
    const view = data as ArrayBufferView | ArrayBuffer;
    bytes.set(this.label, (bytes.get(this.label) ?? 0) + view.byteLength);
    send.call(this, view);
  };
  return bytes;
}

function use(name: PlainMedium, medium: Medium): void {
  media[name] = medium;
  medium.onData = ({ length }) => {
    if (length <= MAX_SMALL_BYTES) return poured.onDone();
    poured.bytes += length;
    if (poured.bytes === poured.expectedBytes) medium.say(Uint8Array.of(1));
    return undefined;
  };
}

function files(): Swarms {
  if (!swarms) throw new Error('not in a room yet');
  return swarms;
}

function isLinked({ kind }: LinkView): boolean {
  return kind === 'direct' || kind === 'relayed' || kind === 'unknown';
}

function offerFile(file: Blob, name: string): string {
  const shape = { sizeBytes: file.size, chunkSizeBytes: CHUNK_BYTES } as const;
  const source = createOfferedFile(file, shape, { hashers, hash: crypto });
  const offered = files().offer({ ...shape, name, mimeType: '', folders: [], root: undefined }, source);
  if (!offered.ok) throw new Error(offered.error.code);
  return offered.value;
}

function randomBlob(sizeBytes: number): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let left = sizeBytes; left > 0; left -= RANDOM_BYTES)
    parts.push(random.bytes(Math.min(left, RANDOM_BYTES)));
  return new Blob(parts);
}

export const bench = {
  createCode: (): RoomCode => createRoomCode(random),
  async join(code: RoomCode, broker: BrokerAddress): Promise<void> {
    const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
    const transports = [createPeerjsTransport({ broker, iceServers: [], clock, random, digest: crypto })];
    const place = { kind: 'room', code } as const;
    room = createRoom({ place, peer, crypto, clock, random, log: silentLog, transports, name: 'Bench' });
    const stores = createRoomStores({
      budget: createMemoryBudget(),
      files: createBrowserFiles(random),

      downloads: undefined,
    });
    ({ swarms } = createRoomSwarms({ room, clock, random, hash: crypto, stores }));
    swarms.onEvent((event) => {
      if (event.type === 'state' && event.state.kind === 'complete')
        completeAtMs.set(event.id, performance.now());
    });
  },
  linkedCount: (): number => room?.peers.value.filter(({ link }) => isLinked(link)).length ?? 0,
  leave: () => room?.leave(),

  /** Offers bytes that were never seen before; the id of the offer. */
  offer: (sizeBytes: number): string => offerFile(randomBlob(sizeBytes), 'random.bin'),
  /** Offers the file that was put into the page's field. */
  offerChosen(): string {
    const file = input.files?.[0];
    if (!file) throw new Error('no file was chosen');
    return offerFile(file, 'chosen.bin');
  },
  isOffered: (id: string): boolean => files().offers.some((offer) => offer.id === id),
  accept(id: string): void {
    acceptedAtMs.set(id, performance.now());
    const accepted = files().accept(id);
    if (!accepted.ok) throw new Error(accepted.error.code);
  },
  state: (id: string): SwarmState['kind'] | undefined => files().snapshot(id)?.state.kind,
  /** How far it is and what it waits for, in a line. */
  tell: (id: string): string => JSON.stringify({ ...files().snapshot(id), linked: bench.linkedCount() }),
  /** Milliseconds from accepting to having it all, checked and stored. */
  tookMs: (id: string): number => (completeAtMs.get(id) ?? Number.NaN) - (acceptedAtMs.get(id) ?? Number.NaN),
  /** Root of the file, in hex. */
  root: (id: string): string => formatHex(files().snapshot(id)?.root ?? new Uint8Array()),
  forget(id: string): void {
    files().leave(id, { discard: true });
  },
  /** All bytes that data channels were handed so far, of every kind. */
  sentBytes: (): number => Array.from(sent.values()).reduce((sum, bytes) => sum + bytes, 0),
  /** So that this page's process can be told from the others'. */
  spin(ms: number): void {
    const endMs = performance.now() + ms;
    while (performance.now() < endMs);
  },

  describe: () => bare.offer(),
  answer: (description: string) => bare.accept(description),
  complete: (description: string) => bare.complete(description),
  async claimPeerjs(broker: BrokerAddress): Promise<string> {
    peerjs = await openPeerjs(broker);
    void peerjs.answered.then((medium) => use('peerjs', medium));
    return peerjs.id;
  },
  async dialPeerjs(id: string): Promise<void> {
    use('peerjs', await peerjs.dial(id));
  },
  isReady: (name: PlainMedium): boolean => media[name] !== undefined,
  expect(bytes: number): void {
    Object.assign(poured, { expectedBytes: bytes, bytes: 0 });
  },
  /** Milliseconds until the other side says that it has all. */
  async pour(name: PlainMedium, sizeBytes: number): Promise<number> {
    const medium = media[name]!;
    const chunk = random.bytes(CHUNK_BYTES);
    const done = new Promise<void>((resolve) => (poured.onDone = resolve));
    const startMs = performance.now();
    await medium.pour(chunk, sizeBytes / CHUNK_BYTES);
    await done;
    return performance.now() - startMs;
  },
};

export type SwarmBench = typeof bench;

Object.assign(globalThis, { bench });
