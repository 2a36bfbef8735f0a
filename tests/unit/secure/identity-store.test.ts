import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../src/primitives/bytes.ts';
import type { KeyValueStore } from '../../../src/primitives/key-value-store.ts';
import {
  createIdentityStore,
  IDENTITY_STORAGE_KEY,
  type IdentityMode,
  type IdentityStore,
} from '../../../src/secure/identity-store.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const PASSPHRASE: IdentityMode = { kind: 'passphrase', passphrase: 'three geese over Ayr' };

function makeStore() {
  const values = new Map<string, Bytes>();
  const store: KeyValueStore = {
    get: async (key) => values.get(key),
    put: async (key, value) => void values.set(key, Uint8Array.from(value)),
    remove: async (key) => void values.delete(key),
    keys: async (prefix) => Array.from(values.keys()).filter((key) => key.startsWith(prefix)),
  };
  const random = createSeededRandom(1);
  const crypto = createFakeCrypto(random);
  const launch = () => createIdentityStore({ store, crypto, random });
  const deviceKey = () => crypto.importAeadKey(new Uint8Array(32));
  return { values, store, crypto, random, launch, deviceKey };
}

async function idOf(loading: ReturnType<ReturnType<typeof createIdentityStore>['loadOrCreate']>) {
  const loaded = await loading;
  return loaded.ok ? loaded.value.id : loaded.error.code;
}

describe('the identity of this device', () => {
  it('as a ghost touches no storage at all', async () => {
    const { random, crypto } = makeStore();
    const refuse = () => Promise.reject(new Error('storage was touched'));
    const store: KeyValueStore = { get: refuse, put: refuse, remove: refuse, keys: refuse };
    const identities = createIdentityStore({ store, crypto, random });
    expect((await identities.loadOrCreate({ kind: 'ghost' })).ok).toBe(true);
    expect((await identities.shuffle({ kind: 'ghost' })).ok).toBe(true);
  });

  it('as a ghost is another at every launch', async () => {
    const { launch } = makeStore();
    expect(await idOf(launch().loadOrCreate({ kind: 'ghost' }))).not.toBe(
      await idOf(launch().loadOrCreate({ kind: 'ghost' })),
    );
  });

  it('is the same at the next launch under a passphrase', async () => {
    const { launch } = makeStore();
    const first = await idOf(launch().loadOrCreate(PASSPHRASE));
    expect(await idOf(launch().loadOrCreate(PASSPHRASE))).toBe(first);
  });

  it("is the same at the next launch under the device's key", async () => {
    const { launch, deviceKey } = makeStore();
    const mode = { kind: 'device', key: await deviceKey() } as const;
    const first = await idOf(launch().loadOrCreate(mode));
    expect(await idOf(launch().loadOrCreate(mode))).toBe(first);
  });

  it('survives a wrong passphrase', async () => {
    const { launch } = makeStore();
    const first = await idOf(launch().loadOrCreate(PASSPHRASE));
    expect(await idOf(launch().loadOrCreate({ kind: 'passphrase', passphrase: 'no' }))).toBe(
      'wrong-passphrase',
    );
    expect(await idOf(launch().loadOrCreate(PASSPHRASE))).toBe(first);
  });

  it('is not replaced when it is damaged', async () => {
    const { launch, values } = makeStore();
    await launch().loadOrCreate(PASSPHRASE);
    const damaged = values.get(IDENTITY_STORAGE_KEY)!.slice(0, -1);
    values.set(IDENTITY_STORAGE_KEY, damaged);
    expect(await idOf(launch().loadOrCreate(PASSPHRASE))).toMatch(/^(damaged|foreign)$/);
    expect(values.get(IDENTITY_STORAGE_KEY)).toEqual(damaged);
  });

  it('is another after shuffling, and stays so', async () => {
    const { launch } = makeStore();
    const first = await idOf(launch().loadOrCreate(PASSPHRASE));
    const second = await idOf(launch().shuffle(PASSPHRASE));
    expect(second).not.toBe(first);
    expect(await idOf(launch().loadOrCreate(PASSPHRASE))).toBe(second);
  });

  it('keeps the key of what is stored when it is shuffled', async () => {
    const { launch } = makeStore();
    const keyOf = async (loading: ReturnType<IdentityStore['loadOrCreate']>) => {
      const loaded = await loading;
      return loaded.ok ? loaded.value.storageKey : loaded.error.code;
    };
    const first = await keyOf(launch().loadOrCreate(PASSPHRASE));
    expect(await keyOf(launch().shuffle(PASSPHRASE))).toEqual(first);
    expect(await keyOf(launch().loadOrCreate(PASSPHRASE))).toEqual(first);
  });

  it('says what is kept', async () => {
    const { launch } = makeStore();
    expect(await launch().inspect()).toEqual({ ok: true, value: 'none' });
    await launch().loadOrCreate(PASSPHRASE);
    expect(await launch().inspect()).toEqual({ ok: true, value: 'passphrase' });
    await launch().forget();
    expect(await launch().inspect()).toEqual({ ok: true, value: 'none' });
  });

  it('is not kept under an empty passphrase', async () => {
    const { launch, values } = makeStore();
    const empty: IdentityMode = { kind: 'passphrase', passphrase: '' };
    expect(await idOf(launch().loadOrCreate(empty))).toBe('empty-passphrase');
    expect(await idOf(launch().shuffle(empty))).toBe('empty-passphrase');
    expect(values.size).toBe(0);
  });

  it('says so when the storage refuses', async () => {
    const { crypto, random } = makeStore();
    const refuse = () => Promise.reject(new Error('quota'));
    const identities = createIdentityStore({
      store: { get: refuse, put: refuse, remove: refuse, keys: refuse },
      crypto,
      random,
    });
    expect(await identities.loadOrCreate(PASSPHRASE)).toMatchObject({
      error: { code: 'storage', detail: 'quota' },
    });
    expect(await identities.shuffle(PASSPHRASE)).toMatchObject({ error: { code: 'storage' } });
    expect(await identities.forget()).toMatchObject({ error: { code: 'storage' } });
  });
});

