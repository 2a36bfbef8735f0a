import { describe, expect, it } from 'vitest';
import { createPrivateFiles } from '../../../../src/platform/files/private-files.ts';
import { equalBytes, formatHex } from '../../../../src/primitives/bytes.ts';
import type { StoredFile } from '../../../../src/swarm/chunk-store.ts';
import { createFileSeal } from '../../../../src/swarm/store/file-seal.ts';
import { createKeepableStores } from '../../../../src/swarm/store/keepable-stores.ts';
import { createMemoryBudget } from '../../../../src/swarm/store/memory-budget.ts';
import { createRoomStores } from '../../../../src/swarm/store/room-stores.ts';
import { createSealedStores } from '../../../../src/swarm/store/sealed-stores.ts';
import {
  chunkOf,
  contentOf,
  describeChunkStore,
  opened,
  putAll,
  requestOf,
} from '../../../contract/chunk-store-contract.ts';
import { createFakeCrypto } from '../../../support/fake-crypto.ts';
import { createFakeDisk, type FakeDisk } from '../../../support/fake-files.ts';
import { createFakeFileWorker } from '../../../support/fake-file-worker.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';

const ROOT = 'ab12';
const KEY = new Uint8Array(32).fill(7);
const request = requestOf();
const content = contentOf();

/** A page with a disk; the next one finds what this one kept. */
async function openPage(pageName: string, disk: FakeDisk = createFakeDisk(), key = KEY) {
  const random = createSeededRandom(5);
  const budget = createMemoryBudget();
  const files = createPrivateFiles({
    getRoot: async () => disk.root,
    startWorker: () => createFakeFileWorker(disk.root),
    locks: undefined,
    pageName,
  });
  const plain = createRoomStores({ budget, files, downloads: undefined });
  const seal = await createFileSeal(key, { crypto: createFakeCrypto(random), random });
  const sealed = createSealedStores({ files, folder: 'room', seal, plain });
  const paths = () => disk.paths().filter((path) => !path.endsWith('/'));
  return { disk, budget, files, plain, sealed, paths, keepable: createKeepableStores(plain) };
}

/** Whether a piece of the content lies anywhere as it is. */
function isReadableOn(disk: FakeDisk): boolean {
  const piece = formatHex(content.subarray(1_000, 1_064));
  return disk.paths().some((path) => formatHex(disk.bytesAt(path) ?? new Uint8Array()).includes(piece));
}

async function bytesOf(file: StoredFile): Promise<Uint8Array> {
  const blob = file.kind === 'blob' ? file.blob : await file.blob?.();
  return new Uint8Array((await blob?.arrayBuffer()) ?? []);
}

describe('sealed files', () => {
  describeChunkStore(async () => {
    const { sealed, paths } = await openPage('a');
    return { stores: sealed, leftovers: async () => paths() };
  });

  it('of a kept room are found again by their root, and neither root nor bytes can be read on the disk', async () => {
    const first = await openPage('a');
    const store = await opened(first.sealed, request);
    await store.put(3, chunkOf(content, request, 3));
    await first.sealed.adopt?.(store, ROOT);
    await store.put(0, chunkOf(content, request, 0));
    await store.close();
    expect(first.paths()).toHaveLength(2);
    expect(first.paths()[0]).toMatch(/^kith-files\/kept\/room\/[0-9a-f]{32}$/);
    expect([first.paths().join().includes(ROOT), isReadableOn(first.disk)]).toEqual([false, false]);
    const again = await opened((await openPage('b', first.disk)).sealed, { ...request, root: ROOT });
    expect(again.kept).toEqual(Uint8Array.of(0b10010000, 0, 0));
    const got = await again.get(3);
    expect(got.ok && equalBytes(got.value, chunkOf(content, request, 3))).toBe(true);
    await again.discard();
    expect(first.paths()).toEqual([]);
  });

  it('that were changed, or are of another key, do not open', async () => {
    const { sealed, disk, paths } = await openPage('a');
    const kept = { ...request, root: ROOT };
    const store = await opened(sealed, kept);
    await store.put(0, chunkOf(content, request, 0));
    await store.close();
    const [path = ''] = paths();
    const bytes = disk.bytesAt(path) ?? new Uint8Array();
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    const altered = await opened(sealed, kept);
    expect(await altered.get(0)).toMatchObject({ ok: false, error: { code: 'broken' } });
    await altered.close();
    const other = await opened((await openPage('b', disk, new Uint8Array(32))).sealed, kept);
    expect(other.kept).toEqual(new Uint8Array(3));
  });

  it('are taken for new where what was noted is of another length', async () => {
    const { sealed, disk, paths } = await openPage('a');
    const kept = { ...request, root: ROOT };
    await (await opened(sealed, kept)).close();
    disk.put(`${paths()[0]}.have`, Uint8Array.of(0xff));
    expect((await opened(sealed, kept)).kept).toEqual(new Uint8Array(3));
  });
});

