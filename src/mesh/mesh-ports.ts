// What a mesh needs and what it tells: the types between it and the room above.

import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { Result } from '../primitives/result.ts';
import type { HandshakeError, ProvenPeer, SecureLink } from '../secure/secure-link.ts';
import type { ChannelName, Endpoint, Link } from '../transport/transport.ts';
import type { KnownPeer, PeerSnapshot } from './mesh-peer.ts';

export interface MeshMessageReceived {
  readonly from: ProvenPeer;
  readonly version: number;
  readonly channel: ChannelName;
  readonly payload: Bytes;
}

export type MeshEvent =
  /** A link is in use: the first one, or again after it was lost. */
  | { readonly type: 'linked'; readonly peer: ProvenPeer }
  /** Silence or a broken path; it is being dialled again. */
  | { readonly type: 'lost'; readonly peerId: PeerId }
  /** It said goodbye, was refused, or was not seen for 90 s. */
  | { readonly type: 'left'; readonly peerId: PeerId }
  /** Somebody has no room for another link. */
  | { readonly type: 'full' }
  /** Measurements of a peer are new. */
  | { readonly type: 'measured'; readonly peerId: PeerId };

export interface MeshOptions {
  readonly self: PeerId;
  /** Proves a link; closes it when it cannot. */
  readonly secure: (link: Link, signal: AbortSignal) => Promise<Result<SecureLink, HandshakeError>>;
  /** What an entry says, or undefined when it is not valid here. */
  readonly openEntry: (bytes: Uint8Array) => Promise<KnownPeer | undefined>;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  readonly onEvent: (event: MeshEvent) => void;
}

export interface ProtocolAddress {
  readonly id: string;
  readonly version: number;
  readonly channel: ChannelName;
}

export interface Mesh extends Disposable {
  /** Others may dial this address, and it is dialled from. */
  addEndpoint(endpoint: Endpoint): void;
  /** Takes a link over and proves it: the peer that is linked by it or was already, or undefined. */
  adopt(link: Link): Promise<PeerId | undefined>;
  /** Verified entries of peers that may be dialled; at once with `isEager`, else the other side gets a head start. */
  learn(peers: readonly KnownPeer[], options: { readonly isEager: boolean }): void;
  /** One's own entry, for those linked and to be passed on by them. */
  setOwnEntry(bytes: Bytes): void;
  /** False when there is no open link or its queue is full. */
  send(to: PeerId, protocol: ProtocolAddress, payload: Uint8Array): boolean;
  /** One handler per protocol; messages of protocols without one are counted and ignored. */
  handle(protocolId: string, handler: (received: MeshMessageReceived) => void): () => void;
  /** Counts a misdeed found further up; repeated ones close the link and keep the peer out for 10 minutes. */
  blame(peer: PeerId, detail: string): void;
  /** Counts a message that was dropped further up for its rate: a nuisance, no misdeed. */
  countDropped(peer: PeerId): void;
  readonly linked: readonly PeerId[];
  snapshot(peer: PeerId): PeerSnapshot | undefined;
  snapshots(): readonly PeerSnapshot[];
  /** Says goodbye to everyone and disposes. */
  leave(): void;
}
