// Between the broker's socket and PeerJS: drops what is malformed, unasked for or too much, and keeps from PeerJS what it
// answers badly: candidates, and the broker's word that a peer is gone.

import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import { parseBrokerMessage, type BrokerMessage } from './broker-messages.ts';
import type { BrokerPeer } from './broker-peer.ts';
import type { BrokerRestarts } from './broker-restarts.ts';
import { createCandidateIntake, createEarlyCandidates, type CandidateIntake } from './candidates.ts';
import type { IncomingOpenings } from './opening.ts';

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
  readonly mayOpen: IncomingOpenings['mayOpen'];
  /** Takes what belongs to a restart of a link; returns false for everything else. */
  readonly takeRestart?: BrokerRestarts['receive'];
}

export function createBrokerGate(peer: BrokerPeer, options: GateOptions): BrokerGate {
  const { ownId, echoId, mayOpen, takeRestart = () => false } = options;
  const entries = new Map<string, GateEntry>();
  const intakes = new Map<string, CandidateIntake>();
  const early = createEarlyCandidates();
  const echoes = createEmitter<void>();
  let isClosed = false;

  const openings = () => Array.from(entries.values()).filter(({ phase }) => phase === 'opening');

  /** PeerJS would keep candidates of unknown connections for ever, and forgets ours once their link stands. */
  function takeCandidate(message: Candidate): void {
    const { connectionId } = message.payload;
    const entry = entries.get(connectionId);
    if (!entry) early.hold(keyOf(message.src, connectionId), candidateOf(message));
    else if (entry.remoteId === message.src) intakes.get(connectionId)?.add(candidateOf(message));
  }

  function mayPass(message: BrokerMessage): boolean {
    switch (message.type) {
      case 'OFFER':
        if (message.src === ownId || takeRestart(message)) return false;
        return !entries.has(message.payload.connectionId) && mayOpen(message.src);
      case 'ANSWER':
        return !takeRestart(message) && isAwaited(message, entries.get(message.payload.connectionId));
      case 'CANDIDATE':
        if (message.src === ownId && message.payload.connectionId === echoId) echoes.emit();
        if (message.src !== ownId && !takeRestart(message)) takeCandidate(message);
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
      const intake = createCandidateIntake(entry.connection);
      entries.set(connectionId, entry);
      intakes.set(connectionId, intake);
      for (const candidate of early.take(keyOf(entry.remoteId, connectionId))) intake.add(candidate);
    },
    remove(connectionId) {
      entries.delete(connectionId);
      intakes.delete(connectionId);
    },
    onEcho: (listener) => echoes.on(listener),
    close() {
      isClosed = true;
      for (const entry of openings()) entry.onLost();
    },
  };
}

/** An address never holds a line feed, so the pair is told apart from every other. */
function keyOf(remoteId: TransportId, connectionId: string): string {
  return `${remoteId}\n${connectionId}`;
}

function isAwaited({ src }: Answer, entry: GateEntry | undefined): boolean {
  return entry?.phase === 'opening' && entry.role === 'dialer' && entry.remoteId === src;
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

function candidateOf({ payload }: Candidate): RTCIceCandidateInit {
  const { candidate, sdpMid = null, sdpMLineIndex = null } = payload.candidate;
  return { candidate, sdpMid, sdpMLineIndex };
}
