// A file for a place its person chose, by way of one that can be read while it arrives: what is chosen is replaced at its
// end only, and a receiver that cannot read helps nobody meanwhile.

import type { Bytes } from '../../primitives/bytes.ts';
import type { ByteSink, FileError } from '../../primitives/file-port.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type {
  ChunkReader,
  ChunkStore,
  ChunkStores,
  StoredFile,
  StoreError,
  StoreRequest,
} from '../chunk-store.ts';
import { chunkCountOf } from '../file-shape.ts';
import { attempt } from './chunk-errors.ts';
import { createFileReader } from './file-reader.ts';

export interface ChosenPlace {
  readonly sink: ByteSink;
  /** The file as written, where it can be read: then the staging store is let go. */
  readonly blob: (() => Promise<Blob>) | undefined;
}

/** Asked for at the end, once a file is whole. */
export type OpenPlace = (request: StoreRequest) => Promise<Result<ChosenPlace, FileError>>;

export interface StagedOptions {
  readonly openPlace: OpenPlace;
  /** False when its person thought better of it: then the file stays where it gathered. Always, unless said. */
  readonly isWanted?: (request: StoreRequest) => boolean;
}

/**
 * Chunks gather in `staging`. `finish` copies them to the place; when that fails everything is still there, and `finish`
 * may be called again.
 */
export function createStagedStores(staging: ChunkStores, options: StagedOptions): ChunkStores {
  const inner = new WeakMap<ChunkStore, ChunkStore>();
  return {
    async open(request) {
      const opened = await staging.open(request);
      if (!opened.ok || !opened.value.canRead) return opened;
      const store = stage(request, opened.value, options);
      inner.set(store, opened.value);
      return ok(store);
    },
    async adopt(store, root) {
      const staged = inner.get(store);
      if (staged) await staging.adopt?.(staged, root);
    },
  };
}

function stage(
  request: StoreRequest,
  staged: ChunkStore,
  { openPlace, isWanted = () => true }: StagedOptions,
): ChunkStore {
  let reader: ChunkReader = staged;
  let written: StoredFile | undefined;

  return {
    shape: staged.shape,
    kept: staged.kept,
    canRead: true,
    aheadChunks: staged.aheadChunks,
    put: (index, bytes) => staged.put(index, bytes),
    get: (index) => reader.get(index),
    async finish() {
      if (written) return ok(written);
      const whole = await staged.finish();
      if (!whole.ok || !isWanted(request)) return whole;
      const place = await copyTo(staged, whole.value, await openPlace(request));
      if (!place.ok) return place;
      const { blob } = place.value;
      written = blob ? { kind: 'written', blob } : { kind: 'written' };
      const chosen = blob && (await attempt(blob));
      if (!chosen?.ok || chosen.value.size !== staged.shape.sizeBytes) return ok(written);
      reader = createFileReader(chosen.value, staged.shape);
      await staged.discard();
      return ok(written);
    },
    close: () => staged.close(),
    discard: () => staged.discard(),
  };
}

async function copyTo(
  staged: ChunkStore,
  whole: StoredFile,
  place: Result<ChosenPlace, FileError>,
): Promise<Result<ChosenPlace, StoreError>> {
  if (!place.ok) return place;
  const { sink } = place.value;
  // What is sealed is opened a chunk at a time: its open copy would be one more on the disk.
  const copied = whole.kind === 'blob' ? await pourBlob(whole.blob, sink) : await pourChunks(staged, sink);
  return copied.ok ? place : copied;
}

async function pourChunks(staged: ChunkStore, sink: ByteSink): Promise<Result<void, StoreError>> {
  for (let index = 0; index < chunkCountOf(staged.shape); index += 1) {
    const read = await staged.get(index);
    const written = read.ok ? await sink.write(read.value) : read;
    if (written.ok) continue;
    await sink.abort();
    return written;
  }
  return sink.close();
}

/** Hands a Blob on, a megabyte at a time. After a failure the sink is as if nothing had been written. */
export async function pourBlob(blob: Blob, sink: ByteSink): Promise<Result<void, StoreError>> {
  for (let from = 0; from < blob.size; from += POUR_BYTES) {
    const bytes: Result<Bytes, StoreError> = await attempt(
      async () => new Uint8Array(await blob.slice(from, from + POUR_BYTES).arrayBuffer()),
    );
    const written = bytes.ok ? await sink.write(bytes.value) : bytes;
    if (written.ok) continue;
    await sink.abort();
    return written;
  }
  return sink.close();
}

/** Read and written at once: large enough for a disk, small enough for a phone. */
const POUR_BYTES = 2 ** 20;
