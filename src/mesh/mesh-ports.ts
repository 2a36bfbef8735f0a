// What a mesh needs and what it tells: the types between it and the overlay and room above.

import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { Result } from '../primitives/result.ts';
import type { HandshakeError, ProvenPeer, SecureLink } from '../secure/secure-link.ts';
import type { ChannelName, Endpoint, Link } from '../transport/transport.ts';
import type { KnownPeer, PeerError, PeerSnapshot } from './mesh-peer.ts';
import type { Deed } from './score.ts';
import type { Relay, Sender } from './sender.ts';
import type { Admission } from './topology.ts';

/** Words of a goodbye to somebody who proved, and is no member as far as is known here. */
export const STRANGER = 'stranger';

export interface MeshMessageReceived {
  readonly from: Sender;
  readonly version: number;
  readonly channel: ChannelName;
  readonly payload: Bytes;
}

/**
 * How somebody went. `goodbye`: it said so. `refused`: by us or by it, for what no honest peer does. `unseen`: nothing was
 * heard of it for 90 s.
 */
export type Departure = 'goodbye' | 'refused' | 'unseen';

export type MeshEvent =
  /** A link is in use: the first one, the next one after it was lost, or the same one after an interruption. */
  | { readonly type: 'linked'; readonly peer: ProvenPeer }
  /** Its link is interrupted, and counts as working still; or it is heard again, before it counted as lost. */
  | { readonly type: 'doubted'; readonly peerId: PeerId; readonly isDoubted: boolean }
  /** Interrupted for 4 s, or the link ended; it is being dialled again. What is sent to it waits. */
  | { readonly type: 'lost'; readonly peerId: PeerId }
  /** One side let the other go kindly (PROTOCOL RELEASE): still known, not dialled again at once. */
  | { readonly type: 'released'; readonly peerId: PeerId; readonly by: 'us' | 'them' }
  /** It said goodbye, was refused, or was not seen for 90 s; what waited for it is discarded. */
  | { readonly type: 'left'; readonly peerId: PeerId; readonly how: Departure }
  /** It has no room for another link. */
  | { readonly type: 'full'; readonly peerId: PeerId }
  /** A linked peer named peers that it is linked with, all of them or a newcomer; their entries are verified. */
  | {
      readonly type: 'introduced';
      readonly by: PeerId;
      readonly peers: readonly PeerId[];
      readonly isAll: boolean;
    }
  /** Its link has room for chunks again. */
  | { readonly type: 'drained'; readonly peerId: PeerId }
  /** Measurements of a peer are new. */
  | { readonly type: 'measured'; readonly peerId: PeerId }
  /** Something went wrong with a peer, or with somebody who has proven nothing. */
  | { readonly type: 'failed'; readonly peerId: PeerId | undefined; readonly error: PeerError };

/** What is known of somebody who wants a link, when that has to be decided. */
export interface NewcomerFacts {
  /** Links held here, those that wait to be chosen included, without the newcomer's. */
  readonly heldPlaces: number;
  /** Links it says it has; undefined before it was asked. */
  readonly theirLinks: number | undefined;
}

export interface MeshOptions {
  readonly self: PeerId;
  /** Proves a link; closes it when it cannot. Undefined for one that was proven and is used for something else. */
  readonly secure: (
    link: Link,
    signal: AbortSignal,
  ) => Promise<Result<SecureLink | undefined, HandshakeError>>;
  /** Who may be here at all; default: whoever proves. Those who may not are turned away as {@link STRANGER}. */
  readonly isMember?: ((identity: IdentityId) => boolean) | undefined;
  /** What an entry says, or undefined when it is not valid here. */
  readonly openEntry: (bytes: Uint8Array) => Promise<KnownPeer | undefined>;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  /** Between two pings of a link. Default: 2 s (heartbeat.ts). */
  readonly pingPeriodMs?: number | undefined;
  readonly onEvent: (event: MeshEvent) => void;
  /**
   * Whether somebody who is not linked yet may be. `ask`: decided again once it said how many links it has; `drop`:
   * that peer is let go kindly for it. Default: as long as there are places (topology.ts).
   */
  readonly admit?: (peerId: PeerId, facts: NewcomerFacts) => Admission;
  /** Which of the peers that were learned of to dial. Default: all, as far as there are places (topology.ts). */
  readonly peersToDial?: (input: {
    readonly linkCount: number;
    readonly unlinked: readonly PeerId[];
  }) => readonly PeerId[];
  /** Whether those linked are told of newcomers at once: in a partial mesh these announce themselves. Default: yes. */
  readonly tellsOfNewcomers?: () => boolean;
}

