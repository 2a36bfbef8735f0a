// Hashing as ports, so that a worker can stand behind them. Many may be asked at once; the order of answers is free.

import type { Bytes } from '../primitives/bytes.ts';
import type { Result } from '../primitives/result.ts';
import type { FileShape } from './file-shape.ts';

/** Checks what arrives; CryptoPort fits. */
export interface HashPort {
  /** SHA-256, 32 bytes. Never rejects; must not keep `bytes`. */
  sha256(bytes: Uint8Array): Promise<Bytes>;
}

/** `unreadable`: the file was moved, changed or taken back. `aborted`: as asked for. */
export interface LeafError {
  readonly code: 'unreadable' | 'aborted';
  readonly detail: string;
}

/** Hashes one whole file, front to back, at its own pace: what is offered begins to flow before it is through. */
export interface LeafHasher {
  /**
   * Tells the SHA-256 of every chunk, in order and without gaps: `hashes` holds those from `from` on, 32 bytes each, at
   * most {@link MAX_LEAVES_AT_ONCE}. Resolves when all were told.
   */
  hashLeaves(
    shape: FileShape,
    options: {
      readonly onLeaves: (from: number, hashes: Bytes) => void;
      readonly signal: AbortSignal;
    },
  ): Promise<Result<void, LeafError>>;
}

/** As many as a slice holds (merkle.ts). Fewer come sooner: 16 (1 MiB) begins a transfer within milliseconds. */
export const MAX_LEAVES_AT_ONCE = 512;
