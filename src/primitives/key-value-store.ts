// Storage as a port: one namespace of string keys to byte values.

import type { Bytes } from './bytes.ts';

export interface KeyValueStore {
  get(key: string): Promise<Bytes | undefined>;
  put(key: string, value: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  /** All keys that start with `prefix`, in no particular order. */
  keys(prefix: string): Promise<readonly string[]>;
}
