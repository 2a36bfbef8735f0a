import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/platform/storage.ts';
import { describeKeyValueStore } from './key-value-store-contract.ts';

describe('the memory store', () => {
  describeKeyValueStore(async () => createMemoryStore());

  it('shares nothing with another one', async () => {
    const store = createMemoryStore();
    await store.put('a', Uint8Array.of(1));
    expect(await createMemoryStore().get('a')).toBeUndefined();
  });
});
