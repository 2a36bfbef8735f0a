// Which chunks somebody holds: one bit each, counted as they change. Bytes on the wire run from the high bit down.

import type { Bytes } from '../primitives/bytes.ts';

export class Bitfield {
  readonly length: number;
  readonly #bytes: Bytes;
  /** The same bits, for leaping over what is empty. */
  readonly #words: Uint32Array;
  #count = 0;

  constructor(length: number) {
    this.length = length;
    this.#words = new Uint32Array(Math.ceil(length / 32));
    this.#bytes = new Uint8Array(this.#words.buffer as ArrayBuffer, 0, Math.ceil(length / 8));
  }

  /** Undefined when it is not exactly as long as so many chunks need, or names chunks beyond the last. */
  static read(bytes: Uint8Array, length: number): Bitfield | undefined {
    const field = new Bitfield(length);
    if (bytes.length !== field.#bytes.length) return undefined;
    const spareBits = bytes.length * 8 - length;
    if (spareBits > 0 && ((bytes[bytes.length - 1] ?? 0) & ((1 << spareBits) - 1)) !== 0) return undefined;
    field.#bytes.set(bytes);
    for (const byte of bytes) field.#count += bitsOf(byte);
    return field;
  }

  static full(length: number): Bitfield {
    const field = new Bitfield(length);
    field.setAll();
    return field;
  }

  /** How many are set. */
  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count === this.length;
  }

  has(index: number): boolean {
    return ((this.#bytes[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
  }

  /** False when it was set already, or there is no such chunk. */
  set(index: number): boolean {
    if (index < 0 || index >= this.length || this.has(index)) return false;
    this.#bytes[index >> 3] = (this.#bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
    this.#count += 1;
    return true;
  }

  clear(index: number): boolean {
    if (index < 0 || index >= this.length || !this.has(index)) return false;
    this.#bytes[index >> 3] = (this.#bytes[index >> 3] ?? 0) & ~(0x80 >> (index & 7));
    this.#count -= 1;
    return true;
  }

  setAll(): void {
    this.#bytes.fill(0xff);
    const spareBits = this.#bytes.length * 8 - this.length;
    if (spareBits > 0) this.#bytes[this.#bytes.length - 1] = (0xff << spareBits) & 0xff;
    this.#count = this.length;
  }

  /** A copy, for the wire. */
  toBytes(): Bytes {
    return this.#bytes.slice();
  }

  /** The first clear one from `from` on; `length` when there is none. */
  nextClear(from = 0): number {
    let index = from;
    while (index < this.length) {
      if ((index & 7) === 0 && this.#bytes[index >> 3] === 0xff) index += 8;
      else if (this.has(index)) index += 1;
      else return index;
    }
    return this.length;
  }

  /** Those set both here and in `other`, from `from` to before `to`, until `visit` returns false. */
  eachShared(
    other: Bitfield,
    range: { readonly from: number; readonly to: number },
    visit: (index: number) => boolean,
  ): void {
    const to = Math.min(range.to, this.length);
    for (let index = range.from; index < to;) {
      if ((index & 31) === 0 && ((this.#words[index >> 5] ?? 0) & (other.#words[index >> 5] ?? 0)) === 0) {
        index += 32;
        continue;
      }
      const shared = (this.#bytes[index >> 3] ?? 0) & (other.#bytes[index >> 3] ?? 0);
      if (shared === 0) {
        index = (index | 7) + 1;
        continue;
      }
      if ((shared & (0x80 >> (index & 7))) !== 0 && !visit(index)) return;
      index += 1;
    }
  }

  /** Every one that is set, in order. */
  eachSet(visit: (index: number) => void): void {
    this.eachShared(this, { from: 0, to: this.length }, (index) => {
      visit(index);
      return true;
    });
  }
}

function bitsOf(byte: number): number {
  let bits = byte - ((byte >> 1) & 0x55);
  bits = (bits & 0x33) + ((bits >> 2) & 0x33);
  return (bits + (bits >> 4)) & 0x0f;
}

/** Indexes as start, count, start, count… Ascending in, ascending out. */
export function runsOf(indexes: readonly number[]): number[] {
  const runs: number[] = [];
  let next = -1;
  for (const index of indexes) {
    if (index === next) runs[runs.length - 1] = (runs[runs.length - 1] ?? 0) + 1;
    else runs.push(index, 1);
    next = index + 1;
  }
  return runs;
}

/**
 * The indexes of runs, or undefined when they overlap, go backwards, or name something beyond `length` or more than
 * `maxCount` in all.
 */
export function indexesOf(runs: readonly number[], length: number, maxCount: number): number[] | undefined {
  if (runs.length % 2 !== 0) return undefined;
  const indexes: number[] = [];
  let next = 0;
  for (let at = 0; at < runs.length; at += 2) {
    const start = runs[at] ?? 0;
    const count = runs[at + 1] ?? 0;
    if (start < next || count < 1 || start + count > length || indexes.length + count > maxCount)
      return undefined;
    for (let index = start; index < start + count; index += 1) indexes.push(index);
    next = start + count;
  }
  return indexes;
}
