// What every place for chunks does: memory, private files, a chosen file or folder, a download.

import { beforeEach, expect, it } from 'vitest';
import { equalBytes, type Bytes } from '../../src/primitives/bytes.ts';
import type { Result } from '../../src/primitives/result.ts';
import type { ChunkStore, ChunkStores, StoredFile, StoreRequest } from '../../src/swarm/chunk-store.ts';
import { chunkCountOf, chunkLengthAt } from '../../src/swarm/file-shape.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

export interface StoreScene {
  readonly stores: ChunkStores;
  /** Whatever lies anywhere because of the stores: names or sizes, for a person to read. */
  leftovers(): Promise<readonly string[]>;
  /** What stands at the place its person chose, or was downloaded. */
  written?(): Promise<Bytes | undefined>;
}

export type MakeScene = () => Promise<StoreScene>;

const CHUNK = 16 * 1024;
/** Twenty chunks, the last one short. */
const SIZE = 19 * CHUNK + 777;
const SEED = 20_611;

export function requestOf(sizeBytes = SIZE, more: Partial<StoreRequest> = {}): StoreRequest {
  const shape = { sizeBytes, chunkSizeBytes: CHUNK } as const;
  return { root: undefined, shape, fileName: 'a.bin', folders: [], mimeType: 'text/html', ...more };
}

const CONTENT = createSeededRandom(SEED).bytes(SIZE);

/** The same bytes each time. */
export function contentOf(): Bytes {
  return CONTENT;
}

export function chunkOf(content: Bytes, { shape }: StoreRequest, index: number): Bytes {
  const from = index * shape.chunkSizeBytes;
  return content.slice(from, from + chunkLengthAt(shape, index));
}

export async function opened(stores: ChunkStores, request: StoreRequest): Promise<ChunkStore> {
  const store = await stores.open(request);
  if (!store.ok) throw new Error(`${store.error.code}: ${store.error.detail}`);
  return store.value;
}

/** In an order of its own, a few at once; where only some may come ahead, within that bound. */
export async function putAll(store: ChunkStore, content: Bytes, request: StoreRequest): Promise<void> {
  const random = createSeededRandom(SEED + 1);
  const left = Array.from({ length: chunkCountOf(request.shape) }, (_, index) => index);
  while (left.length > 0) {
    const reach = Math.min(left.length, store.aheadChunks ?? left.length, 7);
    const puts = left
      .splice(0, reach)
      .toSorted(() => (random.bytes(1)[0] ?? 0) - 128)
      .map((index) => store.put(index, chunkOf(content, request, index)));
    for (const put of await Promise.all(puts)) expect(put).toEqual({ ok: true, value: undefined });
  }
}

/** Not `toEqual`, which takes seconds for so many bytes. */
function isChunk(got: Result<Bytes, unknown>, content: Bytes, index: number): boolean {
  return got.ok && equalBytes(got.value, chunkOf(content, requestOf(content.length), index));
}

async function isWhole(file: StoredFile, scene: StoreScene, content: Bytes): Promise<boolean> {
  const whole = await wholeOf(file, scene);
  return whole !== undefined && equalBytes(whole, content);
}

async function wholeOf(file: StoredFile, scene: StoreScene): Promise<Bytes | undefined> {
  const blob = file.kind === 'blob' ? file.blob : await file.blob?.();
  return blob ? new Uint8Array(await blob.arrayBuffer()) : scene.written?.();
}

