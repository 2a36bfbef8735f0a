// Settings that have been read, as most tests want them.

import { createSettings, type Settings, type SettingsStore } from '../../src/app/settings.ts';
import type { KeyValueStore } from '../../src/primitives/key-value-store.ts';

export async function openSettings(store: KeyValueStore, defaults: Settings): Promise<SettingsStore> {
  const settings = createSettings(Promise.resolve({ store, defaults }), defaults);
  await settings.ready;
  return settings;
}
