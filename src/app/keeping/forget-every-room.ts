// Forgets all kept rooms of this device at once. Needs no keys: what does not open goes too.

import type { KeyValueStore } from '../../primitives/key-value-store.ts';
import { KEPT_PREFIXES } from '../../sync/kept-names.ts';

/** Rejects as the store does. */
export async function forgetEveryRoom(store: KeyValueStore): Promise<void> {
  for (const prefix of KEPT_PREFIXES) for (const key of await store.keys(prefix)) await store.remove(key);
}
