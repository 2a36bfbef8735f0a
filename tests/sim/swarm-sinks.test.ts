// Places that take a file more slowly than it comes: a download, a download that its browser has paused, a disk that hangs.

import { createHash } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import type { Bytes } from '../../src/primitives/bytes.ts';
import type { ByteSink } from '../../src/primitives/file-port.ts';
import { ok } from '../../src/primitives/result.ts';
import type { ChunkStore, StoreRequest } from '../../src/swarm/chunk-store.ts';
import { decodeChunkFrame } from '../../src/swarm/chunk-frame.ts';
import { MAX_ASKED_CHUNKS, MAX_STORING_CHUNKS } from '../../src/swarm/limits.ts';
import { createDownloadStores, DOWNLOAD_AHEAD_CHUNKS } from '../../src/swarm/store/download-store.ts';
import { createMemoryBudget } from '../../src/swarm/store/memory-budget.ts';
import { createMemoryStores, type MemoryStores } from '../support/memory-chunks.ts';
import type { SimClock } from '../support/sim-clock.ts';
import { stageSwarm, type Scene } from '../support/swarm-scene.ts';

const MIB = 2 ** 20;
const CHUNK = 64 * 1024;
const FAST = { upRate: 4 * MIB, downRate: 32 * MIB };

vi.setConfig({ testTimeout: 60_000 });

interface Sink extends ByteSink {
  readonly hash: () => string;
  written: number;
  aborted: number;
  /** Set before anything is written. */
  clock: SimClock | undefined;
  /** Nothing is taken while it is. */
  isPaused: boolean;
}

/** Takes a piece each so many milliseconds, and none while its person has paused it. */
function createSink(msAPiece: number): Sink {
  const hash = createHash('sha256');
  const wait = (ms: number) => new Promise<void>((resolve) => sink.clock?.schedule(ms, resolve));
  const sink: Sink = {
    written: 0,
    aborted: 0,
    clock: undefined,
    isPaused: false,
    hash: () => hash.copy().digest('hex'),
    async write(bytes) {
      await wait(msAPiece);
      while (sink.isPaused) await wait(100);
      hash.update(bytes);
      sink.written += 1;
      return ok();
    },
    close: async () => ok(),
    async abort() {
      sink.aborted += 1;
    },
  };
  return sink;
}

function downloadsInto(sink: ByteSink): MemoryStores {
  const downloads = createDownloadStores({
    budget: createMemoryBudget(),
    openSink: async () => ({ ok: true, value: sink }),
  });
  return Object.assign(createMemoryStores(), {
    open: (request: StoreRequest) => downloads.open(request),
  });
}

async function stageDownload(sink: Sink, sizeMib: number, leechers = 1): Promise<Scene> {
  const stores = downloadsInto(sink);
  const peer = (at: number) => (at === 1 ? { ...FAST, stores } : FAST);
  const scene = await stageSwarm({ leechers, sizeBytes: sizeMib * MIB, peer });
  sink.clock = scene.net.clock;
  return scene;
}

it.each([1, 2])(
  '[F7] a download slower than the network comes as fast as it is taken, with %i receivers',
  async (leechers) => {
    const sink = createSink(128);
    const scene = await stageDownload(sink, 16, leechers);
    const [slow] = scene.leechers;
    const beganMs = scene.net.clock.nowMs();
    let farthest = 0;
    await scene.net.clock.until(
      () => {
        const { receivedBytes } = slow!.swarms.snapshot(scene.id)!;
        farthest = Math.max(farthest, receivedBytes / CHUNK - sink.written);
        return ['complete', 'failed'].includes(scene.state(slow!) ?? '');
      },
      120_000,
      100,
    );
    expect(scene.state(slow!)).toBe('complete');
    expect([sink.written, sink.hash(), sink.aborted]).toEqual([256, scene.file.sha256, 0]);
    // The network was far enough ahead all the time, and no farther than what is held.
    expect(scene.net.clock.nowMs() - beganMs).toBeLessThan(1.05 * 256 * 128);
    expect(farthest).toBeGreaterThan(DOWNLOAD_AHEAD_CHUNKS / 2);
    expect(farthest).toBeLessThanOrEqual(DOWNLOAD_AHEAD_CHUNKS);
  },
);

it('[F7] a download that its browser has paused pauses the fetching, says so, and goes on', async () => {
  const sink = createSink(4);
  const scene = await stageDownload(sink, 16, 2);
  const [slow, other] = scene.leechers;
  const { clock } = scene.net;
  const seen = () => slow!.swarms.snapshot(scene.id)!;
  await clock.until(() => sink.written > 60, 30_000, 10);
  expect(seen().heldBy).toBeUndefined();
  sink.isPaused = true;
  await clock.advance(5_000);
  expect([seen().state.kind, seen().heldBy]).toEqual(['fetching', 'download']);
  await scene.untilWhole([other!]);
  const { receivedBytes } = seen();
  await clock.advance(30 * 60_000);
  expect([seen().state.kind, seen().heldBy]).toEqual(['fetching', 'download']);
  expect(seen().receivedBytes).toBe(receivedBytes);
  expect(receivedBytes / CHUNK - sink.written).toBeLessThanOrEqual(DOWNLOAD_AHEAD_CHUNKS);
  sink.isPaused = false;
  await scene.untilWhole([slow!], 60_000);
  expect([sink.hash(), seen().heldBy]).toEqual([scene.file.sha256, undefined]);
});

it('[F7] a disk that hangs stops the asking, of whoever deals too, and says so', async () => {
  const stores = createMemoryStores({ canRead: false });
  const open = stores.open.bind(stores);
  const held: (() => void)[] = [];
  stores.open = async (request) => {
    const opened = await open(request);
    if (opened.ok) holdUp(opened.value, held);
    return opened;
  };
  const peer = (at: number) => (at === 1 ? { ...FAST, stores } : FAST);
  const scene = await stageSwarm({ leechers: 1, sizeBytes: 48 * MIB, peer });
  const [slow] = scene.leechers;
  await scene.net.clock.advance(120_000);
  const seen = () => slow!.swarms.snapshot(scene.id)!;
  expect([seen().state.kind, seen().heldBy, seen().haveCount]).toEqual(['fetching', 'disk', 0]);
  expect(held.length).toBeLessThan(MAX_STORING_CHUNKS + MAX_ASKED_CHUNKS / 2);
  stores.opened[0]!.put = async (index: number, bytes: Bytes) => {
    stores.opened[0]!.chunks.set(index, bytes);
    return ok();
  };
  for (const release of held) release();
  await scene.untilWhole([slow!], 120_000);
  expect(scene.hasFile(slow!)).toBe(true);
});

it('[F8] what nobody holds is named also where what came after it waits for it', async () => {
  const sink = createSink(1);
  const scene = await stageDownload(sink, 4);
  const [slow] = scene.leechers;
  const { clock } = scene.net;
  scene.seeder.meddle = (_, frame) => (decodeChunkFrame(frame)?.index === 3 ? false : frame);
  const seen = () => slow!.swarms.snapshot(scene.id)!;
  await clock.until(() => seen().receivedBytes === 63 * CHUNK, 30_000, 10);
  scene.net.remove(scene.seeder);
  await clock.until(() => seen().state.kind === 'stuck', 30_000, 100);
  expect(seen().state).toMatchObject({ missing: [{ from: 3, to: 4 }] });
  expect(sink.written).toBe(3);
});

function holdUp(store: ChunkStore, held: (() => void)[]): void {
  const put = store.put.bind(store);
  store.put = async (index, bytes) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return put(index, bytes);
  };
}
