// Shared documents in a room of two pages: Kith's own, and a plain provider for Yjs over channels of the same room. Driven
// from outside by `bench`.

import * as Y from 'yjs';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { encodeUtf8 } from '../../src/primitives/bytes.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { randomInteger } from '../../src/primitives/random.ts';
import { createRoom } from '../../src/room/create-room.ts';
import { createRoomCode, type RoomCode } from '../../src/room/room-code.ts';
import type { Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { createSharedDocs } from '../../src/sync/create-shared-docs.ts';
import type { SharedDocs } from '../../src/sync/shared-docs.ts';
import { createWorkerChecker } from '../../src/sync/update/worker-checker.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { connectBaseline, connectKith, editWith, type EditingCost } from '../support/editing.ts';
import { connectPlainly } from '../support/plain-provider.ts';

export type Medium = 'kith' | 'plain';
export interface LargeState {
  readonly bytes: number;
  readonly digest: string;
}
/** By the letter, on the machine's clock. */
export type Times = readonly number[];

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createWebCrypto(globalThis.crypto.subtle);
const nowMs = () => performance.timeOrigin + performance.now();
const plain = new Y.Doc();
const plainText = plain.getText('text');
/** Written here, or fetched. */
let largePlain = new Y.Doc();
let room: Room | undefined;
let docs: SharedDocs | undefined;
/** When a letter was seen that somebody else typed. */
const seenMs: Record<Medium, number[]> = { kith: [], plain: [] };

function kithText(key = 'notes') {
  const text = docs?.open(key, { space: key }).text('text');
  if (!text) throw new Error('there is no room yet');
  return text;
}

function otherPeer(): PeerId {
  const [other] = room?.peers.value ?? [];
  if (!other) throw new Error('nobody is here');
  return other.peerId;
}

/** A megabyte as it comes about: lines of a hundred letters, written anywhere. */
const LINES = 8_700;
const LARGE_LENGTH = LINES * 100;

function fill(write: (at: number, line: string) => void): void {
  const line = 'the quick brown fox jumps over the lazy dog '.repeat(3).slice(0, 100);
  for (let i = 0; i < LINES; i += 1) write(randomInteger(random, i + 1) * 100, line);
}

function until(isDone: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (isDone() ? resolve() : void setTimeout(look, 1));
    look();
  });
}

export const bench = {
  createCode: (): RoomCode => createRoomCode(random),
  async join(code: RoomCode, broker: BrokerAddress): Promise<void> {
    const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
    const transports = [createPeerjsTransport({ broker, iceServers: [], clock, random, digest: crypto })];
    const place = { kind: 'room', code } as const;
    room = createRoom({ place, peer, crypto, clock, random, log: silentLog, transports, name: 'Bench' });
    const checker = createWorkerChecker(clock);
    docs = createSharedDocs({ room, clock, random, log: silentLog, visit: 0, checker });
    connectPlainly(plain, room, clock);
    kithText().observe((_, origin) => origin === 'peer' && seenMs.kith.push(nowMs()));
    plainText.observe((_, { local }) => void (!local && seenMs.plain.push(nowMs())));
  },
  isLinked: () => room !== undefined && room.peers.value.length > 0,
  /** Types letters one by one; when each was typed. */
  async type(medium: Medium, count: number, everyMs: number): Promise<Times> {
    const typed: number[] = [];
    for (let i = 0; i < count; i += 1) {
      typed.push(nowMs());
      if (medium === 'kith') kithText().insert(kithText().length, 'x');
      else plainText.insert(plainText.length, 'x');
      await new Promise((resolve) => void setTimeout(resolve, everyMs));
    }
    return typed;
  },
  seen: (medium: Medium): Times => seenMs[medium].splice(0),

  fill(): void {
    const doc = docs?.open('large', { space: 'large' });
    const text = kithText('large');
    doc?.transact(() => fill((at, line) => text.insert(at, line)));
    const plainLarge = largePlain.getText('text');
    largePlain.transact(() => fill((at, line) => plainLarge.insert(at, line)));
    if (room) connectPlainly(largePlain, room, clock, 'large');
  },
  /** What is here of the large document: its state in bytes, and a digest of what it says. */
  async largeState(medium: Medium): Promise<LargeState> {
    const state = medium === 'kith' ? docs?.open('large', { space: 'large' }).snapshot() : undefined;
    const text = medium === 'kith' ? kithText('large').toString() : largePlain.getText('text').toJSON();
    const digest = await crypto.sha256(encodeUtf8(text));
    return { bytes: (state ?? Y.encodeStateAsUpdate(largePlain)).length, digest: digest.join() };
  },
  /** Milliseconds until the large document of the other page is here. */
  async fetch(medium: Medium): Promise<number> {
    const startMs = performance.now();
    if (medium === 'kith') {
      const text = kithText('large');
      await until(() => text.length === LARGE_LENGTH);
      return performance.now() - startMs;
    }
    largePlain = new Y.Doc();
    const text = largePlain.getText('text');
    if (room) connectPlainly(largePlain, room, clock, 'large').ask(otherPeer());
    await until(() => text.length === LARGE_LENGTH);
    return performance.now() - startMs;
  },

  /** What two who edit cost, in memory. */
  edit(medium: Medium, edits: number, everyMs: number): EditingCost {
    return editWith(medium === 'kith' ? connectKith : connectBaseline, { random, edits, everyMs });
  },
};

export type DocsBench = typeof bench;

Object.assign(globalThis, { bench });
