import { describe, expect, it } from 'vitest';
import { createPrivateFiles } from '../../../../src/platform/files/private-files.ts';
import { createDownloadStores } from '../../../../src/swarm/store/download-store.ts';
import { createMemoryBudget } from '../../../../src/swarm/store/memory-budget.ts';
import {
  createRoomStores,
  SMALL_FILE_BYTES,
  type RoomStoresOptions,
} from '../../../../src/swarm/store/room-stores.ts';
import { opened, requestOf } from '../../../contract/chunk-store-contract.ts';
import { createFakeDisk } from '../../../support/fake-files.ts';
import { createFakeFileWorker } from '../../../support/fake-file-worker.ts';

const LARGE = SMALL_FILE_BYTES + 1;

function makeScene(more: Partial<RoomStoresOptions> = {}) {
  const disk = createFakeDisk();
  const budget = createMemoryBudget();
  const stores = createRoomStores({
    budget,
    downloads: undefined,
    files: createPrivateFiles({
      getRoot: async () => disk.root,
      startWorker: () => createFakeFileWorker(disk.root),
      locks: undefined,
      pageName: 'a',
    }),
    ...more,
  });
  const paths = () => disk.paths().filter((path) => !path.endsWith('/'));
  return { stores, disk, budget, paths };
}

describe('the files of a room', () => {
  it('lie in memory while they are small, else in private storage', async () => {
    const { stores, budget, paths } = makeScene();
    await opened(stores, requestOf(SMALL_FILE_BYTES));
    expect([budget.usedBytes, paths()]).toEqual([SMALL_FILE_BYTES, []]);
    await opened(stores, requestOf(LARGE));
    expect([budget.usedBytes, paths()]).toEqual([SMALL_FILE_BYTES, ['kith-files/open-a/1']]);
  });

  it('go into memory where the disk is full, and to the disk where memory is', async () => {
    const { stores, budget, disk, paths } = makeScene();
    disk.roomBytes = 0;
    await opened(stores, requestOf(LARGE));
    expect([budget.usedBytes, paths()]).toEqual([LARGE, []]);
    disk.roomBytes = LARGE;
    budget.setLimit(0);
    await opened(stores, requestOf(1_000));
    expect(paths()).toEqual(['kith-files/open-a/2']);
  });

  it('go into the downloads at last, and are refused with a reason where there is no place', async () => {
    const full = makeScene({ files: undefined });
    full.budget.setLimit(LARGE - 1);
    expect(await full.stores.open(requestOf(LARGE))).toMatchObject({
      ok: false,
      error: { code: 'over-budget' },
    });
    const downloads = createDownloadStores({
      budget: createMemoryBudget(),
      openSink: async () => ({ ok: false, error: { code: 'denied', detail: 'no' } }),
    });
    const refused = makeScene({ files: undefined, downloads });
    refused.budget.setLimit(0);
    expect(await refused.stores.open(requestOf(LARGE))).toMatchObject({
      ok: false,
      error: { code: 'over-budget' },
    });
  });

  it.each([
    ['small', 1_000, 'over-budget'],
    ['large', LARGE, 'full'],
  ] as const)(
    '%s and with no room anywhere are refused with the reason that helps',
    async (_, size, code) => {
      const downloads = createDownloadStores({
        budget: createMemoryBudget(),
        openSink: async () => ({ ok: false, error: { code: 'denied', detail: 'There is no worker.' } }),
      });
      const { stores, disk, budget } = makeScene({ downloads });
      disk.roomBytes = 0;
      budget.setLimit(0);
      expect(await stores.open(requestOf(size))).toMatchObject({ ok: false, error: { code } });
    },
  );

  it('of a room that is not kept are on no disk once the page has let go', async () => {
    const { stores, paths } = makeScene();
    const store = await opened(stores, requestOf(LARGE, { root: 'ab12' }));
    await stores.adopt?.(store, 'ab12');
    await store.discard();
    expect(paths()).toEqual([]);
  });
});
