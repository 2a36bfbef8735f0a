import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Bytes } from '../../../../src/primitives/bytes.ts';
import { createOfferedFile } from '../../../../src/swarm/store/offered-file.ts';
import { createFileHashers } from '../../../../src/swarm/store/worker-hasher.ts';

const CHUNK = 16 * 1024;
const shape = { sizeBytes: 3 * CHUNK + 1, chunkSizeBytes: CHUNK } as const;
const hash = {
  sha256: async (bytes: Uint8Array): Promise<Bytes> =>
    new Uint8Array(createHash('sha256').update(bytes).digest()),
};
const hashers = createFileHashers({
  hash,
  cores: 2,
  startWorker: () => {
    throw new Error('no worker in this test');
  },
});

/** A file that can be changed behind its handle, as Firefox lets one be. */
class ChangingFile extends Blob {
  content = new Uint8Array(shape.sizeBytes).fill(7);
  override get size(): number {
    return shape.sizeBytes;
  }
  override slice(from?: number, to?: number): Blob {
    return new Blob([this.content.slice(from, to)]);
  }
}

async function offer() {
  const file = new ChangingFile();
  const offered = createOfferedFile(file, shape, { hash, hashers });
  const told: number[] = [];
  const hashAll = () =>
    offered.hasher.hashLeaves(shape, {
      onLeaves: (from, hashes) => void told.push(from, hashes.length / 32),
      signal: new AbortController().signal,
    });
  return { file, ...offered, hashAll, told };
}

it('hands out what was hashed, and tells the hashes on', async () => {
  const { reader, hashAll, told } = await offer();
  expect(await hashAll()).toMatchObject({ ok: true });
  expect(told).toEqual([0, 4]);
  const got = await reader.get(3);
  expect(got.ok && got.value).toEqual(Uint8Array.of(7));
});

it('is broken where it was changed after it was hashed, though it is as long as before', async () => {
  const { file, reader, hashAll } = await offer();
  await hashAll();
  file.content = new Uint8Array(shape.sizeBytes).fill(8);
  expect(await reader.get(3)).toMatchObject({ ok: false, error: { code: 'broken' } });
});

it('is read as it is before it was hashed', async () => {
  const { reader } = await offer();
  expect(await reader.get(3)).toMatchObject({ ok: true });
});
