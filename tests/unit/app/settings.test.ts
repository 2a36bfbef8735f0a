import { describe, expect, it, vi } from 'vitest';
import {
  createSettings,
  decodeSettings,
  defaultSettings,
  encodeSettings,
  MAX_SETTINGS_BYTES,
  SETTINGS_KEY,
  type Settings,
  type SettingsPlace,
} from '../../../src/app/settings.ts';
import type { Bytes } from '../../../src/primitives/bytes.ts';
import { copyBytes } from '../../../src/primitives/bytes.ts';
import { encodeMessage } from '../../../src/primitives/codec.ts';
import type { KeyValueStore } from '../../../src/primitives/key-value-store.ts';
import { openSettings } from '../../support/open-settings.ts';

const defaults = defaultSettings('device');

function memoryStore() {
  const values = new Map<string, Bytes>();
  const store: KeyValueStore = {
    get: (key) => Promise.resolve(values.get(key)),
    put: (key, value) => Promise.resolve(void values.set(key, copyBytes(value))),
    remove: (key) => Promise.resolve(void values.delete(key)),
    keys: (prefix) => Promise.resolve(Array.from(values.keys()).filter((key) => key.startsWith(prefix))),
  };
  return { store, values };
}

describe('reading', () => {
  it('reads what it wrote', () => {
    const settings = {
      ...defaults,
      name: 'Noor',
      theme: 'dark',
      locale: 'hi',
      brokers: ['wss://b.example'],
      iceServers: [{ urls: ['stun:s.example'] }],
      hasBareKeys: false,
      emojiTone: 3,
      publicOrigin: 'https://kith.example',
    } as const;
    expect(decodeSettings(encodeSettings(settings), defaults)).toEqual(settings);
  });

  it.each([
    ['nothing', undefined],
    ['nonsense', new Uint8Array([0xff, 0x00])],
    ['an unknown theme', encodeMessage({ theme: 'neon' })],
    ['a tone that no hand has', encodeMessage({ emojiTone: 6 })],
    ['too many brokers', encodeMessage({ brokers: Array.from({ length: 9 }, () => 'b.example') })],
    ['too much', new Uint8Array(MAX_SETTINGS_BYTES + 1)],
  ])('takes the defaults for %s', (_, stored) => expect(decodeSettings(stored, defaults)).toEqual(defaults));

  it('takes the default of a field that makes no sense here, and keeps the others', () => {
    const stored = encodeMessage({ name: 'Noor', theme: 'sepia', brokers: 'all', hasBareKeys: false });
    expect(decodeSettings(stored, defaults)).toEqual({ ...defaults, name: 'Noor', hasBareKeys: false });
  });

  it('takes the default of a field that an older version did not store', () => {
    expect(decodeSettings(encodeMessage({ name: 'Noor' }), defaults)).toEqual({ ...defaults, name: 'Noor' });
  });
});

describe('the store', () => {
  it('keeps a change for the next time', async () => {
    const { store } = memoryStore();
    await (await openSettings(store, defaults)).change({ name: 'Noor' });
    const again = await openSettings(store, defaults);
    expect(again.current.value.name).toBe('Noor');
  });

  it('stores nothing in a ghost session, and takes back what was stored', async () => {
    const { store, values } = memoryStore();
    const settings = await openSettings(store, defaults);
    await settings.change({ name: 'Noor' });
    await settings.change({ identityMode: 'ghost' });
    expect(settings.current.value.name).toBe('Noor');
    expect(values.has(SETTINGS_KEY)).toBe(false);
  });

  it('forgets everything at a reset', async () => {
    const { store, values } = memoryStore();
    const settings = await openSettings(store, defaults);
    await settings.change({ name: 'Noor' });
    await settings.reset();
    expect(settings.current.value).toEqual(defaults);
    expect(values.size).toBe(0);
  });

  it('starts without storage when the browser forbids it', async () => {
    const { store } = memoryStore();
    const forbidden = { ...store, get: () => Promise.reject(new Error('SecurityError')) };
    expect((await openSettings(forbidden, defaults)).current.value).toEqual(defaults);
  });
});

