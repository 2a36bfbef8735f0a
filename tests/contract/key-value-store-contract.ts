// What every KeyValueStore does, in memory and on the device.

import { beforeEach, expect, it } from 'vitest';
import type { KeyValueStore } from '../../src/primitives/key-value-store.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

/** `makeStore` opens an empty store. */
export function describeKeyValueStore(makeStore: () => Promise<KeyValueStore>): void {
  let store: KeyValueStore;

  beforeEach(async () => {
    store = await makeStore();
  });

  it('has nothing under a key nobody wrote', async () => {
    expect(await store.get('a')).toBeUndefined();
  });

  it('gives back what was put', async () => {
    await store.put('a', bytes(1, 2, 3));
    expect(await store.get('a')).toEqual(bytes(1, 2, 3));
  });

  it('tells an empty value from none', async () => {
    await store.put('a', bytes());
    expect(await store.get('a')).toEqual(bytes());
  });

  it('replaces a value', async () => {
    await store.put('a', bytes(1));
    await store.put('a', bytes(2));
    expect(await store.get('a')).toEqual(bytes(2));
  });

  it('forgets what was removed', async () => {
    await store.put('a', bytes(1));
    await store.remove('a');
    expect(await store.get('a')).toBeUndefined();
    expect(await store.keys('')).toEqual([]);
  });

  it('removes what is not there without a word', async () => {
    await expect(store.remove('a')).resolves.toBeUndefined();
  });

  it('keeps a copy of what it is given', async () => {
    const given = bytes(1, 2);
    await store.put('a', given);
    given[0] = 9;
    expect(await store.get('a')).toEqual(bytes(1, 2));
  });

  it('hands out a copy of what it keeps', async () => {
    await store.put('a', bytes(1, 2));
    (await store.get('a'))!.fill(9);
    expect(await store.get('a')).toEqual(bytes(1, 2));
  });

  it('keeps a view and not the buffer behind it', async () => {
    await store.put('a', bytes(0, 1, 2, 3).subarray(1, 3));
    const kept = (await store.get('a'))!;
    expect(kept).toEqual(bytes(1, 2));
    expect(kept.buffer.byteLength).toBe(2);
  });

  it('takes a value of a megabyte', async () => {
    const large = new Uint8Array(2 ** 20).fill(7);
    await store.put('a', large);
    expect((await store.get('a'))?.length).toBe(large.length);
  });

  it('lists the keys that start with a prefix', async () => {
    for (const key of ['room/a', 'room/b', 'room', 'roof', 'rooms/a', '']) await store.put(key, bytes(1));
    expect((await store.keys('room/')).toSorted()).toEqual(['room/a', 'room/b']);
  });

  it('lists all keys for the empty prefix', async () => {
    for (const key of ['b', '', 'a', '\uffff']) await store.put(key, bytes(1));
    expect((await store.keys('')).toSorted()).toEqual(['', 'a', 'b', '\uffff']);
  });

  it('lists keys beyond a prefix that ends with the last character there is', async () => {
    for (const key of ['a\uffff', 'a\uffff\uffff!', 'b']) await store.put(key, bytes(1));
    expect((await store.keys('a\uffff')).toSorted()).toEqual(['a\uffff', 'a\uffff\uffff!']);
  });

  it('takes key characters as they are', async () => {
    const keys = ['__proto__', 'constructor', 'a\u0000b', 'ключ', '👋'];
    for (const [index, key] of keys.entries()) await store.put(key, bytes(index));
    const values = await Promise.all(keys.map((key) => store.get(key)));
    expect(values).toEqual(keys.map((_, index) => bytes(index)));
  });

  it('ends with the last of many writes in order', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.put('a', bytes(index))));
    expect(await store.get('a')).toEqual(bytes(19));
  });
}