describe('places that change', () => {
  describeChunkStore(async () => {
    const { keepable, paths, budget } = await openPage('a');
    const leftovers = async () => [...paths(), ...(budget.usedBytes > 0 ? ['memory'] : [])];
    return { stores: keepable, leftovers };
  });

  it('take along what has come when a room is kept midway, and what comes meanwhile', async () => {
    const { keepable, sealed, disk, budget } = await openPage('a');
    const store = await opened(keepable, request);
    await keepable.adopt?.(store, ROOT);
    for (let index = 0; index < 10; index += 1) await store.put(index, chunkOf(content, request, index));
    const moving = keepable.moveTo(sealed);
    const reads = [0, 5, 9].map((index) => store.get(index));
    const puts = [10, 11, 12].map((index) => store.put(index, chunkOf(content, request, index)));
    for (const done of await Promise.all([...reads, ...puts])) expect(done).toMatchObject({ ok: true });
    await moving;
    expect([budget.usedBytes, isReadableOn(disk)]).toEqual([0, false]);
    await store.close();
    const again = await opened((await openPage('b', disk)).sealed, { ...request, root: ROOT });
    expect(again.kept).toEqual(Uint8Array.of(0xff, 0b11111000, 0));
  });

  it('keep what was whole readable for whoever looks at it, and kept for later', async () => {
    const { keepable, sealed, disk } = await openPage('a');
    const store = await opened(keepable, { ...request, root: ROOT });
    await putAll(store, content, request);
    const finished = await store.finish();
    await keepable.moveTo(sealed);
    expect(finished.ok && equalBytes(await bytesOf(finished.value), content)).toBe(true);
    await store.close();
    const again = await opened((await openPage('b', disk)).sealed, { ...request, root: ROOT });
    expect(again.kept).toEqual(Uint8Array.of(0xff, 0xff, 0b11110000));
  });

  it('take back what is open when the room is forgotten, and leave nothing on the disk', async () => {
    const { keepable, sealed, paths, files } = await openPage('a');
    await keepable.moveTo(sealed);
    const whole = await opened(keepable, { ...request, root: ROOT });
    await putAll(whole, content, request);
    const finished = await whole.finish();
    expect(finished).toMatchObject({ ok: true, value: { kind: 'kept' } });
    const partly = await opened(keepable, { ...request, root: 'cd34' });
    await partly.put(4, chunkOf(content, request, 4));
    expect(paths().length).toBeGreaterThan(0);
    await keepable.moveTo(undefined);
    await files.forgetKept([]);
    expect(paths()).toEqual([]);
    expect(finished.ok && equalBytes(await bytesOf(finished.value), content)).toBe(true);
    expect(await partly.get(4)).toMatchObject({ ok: true });
    await partly.put(5, chunkOf(content, request, 5));
    expect(paths()).toEqual([]);
  });

  it('stay where they are while the disk has no room', async () => {
    const { keepable, sealed, disk, paths } = await openPage('a');
    const store = await opened(keepable, { ...request, root: ROOT });
    await store.put(0, chunkOf(content, request, 0));
    disk.roomBytes = 0;
    await keepable.moveTo(sealed);
    expect(await store.get(0)).toMatchObject({ ok: true });
    await putAll(store, content, request);
    expect(await store.finish()).toMatchObject({ ok: true, value: { kind: 'blob' } });
    expect(paths()).toEqual([]);
  });
});
