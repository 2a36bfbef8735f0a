import { describe, expect, it } from 'vitest';
import { chunkCountOf, chunkLengthAt, fitsSwarm, MAX_CHUNKS } from '../../../src/swarm/file-shape.ts';

const KIB = 1024;
const shape = (sizeBytes: number) => ({ sizeBytes, chunkSizeBytes: 64 * KIB }) as const;

describe('the shape of a file', () => {
  it.each([
    [0, 0, 0],
    [1, 1, 1],
    [64 * KIB, 1, 64 * KIB],
    [64 * KIB + 1, 2, 1],
    [200 * KIB, 4, 8 * KIB],
  ])('of %i bytes has %i chunks, the last of %i', (sizeBytes, count, last) => {
    expect(chunkCountOf(shape(sizeBytes))).toBe(count);
    expect(chunkLengthAt(shape(sizeBytes), Math.max(0, count - 1))).toBe(last);
  });

  it('has nothing beyond its end', () => {
    expect(chunkLengthAt(shape(200 * KIB), 4)).toBe(0);
  });

  it('fits a swarm up to as many chunks as a bitfield in a message has bits', () => {
    expect(fitsSwarm(shape(MAX_CHUNKS * 64 * KIB))).toBe(true);
    expect(fitsSwarm(shape(MAX_CHUNKS * 64 * KIB + 1))).toBe(false);
    expect(fitsSwarm(shape(-1))).toBe(false);
    expect(fitsSwarm(shape(1.5))).toBe(false);
  });
});
