// What shared state costs by itself: two who edit documents for a quarter of an hour, over channels in memory on a clock
// that is moved by hand, with everything between a change here and the same change there but links.

import { signal } from '@preact/signals-core';
import * as Y from 'yjs';
import type { Cancel, Clock } from '../../src/primitives/clock.ts';
import { decodeMessage, encodeMessage, type Encodable } from '../../src/primitives/codec.ts';
import { formatPeerId, type IdentityId, type PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { Channel, Received, RoomContext, RosterPeer } from '../../src/room/room.ts';
import { createSharedDocs } from '../../src/sync/create-shared-docs.ts';
import { connectPlainly } from './plain-provider.ts';

/** What a message carries besides its body: envelope, number, type and the seal's tag. */
const FRAME_BYTES = 1 + 2 + 9 + 16 + 1;
const LINK_MS = 10;

export interface EditingCost {
  readonly bytes: number;
  /** All of it runs in one go. */
  readonly cpuMs: number;
}

export interface Editor {
  type(index: number, text: string): void;
  erase(index: number, count: number): void;
  put(key: string, value: number): void;
  append(value: string): void;
  readonly length: number;
  content(): string;
}

export interface EditingPlan {
  readonly random: RandomSource;
  readonly edits: number;
  /** Between two edits of the same person. */
  readonly everyMs: number;
}

type Connect = (room: FakeRoom, clock: HandClock) => Editor;

export function editWith(connect: Connect, { random, edits, everyMs }: EditingPlan): EditingCost {
  const clock = new HandClock();
  const wire = { bytes: 0 };
  const rooms = [1, 2].map((number) => createFakeRoom(number, clock, wire));
  for (const [i, room] of rooms.entries()) room.other = rooms[1 - i];
  const editors = rooms.map((room) => connect(room, clock));
  clock.advance(2_000);
  wire.bytes = 0;
  const startMs = performance.now();
  for (let i = 0; i < edits; i += 1) {
    const editor = editors[i % 2];
    if (editor) edit(editor, random);
    clock.advance(everyMs / 2);
  }
  clock.advance(1_000);
  const cpuMs = performance.now() - startMs;
  const [one = '', other = ''] = editors.map((editor) => editor.content());
  if (one !== other) throw new Error('the two do not agree');
  return { bytes: wire.bytes, cpuMs };
}

export const connectKith: Connect = (room, clock) => {
  const docs = createSharedDocs({ room, clock, random: room.random, log: silentLog, visit: 0 });
  const doc = docs.open('notes', { space: 'notes' });
  const [text, map, list] = [doc.text('text'), doc.map<number>('map'), doc.list<string>('list')];
  return {
    type: (index, added) => text.insert(index, added),
    erase: (index, count) => text.delete(index, count),
    put: (key, value) => map.set(key, value),
    append: (value) => list.push(value),
    get length() {
      return text.length;
    },
    content: () => contentOf(text.toString(), map.toJSON(), list.toJSON()),
  };
};

export const connectBaseline: Connect = (room, clock) => {
  const doc = new Y.Doc();
  connectPlainly(doc, room, clock).ask(room.peers.value[0]?.peerId ?? ('' as PeerId));
  const [text, map, list] = [doc.getText('text'), doc.getMap<number>('map'), doc.getArray<string>('list')];
  return {
    type: (index, added) => text.insert(index, added),
    erase: (index, count) => text.delete(index, count),
    put: (key, value) => map.set(key, value),
    append: (value) => list.push([value]),
    get length() {
      return text.length;
    },
    content: () => contentOf(text.toJSON(), map.toJSON(), list.toJSON()),
  };
};

/** Mostly letters one after the other, now and then somewhere else; some cards moved, some lines added. */
function edit(editor: Editor, random: RandomSource): void {
  const dice = randomInteger(random, 20);
  const at = randomInteger(random, 12) === 0 ? randomInteger(random, editor.length + 1) : editor.length;
  if (dice < 15) editor.type(at, 'etaoin shrdlu'[dice] ?? 'x');
  else if (dice < 17) editor.erase(Math.max(0, at - 1), Math.min(1, at));
  else if (dice < 19) editor.put(`card ${randomInteger(random, 20)}`, randomInteger(random, 10_000));
  else editor.append(`line ${randomInteger(random, 1_000)}`);
}

function contentOf(text: string, map: Readonly<Record<string, number>>, list: readonly string[]): string {
  return JSON.stringify([text, Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)), list]);
}

interface FakeRoom extends Pick<RoomContext, 'self' | 'peers' | 'state' | 'channel'> {
  readonly number: number;
  readonly random: RandomSource;
  other: FakeRoom | undefined;
  receive(id: string, payload: Uint8Array): void;
}

function createFakeRoom(number: number, clock: HandClock, wire: { bytes: number }): FakeRoom {
  const listeners = new Map<string, (payload: Uint8Array) => void>();
  const peerOf = (index: number) => formatPeerId(new Uint8Array(16).fill(50 * index));
  const other = { peerId: peerOf(3 - number), identityId: `${3 - number}` as IdentityId };
  const mark = { dye: 'indigo', thing: 'lantern' } as const;
  const peer = { ...other, mark, link: { kind: 'direct', rttMs: 20 } } as unknown as RosterPeer;
  function channel<M>(protocol: Protocol<M>): Channel<M> {
    const send = (message: M) => {
      const payload = encodeMessage(message as Encodable);
      wire.bytes += payload.length + FRAME_BYTES + protocol.id.length;
      clock.schedule(LINK_MS, () => room.other?.receive(protocol.id, payload));
      return true;
    };
    return {
      broadcast: (message) => (send(message) ? [other.peerId] : []),
      send: (_, message) => send(message),
      onMessage(listener: (received: Received<M>) => void) {
        listeners.set(protocol.id, (payload) => {
          const decoded = decodeMessage(payload, protocol.message);
          if (!decoded.ok) throw new Error(decoded.error.detail);
          listener({ from: other.peerId, identityId: other.identityId, message: decoded.value });
        });
        return () => undefined;
      },
    };
  }
  const self = { peerId: peerOf(number), identityId: `${number}` as IdentityId, mark, name: signal('') };
  const room: FakeRoom = {
    number,
    random: { bytes: (length) => new Uint8Array(length).fill(number) },
    other: undefined,
    self,
    peers: signal([peer]),
    state: signal({ kind: 'open' } as const),
    channel,
    receive: (id, payload) => listeners.get(id)?.(payload),
  };
  return room;
}

/** Time that moves when told to. */
export class HandClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<{ readonly atMs: number; readonly action: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  schedule(delayMs: number, action: () => void): Cancel {
    const timer = { atMs: this.#nowMs + delayMs, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs;
    for (let next = this.#next(endMs); next; next = this.#next(endMs)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.action();
    }
    this.#nowMs = endMs;
  }

  #next(endMs: number) {
    let first: { readonly atMs: number; readonly action: () => void } | undefined;
    for (const timer of this.#timers)
      if (timer.atMs <= endMs && timer.atMs < (first?.atMs ?? Infinity)) first = timer;
    return first;
  }
}
