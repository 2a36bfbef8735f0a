// What the space with files lets others do with them: other spaces that show a file where it is talked about, and
// scripts. One truth: these are the files of that space, and nothing is kept beside it.

import type { ReadonlySignal } from '@preact/signals-core';
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

export type ShareRefusal = 'may-not-write' | 'too-large' | 'too-many';

/** In the order in which it was chosen. */
export interface Shared {
  readonly ids: readonly SharedFileId[];
  /** Why not all of it was offered. */
  readonly refused: ShareRefusal | undefined;
}

export interface FileSharing {
  /** Newest first. */
  readonly files: ReadonlySignal<readonly SharedFile[]>;
  /** Offers them to everybody in the room. */
  share(files: readonly File[]): Shared;
  /** As a press on Get: takes what is offered, goes on with what is paused, tries again what failed. */
  get(id: SharedFileId): void;
  /** The bytes, where they are here as a whole and can be read. */
  blob(id: SharedFileId): Promise<Blob | undefined>;
}
