// A store whose writes can be made to fail, and whose page can be made to die: what was written before stays behind.

import type { KeyValueStore } from '../../src/primitives/key-value-store.ts';
import { StorageError, type StorageErrorCode } from '../../src/platform/indexed-database.ts';

export interface FaultyStore extends KeyValueStore {
  /** Counts puts and removes that went through. */
  readonly writes: number;
  /** Every write fails with `code` once `after` more went through. */
  failWrites(code: StorageErrorCode, after?: number): void;
  /** Reads fail too. */
  failReads(code: StorageErrorCode): void;
  heal(): void;
}

export function createFaultyStore(inner: KeyValueStore): FaultyStore {
  let [writes, writesLeft] = [0, Number.POSITIVE_INFINITY];
  let [writeCode, readCode]: (StorageErrorCode | undefined)[] = [];

  async function write(act: () => Promise<void>): Promise<void> {
    if (writesLeft <= 0) throw new StorageError(writeCode ?? 'failed');
    writesLeft -= 1;
    await act();
    writes += 1;
  }

  async function read<T>(act: () => Promise<T>): Promise<T> {
    if (readCode) throw new StorageError(readCode);
    return act();
  }

  return {
    get writes() {
      return writes;
    },
    failWrites(code, after = 0) {
      [writeCode, writesLeft] = [code, after];
    },
    failReads(code) {
      readCode = code;
    },
    heal() {
      [writesLeft, readCode] = [Number.POSITIVE_INFINITY, undefined];
    },
    get: (key) => read(() => inner.get(key)),
    keys: (prefix) => read(() => inner.keys(prefix)),
    put: (key, value) => write(() => inner.put(key, value)),
    remove: (key) => write(() => inner.remove(key)),
  };
}
