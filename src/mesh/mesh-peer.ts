// One other peer as the mesh sees it: what is known of it, its links, its measurements, its deeds.

import type { Bytes } from '../primitives/bytes.ts';
import type { Cancel } from '../primitives/clock.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import type { Entry } from '../secure/entry.ts';
import { CHANNELS, type ChannelName, type LinkRoute } from '../transport/transport.ts';
import type { Delivery, DeliveryPath } from './delivery.ts';
import { DELIVERED_LIMIT } from './delivery-pace.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { Inbox } from './inbox.ts';
import type { PeerLinks } from './peer-links.ts';
import { encodeMeshMessage, MESH_PROTOCOL, type MeshMessage } from './protocol.ts';
import { initialScore, judge, SCORE_FLOOR, scoreAt, type Deed, type Score } from './score.ts';
import type { Relay, Sender } from './sender.ts';
import { createTrafficMeter, type TrafficMeter } from './traffic-meter.ts';

/** What the mesh uses of a verified entry. */
export type KnownPeer = Pick<Entry, 'peerId' | 'transportIds' | 'issued' | 'encoded'>;

export type PeerState =
  /** Told of, let go, or reached by a relay only. */
  | { readonly kind: 'known' }
  | { readonly kind: 'linked'; readonly sinceMs: number }
  /** Was linked, or its link is interrupted; being dialled again. */
  | { readonly kind: 'lost'; readonly sinceMs: number };

/**
 * `connection`: no way, a dial that failed, silence. `security`: no proof. `protocol`: what no honest peer sends.
 * `limit`: too much, here or there.
 */
export type ErrorCategory = 'connection' | 'security' | 'protocol' | 'limit';

export interface PeerError {
  readonly category: ErrorCategory;
  /** For diagnostics, not for people. */
  readonly detail: string;
  readonly atMs: number;
}

/** One peer for diagnostics and for the roster. */
export interface PeerSnapshot {
  readonly peerId: PeerId;
  readonly identityId: IdentityId | undefined;
  readonly state: PeerState;
  readonly route: LinkRoute['kind'];
  /** Who passes messages on, nearest first; undefined when no relay is in use. */
  readonly via: readonly PeerId[] | undefined;
  readonly candidates: LinkRoute['candidates'];
  /** Theirs minus ours, milliseconds, off by at most half of the delay beside it. */
  readonly clock: LinkRoute['clock'];
  /** Smoothed over about 5 s, milliseconds. */
  readonly rttMs: number | undefined;
  /** Bytes a second, smoothed. */
  readonly sentPerSecond: number;
  readonly receivedPerSecond: number;
  /** Waiting in the outbox or in the link. */
  readonly queuedBytes: number;
  /** Of messages on `control`, sent or not. */
  readonly unacknowledgedBytes: number;
  readonly malformed: number;
  readonly unknownProtocols: number;
  readonly overRate: number;
  /** See score.ts. */
  readonly score: number;
  /** Links it says it has; undefined before it said so. */
  readonly theirLinks: number | undefined;
  /** A dial is under way, and no link works. */
  readonly isDialled: boolean;
  readonly lastError: PeerError | undefined;
}

/** Mesh messages and those on `realtime` of one peer: cursors of a busy board are 60 a second, and there are a few such. */
const MESSAGE_LIMIT = { perSecond: 400, burst: 800 } as const;
/** Answers to REQUEST_KNOWN_PEERS, and lists taken in. */
const KNOWN_LIMIT = { perSecond: 0.1, burst: 4 } as const;
/** Entries that one peer may have verified here: each costs a signature check. */
const ENTRY_LIMIT = { perSecond: 4, burst: 192 } as const;

const UNKNOWN_ROUTE: LinkRoute = {
  kind: 'unknown',
  rttMs: undefined,
  candidates: undefined,
  clock: undefined,
};

