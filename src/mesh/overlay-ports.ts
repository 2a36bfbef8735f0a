// What an overlay needs and what it tells: the types between it and the room above.

import type { Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { IdentityId, PeerId, TransportId } from '../primitives/ids.ts';
import type { Entry } from '../secure/entry.ts';
import type { LocalPeer } from '../secure/identity.ts';
import type { BroadcastPace } from './broadcast-pace.ts';
import type { Member } from './membership.ts';
import type { KnownPeer, PeerError, PeerSnapshot } from './mesh-peer.ts';
import type {
  Departure,
  Mesh,
  MeshEvent,
  MeshMessageReceived,
  MeshOptions,
  ProtocolAddress,
} from './mesh-ports.ts';
import type { SignalingMedium } from '../signaling/signaler.ts';
import type { RelayCounts } from './relay/relay.ts';
import type { Sender } from './sender.ts';
import type { MeshShape, TopologyLimits } from './topology.ts';

export interface OverlayOptions extends Pick<
  MeshOptions,
  'secure' | 'clock' | 'random' | 'log' | 'isMember'
> {
  readonly self: LocalPeer;
  readonly crypto: CryptoPort;
  readonly onEvent: (event: OverlayEvent) => void;
  readonly pingPeriodMs?: MeshOptions['pingPeriodMs'];
  /** Whose links are the last to be let go: people whom this one has verified. Default: nobody. */
  readonly isVerified?: ((identity: IdentityId) => boolean) | undefined;
  /** Default: {@link TOPOLOGY_LIMITS}. */
  readonly topology?: Partial<TopologyLimits> | undefined;
}

/** What an overlay can do only once the room's keys are there. */
export interface OverlayPlace {
  /** 16 bytes. */
  readonly namespace: Uint8Array;
  /** What an entry says, or undefined when it is not valid here, or that of somebody who is no member. */
  readonly openEntry: (encoded: Uint8Array) => Promise<Entry | undefined>;
  /** Where a peer is dialled, and whose an address is. */
  readonly addressOf: (peer: PeerId) => TransportId;
  readonly peerAt: (address: TransportId) => PeerId | undefined;
}

export type OverlayEvent =
  /** A link is in use: the first, the next after it was lost, or the same after an interruption. */
  | { readonly type: 'linked'; readonly peer: Sender }
  /** Somebody announced itself who is not linked, or announced something else. */
  | { readonly type: 'announced'; readonly member: Member }
  /** Its link is interrupted and may be lost; or it is heard again, and never was. */
  | Extract<MeshEvent, { readonly type: 'doubted' }>
  /** Its link is lost or interrupted for long. */
  | { readonly type: 'lost'; readonly peerId: PeerId }
  /** Its link was let go: it is here, but not linked any more. */
  | { readonly type: 'released'; readonly peerId: PeerId }
  /** It said goodbye, was refused, or was not heard of for 90 s. */
  | { readonly type: 'left'; readonly peerId: PeerId; readonly how: Departure }
  /** Its link has room for chunks again. */
  | Extract<MeshEvent, { readonly type: 'drained' }>
  /** Measurements are new. */
  | { readonly type: 'measured'; readonly peerId: PeerId }
  /** Neighbours told whom they are linked with: there may be other ways to those who are not linked here. */
  | { readonly type: 'ways' }
  /** Everybody is linked with everybody from now on, or not any more. */
  | { readonly type: 'shape'; readonly shape: MeshShape }
  /** Somebody had no place for another link. */
  | { readonly type: 'full' };

/** How a member is reached: by a link, or through others. */
export interface MemberSnapshot {
  readonly peerId: PeerId;
  /** Undefined for those that were only announced. */
  readonly link: PeerSnapshot | undefined;
  /** Neighbours that messages to it are handed to; none for linked members and where no way is known. */
  readonly via: readonly PeerId[];
  /** When it last spoke to everybody; undefined for those that do not. */
  readonly heardAtMs: number | undefined;
}

/** The mesh as a whole: what all links carry together, and what this peer does for others. */
export interface MeshSummary {
  readonly shape: MeshShape;
  /** Others who are here, linked or not. */
  readonly memberCount: number;
  readonly linkCount: number;
  /** Bytes a second over all links, smoothed over about 5 s. */
  readonly sentPerSecond: number;
  readonly receivedPerSecond: number;
  /** Waiting in outboxes and in links, bytes. */
  readonly queuedBytes: number;
  /** Messages of those who are here that were malformed, of no known protocol, or beyond their rate: not taken. */
  readonly droppedCount: number;
  /** Messages to peers without a link of their own since the overlay has a place. */
  readonly relayed: Readonly<RelayCounts>;
  /** With whomever it was, those who proved nothing and those who are gone included. */
  readonly lastError: PeerError | undefined;
}

/** Members of a room, linked or not, and messages to them. */
export interface Overlay extends Disposable {
  /**
   * Begins to reach beyond one's own links; to be called once. Offers and answers travel through members from then on:
   * by the medium that is returned.
   */
  enter(place: OverlayPlace): SignalingMedium;
  /** The links alone. */
  readonly mesh: Pick<
    Mesh,
    | 'linked'
    | 'adopt'
    | 'addEndpoint'
    | 'send'
    | 'handle'
    | 'bufferedBytes'
    | 'tryNow'
    | 'refuse'
    | 'hasAnswered'
  >;
  readonly shape: MeshShape;
  /** What an entry says, or undefined when it is not valid here; it is remembered. */
  openEntry(encoded: Uint8Array): Promise<Entry | undefined>;
  /** Peers that may be dialled; their entries were opened here. */
  learn(peers: readonly KnownPeer[]): void;
  /** One's own entry and what others may show of this peer, at most 2,048 bytes. */
  setOwn(own: { readonly entry?: Bytes; readonly card?: Bytes }): void;
  /**
   * To all members: in a full mesh directly to each, else by gossip. Those it was handed over for: nobody beyond one's
   * own rate of gossip. What is larger than 48 KiB, and what is not for `control`, reaches linked members only; `pace`
   * may leave out some.
   */
  broadcast(protocol: ProtocolAddress, payload: Uint8Array, pace?: BroadcastPace): readonly PeerId[];
  /** To one member, through others when it is not linked. False when there is no way or too much waits. */
  send(to: PeerId, protocol: ProtocolAddress, ...payload: readonly Uint8Array[]): boolean;
  /** Messages of a protocol to this peer alone. */
  handle(protocolId: string, handler: (received: MeshMessageReceived) => void): () => void;
  /** Those that came by gossip. */
  handleBroadcasts(protocolId: string, handler: (received: MeshMessageReceived) => void): () => void;
  blame(peer: PeerId, detail: string): void;
  countDropped(peer: PeerId): void;
  /** Dials a member that is not linked, unless there are links enough. It may come to nothing. */
  requestLink(peer: PeerId): void;
  /** Linked, lost for a while, or announced. */
  readonly members: readonly PeerId[];
  snapshot(peer: PeerId): MemberSnapshot;
  summary(): MeshSummary;
  /** Looks again who is a member: links to all others end, and nothing of theirs is heard or passed on any more. */
  expel(): void;
  /** Says goodbye to everyone and disposes. */
  leave(): void;
}
