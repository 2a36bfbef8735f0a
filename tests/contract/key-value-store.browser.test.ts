// IndexedDB as it is: Chromium's.

import { describe, expect, it } from 'vitest';
import { openDeviceStore } from '../../src/platform/storage.ts';
import { localWrappingKey } from '../../src/platform/wrapping-key.ts';
import { describeKeyValueStore } from './key-value-store-contract.ts';

let stores = 0;
const freshName = () => `contract-${(stores += 1)}`;

async function open(name: string) {
  const opened = await openDeviceStore(name);
  if (!opened.ok) throw opened.error;
  return opened.value;
}

function finished(request: IDBOpenDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
}

describe('the device store', () => {
  describeKeyValueStore(() => open(freshName()));

  it('still has a value when it is opened again', async () => {
    const name = freshName();
    await (await open(name)).put('a', Uint8Array.of(5));
    expect(await (await open(name)).get('a')).toEqual(Uint8Array.of(5));
  });

  it('shares nothing with a store of another name', async () => {
    await (await open(freshName())).put('a', Uint8Array.of(5));
    expect(await (await open(freshName())).get('a')).toBeUndefined();
  });

  it('works on, empty, after its database was deleted', async () => {
    const name = freshName();
    const store = await open(name);
    await store.put('a', Uint8Array.of(5));
    await finished(indexedDB.deleteDatabase(`kith-${name}`));
    await store.put('b', Uint8Array.of(6));
    expect(await store.keys('')).toEqual(['b']);
  });

  it('says blocked for a database it cannot open', async () => {
    const name = freshName();
    await finished(indexedDB.open(`kith-${name}`, 99));
    expect(await openDeviceStore(name)).toMatchObject({ ok: false, error: { code: 'blocked' } });
  });
});

describe('the wrapping key', () => {
  const key = async () => {
    const made = await localWrappingKey();
    if (!made.ok) throw made.error;
    return made.value;
  };

  it('cannot be read by script', async () => {
    const made = await key();
    expect(made.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', made)).rejects.toThrow();
  });

  it('is the same at the next launch, also when two tabs start at once', async () => {
    const [one, other] = await Promise.all([key(), key()]);
    const iv = new Uint8Array(12);
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, one, Uint8Array.of(1, 2));
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, other, sealed);
    expect(new Uint8Array(opened)).toEqual(Uint8Array.of(1, 2));
  });
});
