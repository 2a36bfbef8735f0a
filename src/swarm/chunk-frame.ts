// A chunk, or a part of one, on `bulk`: type (1 byte), key of the swarm (16), index (4), offset in the chunk (4), bytes.
// A way that takes smaller frames gets parts; their borders are multiples of 16 KiB.

import type { Bytes } from '../primitives/bytes.ts';
import { MAX_CHUNKS } from './file-shape.ts';
import { KEY_BYTES } from './protocol.ts';

const TYPE = 1;
export const CHUNK_HEADER_BYTES = 1 + KEY_BYTES + 4 + 4;
/** Parts begin at multiples of this. */
export const PART_UNIT_BYTES = 16 * 1024;
const MAX_CHUNK_BYTES = 64 * 1024;

export interface ChunkFrame {
  readonly key: Uint8Array;
  readonly index: number;
  /** Where in the chunk `bytes` begins. */
  readonly offset: number;
  /** A view into the frame. At least one byte. */
  readonly bytes: Bytes;
}

/** What stands before the bytes. */
export function encodeChunkHeader({ key, index, offset }: Omit<ChunkFrame, 'bytes'>): Bytes {
  const header = new Uint8Array(CHUNK_HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint8(0, TYPE);
  header.set(key, 1);
  view.setUint32(1 + KEY_BYTES, index);
  view.setUint32(5 + KEY_BYTES, offset);
  return header;
}

/** Undefined when it is no such frame: another type, nothing in it, or beyond what a chunk can be. */
export function decodeChunkFrame(frame: Bytes): ChunkFrame | undefined {
  if (frame.length <= CHUNK_HEADER_BYTES || frame[0] !== TYPE) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const index = view.getUint32(1 + KEY_BYTES);
  const offset = view.getUint32(5 + KEY_BYTES);
  const bytes = frame.subarray(CHUNK_HEADER_BYTES);
  if (index >= MAX_CHUNKS || offset % PART_UNIT_BYTES !== 0) return undefined;
  if (offset + bytes.length > MAX_CHUNK_BYTES) return undefined;
  return { key: frame.subarray(1, 1 + KEY_BYTES), index, offset, bytes };
}

/** Sizes of the parts that a chunk is sent in over a way that takes frames of `maxFrameBytes`. */
export function partBytesFor(chunkBytes: number, maxFrameBytes: number): number {
  const units = Math.max(1, Math.floor((maxFrameBytes - CHUNK_HEADER_BYTES) / PART_UNIT_BYTES));
  const unitsNeeded = Math.ceil(chunkBytes / PART_UNIT_BYTES);
  const parts = Math.ceil(unitsNeeded / units);
  return Math.ceil(unitsNeeded / Math.max(1, parts)) * PART_UNIT_BYTES;
}
