// A tree of SHA-256 over the chunks of a file, three levels high and wide: leaves are the hashes of chunks, a slice
// hashes up to 512 leaves, and the root hashes size, chunk size and all slices. Both lists of hashes fit one message each,
// and since the shape is in the root, no leaf can pass for a slice.

import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { SHA256_BYTES } from '../primitives/crypto.ts';
import { chunkCountOf, type FileShape } from './file-shape.ts';
import { MAX_LEAVES_AT_ONCE, type HashPort } from './hash-port.ts';

/** 32 MiB of a file in chunks of 64 KiB; its leaves are 16 KiB. */
export const LEAVES_PER_SLICE = MAX_LEAVES_AT_ONCE;

const ROOT_LABEL = encodeUtf8('kith/file/1');
const SHAPE_BYTES = 12;

export function sliceCountOf(shape: FileShape): number {
  return Math.ceil(chunkCountOf(shape) / LEAVES_PER_SLICE);
}

/** How many leaves the slice has: the last one may have fewer. */
export function leavesInSlice(shape: FileShape, slice: number): number {
  return Math.max(0, Math.min(LEAVES_PER_SLICE, chunkCountOf(shape) - slice * LEAVES_PER_SLICE));
}

/** The root over the hashes of all slices. For an empty file there are none. */
export function rootOf(shape: FileShape, slices: Uint8Array, hash: HashPort): Promise<Bytes> {
  const bound = new DataView(new ArrayBuffer(SHAPE_BYTES));
  bound.setBigUint64(0, BigInt(shape.sizeBytes));
  bound.setUint32(8, shape.chunkSizeBytes);
  return hash.sha256(concatBytes(ROOT_LABEL, new Uint8Array(bound.buffer), slices));
}

/** Whether these are the hashes of all slices of the file with this root. */
export async function isTopOf(
  root: Uint8Array,
  shape: FileShape,
  slices: Uint8Array,
  hash: HashPort,
): Promise<boolean> {
  if (slices.length !== sliceCountOf(shape) * SHA256_BYTES) return false;
  return equalBytes(await rootOf(shape, slices, hash), root);
}

/** The leaves of one file as far as they are known. Knows no wire. */
export class Leaves {
  readonly shape: FileShape;
  readonly #hashes: Bytes;
  readonly #known: Uint8Array;
  readonly #knownInSlice: Uint16Array;
  #knownCount = 0;

  constructor(shape: FileShape) {
    this.shape = shape;
    const count = chunkCountOf(shape);
    this.#hashes = new Uint8Array(count * SHA256_BYTES);
    this.#known = new Uint8Array(count);
    this.#knownInSlice = new Uint16Array(sliceCountOf(shape));
  }

  get isWhole(): boolean {
    return this.#knownCount === this.#known.length;
  }

  /** How many are known. */
  get knownCount(): number {
    return this.#knownCount;
  }

  has(index: number): boolean {
    return this.#known[index] === 1;
  }

  hasSlice(slice: number): boolean {
    return (this.#knownInSlice[slice] ?? 0) === leavesInSlice(this.shape, slice);
  }

  /** False when there is another hash for one of these, or one is beyond the end; nothing is taken then. */
  add(from: number, hashes: Uint8Array): boolean {
    const count = hashes.length / SHA256_BYTES;
    if (!Number.isInteger(count) || from < 0 || from + count > this.#known.length) return false;
    for (let at = 0; at < count; at += 1) {
      const given = hashes.subarray(at * SHA256_BYTES, (at + 1) * SHA256_BYTES);
      if (this.has(from + at) && !equalBytes(given, this.#at(from + at))) return false;
    }
    this.#hashes.set(hashes, from * SHA256_BYTES);
    for (let index = from; index < from + count; index += 1) this.#know(index);
    return true;
  }

  /** Whether the chunk at `index` hashes to this; false while its leaf is unknown. */
  matches(index: number, chunkHash: Uint8Array): boolean {
    return this.has(index) && equalBytes(chunkHash, this.#at(index));
  }

  /** Leaves from `from` to before `to`, as they go over the wire. */
  bytesOf(from: number, to: number): Bytes {
    return this.#hashes.slice(from * SHA256_BYTES, to * SHA256_BYTES);
  }

  sliceHash(slice: number, hash: HashPort): Promise<Bytes> {
    const from = slice * LEAVES_PER_SLICE;
    return hash.sha256(this.bytesOf(from, from + leavesInSlice(this.shape, slice)));
  }

  /** Hashes of all slices; asked when all leaves are known. */
  async top(hash: HashPort): Promise<Bytes> {
    const slices = Array.from({ length: sliceCountOf(this.shape) }, (_, slice) =>
      this.sliceHash(slice, hash),
    );
    return concatBytes(...(await Promise.all(slices)));
  }

  #at(index: number): Uint8Array {
    return this.#hashes.subarray(index * SHA256_BYTES, (index + 1) * SHA256_BYTES);
  }

  #know(index: number): void {
    if (this.#known[index] === 1) return;
    this.#known[index] = 1;
    this.#knownCount += 1;
    const slice = Math.floor(index / LEAVES_PER_SLICE);
    this.#knownInSlice[slice] = (this.#knownInSlice[slice] ?? 0) + 1;
  }
}
