// What the files of a room can do, and what they tell; swarms.ts does it.

import type { Bytes } from '../primitives/bytes.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Result } from '../primitives/result.ts';
import type { ChunkReader } from './chunk-store.ts';
import type { Manifest } from './manifest.ts';
import type { Preference } from './picker.ts';
import type { OfferOnWire, SwarmMessage, SwarmNews } from './protocol.ts';
import type { FileSource } from './swarm-port.ts';
import type { MapBucket, OfferView, SwarmSnapshot, SwarmState } from './swarm-state.ts';

export type SwarmsEvent =
  | { readonly type: 'offered'; readonly offer: OfferView }
  /** Whoever offered it gives it no more. */
  | { readonly type: 'withdrawn'; readonly id: string }
  /** Others have it all, or have it no more. */
  | { readonly type: 'holders'; readonly id: string }
  | { readonly type: 'state'; readonly id: string; readonly state: SwarmState };

export type SwarmError = { readonly code: 'too-large' | 'too-many' | 'unknown' };

export interface Swarms extends Disposable {
  readonly offers: readonly OfferView[];
  onEvent(listener: (event: SwarmsEvent) => void): Unsubscribe;
  /** Offers a file to everybody; bytes flow while it is hashed. The id of the offer. */
  offer(manifest: Manifest, source: FileSource): Result<string, SwarmError>;
  /** Offers many at once, such as a folder, in few messages. */
  offerAll(
    files: readonly { readonly manifest: Manifest; readonly source: FileSource }[],
  ): readonly Result<string, SwarmError>[];
  /** What `author` once offered, from what was kept: the id of the offer. Nobody here needs to hold it. */
  recall(author: PeerId, offered: OfferOnWire): Result<string, SwarmError>;
  /** What was offered, as it is said and can be kept. */
  said(id: string): OfferOnWire | undefined;
  /** Takes part. What comes of it is told as states. */
  accept(id: string): Result<void, SwarmError>;
  pause(id: string): void;
  resume(id: string): void;
  /** Leaves it; `discard`: with every trace of what came. One's own is withdrawn. */
  leave(id: string, options?: { readonly discard: boolean }): void;
  prefer(id: string, preference: Preference): void;
  /** What of it is here and checked; undefined where it cannot be read, or nothing is taken. */
  reader(id: string): ChunkReader | undefined;
  /** Undefined for what is not taken part in. */
  snapshot(id: string): SwarmSnapshot | undefined;
  chunkMap(id: string, bucketCount: number): readonly MapBucket[];
  /** By linked partner: how much of each stretch it holds, 0 to 1. */
  shares(id: string, bucketCount: number): ReadonlyMap<PeerId, readonly number[]>;

  onLinked(peer: PeerId): void;
  onUnlinked(peer: PeerId): void;
  /** Somebody is new in the room, linked or not. */
  onMember(peer: PeerId): void;
  onGone(peer: PeerId): void;
  onNews(from: PeerId, news: SwarmNews): void;
  onMessage(from: PeerId, message: SwarmMessage): void;
  onFrame(from: PeerId, frame: Bytes): void;
  /** Its link takes chunks again. */
  onWritable(peer: PeerId): void;
}
