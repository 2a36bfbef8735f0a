// Keeping rooms on this device, as the shell sees it: small, and there from the start. What does the work is loaded once
// something is kept or is to be; until then nothing of a room is stored anywhere.

import { effect, signal, type ReadonlySignal } from '@preact/signals-core';
import type { KeyValueStore } from '../../primitives/key-value-store.ts';
import { KEPT_ROOMS_PREFIX, type KeptTag } from '../../sync/kept-names.ts';
import type { KeptRoom } from '../../sync/kept-rooms.ts';
import type { RoomCode } from '../../room/room-code.ts';
import type { LocalIdentity } from '../../secure/identity.ts';
import type { ProfileState } from '../profile.ts';
import type * as Keepers from './keeper.ts';
import type { Keeper } from './keeper.ts';
import type { KeeperWorld, KeptHere } from './keeper-ports.ts';

export interface Keeping {
  /** The kept rooms, the last visited first. */
  readonly rooms: ReadonlySignal<readonly KeptRoom[]>;
  readonly here: ReadonlySignal<KeptHere>;
  /** Which of the kept rooms its person is in. */
  readonly tagHere: ReadonlySignal<KeptTag | undefined>;
  /** Whether anything may be stored for this person. */
  readonly isPossible: ReadonlySignal<boolean>;
  /** What does the work; undefined when nothing may be stored, or when this copy of the page is incomplete. */
  use(): Promise<Keeper | undefined>;
  /** What the room with these words needs before it is entered, if it is kept and open to this person. */
  stateOf(code: RoomCode): Promise<Uint8Array | undefined>;
  /** Writes at once what waits: the page may be gone in a moment. */
  flush(): void;
}

export type KeepingWorld = Omit<KeeperWorld, 'identity' | 'rooms' | 'here' | 'tagHere'> & {
  readonly profile: ReadonlySignal<ProfileState>;
  readonly loadKeeper: () => Promise<typeof Keepers | undefined>;
};

export function createKeeping(world: KeepingWorld): Keeping {
  const rooms = signal<readonly KeptRoom[]>([]);
  const here = signal<KeptHere>({ kind: 'memory' });
  const tagHere = signal<KeptTag | undefined>(undefined);
  const isPossible = signal(false);
  let identity: LocalIdentity | undefined;
  let keeper: Promise<Keeper | undefined> | undefined;

  async function load(of: LocalIdentity): Promise<Keeper | undefined> {
    const loaded = await world.loadKeeper();
    const made = await loaded?.createKeeper({ ...world, identity: of, rooms, here, tagHere });
    if (of === identity) return made;
    made?.dispose();
    return undefined;
  }

  function use(): Promise<Keeper | undefined> {
    keeper ??= identity ? load(identity) : undefined;
    return keeper ?? Promise.resolve(undefined);
  }

  effect(() => {
    const state = world.profile.value;
    const isKept = state.kind === 'ready' && state.mode !== 'ghost';
    const next = isKept ? state.peer.identity : undefined;
    if (next === identity) return;
    void keeper?.then((old) => old?.dispose());
    [identity, keeper] = [next, undefined];
    isPossible.value = isKept;
    rooms.value = [];
    if (next) void hasAny(world.store).then((any) => (any && next === identity ? use() : undefined));
  });

  async function stateOf(code: RoomCode): Promise<Uint8Array | undefined> {
    const may = identity !== undefined && (await hasAny(world.store));
    return may ? (await use())?.stateOf(code) : undefined;
  }

  const flush = () => void keeper?.then((each) => each?.flush());
  return { rooms, here, tagHere, isPossible, use, stateOf, flush };
}

async function hasAny(store: KeyValueStore): Promise<boolean> {
  return store.keys(KEPT_ROOMS_PREFIX).then(
    (keys) => keys.length > 0,
    () => false,
  );
}
