// The scripting interface over simulated rooms: as in the page, but for what is seen and how pages find each other.

import { signal } from '@preact/signals-core';
import type { P2p } from '../../src/app/p2p/api.ts';
import { createP2p } from '../../src/app/p2p/create-p2p.ts';
import type { P2pVisit } from '../../src/app/p2p/stay.ts';
import { DEFAULT_TUNING, type RoomTuning } from '../../src/app/room-tuning.ts';
import type { FilesModel } from '../../src/features/files/api.ts';
import { createFilesModel } from '../../src/features/files/model.ts';
import { createSharing } from '../../src/features/files/sharing.ts';
import type { Disposable } from '../../src/primitives/disposable.ts';
import { silentLog } from '../../src/primitives/log.ts';
import type { RandomSource } from '../../src/primitives/random.ts';
import { ok } from '../../src/primitives/result.ts';
import { createRoomCode, type RoomCode } from '../../src/room/room-code.ts';
import { formatRoomText, ownerOf } from '../../src/room/room-link.ts';
import { createGhostIdentity } from '../../src/secure/identity.ts';
import type { SharedDocsOptions } from '../../src/sync/create-shared-docs.ts';
import { watchDocs, type WatchedDocs } from '../../src/sync/watched-docs.ts';
import { createDetachedDocs } from './detached-docs.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createTestFilesWorld } from './files-room.ts';
import type { MakeRoomOptions, SimRoom, SimWorld } from './make-room.ts';
import { createSeededRandom } from './seeded-random.ts';
import { shareIn } from './shared-room.ts';

export interface SimP2p {
  readonly p2p: P2p & Disposable;
  /** What listeners threw. */
  readonly reports: readonly unknown[];
  readonly tuning: () => RoomTuning;
  /** Throws when there is none. */
  readonly room: () => SimRoom;
  /** The same. */
  readonly files: () => FilesModel;
  readonly docs: () => WatchedDocs;
}

export interface SimP2pOptions extends MakeRoomOptions {
  readonly sharing?: Partial<SharedDocsOptions>;
}

/** The wall clock at the clock's own 0. */
export const WALL_EPOCH_MS = 1_700_000_000_000;

let made = 0;

export async function makeP2p(world: SimWorld, name: string, options: SimP2pOptions = {}): Promise<SimP2p> {
  const { clock } = world;
  const visit = signal<P2pVisit | undefined>(undefined);
  const reports: unknown[] = [];
  made += 1;
  const random = createSeededRandom(world.seed * 31 + made);
  const identity = await createGhostIdentity({ crypto: createFakeCrypto(random), random });
  let tuning = DEFAULT_TUNING;
  let room: SimRoom | undefined;
  let docs: WatchedDocs | undefined;
  let files: FilesModel | undefined;

  async function enter(code: RoomCode, owner: string | undefined) {
    room = await world.makeRoom(name, { identity, code, ...(owner ? { owner } : {}), ...options });
    docs = watchDocs(shareIn(room, world, options.sharing));
    files = createFilesIn(room, world, random);
    visit.value = { room, docs, files: createSharing(files) };
    return ok(visit.value);
  }

  const p2p = createP2p({
    clock,
    wallTimeMs: () => WALL_EPOCH_MS + clock.nowMs(),
    visit,
    known: Promise.resolve(),
    report: (error) => reports.push(error),
    setTuning: (chosen) => void (tuning = chosen),
    self: () => room && { peerId: room.self.peerId, identityId: identity.id, name },
    linkOf: ({ code, owner }) => formatRoomText({ code: code as RoomCode, owner }),
    startRoom: () => enter(createRoomCode(random), ownerOf(identity.id)),
    joinRoom: ({ code, owner }) => enter(code, owner),
    leaveRoom() {
      const left = visit.value;
      visit.value = undefined;
      left?.docs?.dispose();
      files?.dispose();
      left?.room.leave();
    },
  });
  return {
    p2p,
    reports,
    tuning: () => tuning,
    room() {
      if (!room) throw new Error(`${name} is in no room`);
      return room;
    },
    files() {
      if (!files) throw new Error(`${name} is in no room`);
      return files;
    },
    docs() {
      if (!docs) throw new Error(`${name} is in no room`);
      return docs;
    },
  };
}

/** On made-up files (files-room.ts). */
function createFilesIn(room: SimRoom, { clock, seed }: SimWorld, random: RandomSource): FilesModel {
  const context = {
    room,
    clock,
    random,
    log: silentLog,
    docs: createDetachedDocs(),
    wallTimeMs: () => WALL_EPOCH_MS + clock.nowMs(),
    regardOf: () => 'open' as const,
  };
  return createFilesModel(context, createTestFilesWorld(clock, seed));
}

/** Two scripts in one room whose peers see each other; what they do is settled by moving the clock. */
export async function scriptsMeet(
  world: SimWorld,
  options: SimP2pOptions = {},
): Promise<readonly [SimP2p, SimP2p]> {
  const alice = await makeP2p(world, 'Alice', options);
  const { link } = await alice.p2p.createRoom();
  const bob = await makeP2p(world, 'Bob', options);
  await settle(world, bob.p2p.joinRoom(link));
  await world.clock.until(() => alice.room().sees.length === 1 && bob.room().sees.length === 1, 20_000);
  return [alice, bob];
}

/** What a promise resolves or rejects with, while time passes. */
export async function settle<T>(world: SimWorld, promise: Promise<T>, limitMs = 70_000): Promise<T> {
  let isSettled = false;
  const done = promise.finally(() => (isSettled = true));
  done.catch(() => undefined);
  await world.clock.until(() => isSettled, limitMs);
  return done;
}
