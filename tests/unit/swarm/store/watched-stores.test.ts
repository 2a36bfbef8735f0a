import { expect, it } from 'vitest';
import { createWatchedStores } from '../../../../src/swarm/store/watched-stores.ts';
import { createMemoryStores } from '../../../support/memory-chunks.ts';

const SHAPE = { sizeBytes: 3, chunkSizeBytes: 16_384 } as const;
const REQUEST = { root: undefined, shape: SHAPE, fileName: 'a', folders: [], mimeType: '' };

it('what is stored or read is told, and a store is known again by who made it', async () => {
  const inner = createMemoryStores();
  const adopted: unknown[] = [];
  let moved = 0;
  const stores = createWatchedStores(
    { open: (request) => inner.open(request), adopt: async (store) => void adopted.push(store) },
    () => (moved += 1),
  );
  const opened = await stores.open(REQUEST);
  if (!opened.ok) throw new Error('not opened');
  expect(moved).toBe(0);
  expect((await opened.value.put(0, Uint8Array.of(1, 2, 3))).ok).toBe(true);
  expect(await opened.value.get(0)).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
  expect(moved).toBe(2);
  expect((await opened.value.finish()).ok).toBe(true);
  await stores.adopt?.(opened.value, 'root');
  expect(adopted).toEqual(inner.opened);
});
