// Does the keeping: the list of kept rooms, and the room its person is in. Loaded when something is kept or is to be.

import { effect, untracked } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { holdTabLock } from '../../platform/tab-lock.ts';
import type { RoomCode } from '../../room/room-code.ts';
import { createKeptKeyring } from '../../sync/kept-keys.ts';
import type { KeptWriteError } from '../../sync/kept-log.ts';
import type { KeptTag } from '../../sync/kept-names.ts';
import {
  createKeptRooms,
  type KeptRooms,
  type OpenedRoom,
  type OpenRoomError,
} from '../../sync/kept-rooms.ts';
import { visitOf, type Visit } from '../session.ts';
import type { KeeperWorld } from './keeper-ports.ts';
import { placeOf, valueOf, VisitKeeping } from './visit-keeping.ts';

export interface Keeper extends Disposable {
  /** Reads the list anew. */
  refresh(): Promise<void>;
  /** Where a kept room is; it is kept on from there once its person is in it. */
  open(tag: KeptTag, passphrase?: string): Promise<Result<OpenedRoom, OpenRoomError>>;
  /** What the room with these words needs before it is entered. */
  stateOf(code: RoomCode): Promise<Bytes | undefined>;
  forget(tag: KeptTag): Promise<Result<void, KeptWriteError>>;
  /** Keeps the room its person is in from now on; undefined keeps it without a passphrase. */
  keepHere(passphrase: string | undefined): Promise<Result<void, KeptWriteError>>;
  /** Opens what is kept of the room its person is in. */
  unlockHere(passphrase: string): Promise<Result<void, OpenRoomError>>;
  forgetHere(): Promise<Result<void, KeptWriteError>>;
  flush(): Promise<void>;
}

export async function createKeeper(world: KeeperWorld): Promise<Keeper> {
  const { crypto, random, store, session, rooms } = world;
  const keyring = await createKeptKeyring(world.identity.storageKey, crypto);
  const list = createKeptRooms({ store, keyring, crypto, random });
  /** Opened at home, for the visit that follows. */
  const unlocked = new Map<KeptTag, OpenedRoom>();
  let current: VisitKeeping | undefined;

  async function refresh(): Promise<void> {
    const read = await list.list();
    const tags = await list.tags();
    // What a tab left that was closed while another forgot its room goes too.
    if (tags.ok) void world.forgetFiles?.(tags.value);
    if (read.ok) rooms.value = read.value.toSorted((one, other) => other.lastHereMs - one.lastHereMs);
  }

  function attach(visit: Visit): VisitKeeping {
    return new VisitKeeping({
      ...world,
      holdLock: world.holdLock ?? ((name, signal, onWait) => holdTabLock(name, { signal, onWait })),
      visit,
      list,
      takeUnlocked(tag) {
        const opened = unlocked.get(tag);
        unlocked.delete(tag);
        return opened;
      },
      onListChanged: () => void refresh(),
    });
  }

  const stop = effect(() => {
    const visit = visitOf(session.state.value);
    untracked(() => {
      if (visit === current?.visit) return;
      current?.dispose();
      beNowhere(world);
      current = visit && attach(visit);
    });
  });
  await refresh();

  return {
    refresh,
    async open(tag, passphrase) {
      const opened = await list.open(tag, passphrase);
      if (opened.ok && passphrase !== undefined) unlocked.set(tag, opened.value);
      return opened;
    },
    stateOf: (code) => readStateOf(code, list, unlocked),
    async forget(tag) {
      const forgotten = await list.forget(tag);
      await refresh();
      return forgotten;
    },
    keepHere: async (passphrase) => (current ? current.keep(passphrase) : ok()),
    unlockHere: async (passphrase) => (current ? current.unlock(passphrase) : err('unknown')),
    forgetHere: async () => (current ? current.forget() : ok()),
    flush: async () => current?.flush(),
    dispose() {
      stop();
      current?.dispose();
      current = undefined;
    },
  };
}

/** Until it is known what is kept of the room that was entered. */
function beNowhere({ here, tagHere }: Pick<KeeperWorld, 'here' | 'tagHere'>): void {
  here.value = { kind: 'memory' };
  tagHere.value = undefined;
}

async function readStateOf(
  code: RoomCode,
  list: KeptRooms,
  unlocked: ReadonlyMap<KeptTag, OpenedRoom>,
): Promise<Bytes | undefined> {
  const found = await list.find(placeOf(code));
  if (!found.ok || !found.value) return undefined;
  const { tag } = found.value;
  const opened = unlocked.get(tag) ?? valueOf(await list.open(tag));
  return opened && valueOf(await list.readState(opened));
}