describe('keeping it in another way', () => {
  it.each(['device to passphrase', 'passphrase to device'])('keeps the key: %s', async (direction) => {
    const { launch, deviceKey } = makeStore();
    const device = { kind: 'device', key: await deviceKey() } as const;
    const [from, to] = direction.startsWith('device') ? [device, PASSPHRASE] : [PASSPHRASE, device];
    const id = await idOf(launch().loadOrCreate(from));
    expect(await launch().rewrap(from, to)).toEqual({ ok: true, value: undefined });
    expect(await idOf(launch().loadOrCreate(to))).toBe(id);
    expect(await idOf(launch().loadOrCreate(from))).toBe('other-wrapping');
  });

  it('changes a passphrase, too', async () => {
    const { launch } = makeStore();
    const next: IdentityMode = { kind: 'passphrase', passphrase: 'four geese over Ayr' };
    const id = await idOf(launch().loadOrCreate(PASSPHRASE));
    await launch().rewrap(PASSPHRASE, next);
    expect(await idOf(launch().loadOrCreate(next))).toBe(id);
    expect(await idOf(launch().loadOrCreate(PASSPHRASE))).toBe('wrong-passphrase');
  });

  it.each([
    ['the old way does not open it', { kind: 'passphrase', passphrase: 'no' }, 'wrong-passphrase'],
    ['the new passphrase is empty', { kind: 'passphrase', passphrase: '' }, 'empty-passphrase'],
  ] as const)('leaves the kept one as it is when %s', async (_, wrong, code) => {
    const { launch, values } = makeStore();
    await launch().loadOrCreate(PASSPHRASE);
    const before = values.get(IDENTITY_STORAGE_KEY);
    const [from, to] = code === 'empty-passphrase' ? [PASSPHRASE, wrong] : [wrong, PASSPHRASE];
    expect(await launch().rewrap(from, to)).toMatchObject({ error: { code } });
    expect(values.get(IDENTITY_STORAGE_KEY)).toEqual(before);
  });

  it('leaves the kept one as it is when the storage refuses the new one', async () => {
    const { launch, store, crypto, random, deviceKey } = makeStore();
    const device = { kind: 'device', key: await deviceKey() } as const;
    const id = await idOf(launch().loadOrCreate(PASSPHRASE));
    const full = { ...store, put: () => Promise.reject(new Error('quota')) };
    const identities = createIdentityStore({ store: full, crypto, random });
    expect(await identities.rewrap(PASSPHRASE, device)).toMatchObject({ error: { code: 'storage' } });
    expect(await idOf(launch().loadOrCreate(PASSPHRASE))).toBe(id);
  });

  it('leaves alone what is damaged', async () => {
    const { launch, values, deviceKey } = makeStore();
    await launch().loadOrCreate(PASSPHRASE);
    const damaged = values.get(IDENTITY_STORAGE_KEY)!.slice(0, -1);
    values.set(IDENTITY_STORAGE_KEY, damaged);
    const kept = await launch().rewrap(PASSPHRASE, { kind: 'device', key: await deviceKey() });
    expect(kept.ok).toBe(false);
    expect(values.get(IDENTITY_STORAGE_KEY)).toEqual(damaged);
  });

  it('finds nothing to keep when nothing is kept', async () => {
    const { launch, values } = makeStore();
    const next: IdentityMode = { kind: 'passphrase', passphrase: 'four geese over Ayr' };
    expect(await launch().rewrap(PASSPHRASE, next)).toMatchObject({ error: { code: 'nothing-kept' } });
    expect(values.size).toBe(0);
  });
});
