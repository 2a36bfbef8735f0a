// The shape of a file as a swarm sees it: how many chunks of what size. Arithmetic only.

/** Chunks are 64 KiB, or 16 KiB where a way asks for less. */
export const CHUNK_SIZES = [64 * 1024, 16 * 1024] as const;
export type ChunkSize = (typeof CHUNK_SIZES)[number];

/** So that a bitfield fits a message: 32 KiB of bits, 16 GiB in chunks of 64 KiB. */
export const MAX_CHUNKS = 2 ** 18;

export interface FileShape {
  readonly sizeBytes: number;
  readonly chunkSizeBytes: ChunkSize;
}

/** Zero for an empty file. */
export function chunkCountOf({ sizeBytes, chunkSizeBytes }: FileShape): number {
  return Math.ceil(sizeBytes / chunkSizeBytes);
}

/** Length of the chunk at `index`, bytes: the last one may be shorter. */
export function chunkLengthAt({ sizeBytes, chunkSizeBytes }: FileShape, index: number): number {
  return Math.max(0, Math.min(chunkSizeBytes, sizeBytes - index * chunkSizeBytes));
}

/** Whether a swarm can carry a file of this size. */
export function fitsSwarm({ sizeBytes, chunkSizeBytes }: FileShape): boolean {
  return Number.isSafeInteger(sizeBytes) && sizeBytes >= 0 && sizeBytes <= MAX_CHUNKS * chunkSizeBytes;
}
