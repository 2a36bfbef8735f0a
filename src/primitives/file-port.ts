// Files as ports: one written and read by position, and one that takes its bytes in order. What stands behind them is
// the browser's (platform/) or a test's; every failure is a value.

import type { Bytes } from './bytes.ts';
import type { Result } from './result.ts';

/**
 * `full`: the disk or the origin's quota. `denied`: the person or the browser refuses. `missing`: it is not there (any
 * more). `broken`: anything else.
 */
export interface FileError {
  readonly code: 'full' | 'denied' | 'missing' | 'broken';
  readonly detail: string;
}

/** Calls overlap; each is carried out whole, in the order of calling. Nothing rejects. */
export interface PositionedFile {
  /** Whether `read` works before `finish`: a file that is replaced at its end only cannot be read until then. */
  readonly canRead: boolean;
  /** What {@link PositionedFile.note} kept of an earlier time; undefined for a new file. */
  readonly noted: Bytes | undefined;
  /** Resolves when it is written. Takes a copy of `bytes`, or is through with them. */
  write(positionBytes: number, bytes: Bytes): Promise<Result<void, FileError>>;
  /** Exactly `lengthBytes`, or an error. */
  read(positionBytes: number, lengthBytes: number): Promise<Result<Bytes, FileError>>;
  /** Keeps a few bytes beside the file, replacing the last ones; absent where nothing outlives the page. */
  readonly note?: (bytes: Bytes) => Promise<Result<void, FileError>>;
  /** Nothing more is written. Reading goes on, from disk. */
  finish(): Promise<Result<FinishedFile, FileError>>;
  /** Lets go of it; what was written stays where something can stay. */
  close(): Promise<void>;
  /** It was never there. */
  remove(): Promise<void>;
}

export interface FinishedFile {
  /** Whether its person chose the place: then it is theirs, and stays. */
  readonly isChosen: boolean;
  /** Backed by the disk: nothing is read before somebody reads it. Rejects when the file is gone. */
  readonly blob: () => Promise<Blob>;
}

/** Takes bytes from front to back. Nothing rejects; after an error every call gives that error. */
export interface ByteSink {
  /** Resolves when there is room for more. One at a time. */
  write(bytes: Bytes): Promise<Result<void, FileError>>;
  /** All was written: only now it counts. */
  close(): Promise<Result<void, FileError>>;
  /** Gives up; what was there before is there again. */
  abort(): Promise<void>;
}
