// What an unpacker finds by the directory at the end of an archive whose files are stored as they are.

import { crc32 } from 'node:zlib';
import type { Bytes } from '../../src/primitives/bytes.ts';

export interface Unpacked {
  readonly path: string;
  readonly bytes: Bytes;
  /** Its sum is the one that was said. */
  readonly isSound: boolean;
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;

export function unzip(bytes: Bytes): readonly Unpacked[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, length: number) =>
    new TextDecoder().decode(bytes.subarray(from, from + length));
  const end = bytes.length - 22;
  if (view.getUint32(end, true) !== END_MARK) throw new Error('no directory at the end');
  const found: Unpacked[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== ENTRY_MARK || view.getUint16(at + 10, true) !== 0)
      throw new Error(`no stored file at ${at}`);
    const [sum, size] = [view.getUint32(at + 16, true), view.getUint32(at + 24, true)];
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const local = view.getUint32(at + 42, true);
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const content = bytes.subarray(from, from + size);
    found.push({ path: text(at + 46, nameLength), bytes: content, isSound: crc32(content) === sum });
    at += 46 + nameLength + extraLength;
  }
  return found;
}