/** `makeScene` has nothing in it. */
export function describeChunkStore(makeScene: MakeScene): void {
  let scene: StoreScene;
  const request = requestOf();
  const content = contentOf();

  beforeEach(async () => {
    scene = await makeScene();
  });

  it('has nothing at first', async () => {
    const store = await opened(scene.stores, request);
    expect(store.kept).toEqual(new Uint8Array(3));
    expect(await store.get(0)).toMatchObject({ ok: false, error: { code: 'missing' } });
    await store.discard();
  });

  it('gives the whole file, whatever order its chunks came in', async () => {
    const store = await opened(scene.stores, request);
    await putAll(store, content, request);
    const finished = await store.finish();
    if (!finished.ok) throw new Error(finished.error.detail);
    expect(await isWhole(finished.value, scene, content)).toBe(true);
    await store.close();
  });

  it('gives each chunk back, before and after the end, where it can', async () => {
    const store = await opened(scene.stores, request);
    await putAll(store, content, request);
    const before = await Promise.all([0, 7, 19].map((index) => store.get(index)));
    expect(before.map(({ ok }) => ok)).toEqual([0, 7, 19].map(() => store.canRead));
    const isRight = (got: (typeof before)[number], index: number) =>
      !store.canRead || isChunk(got, content, index);
    expect([0, 7, 19].filter((index, at) => !isRight(before[at]!, index))).toEqual([]);
    expect(await store.finish()).toMatchObject({ ok: true });
    expect(isRight(await store.get(19), 19)).toBe(true);
    await store.close();
  });

  it('takes a chunk twice', async () => {
    const store = await opened(scene.stores, request);
    await store.put(0, chunkOf(content, request, 0));
    await putAll(store, content, request);
    expect(await store.put(3, chunkOf(content, request, 3))).toMatchObject({ ok: true });
    const finished = await store.finish();
    if (!finished.ok) throw new Error(finished.error.detail);
    expect(await isWhole(finished.value, scene, content)).toBe(true);
    await store.close();
  });

  it('refuses what is no chunk of the file', async () => {
    const store = await opened(scene.stores, request);
    for (const index of [-1, 20, 1.5, Number.NaN, 2 ** 40])
      expect(await store.put(index, new Uint8Array(CHUNK))).toMatchObject({ ok: false });
    for (const length of [0, CHUNK - 1, CHUNK + 1])
      expect(await store.put(0, new Uint8Array(length))).toMatchObject({ ok: false });
    expect(await store.put(19, new Uint8Array(CHUNK))).toMatchObject({ ok: false });
    await store.discard();
  });

  it('is not finished while a chunk is missing, and can be after it came', async () => {
    const store = await opened(scene.stores, request);
    for (let index = 0; index < 19; index += 1) await store.put(index, chunkOf(content, request, index));
    expect(await store.finish()).toMatchObject({ ok: false, error: { code: 'missing' } });
    await store.put(19, chunkOf(content, request, 19));
    expect(await store.finish()).toMatchObject({ ok: true });
    await store.close();
  });

  it('holds an empty file', async () => {
    const nothing = requestOf(0);
    const store = await opened(scene.stores, nothing);
    const finished = await store.finish();
    if (!finished.ok) throw new Error(finished.error.detail);
    expect(await isWhole(finished.value, scene, new Uint8Array())).toBe(true);
    await store.close();
  });

  it('leaves nothing when it is discarded midway', async () => {
    const store = await opened(scene.stores, request);
    await store.put(0, chunkOf(content, request, 0));
    await store.put(1, chunkOf(content, request, 1));
    await store.discard();
    expect(await scene.leftovers()).toEqual([]);
  });

  it('answers after its end as values', async () => {
    const store = await opened(scene.stores, request);
    await store.discard();
    await store.close();
    expect(await store.put(0, chunkOf(content, request, 0))).toMatchObject({ ok: false });
    expect(await store.get(0)).toMatchObject({ ok: false });
    expect(await store.finish()).toMatchObject({ ok: false });
    await store.discard();
  });

  it('believes no type that a browser would run', async () => {
    const store = await opened(scene.stores, request);
    await putAll(store, content, request);
    const finished = await store.finish();
    if (!finished.ok) throw new Error(finished.error.detail);
    const blob = finished.value.kind === 'blob' ? finished.value.blob : undefined;
    expect(blob?.type ?? 'application/octet-stream').toBe('application/octet-stream');
    await store.close();
  });
}

/** For places where room can be taken away. */
export function describeFullStore(makeScene: () => Promise<StoreScene & { fill(): void }>): void {
  it('says at opening or at a put that there is no room, and what was there stays', async () => {
    const scene = await makeScene();
    const request = requestOf();
    const content = contentOf();
    const first = await opened(scene.stores, requestOf(CHUNK, { fileName: 'b.bin' }));
    expect(await first.put(0, chunkOf(content, request, 0))).toMatchObject({ ok: true });
    scene.fill();
    const second = await scene.stores.open(request);
    const refused = second.ok ? await second.value.put(19, chunkOf(content, request, 19)) : second;
    expect(['full', 'over-budget']).toContain(refused.ok ? 'taken' : refused.error.code);
    if (second.ok) await second.value.discard();
    expect(!first.canRead || isChunk(await first.get(0), content, 0)).toBe(true);
    await first.discard();
    expect(await scene.leftovers()).toEqual([]);
  });
}
