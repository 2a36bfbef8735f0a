// Storage on this device: IndexedDB behind the KeyValueStore port, one in memory, and whether this page's storage is
// private at all. Knows bytes and keys, not what they mean.

import { copyBytes, type Bytes } from '../primitives/bytes.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import {
  asStorageError,
  browserDatabases,
  createDatabase,
  type Database,
  type DatabaseFactory,
  type StorageError,
} from './indexed-database.ts';

/** A store that forgets everything with the page: ghost sessions and tests. */
export function createMemoryStore(): KeyValueStore {
  const values = new Map<string, Bytes>();
  return {
    async get(key) {
      const value = values.get(key);
      return value && copyBytes(value);
    },
    async put(key, value) {
      values.set(key, copyBytes(value));
    },
    async remove(key) {
      values.delete(key);
    },
    async keys(prefix) {
      return Array.from(values.keys()).filter((key) => key.startsWith(prefix));
    },
  };
}

/** Opens (or makes) the store `name`. Its methods reject with a {@link StorageError} of code `full` or `failed`. */
export async function openDeviceStore(
  name: string,
  factory: DatabaseFactory = browserDatabases,
): Promise<Result<KeyValueStore, StorageError>> {
  const database = createDatabase(name, factory);
  try {
    await database.run('readonly', (values) => values.count());
    return ok(storeOver(database));
  } catch (error) {
    return err(asStorageError(error));
  }
}

function storeOver(database: Database): KeyValueStore {
  return {
    async get(key) {
      const value: unknown = await database.run('readonly', (values) => values.get(key));
      return value instanceof Uint8Array ? copyBytes(value) : undefined;
    },
    async put(key, value) {
      // A copy: a view would drag the whole buffer behind it into storage.
      await database.run('readwrite', (values) => values.put(copyBytes(value), key));
    },
    async remove(key) {
      await database.run('readwrite', (values) => values.delete(key));
    },
    async keys(prefix) {
      const keys = await database.run('readonly', (values) => values.getAllKeys(rangeOf(prefix)));
      return keys.filter((key) => typeof key === 'string');
    },
  };
}

function rangeOf(prefix: string): IDBKeyRange {
  const end = endOfPrefix(prefix);
  return end === undefined ? IDBKeyRange.lowerBound(prefix) : IDBKeyRange.bound(prefix, end, false, true);
}

/** The first string after all that start with `prefix`, by UTF-16 units; undefined when there is none. */
export function endOfPrefix(prefix: string): string | undefined {
  const stem = prefix.replace(/\uffff+$/, '');
  if (stem === '') return undefined;
  const last = stem.charCodeAt(stem.length - 1);
  return stem.slice(0, -1) + String.fromCharCode(last + 1);
}

export type StoragePolicy =
  /** Storage belongs to this origin alone: a wrapping key kept beside the data is enough. */
  | { readonly kind: 'device' }
  /** Others may read it: keep nothing (ghost), or only under a passphrase. */
  | { readonly kind: 'ghost-or-passphrase'; readonly reason: 'file' | 'insecure' };

/**
 * How far this page's storage can be trusted. In Chromium every page opened from disk shares one storage, whatever its
 * folder; on plain http whoever is on the way can run script in this origin.
 */
export function detectStoragePolicy(page: {
  readonly protocol: string;
  readonly isSecureContext: boolean;
}): StoragePolicy {
  const isHttp = /^https?:$/.test(page.protocol);
  if (isHttp && page.isSecureContext) return { kind: 'device' };
  return { kind: 'ghost-or-passphrase', reason: isHttp ? 'insecure' : 'file' };
}

/** Asks the browser not to clear this page's storage by itself. */
export async function requestPersistence(
  storage: Pick<StorageManager, 'persist'> | undefined = globalThis.navigator?.storage,
): Promise<'granted' | 'denied' | 'unsupported'> {
  if (!storage?.persist) return 'unsupported';
  const isGranted = await storage.persist().catch(() => false);
  return isGranted ? 'granted' : 'denied';
}
