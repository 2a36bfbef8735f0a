// Keeping one stay in one room: finding what is kept of it, taking it back, going on from there, forgetting it.

import { effect } from '@preact/signals-core';
import { encodeUtf8, type Bytes } from '../../primitives/bytes.ts';
import { createDisposables, type Disposable, type Disposables } from '../../primitives/disposable.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type { Keepable } from '../../features/keepable.ts';
import { keepDocs } from '../../sync/kept-docs.ts';
import { openKeptLog, type KeptWriteError } from '../../sync/kept-log.ts';
import type { KeptTag } from '../../sync/kept-names.ts';
import type { KeptRooms, OpenedRoom, OpenRoomError } from '../../sync/kept-rooms.ts';
import type { Visit } from '../session.ts';
import { keepMuted } from './keep-muted.ts';
import { keepRoom, type RoomKeeping } from './keep-room.ts';
import type { HoldLock, KeeperWorld } from './keeper-ports.ts';
import { keepMeetings, MET_PART } from './kept-meetings.ts';

export interface VisitKeepingWorld extends KeeperWorld {
  readonly holdLock: HoldLock;
  readonly visit: Visit;
  readonly list: KeptRooms;
  /** A room whose passphrase was typed just now, once. */
  readonly takeUnlocked: (tag: KeptTag) => OpenedRoom | undefined;
  readonly onListChanged: () => void;
}

/** The id under which shared documents are kept, beside those of the features. */
const DOCS_PART = 'docs';
const MUTED_PART = 'muted';
const UNREADABLE = { kind: 'unreadable', reason: 'failed' } as const;

export class VisitKeeping implements Disposable {
  readonly visit: Visit;
  readonly #world: VisitKeepingWorld;
  #tag: KeptTag | undefined;
  #running: RoomKeeping | undefined;
  #parts: readonly Keepable[] = [];
  #attempt = createDisposables();

  /** Looks for what is kept of the room, and takes it back unless a passphrase is in the way. */
  constructor(world: VisitKeepingWorld) {
    this.visit = world.visit;
    this.#world = world;
    void this.#begin();
  }

  /** Keeps the room from now on; undefined keeps it without a passphrase. */
  async keep(passphrase: string | undefined): Promise<Result<void, KeptWriteError>> {
    this.#endAttempt();
    const { list, visit, wallTimeMs } = this.#world;
    const { address, title } = visit;
    const place = placeOf(visit.room.code);
    const added = await list.add({ address, place, title, lastHereMs: wallTimeMs(), passphrase });
    if (!added.ok) return added;
    this.#found(added.value.tag);
    await this.#start(added.value, passphrase !== undefined);
    return ok();
  }

  async unlock(passphrase: string): Promise<Result<void, OpenRoomError>> {
    if (!this.#tag) return err('unknown');
    const opened = await this.#world.list.open(this.#tag, passphrase);
    if (!opened.ok) return opened;
    await this.#start(opened.value, true);
    return ok();
  }

  async forget(): Promise<Result<void, KeptWriteError>> {
    this.#endAttempt();
    await this.#letGo();
    const { list, here, onListChanged } = this.#world;
    const forgotten = this.#tag ? await list.forget(this.#tag) : ok();
    if (forgotten.ok) here.value = { kind: 'memory' };
    else void this.#begin();
    onListChanged();
    return forgotten;
  }

  /** What lies beside the log is given up before it goes. */
  async #letGo(): Promise<void> {
    const parts = this.#parts;
    this.#parts = [];
    for (const part of parts) await part.letGo?.();
  }

  async flush(): Promise<void> {
    await this.#running?.flush();
  }

  dispose(): void {
    // What waits goes out while the lock is held; the log needs nothing of the room any more.
    const [ending, running] = [this.#attempt, this.#running];
    this.#running = undefined;
    if (!running) return ending.dispose();
    void running
      .close()
      .then(() => this.#noteHere())
      .finally(() => ending.dispose());
  }

  async #begin(): Promise<void> {
    const { list, here, takeUnlocked } = this.#world;
    const mine = this.#attempt;
    const found = await list.find(placeOf(this.visit.room.code));
    if (mine.isDisposed || !found.ok || !found.value) return;
    const { tag, isUnderPassphrase } = found.value;
    this.#found(tag);
    const opened = isUnderPassphrase ? takeUnlocked(tag) : valueOf(await list.open(tag));
    if (mine.isDisposed) return;
    if (opened) await this.#start(opened, isUnderPassphrase);
    else here.value = isUnderPassphrase ? { kind: 'locked' } : UNREADABLE;
  }

  #found(tag: KeptTag): void {
    this.#tag = tag;
    if (!this.#attempt.isDisposed) this.#world.tagHere.value = tag;
  }

  async #start(room: OpenedRoom, isUnderPassphrase: boolean): Promise<void> {
    const mine = this.#attempt;
    const { here, onListChanged } = this.#world;
    const started = await startKeeping(this.#world, room, {
      isUnderPassphrase,
      attempt: mine,
      onUnwanted: () => {
        // Another tab forgot the room: nothing more is written here.
        this.#endAttempt();
        here.value = { kind: 'memory' };
        void this.#letGo().then(onListChanged);
      },
    });
    if (!started || mine.isDisposed) return;
    this.#running = started.keeping;
    this.#parts = started.parts;
    void this.#noteHere();
  }

  async #noteHere(): Promise<void> {
    const { list, wallTimeMs, onListChanged } = this.#world;
    if (this.#tag) await list.note(this.#tag, { title: this.visit.title, lastHereMs: wallTimeMs() });
    onListChanged();
  }

  #endAttempt(): void {
    this.#attempt.dispose();
    this.#attempt = createDisposables();
    this.#running = undefined;
  }
}

