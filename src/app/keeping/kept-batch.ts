// What one record of a kept room holds: pieces, each of a part such as a feature or the shared documents. Pure.

import { decodeMessage, encodeMessage, type DecodeError } from '../../primitives/codec.ts';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Result } from '../../primitives/result.ts';
import { bytes, list, oneOf, record, text, type Parsed } from '../../primitives/schema.ts';
import { MAX_PIECE_BYTES } from '../../features/keepable.ts';

export interface KeptPiece {
  /** Id of the part it belongs to. */
  readonly part: string;
  readonly data: Bytes;
}

/** Above it a record is closed and the next one begun; a larger piece is a record by itself. */
const BATCH_BYTES = 1024 * 1024;
const MAX_PIECES = 1_024;

const BATCH = record({
  version: oneOf(1),
  pieces: list(
    record({ part: text({ minLength: 1, maxLength: 32 }), data: bytes({ maxLength: MAX_PIECE_BYTES }) }),
    {
      maxLength: MAX_PIECES,
    },
  ),
});

export function decodeKeptBatch(payload: Uint8Array): Result<Parsed<typeof BATCH>, DecodeError> {
  return decodeMessage(payload, BATCH);
}

/** As few records as the limits allow, in the same order. */
export function encodeKeptBatches(pieces: readonly KeptPiece[]): readonly Bytes[] {
  const batches: KeptPiece[][] = [];
  let sizeBytes = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const current = batches.at(-1);
    if (current && current.length < MAX_PIECES && sizeBytes + piece.data.length <= BATCH_BYTES) {
      current.push(piece);
      sizeBytes += piece.data.length;
    } else {
      batches.push([piece]);
      sizeBytes = piece.data.length;
    }
  }
  return batches.map((batch) =>
    encodeMessage({ version: 1, pieces: batch.map(({ part, data }) => ({ part, data })) }),
  );
}
