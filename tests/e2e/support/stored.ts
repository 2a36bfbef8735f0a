// Everything that a page's origin has on its device, read as whoever has the disk would; and altered, as a bad disk or a
// bad person does.

import type { Page } from '@playwright/test';

export interface Stored {
  readonly local: readonly string[];
  readonly session: readonly string[];
  /** Name of database, store and key, and the value as text. */
  readonly databases: readonly string[];
  /** Address and SHA-256 of what is cached. */
  readonly caches: readonly string[];
  /** Of the origin's private file system: paths. */
  readonly files: readonly string[];
  readonly cookies: readonly string[];
}

export async function readStorage(page: Page): Promise<Stored> {
  const cookies = await page.context().cookies();
  const [databases, rest] = await Promise.all([page.evaluate(readDatabases), page.evaluate(readOthers)]);
  return { ...rest, databases, cookies: cookies.map(({ name, value }) => `${name}=${value}`) };
}

/** Runs in the page. Bytes, also within objects, are read as Latin letters; keys that cannot be exported as `{}`. */
async function readDatabases(): Promise<readonly string[]> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const lettersOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
  const plain = (_: string, value: unknown) => {
    if (value instanceof ArrayBuffer) return lettersOf(new Uint8Array(value));
    if (ArrayBuffer.isView(value))
      return lettersOf(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    return value instanceof Map || value instanceof Set ? Array.from(value) : value;
  };
  const textOf = (value: unknown) =>
    typeof value === 'string' ? value : (JSON.stringify(value, plain) ?? '');
  const entries: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const storeName of Array.from(database.objectStoreNames)) {
      const store = database.transaction(storeName).objectStore(storeName);
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      for (const [i, key] of keys.entries())
        entries.push(`${name}/${storeName}/${textOf(key)}=${textOf(values[i])}`);
    }
    database.close();
  }
  return entries.toSorted();
}

/** Runs in the page. */
async function readOthers(): Promise<Omit<Stored, 'databases' | 'cookies'>> {
  const cached: string[] = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request))?.arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body ?? new ArrayBuffer(0)));
      cached.push(`${name} ${request.url} ${hash.join(' ')}`);
    }
  }
  const files: string[] = [];
  const list = async (folder: FileSystemDirectoryHandle, path: string) => {
    for await (const [name, handle] of folder.entries()) {
      files.push(`${path}/${name}`);
      if (handle.kind === 'directory') await list(handle, `${path}/${name}`);
    }
  };
  await list(await navigator.storage.getDirectory(), '');
  const entriesOf = (storage: Storage) => Object.entries(storage).map(([key, value]) => `${key}=${value}`);
  return {
    local: entriesOf(localStorage),
    session: entriesOf(sessionStorage),
    caches: cached.toSorted(),
    files: files.toSorted(),
  };
}

/**
 * Changes a byte in the middle of the values whose keys match, `howMany` of them in the order of their keys; with what
 * was changed.
 */
export function alterStored(page: Page, keyPattern: RegExp, howMany = Infinity): Promise<readonly string[]> {
  return page.evaluate(
    async ([pattern, most]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const altered: string[] = [];
      const alterIn = async (store: IDBObjectStore) => {
        const keys = (await done(store.getAllKeys())).filter((key) => typeof key === 'string');
        for (const key of keys.filter((each) => new RegExp(pattern).test(each)).slice(0, most)) {
          const value: unknown = await done(store.get(key));
          if (!(value instanceof Uint8Array)) throw new TypeError(`${key} is no bytes`);
          const middle = value.length >> 1;
          value[middle] = (value[middle] ?? 0) ^ 1;
          await done(store.put(value, key));
          altered.push(key);
        }
      };
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const storeName of Array.from(database.objectStoreNames))
          await alterIn(database.transaction(storeName, 'readwrite').objectStore(storeName));
        database.close();
      }
      return altered;
    },
    [keyPattern.source, howMany] as const,
  );
}
