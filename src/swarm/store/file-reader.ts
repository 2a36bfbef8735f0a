// What a person offers, read lazily: a slice at a time, a little ahead where it is read in order, never the whole file.

import type { Bytes } from '../../primitives/bytes.ts';
import { ok, type Result } from '../../primitives/result.ts';
import type { ChunkReader, StoreError } from '../chunk-store.ts';
import { chunkCountOf, chunkLengthAt, type FileShape } from '../file-shape.ts';
import { PAGE_STRETCHES, type ReadStretches, type Stretch } from './read-stretches.ts';
import { attempt, failure, missingFailure } from './chunk-errors.ts';

/** Read at once where the next chunk is asked for after the one before: 1 MiB costs little more than 64 KiB. */
const CHUNKS_A_READ = 16;

export interface FileReaderOptions {
  /** The file as it is now, where it can be asked for again: another size or time means it was changed. */
  readonly lookAgain?: () => Promise<File>;
  /** Where what was read ahead is held; with that of all other files, unless said. */
  readonly stretches?: ReadStretches;
}

/**
 * Reads `file` in chunks. `broken`: it was moved, changed or taken back since it was chosen. What is read ahead is held
 * with that of all other files, in bounds.
 */
export function createFileReader(
  file: Blob,
  shape: FileShape,
  { lookAgain, stretches = PAGE_STRETCHES }: FileReaderOptions = {},
): ChunkReader {
  const held = stretches.ofFile();
  let last = -1;

  async function read(from: number, to: number): Promise<Result<Bytes, StoreError>> {
    if (await isChanged(file, lookAgain)) return failure('broken', 'The file was changed.');
    const bytes = await attempt(async () => new Uint8Array(await file.slice(from, to).arrayBuffer()));
    return !bytes.ok || bytes.value.length === to - from
      ? bytes
      : failure('broken', 'The file became shorter.');
  }

  function readStretch(first: number): Stretch {
    const from = first * shape.chunkSizeBytes;
    const to = Math.min(from + CHUNKS_A_READ * shape.chunkSizeBytes, shape.sizeBytes);
    const stretch = { sizeBytes: to - from, bytes: read(from, to) };
    // What failed may succeed later, such as on a drive that is there again.
    void stretch.bytes.then(({ ok }) => ok || (held.get(first) === stretch && held.delete(first)));
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
      const known = held.get(first);
      if (!known && !isInOrder)
        return read(index * shape.chunkSizeBytes, index * shape.chunkSizeBytes + length);
      const asked = known ?? readStretch(first);
      held.keep(first, asked);
      const stretch = await asked.bytes;
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