interface Start {
  readonly isUnderPassphrase: boolean;
  /** Ends with the stay, or when the room is kept no longer. */
  readonly attempt: Disposables;
  readonly onUnwanted: () => void;
}

/** Waits for its turn among the tabs, reads what is kept into the room, and writes from then on. */
async function startKeeping(
  world: VisitKeepingWorld,
  room: OpenedRoom,
  { isUnderPassphrase, attempt, onUnwanted }: Start,
): Promise<{ readonly keeping: RoomKeeping; readonly parts: readonly Keepable[] } | undefined> {
  const { here, list, visit, store, clock, crypto, random } = world;
  here.value = { kind: 'opening' };
  const holding = new AbortController();
  attempt.add(() => holding.abort());
  const isHeld = await world.holdLock(`kith-kept/${room.tag}`, holding.signal, () => {
    if (!attempt.isDisposed) here.value = { kind: 'elsewhere' };
  });
  if (!isHeld || attempt.isDisposed) return undefined;
  const sealing = { crypto, random, tag: room.tag, key: room.logKey };
  const [opened, parts] = await Promise.all([openKeptLog(store, sealing), partsOf(visit, room.tag)]);
  if (attempt.isDisposed) return undefined;
  if (!opened.ok) {
    here.value = { kind: 'unreadable', reason: opened.error };
    return undefined;
  }
  const isWanted = () => isOnList(list, placeOf(visit.room.code));
  const keeping = keepRoom({ opened: opened.value, parts, clock, isWanted, onUnwanted });
  attempt.add(() => keeping.dispose());
  const saveState = latestOnly(async (state: Bytes) => {
    if (await isWanted()) await list.writeState(room, state);
  });
  attempt.add(
    effect(() => {
      const state = visit.room.authority.kept.value;
      if (state) saveState(state);
    }),
  );
  const { lost, log } = opened.value;
  attempt.add(
    effect(() => {
      const health = keeping.health.value;
      const beside = Array.from(parts.values(), (part) => part.besideBytes?.() ?? 0);
      const storedBytes = beside.reduce((sum, bytes) => sum + bytes, log.size.storedBytes);
      here.value = { kind: 'kept', isUnderPassphrase, health, lost, storedBytes };
    }),
  );
  return { keeping, parts: Array.from(parts.values()) };
}

/** Does it with what was given last, one after the other: people who come together are written once. */
function latestOnly<T>(act: (value: T) => Promise<void>): (value: T) => void {
  let next: { readonly value: T } | undefined;
  let isBusy = false;
  async function run(): Promise<void> {
    isBusy = true;
    for (let now = next; now; now = next) {
      next = undefined;
      await act(now.value);
    }
    isBusy = false;
  }
  return (value) => {
    next = { value };
    if (!isBusy) void run();
  };
}

/** The words name the room for all time; epochs and owners change. */
export function placeOf(code: readonly string[]): Bytes {
  return encodeUtf8(code.join(' '));
}

async function isOnList(list: KeptRooms, place: Uint8Array): Promise<boolean> {
  const found = await list.find(place);
  // A store that cannot be read says nothing of what is wanted.
  return !found.ok || found.value !== undefined;
}

async function partsOf(visit: Visit, folder: string): Promise<ReadonlyMap<string, Keepable>> {
  const parts = new Map<string, Keepable>(visit.company ? [[MET_PART, keepMeetings(visit.company)]] : []);
  for (const { feature, model } of visit.spaces) {
    const keepable = await feature.keep?.(model, { folder });
    if (keepable) parts.set(feature.id, keepable);
  }
  parts.set(DOCS_PART, keepDocs(visit.docs));
  parts.set(MUTED_PART, keepMuted(visit.isMuted));
  return parts;
}

export function valueOf<T, E>(result: Result<T, E>): T | undefined {
  return result.ok ? result.value : undefined;
}
