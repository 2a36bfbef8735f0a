// What the pages of the book of people are called in the device's store. Knows neither keys nor contents.

import type { KeyValueStore } from '../primitives/key-value-store.ts';

export const PEOPLE_PREFIX = 'people/1/';

/** Forgets everybody that any identity of this device met. Needs no keys. Rejects as the store does. */
export async function forgetEverybody(store: KeyValueStore): Promise<void> {
  for (const key of await store.keys(PEOPLE_PREFIX)) await store.remove(key);
}
