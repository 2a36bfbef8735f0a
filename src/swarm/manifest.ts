// What is said of a file before a byte of it moves. The root is its id: the same content is the same file, whoever
// offers it and whatever it is called.

import type { Bytes } from '../primitives/bytes.ts';
import type { FileShape } from './file-shape.ts';

export interface Manifest extends FileShape {
  /** As offered, at most {@link MAX_NAME_LENGTH}; to be cleaned (file-name.ts) before it is shown or used. */
  readonly name: string;
  /** MIME type as offered, or ''. A hint for the icon: never a reason to run or show anything. */
  readonly mimeType: string;
  /** Folder names from the outermost, as offered; none for a single file. */
  readonly folders: readonly string[];
  /** A small JPEG picture of what is in it, as offered; undefined for most. At most {@link MAX_LOOK_BYTES}. */
  readonly look?: Bytes | undefined;
  /** 32 bytes (merkle.ts); undefined while whoever offers it is still hashing. */
  readonly root: Bytes | undefined;
}

/** Longest name on the wire, UTF-16 units; file systems take 255 bytes. */
export const MAX_NAME_LENGTH = 1_024;
export const MAX_MIME_LENGTH = 128;
/** Deepest folder. */
export const MAX_FOLDERS = 32;
/** Of the small picture that an offer may carry: it goes to everybody in the room, asked for or not. */
export const MAX_LOOK_BYTES = 4_096;
