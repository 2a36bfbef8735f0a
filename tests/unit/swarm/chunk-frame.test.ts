import { describe, expect, it } from 'vitest';
import { ChunkAssembly } from '../../../src/swarm/assembly.ts';
import { CHUNK_HEADER_BYTES, decodeChunkFrame, partBytesFor } from '../../../src/swarm/chunk-frame.ts';
import { encodeChunkFrame } from '../../support/chunk-frames.ts';

const KIB = 1024;
const key = new Uint8Array(16).fill(5);

describe('[F11] the frame of a chunk', () => {
  it('says of which swarm and where its bytes are', () => {
    const frame = encodeChunkFrame({ key, index: 70_000, offset: 32 * KIB, bytes: Uint8Array.of(1, 2, 3) });
    expect(frame.length).toBe(CHUNK_HEADER_BYTES + 3);
    expect(decodeChunkFrame(frame)).toEqual({
      key,
      index: 70_000,
      offset: 32 * KIB,
      bytes: Uint8Array.of(1, 2, 3),
    });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a chunk of 0 bytes', encodeChunkFrame({ key, index: 0, offset: 0, bytes: new Uint8Array() })],
    ['another type', encodeChunkFrame({ key, index: 0, offset: 0, bytes: new Uint8Array(1) }).fill(2, 0, 1)],
    ['an index no file has', encodeChunkFrame({ key, index: 2 ** 18, offset: 0, bytes: new Uint8Array(1) })],
    ['a crooked offset', encodeChunkFrame({ key, index: 0, offset: 5, bytes: new Uint8Array(1) })],
    [
      'more than a chunk',
      encodeChunkFrame({ key, index: 0, offset: 0, bytes: new Uint8Array(64 * KIB + 1) }),
    ],
    ['bytes beyond a chunk', encodeChunkFrame({ key, index: 0, offset: 64 * KIB, bytes: new Uint8Array(1) })],
  ])('%s is none', (_, frame) => {
    expect(decodeChunkFrame(frame)).toBeUndefined();
  });
});

describe('a chunk in parts', () => {
  it.each([
    [64 * KIB, 66_000, 64 * KIB],
    [64 * KIB, 65_000, 32 * KIB],
    [64 * KIB, 33_000, 32 * KIB],
    [64 * KIB, 17_000, 16 * KIB],
    [16 * KIB, 65_000, 16 * KIB],
    [40 * KIB, 40_000, 32 * KIB],
  ])('%i bytes over frames of %i: parts of %i', (chunkBytes, frameBytes, partBytes) => {
    expect(partBytesFor(chunkBytes, frameBytes)).toBe(partBytes);
  });

  it('is whole when every part is here, in any order', () => {
    const assembly = new ChunkAssembly(40 * KIB);
    expect(assembly.add(32 * KIB, new Uint8Array(8 * KIB).fill(2))).toBeUndefined();
    const whole = assembly.add(0, new Uint8Array(32 * KIB).fill(1));
    expect(whole instanceof Uint8Array && [whole[0], whole[32 * KIB], whole.length]).toEqual([
      1,
      2,
      40 * KIB,
    ]);
  });

  it.each([
    ['the same twice', [0, 16 * KIB], [0, 16 * KIB]],
    ['one that overlaps', [0, 32 * KIB], [16 * KIB, 16 * KIB]],
    ['one beyond the end', [32 * KIB, 16 * KIB], undefined],
    ['one that ends crooked', [0, 5], undefined],
  ] as const)('%s is bad', (_, first, second) => {
    const assembly = new ChunkAssembly(40 * KIB);
    const told = [first, second].flatMap((part) =>
      part ? [assembly.add(part[0], new Uint8Array(part[1]))] : [],
    );
    expect(told.at(-1)).toBe('bad');
  });
});
