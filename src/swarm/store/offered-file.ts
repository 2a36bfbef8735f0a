// A file that its person offers: read lazily, hashed once, and never handed out as anything but what was hashed. Firefox
// reads on in a file that was changed meanwhile, and every receiver would take its sender for a liar.

import { equalBytes } from '../../primitives/bytes.ts';
import { SHA256_BYTES } from '../../primitives/crypto.ts';
import type { ChunkReader } from '../chunk-store.ts';
import { chunkCountOf, type FileShape } from '../file-shape.ts';
import type { HashPort, LeafHasher } from '../hash-port.ts';
import { failure } from './chunk-errors.ts';
import { createFileReader, type FileReaderOptions } from './file-reader.ts';
import type { FileHashers } from './worker-hasher.ts';

export interface OfferedFileOptions extends FileReaderOptions {
  readonly hashers: FileHashers;
  readonly hash: HashPort;
}

/** Reader and hasher of one file, for the engine. 32 bytes are held for each chunk. */
export function createOfferedFile(
  file: Blob,
  shape: FileShape,
  { hashers, hash, ...reading }: OfferedFileOptions,
): { readonly reader: ChunkReader; readonly hasher: LeafHasher } {
  const plain = createFileReader(file, shape, reading);
  const known = new Uint8Array(chunkCountOf(shape) * SHA256_BYTES);
  let knownCount = 0;

  return {
    reader: {
      async get(index) {
        const read = await plain.get(index);
        // What was not hashed yet nobody can have asked for by its hash.
        if (!read.ok || index >= knownCount) return read;
        const expected = known.subarray(index * SHA256_BYTES, (index + 1) * SHA256_BYTES);
        const isSame = equalBytes(await hash.sha256(read.value), expected);
        return isSame ? read : failure('broken', 'The file was changed.');
      },
    },
    hasher: {
      hashLeaves: (shapeAsked, { onLeaves, signal }) =>
        hashers.of(file).hashLeaves(shapeAsked, {
          signal,
          onLeaves(from, hashes) {
            known.set(hashes, from * SHA256_BYTES);
            knownCount = from + hashes.length / SHA256_BYTES;
            onLeaves(from, hashes);
          },
        }),
    },
  };
}
