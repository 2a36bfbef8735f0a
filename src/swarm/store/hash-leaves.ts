// Hashes a whole file front to back, chunk by chunk, reading a little ahead. Runs in a worker, or in the page where it
// may have none.

import { concatBytes, type Bytes } from '../../primitives/bytes.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { chunkCountOf, chunkLengthAt, type FileShape } from '../file-shape.ts';
import type { LeafError } from '../hash-port.ts';

/** 1 MiB of the large chunks: what is offered begins to flow after the first. */
const CHUNKS_A_READ = 16;
/** Stretches read or hashed at once: the disk works while the hashes are made. 4 MiB of the large chunks. */
const MAX_STRETCHES_AHEAD = 4;

export interface LeafWork {
  readonly sha256: (bytes: Bytes) => Promise<Bytes>;
  readonly onLeaves: (from: number, hashes: Bytes) => void;
  readonly isAborted: () => boolean;
}

export async function hashLeavesOf(
  file: Blob,
  shape: FileShape,
  work: LeafWork,
): Promise<Result<void, LeafError>> {
  const count = chunkCountOf(shape);
  if (file.size !== shape.sizeBytes) return unreadable('The file has another size.');
  const ahead: Promise<Result<Bytes, LeafError>>[] = [];
  let begun = 0;
  for (let told = 0; told < count; told += CHUNKS_A_READ) {
    for (; begun < count && ahead.length < MAX_STRETCHES_AHEAD; begun += CHUNKS_A_READ)
      ahead.push(hashStretch(file, shape, begun, work.sha256));
    const hashes = await ahead.shift();
    if (work.isAborted()) return err({ code: 'aborted', detail: 'Given up.' });
    if (!hashes?.ok) return hashes ?? unreadable('Nothing was read.');
    work.onLeaves(told, hashes.value);
  }
  return ok();
}

const unreadable = (detail: string): Result<never, LeafError> => err({ code: 'unreadable', detail });

/** The hashes of the chunks from `first` on, one after another. Never rejects. */
async function hashStretch(
  file: Blob,
  shape: FileShape,
  first: number,
  sha256: LeafWork['sha256'],
): Promise<Result<Bytes, LeafError>> {
  const from = first * shape.chunkSizeBytes;
  const to = Math.min(from + CHUNKS_A_READ * shape.chunkSizeBytes, shape.sizeBytes);
  try {
    const bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
    if (bytes.length !== to - from) return unreadable('The file became shorter.');
    const hashes: Promise<Bytes>[] = [];
    for (let index = first; index < chunkCountOf(shape) && index < first + CHUNKS_A_READ; index += 1) {
      const start = (index - first) * shape.chunkSizeBytes;
      hashes.push(sha256(bytes.subarray(start, start + chunkLengthAt(shape, index))));
    }
    return ok(concatBytes(...(await Promise.all(hashes))));
  } catch (error) {
    return unreadable(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}
