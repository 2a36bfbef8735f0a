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
 * What is there is noted after so many chunks, 16 MiB of the large ones: what a crash costs is asked for again, and a
 * note is a write of up to 32 KiB.
 */
const CHUNKS_A_NOTE = 256;

/** Of `file`, opened for `request`. What was noted is believed as far as it fits: the engine verifies it. */
export function createFileStore({ shape, mimeType }: StoreRequest, file: PositionedFile): ChunkStore {
  const count = chunkCountOf(shape);
  const held = (file.noted && Bitfield.read(file.noted, count)) ?? new Bitfield(count);
  const kept = held.toBytes();
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
      if (unnoted >= CHUNKS_A_NOTE) await note();
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
