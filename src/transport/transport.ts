// The ports of this layer: a Transport claims addresses, an Endpoint is one claimed address, a Link is one connection
// to one peer. They know bytes and addresses; who is at the other end is proven above (secure/).

import type { Bytes } from '../primitives/bytes.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import type { Result } from '../primitives/result.ts';

/**
 * The three channels of a link. `control`: ordered, reliable. `bulk`: unordered, reliable, for chunks.
 * `realtime`: unordered, no retransmits, for cursors and games.
 */
export const CHANNELS = ['control', 'bulk', 'realtime'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** Largest frame a link carries: 64 KiB of payload and 1 KiB around it (PROTOCOL [L4]). */
export const MAX_FRAME_BYTES = 65 * 1024;
/** What a channel holds of frames that arrive before somebody listens (PROTOCOL [H4]). */
export const MAX_EARLY_BYTES = 64 * 1024;

/**
 * What may wait on this side of a channel before `send` says `congested`, what the browser was handed counted in: with
 * what is unacknowledged (mesh/outbox.ts) less than 2 MB a link. Realtime gets little: what waits there is stale. Bulk:
 * half a second of a slow path, and more than a swarm keeps on one; a chunk that would wait longer is better asked of
 * another peer.
 */
export const MAX_QUEUED_BYTES: Readonly<Record<ChannelName, number>> = {
  control: 256 * 1024,
  bulk: 480 * 1024,
  realtime: 96 * 1024,
};

/** Why a link ended. `left`: the other side said goodbye; `lost`: silence or a failed path; `local`: we closed it. */
export type CloseReason = { readonly kind: 'local' | 'left' | 'lost' | 'refused'; readonly detail: string };

/** The goodbye to whom is kept out. */
export const REFUSED = 'refused';

export type SendError = { readonly code: 'closed' | 'too-large' | 'congested' };

/** ICE candidate types, RFC 8445: the machine's own address, as seen by a server or by the peer, or a relay's. */
export const CANDIDATE_TYPES = ['host', 'srflx', 'prflx', 'relay'] as const;
export type CandidateType = (typeof CANDIDATE_TYPES)[number];

/** The chosen pair of addresses, for diagnostics; undefined is what the engine does not say. */
export interface RouteCandidates {
  readonly local: CandidateType | undefined;
  readonly remote: CandidateType | undefined;
  readonly protocol: 'udp' | 'tcp' | undefined;
}

/** The other side's clock against ours, as the clock of either side counts (PROTOCOL [L1]). */
export interface ClockOffset {
  /** Theirs minus ours, milliseconds. What the peer says, so good for what is shared with that peer only. */
  readonly offsetMs: number;
  /** Round trip of the exchange it comes from, milliseconds; the offset is off by at most half of it. */
  readonly delayMs: number;
}

/** How frames travel, as far as the medium knows. */
export interface LinkRoute {
  readonly kind: 'direct' | 'relayed' | 'unknown';
  /** Round-trip time of the transport itself, milliseconds; undefined when the medium does not know. */
  readonly rttMs: number | undefined;
  /** Undefined when the medium does not know. */
  readonly candidates: RouteCandidates | undefined;
  /** From the exchange with the lowest delay of the last eight; undefined before the first. */
  readonly clock: ClockOffset | undefined;
}

/** SHA-256 fingerprints of both DTLS certificates in use, 32 bytes each. */
export interface Fingerprints {
  readonly local: Bytes;
  readonly remote: Bytes;
}

export interface Frame {
  readonly channel: ChannelName;
  readonly data: Bytes;
}

/** An open connection. Handed out only when all three channels are open on this side. */
export interface Link {
  readonly localId: TransportId;
  /** The address dialled, or the address the other side claims: unproven. */
  readonly remoteId: TransportId;
  readonly role: 'dialer' | 'listener';
  readonly fingerprints: Fingerprints;
  readonly isOpen: boolean;
  /**
   * Nothing was heard for 4 to 5 s, or the path is broken (PROTOCOL [L2]). What is sent meanwhile waits and goes out
   * when the path returns, `realtime` excepted; without that the link ends as lost after 30 s.
   */
  readonly isInterrupted: boolean;
  /** Every change of `isInterrupted`; not told at the link's end. */
  onInterrupted(listener: (isInterrupted: boolean) => void): Unsubscribe;
  /**
   * The same, or silent for so long that another path is looked for (PROTOCOL [L9]); for whoever may have another way by
   * then, and nobody to be told of. Missing where a medium has one path and no other.
   */
  readonly isDoubted?: boolean;
  onDoubted?(listener: (isDoubted: boolean) => void): Unsubscribe;
  /** Bytes handed to `send` that have not left yet. */
  bufferedBytes(channel: ChannelName): number;
  /**
   * `congested` when more than the channel's queue limit waits; nothing is sent then. What waits is not copied: the bytes
   * must not be changed any more.
   */
  send(channel: ChannelName, data: Uint8Array): Result<void, SendError>;
  /** Some of what waited on `bulk` has left: there is room for more. */
  onDrained(listener: () => void): Unsubscribe;
  /** One listener at a time; frames that came earlier (at most 64 KiB a channel) are delivered first. */
  onFrame(listener: (frame: Frame) => void): Unsubscribe;
  /** Fires once; at once (as a microtask) if the link is closed already. */
  onClosed(listener: (reason: CloseReason) => void): Unsubscribe;
  /**
   * The other side has proven who it is and is taken in. Until then a link that others dialled counts as opening, and
   * nobody waits for its end: see `close`.
   */
  admit(): void;
  /**
   * Says goodbye where possible, so that the other side closes too within 5 s. The connection is kept until that was
   * heard, where the path is broken for 30 s; for whom was not admitted, or is {@link REFUSED}, for 2 s at most.
   */
  close(detail: string): void;
  route(): Promise<LinkRoute>;
}

/**
 * `tampered`: the path stands, and the certificate at its end is not the described one: somebody changed it between.
 * `busy`: whoever is dialled says that it takes nothing more just now (PROTOCOL [L12]).
 */
export type DialError = {
  readonly code: 'no-such-peer' | 'timeout' | 'failed' | 'tampered' | 'busy' | 'unreachable' | 'aborted';
  readonly detail: string;
};

/** `open`: others can dial us. `reconnecting`: links stand, nobody new can come. `closed`: over, with the reason. */
export type EndpointState =
  | { readonly kind: 'open' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'closed'; readonly detail: string };

/** One claimed address. */
export interface Endpoint {
  readonly id: TransportId;
  readonly state: EndpointState;
  onState(listener: (state: EndpointState) => void): Unsubscribe;
  dial(remoteId: TransportId, options?: DialOptions): Promise<Result<Link, DialError>>;
  /** Links that others dialled, open already. */
  onLink(listener: (link: Link) => void): Unsubscribe;
  /**
   * The network may be another one now, or the page was away: a lost broker is tried at once, one that seems to be there
   * is asked, interrupted links look for a new path and the others make sure of theirs. As often as one likes.
   */
  tryNow(): void;
  /** Gives the address back. Links stay. */
  close(): void;
}

export interface DialOptions {
  readonly signal?: AbortSignal;
  /** Default {@link DIAL_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
}

/** A dial through a broker and ICE takes under 2 s on a good path and 5 to 8 s through a relay on a bad one. */
export const DIAL_TIMEOUT_MS = 15_000;

export type ClaimError = {
  readonly code: 'id-taken' | 'unreachable' | 'unsupported' | 'aborted';
  readonly detail: string;
};

export interface Transport {
  /** What people know the medium by, such as a broker's host name. */
  readonly label: string;
  /** Takes an address. `id-taken` when somebody holds it; a crashed holder's id stays taken for up to 90 s. */
  claim(id: TransportId, options?: { readonly signal?: AbortSignal }): Promise<Result<Endpoint, ClaimError>>;
}
