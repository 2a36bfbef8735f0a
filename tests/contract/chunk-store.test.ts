// Every place for chunks, over a disk and a download in memory.

import { describe, expect, it } from 'vitest';
import { openBlobSink } from '../../src/swarm/store/blob-sink.ts';
import { createDownloadStores } from '../../src/swarm/store/download-store.ts';
import { createFileStores } from '../../src/swarm/store/file-stores.ts';
import { createFittingStores } from '../../src/swarm/store/fitting-stores.ts';
import { createChosenFileStores, createFolderStores, placeIn } from '../../src/swarm/store/folder-stores.ts';
import { createMemoryBudget } from '../../src/swarm/store/memory-budget.ts';
import { createMemoryStores } from '../../src/swarm/store/memory-store.ts';
import { createStagedStores } from '../../src/swarm/store/staged-stores.ts';
import { createPrivateFiles } from '../../src/platform/files/private-files.ts';
import { createFakeDisk, type FakeDisk } from '../support/fake-files.ts';
import { createFakeFileWorker } from '../support/fake-file-worker.ts';
import { describeChunkStore, describeFullStore, requestOf } from './chunk-store-contract.ts';

const MEBIBYTE = 2 ** 20;

function memoryScene() {
  const budget = createMemoryBudget(MEBIBYTE);
  return {
    stores: createMemoryStores(budget),
    leftovers: async () => (budget.usedBytes > 0 ? [`${budget.usedBytes} bytes`] : []),
    fill: () => budget.setLimit(0),
  };
}

function privateFilesOn(disk: FakeDisk, hasWorker = true) {
  return createPrivateFiles({
    getRoot: async () => disk.root,
    startWorker: () => {
      if (!hasWorker) throw new DOMException('No workers here.', 'SecurityError');
      return createFakeFileWorker(disk.root);
    },
    locks: undefined,
    pageName: 'a1',
  });
}

const fill = (disk: FakeDisk) => () => {
  disk.roomBytes = 0;
};
const filesOn = (disk: FakeDisk) => async () => disk.paths().filter((path) => !path.endsWith('/'));

function privateScene(hasWorker: boolean) {
  const disk = createFakeDisk();
  const files = privateFilesOn(disk, hasWorker);
  const stores = createFileStores({ openFile: ({ shape }) => files.open(shape.sizeBytes) });
  return { stores, leftovers: filesOn(disk), fill: fill(disk) };
}

function folderScene() {
  const disk = createFakeDisk();
  return { stores: createFolderStores(disk.root), leftovers: filesOn(disk), fill: fill(disk) };
}

async function chosenScene() {
  const disk = createFakeDisk();
  disk.put('mine.txt', Uint8Array.of(1, 2, 3));
  const stores = createChosenFileStores(await disk.root.getFileHandle('mine.txt'));
  // It was there before, and so it stays.
  const leftovers = async () => (await filesOn(disk)()).filter((path) => path !== 'mine.txt');
  return { stores, leftovers, disk };
}

function stagedScene() {
  const disk = createFakeDisk();
  const files = privateFilesOn(disk);
  const staging = createFileStores({ openFile: ({ shape }) => files.open(shape.sizeBytes) });
  return {
    stores: createStagedStores(staging, { openPlace: placeIn(disk.root) }),
    leftovers: filesOn(disk),
    fill: fill(disk),
  };
}

function downloadScene() {
  const budget = createMemoryBudget(4 * MEBIBYTE);
  const out = createMemoryBudget();
  let read: () => Blob | undefined = () => undefined;
  const stores = createDownloadStores({
    budget,
    async openSink({ shape }) {
      const sink = openBlobSink(out, shape.sizeBytes, '');
      if (!sink.ok) return { ok: false, error: { code: 'full', detail: '' } };
      read = () => sink.value.blob();
      return sink;
    },
  });
  return {
    stores,
    leftovers: async () => (budget.usedBytes + out.usedBytes > 0 ? ['bytes'] : []),
    written: async () => new Uint8Array((await read()?.arrayBuffer()) ?? []),
    fill: () => budget.setLimit(0),
  };
}

describe('memory', () => {
  describeChunkStore(async () => memoryScene());
  describeFullStore(async () => memoryScene());

  it('gives the place of a file back when it goes', async () => {
    const budget = createMemoryBudget(MEBIBYTE);
    const store = await createMemoryStores(budget).open(requestOf());
    expect(budget.usedBytes).toBe(requestOf().shape.sizeBytes);
    if (store.ok) await store.value.discard();
    if (store.ok) await store.value.close();
    expect(budget.usedBytes).toBe(0);
  });
});

describe('private files with a worker', () => {
  describeChunkStore(async () => privateScene(true));
  describeFullStore(async () => privateScene(true));
});

describe('private files where the page may have no worker', () => {
  describeChunkStore(async () => privateScene(false));
  describeFullStore(async () => privateScene(false));
});

describe('a chosen folder', () => {
  describeChunkStore(async () => folderScene());
  describeFullStore(async () => folderScene());
});

describe('a chosen file', () => {
  describeChunkStore(chosenScene);

  it('keeps what was in it until the new one is whole', async () => {
    const { stores, disk } = await chosenScene();
    const store = await stores.open(requestOf());
    if (!store.ok) throw new Error(store.error.detail);
    await store.value.put(0, new Uint8Array(16 * 1024));
    await store.value.discard();
    expect(disk.bytesAt('mine.txt')).toEqual(Uint8Array.of(1, 2, 3));
  });
});

describe('a chosen folder by way of private files', () => {
  describeChunkStore(async () => stagedScene());
  describeFullStore(async () => stagedScene());
});

describe('a download', () => {
  describeChunkStore(async () => downloadScene());
  describeFullStore(async () => downloadScene());
});

describe('the first place that fits', () => {
  const scene = async () => {
    const disk = createFakeDisk();
    const files = privateFilesOn(disk);
    const memory = memoryScene();
    const stores = createFittingStores([
      { stores: memory.stores, takes: ({ shape }) => shape.sizeBytes < 100_000 },
      { stores: createFileStores({ openFile: ({ shape }) => files.open(shape.sizeBytes) }) },
    ]);
    const leftovers = async () => [...(await memory.leftovers()), ...(await filesOn(disk)())];
    return { stores, leftovers, disk };
  };
  describeChunkStore(scene);

  it('is the next one where the first has no room, and the last refusal where none has', async () => {
    const none = createFittingStores([memoryScene(), memoryScene()].map(({ stores }) => ({ stores })));
    const huge = requestOf(2 * MEBIBYTE);
    expect(await none.open(huge)).toMatchObject({ ok: false, error: { code: 'over-budget' } });
    const { stores, disk } = await scene();
    expect(await stores.open(huge)).toMatchObject({ ok: true });
    expect(disk.bytesAt('kith-files/open-a1/1')?.length).toBe(2 * MEBIBYTE);
  });
});
