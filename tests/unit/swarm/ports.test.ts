// What the engine may rely on: a store and a hasher that keep to the words of the ports.

import { describe, expect, it } from 'vitest';
import { concatBytes, formatHex } from '../../../src/primitives/bytes.ts';
import { ok } from '../../../src/primitives/result.ts';
import type { HashPort, LeafHasher } from '../../../src/swarm/hash-port.ts';
import { MAX_LEAVES_AT_ONCE } from '../../../src/swarm/hash-port.ts';
import { MAX_FOLDERS, MAX_MIME_LENGTH, MAX_NAME_LENGTH, type Manifest } from '../../../src/swarm/manifest.ts';
import { createMemoryStores } from '../../support/memory-chunks.ts';
import { createNodeCrypto } from '../../support/node-crypto.ts';

const manifest: Manifest = {
  name: 'a.bin',
  mimeType: '',
  folders: [],
  root: undefined,
  sizeBytes: 65 * 1024,
  chunkSizeBytes: 64 * 1024,
};

describe('the ports of a swarm', () => {
  it('take chunks in any order and give the file', async () => {
    const opened = await createMemoryStores().open({
      root: undefined,
      shape: manifest,
      fileName: manifest.name,
      folders: manifest.folders,
      mimeType: manifest.mimeType,
    });
    const store = opened.ok ? opened.value : undefined;
    await store?.put(1, new Uint8Array(1024).fill(2));
    expect((await store?.finish())?.ok).toBe(false);
    await store?.put(0, new Uint8Array(64 * 1024).fill(1));
    const finished = await store?.finish();
    expect(finished?.ok && finished.value.kind === 'blob' && finished.value.blob.size).toBe(65 * 1024);
  });

  it('tell hashes of chunks in order', async () => {
    const hash: HashPort = createNodeCrypto();
    const hasher: LeafHasher = {
      async hashLeaves(_shape, { onLeaves }) {
        const hashes = [await hash.sha256(Uint8Array.of(1)), await hash.sha256(Uint8Array.of(2))];
        onLeaves(0, concatBytes(...hashes));
        return ok();
      },
    };
    const told: string[] = [];
    await hasher.hashLeaves(manifest, {
      onLeaves: (from, hashes) => told.push(`${from}:${formatHex(hashes).length / 64}`),
      signal: new AbortController().signal,
    });
    expect(told).toEqual(['0:2']);
  });

  it('bound names and what is told at once', () => {
    expect([MAX_LEAVES_AT_ONCE, MAX_NAME_LENGTH, MAX_MIME_LENGTH, MAX_FOLDERS]).toEqual([
      512, 1_024, 128, 32,
    ]);
  });
});
