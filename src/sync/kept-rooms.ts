// Which rooms this device keeps: one sealed record each, so that a damaged one costs no other. Knows where a room is and
// under what its log is sealed, not what it holds.

import type { Bytes } from '../primitives/bytes.ts';
import type { AeadKey, CryptoPort } from '../primitives/crypto.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import {
  describeEntry,
  openAddress,
  openEntry,
  openState,
  sealAddress,
  sealEntry,
  sealState,
  type EntrySealing,
  type KeptEntry,
} from './kept-entry.ts';
import {
  derivePassphraseKeys,
  KEPT_PASSPHRASE_ROUNDS,
  KEPT_SALT_BYTES,
  type KeptKeyring,
} from './kept-keys.ts';
import { attempt, removeKeptLog, type KeptWriteError } from './kept-log.ts';
import {
  KEPT_ROOMS_PREFIX,
  keptRoomKey,
  keptStateKey,
  parseKeptRoomKey,
  type KeptTag,
} from './kept-names.ts';

export interface KeptRoom {
  readonly tag: KeptTag;
  /** What the list calls it. */
  readonly title: string;
  /** Milliseconds since 1970, when its person was last in it. */
  readonly lastHereMs: number;
  readonly isUnderPassphrase: boolean;
}

/** A room whose place is known: what it takes to enter it and to open its log. */
export interface OpenedRoom {
  readonly tag: KeptTag;
  /** The room's part of its link. */
  readonly address: string;
  readonly logKey: AeadKey;
}

export type OpenRoomError =
  | KeptWriteError
  /** There is no such room in the list, or its record does not open. */
  | 'unknown'
  /** It is kept under a passphrase, and none was given. */
  | 'locked'
  | 'wrong-passphrase';

export interface NewRoom {
  readonly address: string;
  /** Names the room for all time, whatever else of its address changes. */
  readonly place: Uint8Array;
  readonly title: string;
  readonly lastHereMs: number;
  /** Undefined keeps it under the identity alone. */
  readonly passphrase: string | undefined;
}

export interface KeptRooms {
  /** Those whose records open, in no particular order. */
  list(): Promise<Result<readonly KeptRoom[], KeptWriteError>>;
  /** All of them, also those whose records do not open. */
  tags(): Promise<Result<readonly KeptTag[], KeptWriteError>>;
  find(place: Uint8Array): Promise<Result<KeptRoom | undefined, KeptWriteError>>;
  /** Puts a room on the list; its log is still to be written. */
  add(room: NewRoom): Promise<Result<OpenedRoom, KeptWriteError>>;
  open(tag: KeptTag, passphrase?: string): Promise<Result<OpenedRoom, OpenRoomError>>;
  /** Changes what the list says of a room; does nothing for one that is not on it. */
  note(tag: KeptTag, facts: Pick<KeptRoom, 'title' | 'lastHereMs'>): Promise<Result<void, KeptWriteError>>;
  /** What the room said it needs before it is entered; undefined when it said nothing that still opens. */
  readState(room: OpenedRoom): Promise<Result<Bytes | undefined, KeptWriteError>>;
  writeState(room: OpenedRoom, state: Uint8Array): Promise<Result<void, KeptWriteError>>;
  /** Removes every record of a room: the log, then its place on the list. */
  forget(tag: KeptTag): Promise<Result<void, KeptWriteError>>;
}

/** Far above what a list shows; each is one decryption. */
const MAX_KEPT_ROOMS = 256;

export interface KeptRoomsOptions {
  readonly store: KeyValueStore;
  readonly keyring: KeptKeyring;
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
}