export interface ProtocolAddress {
  readonly id: string;
  readonly version: number;
  readonly channel: ChannelName;
}

export interface Mesh extends Disposable {
  /** Others may dial this address, and it is dialled from; first from those that are near: they ask no broker. */
  addEndpoint(endpoint: Endpoint, options?: { readonly isNear: boolean }): void;
  /** Takes a link over and proves it: the peer that is linked by it or was already, or undefined. */
  adopt(link: Link): Promise<PeerId | undefined>;
  /** Verified entries of peers that may be dialled; at once with `isEager`, else the other side gets a head start. */
  learn(peers: readonly KnownPeer[], options: { readonly isEager: boolean }): void;
  /** Dials a known peer, also one that was let go; nothing happens when it is linked, refused or unknown. */
  connect(peer: PeerId): void;
  /** Dials it no more, unless it was linked until lately. */
  giveUp(peer: PeerId): void;
  /** It has left, as is known from elsewhere: it is gone at once. */
  forget(peer: PeerId, how: Departure): void;
  /** The world may have changed (network, page visible): dials and addresses are tried at once, not after a backoff. */
  tryNow(): void;
  /** Lets a linked peer go kindly: it is told whom else to dial, and neither side redials at once. */
  drop(peer: PeerId, reason: string): void;
  /** One's own entry, for those linked and to be passed on by them. */
  setOwnEntry(bytes: Bytes): void;
  /**
   * False when there is no way or too much waits. On `control` true is a promise: it arrives exactly once and in order,
   * over whatever links follow, unless the peer leaves.
   */
  send(to: PeerId, protocol: ProtocolAddress, ...payload: readonly Uint8Array[]): boolean;
  /** Whether it has taken anything sent to it on `control`; true when nothing could be. */
  hasAnswered(peer: PeerId): boolean;
  /** What waits on `bulk` for this peer, bytes; 0 without a link. */
  bufferedBytes(peer: PeerId): number;
  /** Takes or ends a way through others; used for `control` while no link works. */
  setRelay(peer: Sender, relay: Relay | undefined): void;
  /** A frame that the other side's {@link Relay} was given. */
  receiveRelayed(from: Sender, frame: Uint8Array): void;
  /** One handler per protocol; messages of protocols without one are counted and ignored. */
  handle(protocolId: string, handler: (received: MeshMessageReceived) => void): () => void;
  /** Counts a misdeed found further up; repeated ones close the link and keep the peer out for 10 minutes. */
  blame(peer: PeerId, detail: string): void;
  /** Ends the link to this peer, and takes none from it for 10 minutes. */
  refuse(peer: PeerId): void;
  /** Counts a message that was dropped further up for its rate: a nuisance, no misdeed. */
  countDropped(peer: PeerId): void;
  /** Takes a deed seen further up into the peer's score. */
  judge(peer: PeerId, deed: Deed): void;
  /** Besides the listener of the options. */
  onEvent(listener: (event: MeshEvent) => void): Unsubscribe;
  /** Peers with a link that works. */
  readonly linked: readonly PeerId[];
  /** Peers that `send` takes messages for on `control`: linked, lost for a while, or relayed. */
  readonly reachable: readonly PeerId[];
  snapshot(peer: PeerId): PeerSnapshot | undefined;
  snapshots(): readonly PeerSnapshot[];
  /** With whomever it was: also those who proved nothing, of whom there is no snapshot. */
  readonly lastError: PeerError | undefined;
  /** Says goodbye to everyone and disposes. */
  leave(): void;
}
