// Files for swarms under test: bytes that follow from a seed, read chunk by chunk and hashed at a given pace.

import { createHash } from 'node:crypto';
import type { Clock } from '../../src/primitives/clock.ts';
import { delay } from '../../src/primitives/clock.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { err, ok } from '../../src/primitives/result.ts';
import { chunkCountOf, chunkLengthAt, type ChunkSize } from '../../src/swarm/file-shape.ts';
import type { Manifest } from '../../src/swarm/manifest.ts';
import type { FileSource } from '../../src/swarm/swarm-port.ts';
import type { NetPeer } from './swarm-net.ts';

export interface TestFile {
  readonly manifest: Manifest;
  readonly source: FileSource;
  chunk(index: number): Bytes;
  readonly sha256: string;
  /** Reading it fails from now on. */
  isGone: boolean;
}

const LEAVES_AT_ONCE = 16;
const MIB = 1024 * 1024;

interface FileOptions {
  readonly clock: Clock;
  readonly sizeBytes: number;
  readonly chunkSizeBytes?: ChunkSize;
  readonly seed?: number;
  readonly name?: string;
  /** Bytes a second; default 200 MiB. */
  readonly hashRate?: number;
}

export function makeFile(options: FileOptions): TestFile {
  const { clock, sizeBytes, chunkSizeBytes = 64 * 1024, seed = 1, hashRate = 200 * MIB } = options;
  const content = contentOf(sizeBytes, seed);
  const shape = { sizeBytes, chunkSizeBytes };
  const chunk = (index: number) => content.slice(index * chunkSizeBytes, (index + 1) * chunkSizeBytes);
  const file: TestFile = {
    manifest: { ...shape, name: options.name ?? 'film.bin', mimeType: '', folders: [], root: undefined },
    chunk,
    sha256: createHash('sha256').update(content).digest('hex'),
    isGone: false,
    source: {
      reader: {
        get: async (index) => (file.isGone ? err({ code: 'broken', detail: 'moved' }) : ok(chunk(index))),
      },
      hasher: {
        async hashLeaves(_, { onLeaves, signal }) {
          const count = chunkCountOf(shape);
          for (let from = 0; from < count; from += LEAVES_AT_ONCE) {
            const to = Math.min(count, from + LEAVES_AT_ONCE);
            await delay(clock, ((to - from) * chunkSizeBytes * 1_000) / hashRate, signal);
            if (signal.aborted) return err({ code: 'aborted', detail: 'left' });
            if (file.isGone) return err({ code: 'unreadable', detail: 'moved' });
            const hashes = new Uint8Array((to - from) * 32);
            for (let index = from; index < to; index += 1)
              hashes.set(createHash('sha256').update(chunk(index)).digest(), (index - from) * 32);
            onLeaves(from, hashes);
          }
          return ok();
        },
      },
    },
  };
  return file;
}

/** SHA-256 of what a peer has stored of its newest file, or undefined when it is not whole. */
export function storedHash({ stores }: Pick<NetPeer, 'stores'>, manifest: Manifest): string | undefined {
  const store = stores.opened.at(-1);
  if (!store) return undefined;
  const hash = createHash('sha256');
  for (let index = 0; index < chunkCountOf(manifest); index += 1) {
    const bytes = store.chunks.get(index);
    if (bytes?.length !== chunkLengthAt(manifest, index)) return undefined;
    hash.update(bytes);
  }
  return hash.digest('hex');
}

function contentOf(sizeBytes: number, seed: number): Bytes {
  const content = new Uint8Array(sizeBytes);
  let state = (seed * 0x9e3779b1) >>> 0 || 1;
  const words = new Uint32Array(content.buffer, 0, sizeBytes >> 2);
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  for (let at = words.length * 4; at < sizeBytes; at += 1) content[at] = (state >> (at & 7)) & 0xff;
  return content;
}
