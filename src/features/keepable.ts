// What a feature lets be kept on this device and handed out as a file, when the room's person wants that.

import type { Bytes } from '../primitives/bytes.ts';
import type { Unsubscribe } from '../primitives/events.ts';

/** What is kept goes out in pieces and comes back in pieces, in the same order and perhaps twice. */
export interface Keepable {
  /** Everything there is now; each piece at most {@link MAX_PIECE_BYTES}. */
  snapshot(): readonly Bytes[];
  /** Merges one piece into what is there; false when it does not read. The piece may be of an earlier version. */
  restore(piece: Uint8Array): boolean;
  /**
   * Tells at once what is here and was not restored, then what is new, right after it came. A piece with a name stands
   * for all earlier ones of that name: those that wait to be written need not be.
   */
  onChange(listener: (piece: Bytes, name?: string) => void): Unsubscribe;
  /** Something that was told or restored is gone for good: what was written with it must not stay. */
  onGone?(listener: () => void): Unsubscribe;
  /** How much of it lies at the {@link KeepingPlace}; signal-backed. */
  besideBytes?(): number;
  /** The room is kept no more: what lies at the {@link KeepingPlace} is given up. Resolves when nothing there is open. */
  letGo?(): Promise<void>;
}

/** Where more than pieces can lie; it goes with the room when that is forgotten. */
export interface KeepingPlace {
  /** A name that says nothing. */
  readonly folder: string;
}

/** A line of what is handed out: who, when, what. */
export interface TranscriptLine {
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly text: string;
}

/** A document of 32 MiB and what is around it. */
export const MAX_PIECE_BYTES = 32 * 1024 * 1024 + 4_096;
