// Chunks into a stream that only takes them in order, such as a download: what comes early waits, up to a bound.

import type { Bytes } from '../../primitives/bytes.ts';
import type { ByteSink, FileError } from '../../primitives/file-port.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type { ChunkStore, ChunkStores, StoreError, StoreRequest } from '../chunk-store.ts';
import { chunkCountOf } from '../file-shape.ts';
import { closedFailure, failure, misfitOf, missingFailure } from './chunk-errors.ts';
import type { BudgetShare, MemoryBudget } from './memory-budget.ts';

/** 8 MiB of the large chunks: a second of a fast link from several sources, each at its own place. */
export const DOWNLOAD_AHEAD_CHUNKS = 128;

export interface DownloadWorld {
  readonly budget: MemoryBudget;
  /** Asks for the download, which its person may refuse. */
  openSink(request: StoreRequest): Promise<Result<ByteSink, FileError>>;
}

/** Files straight into the list of downloads. What waits is taken out of the budget. */
export function createDownloadStores(world: DownloadWorld): ChunkStores {
  const { budget } = world;
  return {
    async open(request) {
      const { sizeBytes, chunkSizeBytes } = request.shape;
      const share = budget.take(Math.min(sizeBytes, DOWNLOAD_AHEAD_CHUNKS * chunkSizeBytes));
      if (!share) return failure('over-budget', `${budget.limitBytes - budget.usedBytes} bytes are left.`);
      const sink = await world.openSink(request);
      if (sink.ok) return ok(createDownloadStore(request, sink.value, share));
      share.release();
      return sink;
    },
  };
}

function createDownloadStore({ shape }: StoreRequest, sink: ByteSink, share: BudgetShare): ChunkStore {
  const count = chunkCountOf(shape);
  const queue = createQueue(sink);
  let state: 'open' | 'done' | 'closed' = 'open';

  async function giveUp(): Promise<void> {
    const wasOpen = state === 'open';
    state = 'closed';
    queue.stop();
    share.release();
    if (wasOpen) await sink.abort();
  }

  return {
    shape,
    kept: new Uint8Array(Math.ceil(count / 8)),
    canRead: false,
    aheadChunks: DOWNLOAD_AHEAD_CHUNKS,
    async put(index, bytes) {
      if (state === 'closed') return closedFailure();
      return misfitOf(shape, index, bytes) ?? queue.put(index, bytes);
    },
    get: async (index) => missingFailure(index),
    async finish() {
      if (state === 'closed') return closedFailure();
      const drained = await queue.drain();
      if (!drained.ok) return drained;
      if (queue.next() < count) return missingFailure(queue.next());
      const closed = state === 'done' ? ok() : await sink.close();
      if (!closed.ok) return closed;
      state = 'done';
      share.release();
      return ok({ kind: 'written' });
    },
    // A download that stops midway is worth nothing to anybody.
    close: giveUp,
    discard: giveUp,
  };
}

interface Queue {
  /** The first that has not been handed on. */
  next(): number;
  /** Resolves when it was handed on: what comes early waits for its turn, and so does whoever brings more. */
  put(index: number, bytes: Bytes): Promise<Result<void, StoreError>>;
  /** Resolves when all that can go has gone. */
  drain(): Promise<Result<void, StoreError>>;
  stop(): void;
}

function createQueue(sink: ByteSink): Queue {
  const waiting = new Map<number, Bytes>();
  const handedOn = new Map<number, (result: Result<void, StoreError>) => void>();
  let next = 0;
  let failed: Result<void, StoreError> | undefined;
  let pumping: Promise<void> | undefined;

  function fail(result: Result<void, StoreError>): void {
    failed ??= result;
    waiting.clear();
    for (const settle of handedOn.values()) settle(failed);
    handedOn.clear();
  }

  async function pump(): Promise<void> {
    for (let bytes = waiting.get(next); bytes; bytes = waiting.get(next)) {
      const written = await sink.write(bytes);
      if (!written.ok) return fail(written);
      waiting.delete(next);
      handedOn.get(next)?.(written);
      handedOn.delete(next);
      next += 1;
    }
    pumping = undefined;
  }

  return {
    next: () => next,
    async drain() {
      await pumping;
      return failed ?? ok();
    },
    async put(index, bytes) {
      if (failed) return failed;
      if (index < next || waiting.has(index)) return ok();
      // Whoever counts what was handed on asks for nothing beyond.
      if (index >= next + DOWNLOAD_AHEAD_CHUNKS) return failure('broken', `Chunk ${next} is to come first.`);
      waiting.set(index, bytes);
      const done = new Promise<Result<void, StoreError>>((resolve) => handedOn.set(index, resolve));
      if (index === next) pumping ??= pump();
      return done;
    },
    stop: () => fail(closedFailure()),
  };
}
