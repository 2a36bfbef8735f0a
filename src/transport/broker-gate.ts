// Between the broker's socket and PeerJS: drops what is malformed, unasked for or too much, answers what PeerJS would
// answer badly, and carries late candidates to links that PeerJS no longer knows.

import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import { parseBrokerMessage, type BrokerMessage } from './broker-messages.ts';
import type { BrokerPeer } from './broker-peer.ts';
import { MAX_CANDIDATES } from './negotiation.ts';

/** Offers that wait for their link at once: a join storm fits, a flood of offers does not. */
export const MAX_INCOMING_OPENINGS = 32;
/** Connections whose candidates came before their offer. */
const MAX_EARLY_CONNECTIONS = 32;

type Offer = Extract<BrokerMessage, { readonly type: 'OFFER' }>;
type Answer = Extract<BrokerMessage, { readonly type: 'ANSWER' }>;
type Candidate = Extract<BrokerMessage, { readonly type: 'CANDIDATE' }>;

/** A negotiation that PeerJS carries out (`opening`), or a link of ours (`standing`). */
export interface GateEntry {
  readonly remoteId: TransportId;
  readonly role: 'dialer' | 'listener';
  readonly connection: RTCPeerConnection;
  phase: 'opening' | 'standing';
  /** The broker says that nobody holds the address. */
  onUnavailable(): void;
  /** The broker is gone before the link opened. */
  onLost(): void;
}

export interface BrokerGate {
  add(connectionId: string, entry: GateEntry): void;
  remove(connectionId: string): void;
  onEcho(listener: () => void): Unsubscribe;
  /** Lets nothing through any more and ends what has not opened. */
  close(): void;
}

export interface GateOptions {
  readonly ownId: TransportId;
  /** The connection id of candidates that we send to ourselves, to see whether the broker is there. */
  readonly echoId: string;
}

export function createBrokerGate(peer: BrokerPeer, { ownId, echoId }: GateOptions): BrokerGate {
  const entries = new Map<string, GateEntry>();
  const ledger = createCandidateLedger(peer);
  const echoes = createEmitter<void>();
  let isClosed = false;

  const openings = () => Array.from(entries.values()).filter(({ phase }) => phase === 'opening');

  function mayPass(message: BrokerMessage): boolean {
    switch (message.type) {
      case 'OFFER':
        return message.src !== ownId && mayPassOffer(message, entries, openings());
      case 'ANSWER':
        return isAwaited(message, entries.get(message.payload.connectionId));
      case 'CANDIDATE':
        if (message.src !== ownId) return mayPassCandidate(message, entries, ledger);
        if (message.payload.connectionId === echoId) echoes.emit();
        return false;
      case 'LEAVE':
      case 'EXPIRE':
        // PeerJS would close standing links at a word of the broker.
        for (const entry of openings()) if (entry.remoteId === message.src) entry.onUnavailable();
        return false;
      default:
        return true;
    }
  }

  guardSocket(peer, (message) => !isClosed && mayPass(message));
  return {
    add(connectionId, entry) {
      entries.set(connectionId, entry);
      ledger.expect(connectionId);
    },
    remove(connectionId) {
      entries.delete(connectionId);
      ledger.forget(connectionId);
    },
    onEcho: (listener) => echoes.on(listener),
    close() {
      isClosed = true;
      for (const entry of openings()) entry.onLost();
    },
  };
}

function mayPassOffer(
  { payload }: Offer,
  entries: ReadonlyMap<string, GateEntry>,
  openings: readonly GateEntry[],
): boolean {
  const incoming = openings.filter(({ role }) => role === 'listener').length;
  return !entries.has(payload.connectionId) && incoming < MAX_INCOMING_OPENINGS;
}

function isAwaited({ src }: Answer, entry: GateEntry | undefined): boolean {
  return entry?.phase === 'opening' && entry.role === 'dialer' && entry.remoteId === src;
}

function mayPassCandidate(
  { src, payload }: Candidate,
  entries: ReadonlyMap<string, GateEntry>,
  ledger: CandidateLedger,
): boolean {
  const entry = entries.get(payload.connectionId);
  if (entry && entry.remoteId !== src) return false;
  if (!ledger.admit(payload.connectionId, entry !== undefined)) return false;
  if (entry?.phase !== 'standing') return true;
  // A candidate that the engine does not take is one path less, no more.
  entry.connection.addIceCandidate(toCandidate(payload.candidate)).catch(() => undefined);
  return false;
}

interface CandidateLedger {
  /** False when the connection has had its share. */
  admit(connectionId: string, isKnown: boolean): boolean;
  /** The connection is known from now on. */
  expect(connectionId: string): void;
  forget(connectionId: string): void;
}

/** PeerJS keeps candidates of connections it does not know for ever; here the oldest go. */
function createCandidateLedger(peer: BrokerPeer): CandidateLedger {
  const counts = new Map<string, number>();
  const early = new Set<string>();

  function forget(connectionId: string): void {
    peer._getMessages(connectionId);
    counts.delete(connectionId);
    early.delete(connectionId);
  }

  return {
    admit(connectionId, isKnown) {
      if (!isKnown) early.add(connectionId);
      const [oldest] = early;
      if (early.size > MAX_EARLY_CONNECTIONS && oldest !== undefined) forget(oldest);
      const count = (counts.get(connectionId) ?? 0) + 1;
      counts.set(connectionId, count);
      return count <= MAX_CANDIDATES;
    },
    expect: (connectionId) => void early.delete(connectionId),
    forget,
  };
}

/** Puts `mayPass` between the socket and PeerJS. */
function guardSocket({ socket }: BrokerPeer, mayPass: (message: BrokerMessage) => boolean): void {
  const handlers = socket.listeners('message');
  socket.removeAllListeners('message');
  socket.on('message', (value) => {
    const message = parseBrokerMessage(value);
    if (!message || !mayPass(message)) return;
    for (const handle of handlers) passOn(handle, message);
  });
}

/** An offer may find the browser out of connections: PeerJS throws then, and the dialer sees a timeout. */
function passOn(handle: (message: unknown) => void, message: BrokerMessage): void {
  try {
    handle(message);
  } catch {
    return;
  }
}

function toCandidate(candidate: Candidate['payload']['candidate']): RTCIceCandidateInit {
  const { sdpMid = null, sdpMLineIndex = null } = candidate;
  return { candidate: candidate.candidate, sdpMid, sdpMLineIndex };
}