describe('before they were read', () => {
  /** Storage that opens when the test says so. */
  function opening() {
    const { store, values } = memoryStore();
    let resolve: (place: SettingsPlace) => void = () => {};
    const place = new Promise<SettingsPlace>((opened) => {
      resolve = opened;
    });
    const settings = createSettings(place, { ...defaults, theme: 'dark' });
    const open = async () => {
      resolve({ store, defaults });
      await settings.ready;
    };
    return { settings, values, store, open };
  }

  it('they are what was said first, then what is stored', async () => {
    const { settings, store, open } = opening();
    expect(settings.current.value).toEqual({ ...defaults, theme: 'dark' });
    await store.put(SETTINGS_KEY, encodeSettings({ ...defaults, name: 'Noor' }));
    await open();
    expect(settings.current.value).toEqual({ ...defaults, name: 'Noor' });
  });

  it('a change holds at once, over what is stored, and is stored with it', async () => {
    const { settings, store, values, open } = opening();
    await store.put(SETTINGS_KEY, encodeSettings({ ...defaults, name: 'Noor', locale: 'hi' }));
    const changing = settings.change({ locale: 'en' });
    expect(settings.current.value.locale).toBe('en');
    await open();
    await changing;
    const expected = { ...defaults, name: 'Noor', locale: 'en' };
    expect(settings.current.value).toEqual(expected);
    expect(decodeSettings(values.get(SETTINGS_KEY), defaults)).toEqual(expected);
  });

  it('a reset waits, and forgets what was changed meanwhile', async () => {
    const { settings, values, open } = opening();
    const changing = settings.change({ name: 'Noor' });
    const resetting = settings.reset();
    await open();
    await Promise.all([changing, resetting]);
    expect(settings.current.value).toEqual(defaults);
    expect(values.size).toBe(0);
  });
});

describe('two tabs', () => {
  function twoTabs(inStore: Partial<Settings> = {}) {
    const { store, values } = memoryStore();
    values.set(SETTINGS_KEY, copyBytes(encodeSettings({ ...defaults, ...inStore })));
    const listeners: (() => void)[] = [];
    const open = () => {
      const own: (() => void)[] = [];
      const tell = () => {
        for (const listener of listeners) if (!own.includes(listener)) listener();
      };
      const onTold = (listener: () => void) => {
        listeners.push(listener);
        own.push(listener);
      };
      return createSettings(Promise.resolve({ store, defaults }), defaults, { tell, onTold });
    };
    return { first: open(), second: open(), values };
  }

  it('share what one of them changes', async () => {
    const { first, second } = twoTabs();
    await Promise.all([first.ready, second.ready]);
    await first.change({ name: 'Noor', theme: 'dark' });
    await vi.waitFor(() => expect(second.current.value).toMatchObject({ name: 'Noor', theme: 'dark' }));
  });

  it('keep what the other has not stored yet', async () => {
    const { first, second } = twoTabs();
    await Promise.all([first.ready, second.ready]);
    await Promise.all([first.change({ name: 'Noor' }), second.change({ theme: 'dark' })]);
    await second.change({ hasBareKeys: false });
    await vi.waitFor(() => expect(first.current.value).toMatchObject({ theme: 'dark', hasBareKeys: false }));
    expect(second.current.value).toMatchObject({ theme: 'dark', hasBareKeys: false });
  });

  it('say nothing to each other once one of them leaves nothing behind', async () => {
    const { first, second, values } = twoTabs({ name: 'Noor' });
    await Promise.all([first.ready, second.ready]);
    await first.change({ identityMode: 'ghost', name: 'Nobody' });
    expect(values.size).toBe(0);
    expect(second.current.value).toMatchObject({ name: 'Noor', identityMode: 'device' });
  });
});
