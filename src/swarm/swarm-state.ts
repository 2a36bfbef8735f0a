// What is known of a file in a swarm, for views: unions, not flags.

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { StoredFile, StoreError } from './chunk-store.ts';
import type { Manifest } from './manifest.ts';
import type { ChunkRange } from './picker.ts';

export type SwarmFailure =
  /** The place where it was to go takes no more. */
  | {
      readonly code: 'store';
      readonly error: StoreError;
      /** What came is still here, and can be gone on with. */
      readonly isResting?: true;
    }
  /** The offered file cannot be read any more. */
  | { readonly code: 'unreadable'; readonly detail: string }
  /** Whoever offers it says one thing and another of it. */
  | { readonly code: 'contradiction'; readonly detail: string };

export type SwarmState =
  /** Not accepted yet. */
  | { readonly kind: 'offered' }
  /** A place for it is being made. */
  | { readonly kind: 'opening' }
  /** Chunks are coming, or will as soon as somebody answers. */
  | { readonly kind: 'fetching' }
  /** Nobody linked holds what is missing, first of all `missing`; it goes on when a holder is back. */
  | { readonly kind: 'stuck'; readonly missing: readonly ChunkRange[] }
  | { readonly kind: 'paused' }
  /** Everything is here and checked, and is being put together. */
  | { readonly kind: 'finishing' }
  /** Whole. `file` is missing where this side offered it itself. */
  | { readonly kind: 'complete'; readonly file: StoredFile | undefined }
  | { readonly kind: 'failed'; readonly failure: SwarmFailure };

export interface SourceView {
  readonly peerId: PeerId;
  /** Chunks it holds, or was dealt to us by it. */
  readonly chunkCount: number;
  readonly isWhole: boolean;
  /** Bytes a second, from it and to it. */
  readonly downRate: number;
  readonly upRate: number;
}

export interface SwarmSnapshot {
  readonly state: SwarmState;
  readonly sizeBytes: number;
  readonly chunkCount: number;
  readonly haveCount: number;
  /** While it is stuck: all that nobody linked holds. The state names where the first of it lies. */
  readonly unheldCount: number;
  /** Hashed so far, where this side offers it. */
  readonly hashedCount: number;
  readonly inFlightCount: number;
  /** What was kept from an earlier time counts before it is checked: it is asked of nobody. */
  readonly haveBytes: number;
  /** Bytes a second. */
  readonly downRate: number;
  readonly upRate: number;
  /** What it waits for: its place has taken nothing for some seconds, and nothing more is asked for. */
  readonly heldBy: 'disk' | 'download' | undefined;
  /** Undefined while nothing comes. */
  readonly timeLeftMs: number | undefined;
  readonly sources: readonly SourceView[];
  /** 32 bytes once known. */
  readonly root: Bytes | undefined;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** A stretch of chunks, for the map of a file. */
export interface MapBucket {
  readonly chunkCount: number;
  readonly have: number;
  readonly inFlight: number;
  /** The fewest partners that hold one of those that are missing here; partners with the whole file counted. */
  readonly holders: number;
  /** Who gave most of what is here; undefined for one's own, and what was kept from before. */
  readonly giver: PeerId | undefined;
}

export interface OfferView {
  /** Names the swarm in every call here. */
  readonly id: string;
  readonly manifest: Manifest;
  /** Cleaned (file-name.ts). */
  readonly fileName: string;
  readonly folders: readonly string[];
  /** Undefined for one's own. */
  readonly from: PeerId | undefined;
  /** Whoever offered it gives it no more; others may. */
  readonly isWithdrawn: boolean;
  /** Those in the room who take part or have it, as they say, and whether they have it all. Bounded. */
  readonly holders: ReadonlyMap<PeerId, boolean>;
}