export function createKeptRooms(options: KeptRoomsOptions): KeptRooms {
  const { store, keyring } = options;
  const entries = createEntries(options);
  return {
    list: () =>
      attempt(async () => {
        const tags = (await readTags(store)).slice(0, MAX_KEPT_ROOMS);
        const read = await Promise.all(tags.map(async (tag) => ({ tag, entry: await entries.read(tag) })));
        return read.flatMap(({ tag, entry }) => (entry ? [viewOf(tag, entry)] : []));
      }),
    tags: () => attempt(() => readTags(store)),
    find: (place) =>
      attempt(async () => {
        const tag = await keyring.tagOf(place);
        const entry = await entries.read(tag);
        return entry && viewOf(tag, entry);
      }),
    async add(room) {
      const tag = await keyring.tagOf(room.place);
      // What an earlier keeping left behind is sealed under other keys.
      const cleared = await removeKeptLog(store, tag);
      return cleared.ok ? attempt(() => writeNew(options, entries, tag, room)) : cleared;
    },
    async open(tag, passphrase) {
      const found = await attempt(() => entries.read(tag));
      if (!found.ok) return found;
      const entry = found.value;
      if (!entry) return err('unknown');
      if (entry.type === 'device')
        return ok({ tag, address: entry.address, logKey: await keyring.logKey(entry.place) });
      if (passphrase === undefined) return err('locked');
      const { placeKey, logKey } = await derivePassphraseKeys(passphrase, { tag, ...entry }, options.crypto);
      const address = await openAddress({ ...options, key: placeKey, tag }, entry.sealedAddress);
      return address === undefined ? err('wrong-passphrase') : ok({ tag, address, logKey });
    },
    note: (tag, facts) =>
      attempt(async () => {
        const entry = await entries.read(tag);
        if (entry) await entries.write(tag, { ...entry, ...describeEntry(facts) });
      }),
    readState: ({ tag, logKey }) =>
      attempt(async () => {
        const stored = await store.get(keptStateKey(tag));
        return stored && openState({ ...options, key: logKey, tag }, stored);
      }),
    writeState: ({ tag, logKey }, state) =>
      attempt(async () => {
        await store.put(keptStateKey(tag), await sealState({ ...options, key: logKey, tag }, state));
      }),
    async forget(tag) {
      const removed = await removeKeptLog(store, tag);
      if (!removed.ok) return removed;
      return attempt(async () => {
        for (const key of [keptStateKey(tag), keptRoomKey(tag)]) await store.remove(key);
      });
    },
  };
}

async function readTags(store: KeyValueStore): Promise<readonly KeptTag[]> {
  const keys = await store.keys(KEPT_ROOMS_PREFIX);
  return keys.flatMap((key) => parseKeptRoomKey(key) ?? []);
}

type Entries = ReturnType<typeof createEntries>;

function createEntries({ store, keyring, crypto, random }: KeptRoomsOptions) {
  const sealing = (tag: KeptTag): EntrySealing => ({ crypto, random, key: keyring.listKey, tag });
  return {
    async read(tag: KeptTag): Promise<KeptEntry | undefined> {
      const stored = await store.get(keptRoomKey(tag));
      return stored && openEntry(sealing(tag), stored);
    },
    async write(tag: KeptTag, entry: KeptEntry): Promise<void> {
      await store.put(keptRoomKey(tag), await sealEntry(sealing(tag), entry));
    },
  };
}

async function writeNew(
  { keyring, crypto, random }: KeptRoomsOptions,
  entries: Entries,
  tag: KeptTag,
  room: NewRoom,
): Promise<OpenedRoom> {
  const { address, passphrase } = room;
  if (passphrase === undefined) {
    const place = Uint8Array.from(room.place);
    await entries.write(tag, { type: 'device', ...describeEntry(room), address, place });
    return { tag, address, logKey: await keyring.logKey(place) };
  }
  const [salt, rounds] = [random.bytes(KEPT_SALT_BYTES), KEPT_PASSPHRASE_ROUNDS];
  const { placeKey, logKey } = await derivePassphraseKeys(passphrase, { tag, salt, rounds }, crypto);
  const sealedAddress = await sealAddress({ crypto, random, key: placeKey, tag }, address);
  await entries.write(tag, { type: 'passphrase', ...describeEntry(room), salt, rounds, sealedAddress });
  return { tag, address, logKey };
}

function viewOf(tag: KeptTag, { title, lastHereMs, type }: KeptEntry): KeptRoom {
  return { tag, title, lastHereMs, isUnderPassphrase: type === 'passphrase' };
}
