import { describe, expect, it } from 'vitest';
import { createProfile, type Profile } from '../../../src/app/profile.ts';
import { defaultSettings, type IdentityMode } from '../../../src/app/settings.ts';
import { openSettings } from '../../support/open-settings.ts';
import type { KeyValueStore } from '../../../src/primitives/key-value-store.ts';
import { createMemoryStore } from '../../../src/platform/storage.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const PASSPHRASE = 'three geese over Ayr';

/** A device on which a profile can be opened again and again. */
async function makeDevice(mode: IdentityMode) {
  const store = createMemoryStore();
  const random = createSeededRandom(1);
  const crypto = createFakeCrypto(random);
  const settings = await openSettings(createMemoryStore(), defaultSettings(mode));
  const key = await crypto.importAeadKey(new Uint8Array(32));
  const open = async (over: Partial<KeyValueStore> = {}) => {
    const profile = createProfile({
      store: { ...store, ...over },
      crypto,
      random,
      settings,
      deviceKey: () => Promise.resolve(key),
    });
    await profile.load();
    return profile;
  };
  return { store, settings, open };
}

function idOf({ state: { value } }: Profile): string {
  return value.kind === 'ready' ? value.peer.identity.id : value.kind;
}

const modeOf = ({ state: { value } }: Profile) => (value.kind === 'ready' ? value.mode : value.kind);

describe('keeping the identity in another way', () => {
  it('from the device to a passphrase keeps the key, now and at the next launch', async () => {
    const device = await makeDevice('device');
    const profile = await device.open();
    const id = idOf(profile);
    expect(await profile.keep('passphrase', PASSPHRASE)).toMatchObject({ ok: true });
    expect([modeOf(profile), idOf(profile)]).toEqual(['passphrase', id]);
    const next = await device.open();
    expect(idOf(next)).toBe('locked');
    await next.unlock(PASSPHRASE);
    expect(idOf(next)).toBe(id);
  });

  it('from a passphrase to the device keeps the key', async () => {
    const device = await makeDevice('device');
    const profile = await device.open();
    const id = idOf(profile);
    await profile.keep('passphrase', PASSPHRASE);
    await profile.keep('device');
    expect(idOf(profile)).toBe(id);
    expect(idOf(await device.open())).toBe(id);
  });

  it('from the device to nothing keeps the key until the page closes, and stores none', async () => {
    const device = await makeDevice('device');
    const profile = await device.open();
    const id = idOf(profile);
    await profile.keep('ghost');
    expect([modeOf(profile), idOf(profile)]).toEqual(['ghost', id]);
    expect(await device.store.keys('')).toEqual([]);
    expect(idOf(await device.open())).not.toBe(id);
  });

  it('from a ghost makes a new key: the old one was never written down', async () => {
    const device = await makeDevice('ghost');
    const profile = await device.open();
    const id = idOf(profile);
    await profile.keep('passphrase', PASSPHRASE);
    expect(modeOf(profile)).toBe('passphrase');
    expect(idOf(profile)).not.toBe(id);
  });

  it('changes nothing when the storage refuses', async () => {
    const device = await makeDevice('device');
    await device.open();
    const profile = await device.open({ put: () => Promise.reject(new Error('quota')) });
    const id = idOf(profile);
    expect(await profile.keep('passphrase', PASSPHRASE)).toMatchObject({ error: 'storage' });
    expect([modeOf(profile), idOf(profile)]).toEqual(['device', id]);
    expect(device.settings.current.value.identityMode).toBe('device');
    expect(idOf(await device.open())).toBe(id);
  });

  it('waits for the passphrase when the identity is locked', async () => {
    const device = await makeDevice('device');
    const first = await device.open();
    const id = idOf(first);
    await first.keep('passphrase', PASSPHRASE);
    const locked = await device.open();
    expect(await locked.keep('device')).toMatchObject({ error: 'locked' });
    await locked.unlock(PASSPHRASE);
    expect(idOf(locked)).toBe(id);
  });
});

describe('a new key', () => {
  it('takes the place of the old one, kept in the same way', async () => {
    const device = await makeDevice('device');
    const profile = await device.open();
    const id = idOf(profile);
    await profile.shuffle();
    expect(idOf(profile)).not.toBe(id);
    expect(idOf(await device.open())).toBe(idOf(profile));
  });

  it('of a ghost leaves what is kept under a passphrase alone', async () => {
    const device = await makeDevice('device');
    const first = await device.open();
    const id = idOf(first);
    await first.keep('passphrase', PASSPHRASE);
    const profile = await device.open();
    await profile.goOnAsGhost();
    await profile.shuffle();
    const next = await device.open();
    await next.unlock(PASSPHRASE);
    expect(idOf(next)).toBe(id);
  });
});
