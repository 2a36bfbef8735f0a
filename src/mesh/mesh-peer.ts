// One other peer as the mesh sees it: what is known of it, its links, its measurements, its misdeeds.

import type { IdentityId, PeerId } from '../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import type { Entry } from '../secure/entry.ts';
import type { ProvenPeer } from '../secure/secure-link.ts';
import { CHANNELS, type ChannelName, type LinkRoute } from '../transport/transport.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { PeerLinks } from './peer-links.ts';
import { encodeMeshMessage, MESH_PROTOCOL, type MeshMessage } from './protocol.ts';
import { createTrafficMeter, type TrafficMeter } from './traffic-meter.ts';

/** What the mesh uses of a verified entry. */
export type KnownPeer = Pick<Entry, 'peerId' | 'transportIds' | 'issued' | 'encoded'>;

export type PeerState =
  /** Told of, never linked. */
  | { readonly kind: 'known' }
  | { readonly kind: 'linked'; readonly sinceMs: number }
  /** Was linked; being dialled again, or interrupted and being restarted. */
  | { readonly kind: 'lost'; readonly sinceMs: number };

/** One peer for diagnostics and for the roster. */
export interface PeerSnapshot {
  readonly peerId: PeerId;
  readonly identityId: IdentityId | undefined;
  readonly state: PeerState;
  readonly route: LinkRoute['kind'];
  /** Smoothed over about 5 s, milliseconds. */
  readonly rttMs: number | undefined;
  /** Bytes a second, smoothed. */
  readonly sentPerSecond: number;
  readonly receivedPerSecond: number;
  readonly queuedBytes: number;
  readonly malformed: number;
  readonly unknownProtocols: number;
  readonly overRate: number;
  readonly lastError: string | undefined;
}

/** Control and realtime messages of one peer: cursors of a busy board are 60 a second, and there are a few such. */
const MESSAGE_LIMIT = { perSecond: 400, burst: 800 } as const;
/** Misdeeds before a link is closed: a bug may send one or two malformed messages, an attacker sends more. */
const STRIKES = { perSecond: 0.1, burst: 8 } as const;
/** Answers to REQUEST_KNOWN_PEERS, and lists taken in. */
const KNOWN_LIMIT = { perSecond: 0.1, burst: 4 } as const;
/** Entries that one peer may have verified here: each costs a signature check. */
const ENTRY_LIMIT = { perSecond: 4, burst: 192 } as const;

export class MeshPeer {
  readonly peerId: PeerId;
  state: PeerState = { kind: 'known' };
  known: KnownPeer | undefined;
  proven: ProvenPeer | undefined;
  links: PeerLinks | undefined;
  heartbeat: Heartbeat | undefined;
  meter: TrafficMeter;
  route: LinkRoute['kind'] = 'unknown';
  seenAtMs: number;
  lastError: string | undefined;
  readonly counts = { malformed: 0, unknownProtocols: 0, overRate: 0 };
  readonly messages = createTokenBucket(MESSAGE_LIMIT);
  readonly strikes = createTokenBucket(STRIKES);
  readonly knownLists = createTokenBucket(KNOWN_LIMIT);
  readonly knownAnswers = createTokenBucket(KNOWN_LIMIT);
  readonly entries = createTokenBucket(ENTRY_LIMIT);

  constructor(peerId: PeerId, nowMs: number) {
    this.peerId = peerId;
    this.seenAtMs = nowMs;
    this.meter = createTrafficMeter(nowMs);
  }

  get isLinked(): boolean {
    return this.state.kind === 'linked';
  }

  /** In use, or proven and waiting to be chosen. */
  get hasLink(): boolean {
    return this.links?.hasLink === true;
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

  /** Over the link in use; nothing happens without one. */
  tell(message: MeshMessage): void {
    const frame = encodeMeshMessage(message);
    if (this.links?.active?.send('control', frame).ok) this.meter.count('sent', frame.length);
  }

  snapshot(): PeerSnapshot {
    const active = this.links?.active;
    const interruptedSinceMs = this.links?.interruptedSinceMs;
    return {
      peerId: this.peerId,
      identityId: this.proven?.identityId,
      state: interruptedSinceMs === undefined ? this.state : { kind: 'lost', sinceMs: interruptedSinceMs },
      route: this.route,
      rttMs: this.heartbeat?.rttMs,
      sentPerSecond: this.meter.sent,
      receivedPerSecond: this.meter.received,
      queuedBytes: active ? CHANNELS.reduce((sum, channel) => sum + active.bufferedBytes(channel), 0) : 0,
      ...this.counts,
      lastError: this.lastError,
    };
  }
}
