// What a meeting needs from above and beside it. The room wires these to the mesh and to signed entries, so that
// discovery knows neither.

import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { Endpoint, Link, Transport } from '../transport/transport.ts';
import type { DiscoveredPeer } from './router-registry.ts';

export interface MeetingMessageReceived {
  readonly from: PeerId;
  readonly payload: Bytes;
  readonly isFar: boolean;
}

/** Proven links, one per peer, however they came about. */
export interface MeetingPeers {
  /** Takes a link over and proves it; the peer that is linked by it (or was already), or undefined. */
  prove(link: Link): Promise<PeerId | undefined>;
  linked(): readonly PeerId[];
  /** False when there is no open link. */
  send(to: PeerId, payload: Uint8Array): boolean;
  /** To all members, linked or not. */
  broadcast(payload: Uint8Array): void;
  /** Whether everybody is linked with everybody; else most members are far. */
  isFullMesh(): boolean;
  /** `isFar`: it was said to everybody, and not over a link. */
  onMessage(listener: (message: MeetingMessageReceived) => void): Unsubscribe;
  /** A link was lost, or the peer is no member any more (`hasLeft`). Links that are let go are not told. */
  onDown(listener: (peer: { readonly peerId: PeerId; readonly hasLeft: boolean }) => void): Unsubscribe;
  /** A linked peer is silent for now, which may be its end; or it is heard again. */
  onDoubt(listener: (peer: { readonly peerId: PeerId; readonly isDoubted: boolean }) => void): Unsubscribe;
  /** Somebody who proved had no place for another link. */
  onBusy(listener: () => void): Unsubscribe;
  /** A member announced itself. */
  onMember(listener: (entry: DiscoveredPeer) => void): Unsubscribe;
  /** Somebody sent what no honest peer sends. */
  blame(peer: PeerId, detail: string): void;
}

/** Signed entries: one's own, and what others' say. */
export interface MeetingEntries {
  /** A fresh signature with a higher sequence; the addresses are those claimed at the moment. */
  issue(): Promise<Bytes>;
  /** Undefined when the signature, the purpose or the namespace is wrong. */
  open(bytes: Uint8Array): Promise<DiscoveredPeer | undefined>;
}

export interface MeetingOptions {
  readonly self: PeerId;
  /** 16 bytes. */
  readonly namespace: Uint8Array;
  /** One per broker; all are used at the same time. */
  readonly transports: readonly Transport[];
  /** Media that reach only peers of this browser. */
  readonly localTransports?: readonly Transport[] | undefined;
  readonly peers: MeetingPeers;
  readonly entries: MeetingEntries;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  /** At a router's address the certificate was not the described one. */
  readonly onTampered: () => void;
  /** Whether a router's address may be claimed now; default: yes. */
  readonly mayLead?: () => boolean;
  /** Brokers, elections or proofs have moved. */
  readonly onChange: () => void;
  /** Verified entries of others. */
  readonly onDiscovered: (entries: readonly DiscoveredPeer[]) => void;
  /** There are as many members as a room can have, and this peer is none of them; or there is a place again. */
  readonly onFull: (isFull: boolean) => void;
  /** An address of one's own at one more broker: others dial it, and one dials from it. */
  readonly onEndpoint: (endpoint: Endpoint, at: { readonly isLocal: boolean }) => void;
}

/** `unsupported`: this browser cannot use the medium at all. */
export type BrokerState = 'trying' | 'reachable' | 'unreachable' | 'unsupported';
