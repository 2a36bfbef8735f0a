// Chunks in a file that is written by position: origin-private storage, or a file that its person chose.

import type { Bytes } from '../../primitives/bytes.ts';
import type { PositionedFile } from '../../primitives/file-port.ts';
import { ok, type Result } from '../../primitives/result.ts';
import { Bitfield } from '../bitfield.ts';
import type { ChunkStore, StoredFile, StoreError, StoreRequest } from '../chunk-store.ts';
import { chunkCountOf, chunkLengthAt, type FileShape } from '../file-shape.ts';
import { attempt, closedFailure, misfitOf, missingFailure } from './chunk-errors.ts';
import { safeBlobType } from './safe-type.ts';

/**
 * What is there is noted 32 times in all, and no more often than every 16 chunks: what a crash or a reload costs is asked for
 * again, and a note is a write of up to 32 KiB.
 */
const NOTES_A_FILE = 32;
const MIN_CHUNKS_A_NOTE = 16;
const MAX_CHUNKS_A_NOTE = 256;

/** Of `file`, opened for `request`. What was noted is believed as far as it fits: the engine verifies it. */
export function createFileStore({ shape, mimeType }: StoreRequest, file: PositionedFile): ChunkStore {
  const count = chunkCountOf(shape);
  const held = (file.noted && Bitfield.read(file.noted, count)) ?? new Bitfield(count);
  const kept = held.toBytes();
  const chunksANote = Math.min(
    MAX_CHUNKS_A_NOTE,
    Math.max(MIN_CHUNKS_A_NOTE, Math.ceil(count / NOTES_A_FILE)),
  );
  let unnoted = 0;
  let isClosed = false;

  async function note(): Promise<void> {
    unnoted = 0;
    // A note that cannot be written costs a later resume, nothing now.
    await file.note?.(held.toBytes());
  }

  return {
    shape,
    kept,
    canRead: file.canRead,
    aheadChunks: undefined,
    async put(index, bytes) {
      if (isClosed) return closedFailure();
      const misfit = misfitOf(shape, index, bytes);
      if (misfit) return misfit;
      const written = await file.write(index * shape.chunkSizeBytes, bytes);
      if (!written.ok) return written;
      if (held.set(index)) unnoted += 1;
      if (unnoted >= chunksANote) await note();
      return ok();
    },
    async get(index) {
      if (isClosed) return closedFailure();
      return held.has(index) ? readChunk(file, shape, index) : missingFailure(index);
    },
    async finish() {
      if (isClosed) return closedFailure();
      if (!held.isFull) return missingFailure(held.nextClear());
      await note();
      return finishFile(file, safeBlobType(mimeType));
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await note();
      await file.close();
    },
    async discard() {
      isClosed = true;
      await file.remove();
    },
  };
}

function readChunk(
  file: PositionedFile,
  shape: FileShape,
  index: number,
): Promise<Result<Bytes, StoreError>> {
  return file.read(index * shape.chunkSizeBytes, chunkLengthAt(shape, index));
}

async function finishFile(file: PositionedFile, type: string): Promise<Result<StoredFile, StoreError>> {
  const finished = await file.finish();
  if (!finished.ok) return finished;
  const { isChosen, blob } = finished.value;
  if (isChosen) return ok({ kind: 'written', blob });
  const whole = await attempt(blob);
  return whole.ok ? ok({ kind: 'blob', blob: whole.value.slice(0, whole.value.size, type) }) : whole;
}
