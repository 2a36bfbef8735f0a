// What swarms need of a room: linked peers to talk to, a way for chunks that says when it is full, and links on request.

import type { Clock } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { ChunkReader, ChunkStores } from './chunk-store.ts';
import type { HashPort, LeafHasher } from './hash-port.ts';
import type { OfferAttest } from './offer-proofs.ts';
import type { ReadAhead } from './read-ahead.ts';
import type { SwarmMessage, SwarmNews } from './protocol.ts';

export interface SwarmPort {
  /** Peers with an open link, not interrupted. */
  neighbours(): readonly PeerId[];
  /** Everybody in the room but this peer. */
  members(): readonly PeerId[];
  /** To a neighbour, in order. False when there is no way now. */
  send(to: PeerId, message: SwarmMessage): boolean;
  /** To every member, linked or not; whom it was handed over for. None, when all of them are told too much. */
  broadcast(news: SwarmNews): readonly PeerId[];
  /** To one member, linked or not. False when there is no way now, or it is told too much. */
  tell(to: PeerId, news: SwarmNews): boolean;
  /** A frame of at most `maxFrameBytes` on `bulk`, in parts. False when there is no room or no link. */
  sendChunk(to: PeerId, ...parts: readonly Uint8Array[]): boolean;
  /** What was handed to `sendChunk` and has not left yet, bytes. */
  bufferedBytes(to: PeerId): number;
  /** Largest frame of `sendChunk`. A whole chunk and its header in one is fastest. */
  readonly maxFrameBytes: number;
  /** Asks the mesh to dial a member, within its own budget. It may do nothing. */
  requestLink(to: PeerId): void;
  /** Something no honest peer does, for the mesh's score. */
  blame(peer: PeerId, detail: string): void;
}

export interface SwarmTools {
  /** This peer, whose offers are its own. */
  readonly self: PeerId;
  /** Without it offers are nobody's but whoever tells them. */
  readonly attest?: OfferAttest;
  readonly port: SwarmPort;
  /** Shared by all swarms of a room; each has its own where there is none. */
  readonly readAhead?: ReadAhead;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly hash: HashPort;
  readonly stores: ChunkStores;
}

/** A file that is offered. */
export interface FileSource {
  readonly reader: ChunkReader;
  readonly hasher: LeafHasher;
}
