// What the space with files lets others do with them: other spaces that show a file where it is talked about, and
// scripts. One truth: these are the files of that space, and nothing is kept beside it.

import type { ReadonlySignal } from '@preact/signals-core';
import type { ChosenFile } from '../platform/files/dropped-files.ts';
import type { IdentityId } from '../primitives/ids.ts';

/** Names a file for everybody in the room, by its offer: 32 hexadecimal digits. */
export type SharedFileId = string;

/** `coming`: asked for, and not here as a whole. `stuck`: nobody here has what is missing. */
export type SharedFileState = 'offered' | 'coming' | 'paused' | 'stuck' | 'complete' | 'failed';

export interface SharedFile {
  readonly id: SharedFileId;
  /** Cleaned: safe to show and to save under. */
  readonly name: string;
  /** Media type as its offerer says, or ''. */
  readonly type: string;
  readonly sizeBytes: number;
  readonly from: IdentityId;
  readonly isOwn: boolean;
  readonly state: SharedFileState;
  /** 0 to 1, of the bytes that are here and checked; of one's own, of what others may have already. */
  readonly done: number;
}

/** A file or a shared folder as a message names it: what it is called is its author's word until it is heard of. */
export interface SharedRef {
  /** Of a folder, its first file. */
  readonly id: SharedFileId;
  /** 64 hexadecimal digits, where it was known: the same content under another offer is the same file. */
  readonly root?: string | undefined;
  readonly name: string;
  readonly type: string;
  /** Of a folder, of all its files. */
  readonly sizeBytes: number;
  /** Of a folder: how many files are in it. */
  readonly count?: number | undefined;
}

/** Files and bytes that a reference may claim: far above what a room takes. */
export const MAX_REF_COUNT = 65_536;
export const MAX_REF_BYTES = 2 ** 48;

export type ShareRefusal = 'may-not-write' | 'too-large' | 'too-many';

/** In the order in which it was chosen. */
export interface Shared {
  readonly ids: readonly SharedFileId[];
  /** For a message: one of each file, and one of each folder. */
  readonly refs: readonly SharedRef[];
  /** Why not all of it was offered. */
  readonly refused: ShareRefusal | undefined;
}

export interface FileSharing {
  /** Newest first. */
  readonly files: ReadonlySignal<readonly SharedFile[]>;
  /** Offers them to everybody in the room, or to one person alone: nobody else hears of it. */
  share(files: readonly ChosenFile[], to?: IdentityId): Shared;
  /**
   * The same with what they are of, as far as that is known within a moment: whoever was not here is led to it also where
   * only others still have it.
   */
  withRoots(refs: readonly SharedRef[]): Promise<readonly SharedRef[]>;
  /** As a press on Get: takes what is offered, goes on with what is paused, tries again what failed. */
  get(id: SharedFileId): void;
  /** The bytes, where they are here as a whole and can be read. */
  blob(id: SharedFileId): Promise<Blob | undefined>;
}
