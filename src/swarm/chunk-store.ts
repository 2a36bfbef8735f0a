// Where the chunks of one file lie, as a port: memory, origin-private files, a chosen file on disk, a download. What is
// put has been verified; what is kept from an earlier time is verified again by the engine before it counts.

import type { Bytes } from '../primitives/bytes.ts';
import type { Result } from '../primitives/result.ts';
import type { FileShape } from './file-shape.ts';

/**
 * `full`: the disk or the origin's quota. `over-budget`: more than the settings allow to hold in memory. `denied`: the
 * person or the browser took the permission back. `missing`: there is no such chunk. `broken`: anything else; the file
 * was moved or changed, or a write failed.
 */
export interface StoreError {
  readonly code: 'full' | 'over-budget' | 'denied' | 'missing' | 'broken';
  readonly detail: string;
}

/** Read side: a store, or a file that is offered (read lazily, slice by slice). */
export interface ChunkReader {
  /** One chunk, whole, to be read only: others may hold the same bytes. Several may be asked for at once. Never rejects. */
  get(index: number): Promise<Result<Bytes, StoreError>>;
}

/**
 * A file that is here as a whole. `written`: where the person chose; it cannot be shown without asking again. `kept`: sealed
 * on this device with its room; its bytes are opened when they are asked for.
 */
export type StoredFile =
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'kept'; readonly blob: () => Promise<Blob> }
  | { readonly kind: 'written'; readonly blob?: () => Promise<Blob> };

export interface ChunkStore extends ChunkReader {
  readonly shape: FileShape;
  /**
   * Bit n (from the high bit of the first byte) for each chunk kept from an earlier time; not verified. At opening only:
   * the engine counts for itself afterwards.
   */
  readonly kept: Uint8Array;
  /** False for a stream to the download list: what was put cannot be read back, so this peer helps nobody. */
  readonly canRead: boolean;
  /**
   * How far beyond the first missing chunk `put` takes chunks; undefined for any order. A stream holds that many back in
   * memory.
   */
  readonly aheadChunks: number | undefined;
  /**
   * Takes one verified chunk; the store may keep `bytes` without copying. Resolves when there is room for more, for a stream
   * when the chunk went into it: so a slow disk, or a download that is paused, slows the requests down. Puts overlap and
   * come in any order (within `aheadChunks`). Never rejects.
   */
  put(index: number, bytes: Bytes): Promise<Result<void, StoreError>>;
  /** Every chunk was put (none for an empty file). `get` goes on working where `canRead`. */
  finish(): Promise<Result<StoredFile, StoreError>>;
  /** Lets go of handles; what can be kept for later stays (a partial file in origin-private storage). */
  close(): Promise<void>;
  /** Removes every trace of it. */
  discard(): Promise<void>;
}

/** What a store is opened for. */
export interface StoreRequest {
  /** Of the offer. */
  readonly id?: string;
  /** Key of what was kept: hex of the root; undefined while it is not known yet. */
  readonly root: string | undefined;
  readonly shape: FileShape;
  /** Cleaned (file-name.ts): safe as a name in any folder. */
  readonly fileName: string;
  /** Cleaned folders from the outermost, for a file of a folder. */
  readonly folders: readonly string[];
  readonly mimeType: string;
}

export interface ChunkStores {
  /** The place is taken out of the budget here, or refused. */
  open(request: StoreRequest): Promise<Result<ChunkStore, StoreError>>;
  /** Names what lies in a store once its file's root is known, so that it is found after a reload. */
  readonly adopt?: (store: ChunkStore, root: string) => Promise<void>;
}
