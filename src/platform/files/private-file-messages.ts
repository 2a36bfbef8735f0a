// What the page and the worker of private files say to each other.

import type { Bytes } from '../../primitives/bytes.ts';
import type { FileError } from '../../primitives/file-port.ts';
import type { Result } from '../../primitives/result.ts';

/** Folders from the origin's root, and the name. */
export interface PrivatePath {
  readonly folders: readonly string[];
  readonly name: string;
}

export interface FilePart {
  readonly position: number;
  readonly bytes: Bytes;
}

export type FileRequest =
  /** Makes the file at its length, or opens the one there is; answers with what was noted of it. */
  | { readonly kind: 'open'; readonly path: PrivatePath; readonly sizeBytes: number }
  | { readonly kind: 'write'; readonly parts: readonly FilePart[] }
  | { readonly kind: 'read'; readonly position: number; readonly length: number }
  | { readonly kind: 'note'; readonly bytes: Bytes }
  | { readonly kind: 'move'; readonly path: PrivatePath }
  /** Answers with the `File`. */
  | { readonly kind: 'finish' }
  | { readonly kind: 'close' }
  | { readonly kind: 'remove' };

/** `file` is the page's number for what it opened. */
export interface AskedOfWorker {
  readonly id: number;
  readonly file: number;
  readonly request: FileRequest;
}

export interface ToldByWorker {
  readonly id: number;
  readonly result: Result<Bytes | Blob | undefined, FileError>;
}
