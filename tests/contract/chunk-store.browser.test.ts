// Places for chunks in real browsers: private files through the real worker, and what a page that is gone leaves behind.

import { afterEach, describe, expect, it } from 'vitest';
import { createBrowserDownloads, createBrowserFiles } from '../../src/platform/files/browser-files.ts';
import { openDownloadSink } from '../../src/platform/files/download-sink.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { equalBytes, formatHex } from '../../src/primitives/bytes.ts';
import { createFileSeal } from '../../src/swarm/store/file-seal.ts';
import { createFileStores } from '../../src/swarm/store/file-stores.ts';
import { createFolderStores } from '../../src/swarm/store/folder-stores.ts';
import { createMemoryBudget } from '../../src/swarm/store/memory-budget.ts';
import { createMemoryStores } from '../../src/swarm/store/memory-store.ts';
import { createSealedStores } from '../../src/swarm/store/sealed-stores.ts';
import { createFileHashers } from '../../src/swarm/store/worker-hasher.ts';
import { chunkOf, contentOf, describeChunkStore, opened, putAll, requestOf } from './chunk-store-contract.ts';

const random = createWebRandom();

/** Paths of all files in this origin's private storage. */
async function storedPaths(): Promise<readonly string[]> {
  const paths: string[] = [];
  const walk = async (folder: FileSystemDirectoryHandle, before: string) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle instanceof FileSystemDirectoryHandle) await walk(handle, `${before}${name}/`);
      else paths.push(before + name);
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return paths;
}

const made: ReturnType<typeof createBrowserFiles>[] = [];

function makeFiles() {
  const files = createBrowserFiles(random);
  made.push(files);
  return files;
}

afterEach(async () => {
  for (const files of made.splice(0)) await files.dispose();
});

describe('private files of the browser', () => {
  const scene = async () => {
    const files = makeFiles();
    const stores = createFileStores({ openFile: ({ shape }) => files.open(shape.sizeBytes) });
    return { stores, leftovers: storedPaths };
  };
  describeChunkStore(scene);

  it('are read while they are written', async () => {
    const store = await opened((await scene()).stores, requestOf());
    expect(store.canRead).toBe(true);
    await store.discard();
  });

  it('leave nothing when the page lets them go', async () => {
    const files = makeFiles();
    for (let i = 0; i < 2; i += 1) expect(await files.open(1_000)).toMatchObject({ ok: true });
    expect((await storedPaths()).length).toBe(2);
    await files.dispose();
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of root.keys()) names.push(name);
    expect(names).toEqual([]);
  });

  it('of a page that crashed are removed by the next, those of one that lives are not', async () => {
    const root = await navigator.storage.getDirectory();
    const base = await root.getDirectoryHandle('kith-files', { create: true });
    const crashed = await base.getDirectoryHandle('open-crashed', { create: true });
    await crashed.getFileHandle('1', { create: true });
    const living = makeFiles();
    await living.open(1_000);
    await makeFiles().cleanUp();
    const left = await storedPaths();
    expect(left.map((path) => path.replace(/[0-9a-f]{32}/, 'living'))).toEqual(['kith-files/open-living/1']);
  });

  it('are found again where a room is kept, moved there with what was noted, and sealed', async () => {
    const request = requestOf();
    const content = contentOf();
    const seal = await createFileSeal(new Uint8Array(32), {
      crypto: createWebCrypto(crypto.subtle),
      random,
    });
    const openPage = () => {
      const files = makeFiles();
      const plain = createMemoryStores(createMemoryBudget());
      return { files, stores: createSealedStores({ files, folder: 'room', seal, plain }) };
    };
    const first = openPage();
    const store = await opened(first.stores, request);
    await store.put(2, chunkOf(content, request, 2));
    await first.stores.adopt?.(store, 'root');
    await store.put(9, chunkOf(content, request, 9));
    await store.close();
    await first.files.dispose();

    const second = openPage();
    const resumed = await opened(second.stores, { ...request, root: 'root' });
    expect(resumed.kept).toEqual(Uint8Array.of(0b00100000, 0b01000000, 0));
    const ninth = await resumed.get(9);
    expect(ninth.ok && equalBytes(ninth.value, chunkOf(content, request, 9))).toBe(true);
    await putAll(resumed, content, request);
    const finished = await resumed.finish();
    const whole = finished.ok && finished.value.kind === 'kept' ? await finished.value.blob() : new Blob();
    expect(equalBytes(new Uint8Array(await whole.arrayBuffer()), content)).toBe(true);
    await resumed.close();
    await second.files.forgetKept([]);
    expect(await storedPaths()).toEqual([]);
  });
});

describe('a folder of the browser', () => {
  const FOLDER = 'chosen';

  it('takes a file by position, under a name of its own, in the folders it came in', async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const stores = createFolderStores(folder);
    const request = requestOf(undefined, { folders: ['a', 'b'] });
    for (let i = 0; i < 2; i += 1) {
      const store = await opened(stores, request);
      await putAll(store, contentOf(), request);
      expect(await store.finish()).toMatchObject({ ok: true, value: { kind: 'written' } });
      await store.close();
    }
    const given = await opened(stores, requestOf(undefined, { fileName: 'given-up' }));
    await given.put(0, chunkOf(contentOf(), request, 0));
    await given.discard();
    expect((await storedPaths()).toSorted()).toEqual(['chosen/a/b/a (2).bin', 'chosen/a/b/a.bin']);
    const inner = await (await folder.getDirectoryHandle('a')).getDirectoryHandle('b');
    const file = await (await inner.getFileHandle('a (2).bin')).getFile();
    expect(equalBytes(new Uint8Array(await file.arrayBuffer()), contentOf())).toBe(true);
    await root.removeEntry(FOLDER, { recursive: true });
  });
});

describe('a download of the browser', () => {
  it('is denied where no service worker hands it out', async () => {
    const world = createBrowserDownloads(random, createSystemClock());
    const opening = openDownloadSink({ name: 'a.bin', sizeBytes: 1 }, world);
    expect(await opening).toMatchObject({ ok: false, error: { code: 'denied' } });
  });
});

describe('memory of the browser', () => {
  describeChunkStore(async () => {
    const budget = createMemoryBudget(2 ** 20);
    return {
      stores: createMemoryStores(budget),
      leftovers: async () => (budget.usedBytes > 0 ? ['bytes'] : []),
    };
  });
});

describe('hashing in a worker of the browser', () => {
  it('tells what WebCrypto says of each chunk', async () => {
    const crypto = createWebCrypto(globalThis.crypto.subtle);
    const hashers = createFileHashers({ hash: crypto, cores: 2 });
    const request = requestOf();
    const told: string[] = [];
    const result = await hashers.of(new Blob([contentOf()])).hashLeaves(request.shape, {
      signal: new AbortController().signal,
      onLeaves: (from, hashes) => {
        for (let at = 0; at < hashes.length; at += 32)
          told[from + at / 32] = formatHex(hashes.subarray(at, at + 32));
      },
    });
    const expected = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        formatHex(await crypto.sha256(chunkOf(contentOf(), request, index))),
      ),
    );
    expect([result.ok, told]).toEqual([true, expected]);
    hashers.dispose();
  });
});
