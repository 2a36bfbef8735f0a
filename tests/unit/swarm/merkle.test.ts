import { describe, expect, it } from 'vitest';
import { formatHex } from '../../../src/primitives/bytes.ts';
import { chunkCountOf, type FileShape } from '../../../src/swarm/file-shape.ts';
import {
  isTopOf,
  Leaves,
  leavesInSlice,
  LEAVES_PER_SLICE,
  rootOf,
  sliceCountOf,
} from '../../../src/swarm/merkle.ts';
import { createNodeCrypto } from '../../support/node-crypto.ts';

const hash = createNodeCrypto();
const CHUNK = 64 * 1024;
const shapeOf = (chunks: number): FileShape => ({ sizeBytes: chunks * CHUNK, chunkSizeBytes: CHUNK });

function leavesOf(chunks: number): Leaves {
  const leaves = new Leaves(shapeOf(chunks));
  for (let from = 0; from < chunks; from += 100) {
    const count = Math.min(100, chunks - from);
    leaves.add(
      from,
      Uint8Array.from({ length: count * 32 }, (_, at) => (from + (at >> 5)) & 0xff),
    );
  }
  return leaves;
}

async function rootOfLeaves(leaves: Leaves): Promise<string> {
  return formatHex(await rootOf(leaves.shape, await leaves.top(hash), hash));
}

describe('[F1] the tree of a file', () => {
  it.each([0, 1, 2, 511, 512, 513, 1024, 1300])('of %i chunks is checked slice by slice', async (chunks) => {
    const leaves = leavesOf(chunks);
    const top = await leaves.top(hash);
    const root = await rootOf(leaves.shape, top, hash);
    expect(leaves.isWhole).toBe(true);
    expect(top.length).toBe(32 * Math.ceil(chunks / LEAVES_PER_SLICE));
    expect(await isTopOf(root, leaves.shape, top, hash)).toBe(true);
    const inSlices = Array.from({ length: sliceCountOf(leaves.shape) }, (_, at) =>
      leavesInSlice(leaves.shape, at),
    );
    expect(inSlices.reduce((sum, count) => sum + count, 0)).toBe(chunks);
  });

  it('has another root for every other content, length and size of chunks', async () => {
    const other = leavesOf(3);
    const changed = new Leaves(shapeOf(3));
    changed.add(0, new Uint8Array(96).fill(9));
    const shapes: FileShape[] = [
      { sizeBytes: 0, chunkSizeBytes: 65_536 },
      { sizeBytes: 0, chunkSizeBytes: 16_384 },
      { sizeBytes: 1, chunkSizeBytes: 65_536 },
    ];
    const roots = [
      await rootOfLeaves(leavesOf(2)),
      await rootOfLeaves(other),
      await rootOfLeaves(changed),
      ...(await Promise.all(
        shapes.map(async (shape) => formatHex(await rootOf(shape, new Uint8Array(), hash))),
      )),
    ];
    expect(new Set(roots).size).toBe(roots.length);
  });

  it('is the same whoever hashed it in whatever pieces', async () => {
    const pieces = new Leaves(shapeOf(600));
    const whole = leavesOf(600);
    for (const [from, to] of [
      [300, 600],
      [0, 301],
    ] as const)
      pieces.add(from, whole.bytesOf(from, to));
    expect(await rootOfLeaves(pieces)).toBe(await rootOfLeaves(whole));
  });

  it('has no place for a top of another length', async () => {
    const leaves = leavesOf(600);
    const top = await leaves.top(hash);
    const root = await rootOf(leaves.shape, top, hash);
    expect(await isTopOf(root, leaves.shape, top.subarray(32), hash)).toBe(false);
    expect(await isTopOf(root, leaves.shape, new Uint8Array(64), hash)).toBe(false);
  });
});

describe('leaves', () => {
  it('never change', () => {
    const leaves = new Leaves(shapeOf(4));
    expect(leaves.add(1, new Uint8Array(32).fill(1))).toBe(true);
    expect(leaves.add(0, new Uint8Array(64).fill(2))).toBe(false);
    expect([leaves.has(0), leaves.has(1), leaves.knownCount]).toEqual([false, true, 1]);
  });

  it.each([
    ['beyond the end', 3, 64],
    ['before the beginning', -1, 32],
    ['half a hash', 0, 33],
  ])('%s are refused', (_, from, length) => {
    const leaves = new Leaves(shapeOf(4));
    expect(leaves.add(from, new Uint8Array(length))).toBe(false);
    expect(leaves.knownCount).toBe(0);
  });

  it('tell a chunk by its hash', () => {
    const leaves = new Leaves(shapeOf(chunkCountOf(shapeOf(2))));
    leaves.add(0, new Uint8Array(32).fill(7));
    expect(leaves.matches(0, new Uint8Array(32).fill(7))).toBe(true);
    expect(leaves.matches(0, new Uint8Array(32).fill(8))).toBe(false);
    expect(leaves.matches(1, new Uint8Array(32))).toBe(false);
  });
});
