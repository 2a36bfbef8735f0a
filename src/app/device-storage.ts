// Where this device keeps identity and settings. It is opened in the background and can be used at once: asking the
// browser for its storage takes longer than everything else before the first screen.

import type { AeadKey } from '../primitives/crypto.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import { createMemoryStore, detectStoragePolicy, openDeviceStore } from '../platform/storage.ts';
import { isDeviceKey } from '../platform/web-crypto.ts';
import { localWrappingKey } from '../platform/wrapping-key.ts';
import { defaultSettings, type Settings, type SettingsPlace } from './settings.ts';

export interface DeviceStorage {
  /** Each call waits until the storage is open. */
  readonly identity: KeyValueStore;
  readonly settings: Promise<SettingsPlace>;
  /** The settings of somebody who never changed any, for as long as it is not known what is stored. */
  readonly expectedSettings: Settings;
  /** The key that wraps the identity; undefined where storage is shared or forbidden. */
  readonly deviceKey: () => Promise<AeadKey | undefined>;
}

/** Name of the store in the browser. */
const STORE_NAME = 'kith';

export function openDeviceStorage(window: Window): DeviceStorage {
  const { protocol } = window.location;
  // A page from disk shares its storage with others: only what is under a passphrase goes there.
  const mayBePrivate =
    detectStoragePolicy({ protocol, isSecureContext: window.isSecureContext }).kind === 'device';
  const opening = openDeviceStore(STORE_NAME);
  const memory = createMemoryStore();
  const isPrivate = opening.then(({ ok }) => ok && mayBePrivate);
  const storeIf = (mayUse: boolean) =>
    opening.then((opened) => (opened.ok && mayUse ? opened.value : memory));
  return {
    identity: lateStore(storeIf(true)),
    settings: Promise.all([storeIf(mayBePrivate), isPrivate]).then(([store, keeps]) => ({
      store,
      defaults: settingsWhere(keeps),
    })),
    expectedSettings: settingsWhere(mayBePrivate),
    deviceKey: async () => ((await isPrivate) ? wrappingKey() : undefined),
  };
}

/** Keys and settings may lie without a passphrase only where no other page can read them. */
function settingsWhere(isPrivate: boolean): Settings {
  return defaultSettings(isPrivate ? 'device' : 'ghost');
}

async function wrappingKey(): Promise<AeadKey | undefined> {
  const key = await localWrappingKey();
  return key.ok && isDeviceKey(key.value) ? key.value : undefined;
}

/** A store that is still being opened. */
function lateStore(opening: Promise<KeyValueStore>): KeyValueStore {
  return {
    get: async (key) => (await opening).get(key),
    put: async (key, value) => (await opening).put(key, value),
    remove: async (key) => (await opening).remove(key),
    keys: async (prefix) => (await opening).keys(prefix),
  };
}
