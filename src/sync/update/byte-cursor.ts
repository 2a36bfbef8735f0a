// Reads the variable-length numbers, text and values that Yjs writes (lib0 encoding), strictly: whatever does not fit the
// bytes there are ends the reading. Knows nothing of updates.

import { decodeUtf8 } from '../../primitives/bytes.ts';
import { MAX_JSON_DEPTH } from '../json.ts';

/** Thrown by a cursor and caught by whoever made it; never leaves this folder. */
export class MalformedBytes extends Error {}

export class ByteCursor {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.position;
  }

  byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw new MalformedBytes('ends early');
    this.position += 1;
    return byte;
  }

  /** Unsigned, 7 bits a byte, lowest first. */
  number(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return checkSafe(value);
    }
    throw new MalformedBytes('a number too large');
  }

  /** How many of something there are, each of at least one byte. */
  count(): number {
    const count = this.number();
    if (count > this.left) throw new MalformedBytes('more than there is');
    return count;
  }

  skip(length: number): void {
    if (length > this.left) throw new MalformedBytes('ends early');
    this.position += length;
  }

  text(): string {
    const length = this.count();
    const text = decodeUtf8(this.bytes.subarray(this.position, this.position + length));
    if (text === undefined) throw new MalformedBytes('no text');
    this.position += length;
    return text;
  }

  /** Passes over one value, which must be JSON. */
  skipValue(depth = MAX_JSON_DEPTH): void {
    const kind = this.byte();
    switch (kind) {
      case VALUE.null:
      case VALUE.true:
      case VALUE.false:
        return;
      case VALUE.integer:
        return this.#skipInteger();
      case VALUE.float32:
        return this.#skipFloat(4);
      case VALUE.float64:
        return this.#skipFloat(8);
      case VALUE.text:
        return void this.text();
      case VALUE.list:
        return this.#skipList(depth);
      case VALUE.map:
        return this.#skipMap(depth);
      default:
        throw new MalformedBytes('a value that is no JSON');
    }
  }

  #skipInteger(): void {
    let byte = this.byte();
    for (let length = 1; byte >= 128; length += 1) {
      if (length === MAX_INTEGER_BYTES) throw new MalformedBytes('a number too large');
      byte = this.byte();
    }
  }

  #skipFloat(length: 4 | 8): void {
    const start = this.position;
    this.skip(length);
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + start, length);
    const value = length === 4 ? view.getFloat32(0) : view.getFloat64(0);
    if (!Number.isFinite(value)) throw new MalformedBytes('no finite number');
  }

  #skipList(depth: number): void {
    if (depth === 0) throw new MalformedBytes('too deep');
    for (let left = this.count(); left > 0; left -= 1) this.skipValue(depth - 1);
  }

  #skipMap(depth: number): void {
    if (depth === 0) throw new MalformedBytes('too deep');
    for (let left = this.count(); left > 0; left -= 1) {
      // What reads it assigns by name: this one would give the value another prototype.
      if (this.text() === '__proto__') throw new MalformedBytes('a name that is none');
      this.skipValue(depth - 1);
    }
  }
}

/** Source: lib0 0.2.120, encoding.js, writeAny. Bytes, big integers and undefined are no JSON. */
const VALUE = {
  list: 117,
  map: 118,
  text: 119,
  true: 120,
  false: 121,
  float64: 123,
  float32: 124,
  integer: 125,
  null: 126,
} as const;

/** lib0 writes integers up to 31 bits this way. */
const MAX_INTEGER_BYTES = 5;

function checkSafe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new MalformedBytes('a number too large');
  return value;
}

/** Appends numbers and bytes; as large as it gets. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = [];
  #numbers: number[] = [];
  length = 0;

  number(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.byte((rest % 128) + 128);
    this.byte(rest);
  }

  byte(value: number): void {
    this.#numbers.push(value);
    this.length += 1;
  }

  append(bytes: Uint8Array): void {
    this.#flush();
    this.#parts.push(bytes);
    this.length += bytes.length;
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#flush();
    const joined = new Uint8Array(this.length);
    let offset = 0;
    for (const part of this.#parts) {
      joined.set(part, offset);
      offset += part.length;
    }
    return joined;
  }

  #flush(): void {
    if (this.#numbers.length === 0) return;
    this.#parts.push(Uint8Array.from(this.#numbers));
    this.#numbers = [];
  }
}
