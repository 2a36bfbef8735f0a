import { describe, expect, it } from 'vitest';
import type { ChunkStores, StoredFile } from '../../../../src/swarm/chunk-store.ts';
import { failure } from '../../../../src/swarm/store/chunk-errors.ts';
import { createMemoryBudget } from '../../../../src/swarm/store/memory-budget.ts';
import { createMemoryStores } from '../../../../src/swarm/store/memory-store.ts';
import { createPlacedStores, type ChosenSpot } from '../../../../src/swarm/store/placed-stores.ts';
import {
  contentOf,
  describeChunkStore,
  opened,
  putAll,
  requestOf,
} from '../../../contract/chunk-store-contract.ts';
import { createFakeDisk } from '../../../support/fake-files.ts';

const content = contentOf();
const request = requestOf(undefined, { id: 'film' });

async function makeScene(kind: 'file' | 'folder' = 'file') {
  const disk = createFakeDisk();
  const budget = createMemoryBudget();
  const handle = await disk.root.getFileHandle('mine.bin', { create: true });
  const spot: ChosenSpot =
    kind === 'file'
      ? { kind, handle }
      : { kind, handle: await disk.root.getDirectoryHandle('a', { create: true }) };
  const spots = new Map<string, ChosenSpot>([['film', spot]]);
  const stores = createPlacedStores({
    staging: createMemoryStores(budget),
    last: undefined,
    spotOf: ({ id = '' }) => spots.get(id),
  });
  return { stores, disk, budget, spots, spot };
}

const denied = () => new DOMException('no', 'NotAllowedError');

describe('a file for a chosen place', () => {
  describeChunkStore(async () => {
    const { stores, budget } = await makeScene();
    return { stores, leftovers: async () => (budget.usedBytes > 0 ? ['memory'] : []) };
  });

  it.each([
    ['file', 'mine.bin'],
    ['folder', 'a/a.bin'],
  ] as const)('stands at that %s once it is whole, and can be given on from there', async (kind, path) => {
    const { stores, disk, budget } = await makeScene(kind);
    const store = await opened(stores, request);
    await putAll(store, content, request);
    expect(await store.finish()).toMatchObject({ ok: true, value: { kind: 'written' } });
    expect(Buffer.compare(disk.bytesAt(path) ?? new Uint8Array(), content)).toBe(0);
    expect(budget.usedBytes).toBe(0);
    expect(await store.get(7)).toMatchObject({ ok: true });
  });

  it('whose permission was lost waits with all that came, for another place or for none', async () => {
    for (const again of ['elsewhere', 'nowhere']) {
      const { stores, disk, spots, spot } = await makeScene();
      const store = await opened(stores, request);
      await putAll(store, content, request);
      disk.refusal = denied();
      expect(await store.finish()).toMatchObject({ ok: false, error: { code: 'denied' } });
      disk.refusal = undefined;
      if (again === 'elsewhere') spots.set('film', spot);
      else spots.delete('film');
      const finished = await store.finish();
      const kind: StoredFile['kind'] = again === 'elsewhere' ? 'written' : 'blob';
      expect(finished).toMatchObject({ ok: true, value: { kind } });
      expect(disk.bytesAt('mine.bin')?.length).toBe(again === 'elsewhere' ? content.length : 0);
    }
  });

  it('without room there waits too, and what stood there before stays', async () => {
    const { stores, disk } = await makeScene();
    disk.put('mine.bin', Uint8Array.of(1, 2, 3));
    disk.roomBytes = 1_000;
    const store = await opened(stores, request);
    await putAll(store, content, request);
    expect(await store.finish()).toMatchObject({ ok: false, error: { code: 'full' } });
    expect(disk.bytesAt('mine.bin')).toEqual(Uint8Array.of(1, 2, 3));
    disk.roomBytes = Number.POSITIVE_INFINITY;
    expect(await store.finish()).toMatchObject({ ok: true, value: { kind: 'written' } });
  });

  it('goes straight into it where nothing else has room', async () => {
    const { stores, disk, budget } = await makeScene('folder');
    budget.setLimit(0);
    const store = await opened(stores, request);
    expect(store.canRead).toBe(false);
    await putAll(store, content, request);
    await store.finish();
    expect(disk.bytesAt('a/a.bin')?.length).toBe(content.length);
    expect(await stores.open(requestOf())).toMatchObject({ ok: false, error: { code: 'over-budget' } });
  });

  it.each([
    ['may not be written to', denied(), 'denied'],
    ['broke', new DOMException('x', 'InvalidStateError'), 'over-budget'],
  ] as const)(
    'that %s, where nothing else has room, is refused with what helps',
    async (_, refusal, code) => {
      const { stores, disk, budget } = await makeScene('folder');
      budget.setLimit(0);
      disk.refusal = refusal;
      expect(await stores.open(request)).toMatchObject({ ok: false, error: { code } });
    },
  );

  it('that no place was chosen for is not refused because the last of all places is not there', async () => {
    const budget = createMemoryBudget(0);
    const last: ChunkStores = { open: async () => failure('denied', 'No worker.') };
    const stores = createPlacedStores({ staging: createMemoryStores(budget), last, spotOf: () => undefined });
    expect(await stores.open(request)).toMatchObject({ ok: false, error: { code: 'over-budget' } });
  });
});
