// A film for tests, of the container format of the Web and a codec every browser here has: two pictures that take turns,
// and so much padding between them that its data rate is that of a real one.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of, type MadeFile } from './file-sharing.ts';

/** Key frames of VP8, 64 by 64 pixels of one colour each. */
const PICTURES = [
  'EAMAnQEqQABAAAOHCIWFiJmEiBMCAnTyW5Zwx0hMAVYwAP7w1wMCStWbpyzOFefA',
  'UAMAnQEqQABAAAOHCIWFiJmEiBMCAnWqAgbGRv1QWpCYApgA/uu3r/zYH7efbzyF/q7E+FBYAA==',
].map((text) => Buffer.from(text, 'base64'));
const SIDE_PIXELS = 64;
const PICTURES_A_SECOND = 4;

export interface FilmSize {
  readonly seconds: number;
  readonly bytesPerSecond: number;
}

/** Every second can be jumped to. Element ids: https://www.rfc-editor.org/rfc/rfc9559 */
export function makeFilm(folder: string, name: string, { seconds, bytesPerSecond }: FilmSize): MadeFile {
  const clusters = Array.from({ length: seconds }, (_, second) => clusterOf(second, bytesPerSecond));
  const info = element('1549a966', [
    integer('2ad7b1', 1_000_000),
    element('4489', [double(seconds * 1_000)]),
    text('4d80', 'test'),
    text('5741', 'test'),
  ]);
  const size = element('e0', [integer('b0', SIDE_PIXELS), integer('ba', SIDE_PIXELS)]);
  const kind = text('86', 'V_VP8');
  const track = element('ae', [integer('d7', 1), integer('73c5', 1), integer('83', 1), kind, size]);
  const front = Buffer.concat([info, element('1654ae6b', [track])]);
  // Integers have one width, so the length of the table does not depend on what stands in it.
  const starts = (at: number) => clusters.map((_, i) => at + lengthOf(clusters.slice(0, i)));
  const cues = (at: number) => element('1c53bb6b', starts(at).map(cueOf));
  const bytes = Buffer.concat([
    element('1a45dfa3', [text('4282', 'webm'), integer('4287', 4), integer('4285', 2)]),
    element('18538067', [front, cues(front.length + cues(0).length), ...clusters]),
  ]);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { name, path, sha256: sha256Of(bytes) };
}

/** One second. */
function clusterOf(second: number, bytesPerSecond: number): Buffer {
  const blocks = Array.from({ length: PICTURES_A_SECOND }, (_, i) => {
    const head = Buffer.from([0x81, 0, 0, 0x80]);
    head.writeInt16BE((i * 1_000) / PICTURES_A_SECOND, 1);
    const picture = PICTURES[(second + i) % PICTURES.length] ?? Buffer.alloc(0);
    return [
      element('a3', [head, picture]),
      padding(`${second} ${i}`, Math.floor(bytesPerSecond / PICTURES_A_SECOND)),
    ];
  });
  return element('1f43b675', [integer('e7', second * 1_000), ...blocks.flat()]);
}

function cueOf(at: number, second: number): Buffer {
  return element('bb', [integer('b3', second * 1_000), element('b7', [integer('f7', 1), integer('f1', at)])]);
}

/** Skipped by whoever plays it; no part of it is like another. */
function padding(seed: string, sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes, createHash('sha512').update(seed).digest());
  for (let offset = 0; offset + 4 <= sizeBytes; offset += 64) bytes.writeUInt32LE(offset, offset);
  return element('ec', [bytes]);
}

const WIDE_BYTES = 8;

function element(id: string, content: readonly Buffer[]): Buffer {
  const length = Buffer.alloc(WIDE_BYTES);
  length.writeBigUInt64BE(BigInt(lengthOf(content)));
  length[0] = 1;
  return Buffer.concat([Buffer.from(id, 'hex'), length, ...content]);
}

function integer(id: string, value: number): Buffer {
  const bytes = Buffer.alloc(WIDE_BYTES);
  bytes.writeBigUInt64BE(BigInt(value));
  return element(id, [bytes]);
}

function text(id: string, value: string): Buffer {
  return element(id, [Buffer.from(value, 'latin1')]);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
