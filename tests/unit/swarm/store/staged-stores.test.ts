import { describe, expect, it } from 'vitest';
import type { ByteSink } from '../../../../src/primitives/file-port.ts';
import { openBlobSink } from '../../../../src/swarm/store/blob-sink.ts';
import { createMemoryBudget } from '../../../../src/swarm/store/memory-budget.ts';
import { createMemoryStores } from '../../../../src/swarm/store/memory-store.ts';
import { createStagedStores, type ChosenPlace } from '../../../../src/swarm/store/staged-stores.ts';
import { contentOf, opened, putAll, requestOf } from '../../../contract/chunk-store-contract.ts';

const full = { ok: false, error: { code: 'full', detail: 'no room' } } as const;

function makeScene() {
  const budget = createMemoryBudget();
  const out = openBlobSink(createMemoryBudget(), 2 ** 20, '');
  if (!out.ok) throw new Error(out.error.detail);
  const place: { fails: boolean; aborted: number; canRead: boolean } = {
    fails: false,
    aborted: 0,
    canRead: true,
  };
  const stores = createStagedStores(createMemoryStores(budget), {
    openPlace: async () => {
      const sink: ByteSink = {
        write: async (bytes) => (place.fails ? full : out.value.write(bytes)),
        close: () => out.value.close(),
        abort: async () => void (place.aborted += 1),
      };
      const chosen: ChosenPlace = { sink, blob: place.canRead ? async () => out.value.blob()! : undefined };
      return { ok: true, value: chosen };
    },
  });
  return { stores, budget, place, out: out.value };
}

const request = requestOf();

describe('a file for a chosen place', () => {
  it('is read from there once it is whole, and lies nowhere else', async () => {
    const { stores, budget } = makeScene();
    const store = await opened(stores, request);
    await putAll(store, contentOf(), request);
    expect(budget.usedBytes).toBe(request.shape.sizeBytes);
    expect(await store.finish()).toMatchObject({ ok: true, value: { kind: 'written' } });
    expect(budget.usedBytes).toBe(0);
    const got = await store.get(19);
    expect(got.ok && got.value.length).toBe(777);
  });

  it('is still here when the place has no room, and goes to it when it has', async () => {
    const { stores, place } = makeScene();
    const store = await opened(stores, request);
    await putAll(store, contentOf(), request);
    place.fails = true;
    expect(await store.finish()).toEqual(full);
    expect(place.aborted).toBe(1);
    expect(await store.get(0)).toMatchObject({ ok: true });
    place.fails = false;
    expect(await store.finish()).toMatchObject({ ok: true, value: { kind: 'written' } });
    expect(await store.finish()).toMatchObject({ ok: true });
  });

  it('stays where it gathered when the place cannot be read, such as a download', async () => {
    const { stores, budget, place, out } = makeScene();
    place.canRead = false;
    const store = await opened(stores, request);
    await putAll(store, contentOf(), request);
    expect(await store.finish()).toEqual({ ok: true, value: { kind: 'written' } });
    expect([budget.usedBytes, out.blob()?.size]).toEqual([request.shape.sizeBytes, request.shape.sizeBytes]);
    expect(await store.get(7)).toMatchObject({ ok: true });
    await store.discard();
    expect(budget.usedBytes).toBe(0);
  });
});
