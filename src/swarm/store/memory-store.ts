// Chunks in memory: a few as bytes, the others as Blobs, which the browser may lay on its disk when memory is short.

import type { Bytes } from '../../primitives/bytes.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type { ChunkStore, ChunkStores, StoredFile, StoreError, StoreRequest } from '../chunk-store.ts';
import { chunkCountOf, chunkLengthAt } from '../file-shape.ts';
import { attempt, closedFailure, failure, misfitOf, missingFailure } from './chunk-errors.ts';
import type { BudgetShare, MemoryBudget } from './memory-budget.ts';
import { safeBlobType } from './safe-type.ts';

/**
 * Chunks become a Blob by so many, in the order of their arrival: 1 MiB of the large chunks. A Blob for each costs
 * Chromium a record and a pipe; whole stretches would wait for their last chunk, and rarest first leaves gaps to the end.
 */
const CHUNKS_A_BLOB = 16;

/** Files in memory, all out of one budget; a file's place is taken when it is opened. */
export function createMemoryStores(budget: MemoryBudget): ChunkStores {
  return {
    async open(request) {
      const share = budget.take(request.shape.sizeBytes);
      if (!share) return failure('over-budget', `${budget.limitBytes - budget.usedBytes} bytes are left.`);
      return ok(createMemoryStore(request, share));
    },
  };
}

interface Lying {
  readonly blob: Blob;
  readonly from: number;
}

function createMemoryStore({ shape, mimeType }: StoreRequest, share: BudgetShare): ChunkStore {
  const fresh = new Map<number, Bytes>();
  const lying = new Map<number, Lying>();
  let isClosed = false;

  function coalesce(): void {
    const blob = new Blob(Array.from(fresh.values()));
    let from = 0;
    for (const [index, bytes] of fresh) {
      lying.set(index, { blob, from });
      from += bytes.length;
    }
    fresh.clear();
  }

  async function release(): Promise<void> {
    isClosed = true;
    fresh.clear();
    lying.clear();
    share.release();
  }

  return {
    shape,
    kept: new Uint8Array(Math.ceil(chunkCountOf(shape) / 8)),
    canRead: true,
    aheadChunks: undefined,
    async put(index, bytes) {
      if (isClosed) return closedFailure();
      const misfit = misfitOf(shape, index, bytes);
      if (misfit) return misfit;
      if (!fresh.has(index) && !lying.has(index)) fresh.set(index, bytes);
      if (fresh.size >= CHUNKS_A_BLOB) coalesce();
      return ok();
    },
    async get(index) {
      if (isClosed) return closedFailure();
      const bytes = fresh.get(index);
      if (bytes) return ok(bytes.slice());
      const place = lying.get(index);
      return place ? readLying(place, chunkLengthAt(shape, index)) : missingFailure(index);
    },
    async finish() {
      if (isClosed) return closedFailure();
      coalesce();
      return join(lying, shape, safeBlobType(mimeType));
    },
    // Nothing outlives the page, so letting go is forgetting.
    close: release,
    discard: release,
  };
}

function readLying({ blob, from }: Lying, length: number): Promise<Result<Bytes, StoreError>> {
  return attempt(async () => new Uint8Array(await blob.slice(from, from + length).arrayBuffer()));
}

/** The file, of the Blobs there are: neighbours as one slice, so that no bytes move. */
function join(
  lying: ReadonlyMap<number, Lying>,
  shape: ChunkStore['shape'],
  type: string,
): Result<StoredFile, StoreError> {
  const slices: { blob: Blob; from: number; to: number }[] = [];
  for (let index = 0; index < chunkCountOf(shape); index += 1) {
    const place = lying.get(index);
    if (!place) return missingFailure(index);
    const to = place.from + chunkLengthAt(shape, index);
    const last = slices.at(-1);
    if (last?.blob === place.blob && last.to === place.from) last.to = to;
    else slices.push({ blob: place.blob, from: place.from, to });
  }
  const parts = slices.map(({ blob, from, to }) => blob.slice(from, to));
  return ok({ kind: 'blob', blob: new Blob(parts, { type }) });
}
