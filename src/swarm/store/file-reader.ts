// What a person offers, read lazily: a slice at a time, a little ahead where it is read in order, never the whole file.

import type { Bytes } from '../../primitives/bytes.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type { ChunkReader, StoreError } from '../chunk-store.ts';
import { chunkCountOf, chunkLengthAt, type FileShape } from '../file-shape.ts';
import { attempt, failure, missingFailure } from './chunk-errors.ts';

/** Read at once where the next chunk is asked for after the one before: 1 MiB costs little more than 64 KiB. */
const CHUNKS_A_READ = 16;
/** Stretches kept: two readers in order, such as two receivers, do not read twice. 8 MiB of the large chunks. */
const MAX_STRETCHES = 8;

export interface FileReaderOptions {
  /** The file as it is now, where it can be asked for again: another size or time means it was changed. */
  readonly lookAgain?: () => Promise<File>;
}

/**
 * Reads `file` in chunks. `broken`: it was moved, changed or taken back since it was chosen. At most
 * {@link MAX_STRETCHES} stretches are held.
 */
export function createFileReader(
  file: Blob,
  shape: FileShape,
  { lookAgain }: FileReaderOptions = {},
): ChunkReader {
  /** By first chunk; the one used longest ago comes first. */
  const stretches = new Map<number, Promise<Result<Bytes, StoreError>>>();
  let last = -1;

  function keep(first: number, stretch: Promise<Result<Bytes, StoreError>>): void {
    stretches.delete(first);
    stretches.set(first, stretch);
    const [oldest] = stretches.keys();
    if (stretches.size > MAX_STRETCHES && oldest !== undefined) stretches.delete(oldest);
  }

  async function read(from: number, to: number): Promise<Result<Bytes, StoreError>> {
    if (await isChanged(file, lookAgain)) return failure('broken', 'The file was changed.');
    const bytes = await attempt(async () => new Uint8Array(await file.slice(from, to).arrayBuffer()));
    return !bytes.ok || bytes.value.length === to - from
      ? bytes
      : failure('broken', 'The file became shorter.');
  }

  function readStretch(first: number): Promise<Result<Bytes, StoreError>> {
    const from = first * shape.chunkSizeBytes;
    const stretch = read(from, Math.min(from + CHUNKS_A_READ * shape.chunkSizeBytes, shape.sizeBytes));
    keep(first, stretch);
    // What failed may succeed later, such as on a drive that is there again.
    void stretch.then(({ ok }) => ok || stretches.delete(first));
    return stretch;
  }

  return {
    async get(index) {
      if (!Number.isSafeInteger(index) || index < 0 || index >= chunkCountOf(shape))
        return missingFailure(index);
      const first = index - (index % CHUNKS_A_READ);
      const isInOrder = index === last + 1;
      last = index;
      const length = chunkLengthAt(shape, index);
      const known = stretches.get(first);
      if (!known && !isInOrder)
        return read(index * shape.chunkSizeBytes, index * shape.chunkSizeBytes + length);
      if (known) keep(first, known);
      const stretch = await (known ?? readStretch(first));
      if (!stretch.ok) return stretch;
      const from = (index - first) * shape.chunkSizeBytes;
      // A view: whoever gets it sends it on, and changes nothing.
      return ok(stretch.value.subarray(from, from + length));
    },
  };
}

/** Where the browser does not look itself. What cannot be looked at is not called changed: reading will tell. */
async function isChanged(file: Blob, lookAgain: FileReaderOptions['lookAgain']): Promise<boolean> {
  if (!lookAgain || !(file instanceof File)) return false;
  const now = await lookAgain().catch(() => undefined);
  return now !== undefined && (now.size !== file.size || now.lastModified !== file.lastModified);
}