export class MeshPeer {
  readonly peerId: PeerId;
  state: PeerState = { kind: 'known' };
  known: KnownPeer | undefined;
  links: PeerLinks | undefined;
  /** What was taken of its messages; outlives it for a while. */
  readonly inbox: Inbox;
  delivery: Delivery | undefined;
  /** Over the link in use. */
  linkPath: DeliveryPath | undefined;
  /** Who it is, proven by a link or by the seal of what others passed on. */
  sender: Sender | undefined;
  relay: Relay | undefined;
  /** Over whichever relay there is: one path, so that nothing is repeated because the relay is another. */
  readonly #relayPath: DeliveryPath = {
    isReliable: false,
    send: (frame) => this.relay?.send(frame) ?? false,
  };
  heartbeat: Heartbeat | undefined;
  meter: TrafficMeter;
  route: LinkRoute = UNKNOWN_ROUTE;
  seenAtMs: number;
  theirLinks: number | undefined;
  /** Said at its first link that it has no other, and nobody was told of it yet. */
  isNewcomer = false;
  /** Under way now; two where the first one hangs. */
  dials = 0;
  lastError: PeerError | undefined;
  readonly counts = { malformed: 0, unknownProtocols: 0, overRate: 0 };
  readonly messages = createTokenBucket(MESSAGE_LIMIT);
  readonly delivered = createTokenBucket(DELIVERED_LIMIT);
  readonly knownLists = createTokenBucket(KNOWN_LIMIT);
  readonly knownAnswers = createTokenBucket(KNOWN_LIMIT);
  readonly entries = createTokenBucket(ENTRY_LIMIT);
  #score: Score;
  #cancelDoubt: Cancel | undefined;

  constructor(peerId: PeerId, inbox: Inbox, nowMs: number) {
    this.peerId = peerId;
    this.inbox = inbox;
    this.seenAtMs = nowMs;
    this.meter = createTrafficMeter(nowMs);
    this.#score = initialScore(nowMs);
  }

  get isLinked(): boolean {
    return this.state.kind === 'linked';
  }

  /** Linked, and the link is interrupted: it counts as lost when that lasts. */
  get isDoubted(): boolean {
    return this.#cancelDoubt !== undefined;
  }

  /** Linked, and nobody has a reason to think otherwise. */
  get isSound(): boolean {
    return this.isLinked && !this.isDoubted && this.links?.active?.isDoubted !== true;
  }

  /** Messages for it are taken: it is linked, will be again soon, or others pass them on. */
  get isReachable(): boolean {
    return this.state.kind !== 'known' || this.relay !== undefined;
  }

  /** In use, or proven and waiting to be chosen. */
  get hasLink(): boolean {
    return this.links?.hasLink === true;
  }

  /** The way for what outlives links: the link in use, unless that is interrupted for long and there is another way. */
  get path(): DeliveryPath | undefined {
    const isBroken = !this.linkPath || (!this.isLinked && this.links?.active?.isInterrupted);
    return isBroken && this.relay ? this.#relayPath : this.linkPath;
  }

  /** `cancel` takes back what happens when it lasts. */
  doubt(cancel: Cancel): void {
    this.endDoubt();
    this.#cancelDoubt = cancel;
  }

  endDoubt(): void {
    this.#cancelDoubt?.();
    this.#cancelDoubt = undefined;
  }

  /** Whether `allowance` covers it; what it does not is counted. */
  mayUse(allowance: TokenBucket, nowMs: number, count?: number): boolean {
    const isCovered = allowance.take(nowMs, count);
    if (!isCovered) this.counts.overRate += 1;
    return isCovered;
  }

  /** Chunks come in thousands and have a budget of their own; nothing of the mesh passes as one. */
  mayBeHeard(protocol: string, channel: ChannelName, nowMs: number): boolean {
    if (channel === 'bulk' && protocol !== MESH_PROTOCOL.id) return true;
    return this.mayUse(this.messages, nowMs);
  }

  /** False when the peer has sunk below the floor. */
  judge(deed: Deed, nowMs: number): boolean {
    this.#score = judge(this.#score, deed, nowMs);
    return this.#score.points >= SCORE_FLOOR;
  }

  /** Over the link in use, and gone with it; false without one, or when its queue is full. */
  hand(channel: ChannelName, frame: Bytes): boolean {
    const isSent = this.links?.active?.send(channel, frame).ok === true;
    if (isSent) this.meter.count('sent', frame.length);
    return isSent;
  }

  tell(message: MeshMessage): void {
    if (this.links?.active) this.hand('control', encodeMeshMessage(message));
  }

  snapshot(nowMs: number): PeerSnapshot {
    const active = this.links?.active;
    const inLink = active ? CHANNELS.reduce((sum, channel) => sum + active.bufferedBytes(channel), 0) : 0;
    const { kind, candidates, clock } = this.isLinked ? this.route : UNKNOWN_ROUTE;
    return {
      peerId: this.peerId,
      identityId: this.sender?.identityId,
      state: this.state,
      route: kind,
      via: this.isLinked ? undefined : this.relay?.via,
      candidates,
      clock,
      rttMs: this.heartbeat?.rttMs,
      sentPerSecond: this.meter.sent,
      receivedPerSecond: this.meter.received,
      queuedBytes: inLink + (this.delivery?.waitingBytes ?? 0),
      unacknowledgedBytes: this.delivery?.unacknowledgedBytes ?? 0,
      ...this.counts,
      score: scoreAt(this.#score, nowMs),
      theirLinks: this.theirLinks,
      isDialled: this.dials > 0 && !this.isLinked,
      lastError: this.lastError,
    };
  }
}
