// Bytes in order into a Blob, within the budget: the last resort, where nothing can be streamed.

import type { Bytes } from '../../primitives/bytes.ts';
import type { ByteSink } from '../../primitives/file-port.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type { StoreError } from '../chunk-store.ts';
import { failure } from './chunk-errors.ts';
import type { MemoryBudget } from './memory-budget.ts';

/** Handed to the browser by so much, which may lay it on its disk. */
const PART_BYTES = 4 * 2 ** 20;

export interface BlobSink extends ByteSink {
  /** What was written, once it is closed. */
  blob(): Blob | undefined;
  /** Gives the place back; whoever has the Blob has it still. */
  release(): void;
}

/** `sizeBytes` is all that will be written; more is refused. */
export function openBlobSink(
  budget: MemoryBudget,
  sizeBytes: number,
  type: string,
): Result<BlobSink, StoreError> {
  const share = budget.take(sizeBytes);
  if (!share) return failure('over-budget', `${budget.limitBytes - budget.usedBytes} bytes are left.`);
  const parts: Blob[] = [];
  let loose: Bytes[] = [];
  let looseBytes = 0;
  let takenBytes = 0;
  let whole: Blob | undefined;

  function gather(): void {
    parts.push(new Blob(loose));
    loose = [];
    looseBytes = 0;
  }

  return ok({
    async write(bytes) {
      if (takenBytes + bytes.length > sizeBytes) return err({ code: 'full', detail: 'More than was said.' });
      takenBytes += bytes.length;
      looseBytes += bytes.length;
      loose.push(bytes.slice());
      if (looseBytes >= PART_BYTES) gather();
      return ok();
    },
    async close() {
      gather();
      whole = new Blob(parts, { type });
      return ok();
    },
    async abort() {
      parts.length = 0;
      loose = [];
      share.release();
    },
    blob: () => whole,
    release: () => share.release(),
  });
}
