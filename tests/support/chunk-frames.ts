// A whole frame of a chunk, as it arrives.

import { concatBytes, type Bytes } from '../../src/primitives/bytes.ts';
import { encodeChunkHeader, type ChunkFrame } from '../../src/swarm/chunk-frame.ts';

export function encodeChunkFrame({ bytes, ...place }: ChunkFrame): Bytes {
  return concatBytes(encodeChunkHeader(place), bytes);
}
