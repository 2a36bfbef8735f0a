import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/primitives/bytes.ts';
import type { ByteSink, FileError } from '../../../../src/primitives/file-port.ts';
import { createDownloadStores, DOWNLOAD_AHEAD_CHUNKS } from '../../../../src/swarm/store/download-store.ts';
import { createMemoryBudget } from '../../../../src/swarm/store/memory-budget.ts';
import { opened, requestOf } from '../../../contract/chunk-store-contract.ts';

const CHUNK = 16 * 1024;
const COUNT = 200;
const request = requestOf(COUNT * CHUNK);
const chunk = (index: number): Bytes => new Uint8Array(CHUNK).fill(index);
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Takes a piece when the test says so. */
function makeScene() {
  const taken: number[] = [];
  const turns: (() => void)[] = [];
  const state = { aborted: 0, closed: 0, error: undefined as FileError | undefined };
  const sink: ByteSink = {
    async write(bytes) {
      await new Promise<void>((resolve) => turns.push(resolve));
      if (state.error) return { ok: false, error: state.error };
      taken.push(bytes[0] ?? -1);
      return { ok: true, value: undefined };
    },
    async close() {
      state.closed += 1;
      return { ok: true, value: undefined };
    },
    async abort() {
      state.aborted += 1;
    },
  };
  const budget = createMemoryBudget();
  const stores = createDownloadStores({ budget, openSink: async () => ({ ok: true, value: sink }) });
  const take = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      turns.shift()?.();
      await settle();
    }
  };
  return { stores, budget, taken, take, state };
}

describe('a download', () => {
  it('holds no more than its bound, out of the budget', async () => {
    const { stores, budget } = makeScene();
    const store = await opened(stores, request);
    expect(budget.usedBytes).toBe(DOWNLOAD_AHEAD_CHUNKS * CHUNK);
    expect(store.aheadChunks).toBe(DOWNLOAD_AHEAD_CHUNKS);
    const early = Array.from({ length: DOWNLOAD_AHEAD_CHUNKS - 1 }, (_, at) => store.put(at + 1, chunk(at)));
    expect(await store.put(DOWNLOAD_AHEAD_CHUNKS, chunk(0))).toMatchObject({
      ok: false,
      error: { code: 'broken' },
    });
    await store.discard();
    for (const put of await Promise.all(early)) expect(put).toMatchObject({ error: { code: 'broken' } });
    expect(budget.usedBytes).toBe(0);
  });

  it('takes each chunk as slowly as it is written, also what came before its turn', async () => {
    const { stores, taken, take } = makeScene();
    const store = await opened(stores, request);
    const isDone: number[] = [];
    const put = (index: number) => void store.put(index, chunk(index)).then(() => isDone.push(index));
    put(1);
    put(2);
    put(0);
    await settle();
    expect([isDone, taken]).toEqual([[], []]);
    await take(1);
    expect([isDone, taken]).toEqual([[0], [0]]);
    await take(2);
    expect([isDone, taken]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    put(3);
    await take(1);
    expect([isDone.at(-1), taken.at(-1)]).toEqual([3, 3]);
  });

  it('is whole only after the last one was written', async () => {
    const { stores, taken, take, state } = makeScene();
    const store = await opened(stores, requestOf(3 * CHUNK));
    for (const index of [2, 1, 0]) void store.put(index, chunk(index));
    const finishing = store.finish();
    await take(2);
    expect(state.closed).toBe(0);
    await take(1);
    expect(await finishing).toMatchObject({ ok: true, value: { kind: 'written' } });
    expect([taken, state.closed]).toEqual([[0, 1, 2], 1]);
    await store.close();
    expect(state.aborted).toBe(0);
  });

  it('that fails says why from then on', async () => {
    const { stores, take, state } = makeScene();
    const store = await opened(stores, request);
    state.error = { code: 'denied', detail: 'cancelled' };
    const first = store.put(0, chunk(0));
    await take(1);
    for (const result of [await first, await store.put(5, chunk(5)), await store.finish()])
      expect(result).toEqual({ ok: false, error: state.error });
  });

  it('that is given up answers whoever waits', async () => {
    const { stores, state } = makeScene();
    const store = await opened(stores, request);
    const waiting = store.put(0, chunk(0));
    await store.close();
    expect(await waiting).toMatchObject({ ok: false });
    expect(state.aborted).toBe(1);
    await store.discard();
    expect(state.aborted).toBe(1);
  });

  it('that its person refuses gives the place back', async () => {
    const budget = createMemoryBudget();
    const refusal = { ok: false, error: { code: 'denied', detail: 'no' } } as const;
    const stores = createDownloadStores({ budget, openSink: async () => refusal });
    expect(await stores.open(request)).toEqual(refusal);
    expect(budget.usedBytes).toBe(0);
  });
});
