// The Transport port over any Signaler: offer, answer and trickled candidates, one negotiation a dial. It knows neither
// the signaling medium nor who is at the other end.

import { formatHex } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import { createEmitter } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import type { SignalFrom, Signaler, SignalingMedium } from '../signaling/signaler.ts';
import { createEarlyCandidates } from './candidates.ts';
import { candidateOf, createNegotiation, type Negotiation, type NegotiationParts } from './negotiation.ts';
import { parseDialId } from './negotiation-message.ts';
import { awaitLink, createIncomingOpenings, REFUSAL_LIMIT } from './opening.ts';
import type { DialError, DialOptions, Endpoint, EndpointState, Link, Transport } from './transport.ts';
import { DIAL_TIMEOUT_MS } from './transport.ts';
import type { LinkContext } from './webrtc-link.ts';

const DIAL_ID_BYTES = 16;

export interface WebrtcTransportOptions extends LinkContext {
  readonly signaling: SignalingMedium;
  readonly iceServers: readonly RTCIceServer[];
  readonly random: RandomSource;
  /** Default: the browser's own. */
  readonly createConnection?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

export function createWebrtcTransport(options: WebrtcTransportOptions): Transport {
  return {
    label: options.signaling.label,
    async claim(id, { signal } = {}) {
      if (!options.createConnection && typeof RTCPeerConnection === 'undefined') {
        return err({ code: 'unsupported', detail: 'no WebRTC in this browser' });
      }
      const opened = await options.signaling.open(id);
      if (!opened.ok) return opened;
      if (!signal?.aborted) return ok(createWebrtcEndpoint(opened.value, options));
      opened.value.close();
      return err({ code: 'aborted', detail: 'given up' });
    },
  };
}

function createWebrtcEndpoint(signaler: Signaler, options: WebrtcTransportOptions): Endpoint {
  const states = createEmitter<EndpointState>();
  const links = createEmitter<Link>();
  const negotiations = createNegotiations(signaler, options);
  let state: EndpointState = { kind: 'open' };

  async function accept(received: SignalFrom): Promise<void> {
    const opened = await negotiations.answer(received);
    if (!opened?.ok) return;
    if (links.listenerCount === 0) opened.value.close('nobody listens');
    else links.emit(opened.value);
  }

  const stopListening = signaler.onSignal((received) => {
    const { round } = parseDialId(received.signal.dialId);
    if (received.signal.type === 'offer' && round === 0) void accept(received);
    else negotiations.receive(received);
  });

  return {
    id: signaler.id,
    get state() {
      return state;
    },
    onState: (listener) => states.on(listener),
    async dial(remoteId, dialOptions = {}) {
      if (dialOptions.signal?.aborted) return err({ code: 'aborted', detail: 'given up' });
      if (state.kind !== 'open') return err({ code: 'unreachable', detail: 'the address was given back' });
      if (remoteId === signaler.id) return err({ code: 'failed', detail: 'that is our own address' });
      if (signaler.canReach?.(remoteId) === false) return err({ code: 'no-such-peer', detail: remoteId });
      return negotiations.dial(remoteId, dialOptions);
    },
    onLink: (listener) => links.on(listener),
    tryNow: () => negotiations.tryNow(),
    close() {
      if (state.kind === 'closed') return;
      state = { kind: 'closed', detail: 'given back' };
      stopListening();
      negotiations.abandon();
      signaler.close();
      states.emit(state);
    },
  };
}

interface Negotiations {
  dial(remoteId: TransportId, options: DialOptions): Promise<Result<Link, DialError>>;
  /** The link that an offer led to; undefined when the offer was not taken up. */
  answer(received: SignalFrom): Promise<Result<Link, DialError> | undefined>;
  /** Answers, candidates and refusals of negotiations under way. */
  receive(received: SignalFrom): void;
  tryNow(): void;
  /** Ends what has not opened yet, and leaves the rest without the medium. */
  abandon(): void;
}

function createNegotiations(signaler: Signaler, options: WebrtcTransportOptions): Negotiations {
  const running = new Map<string, Negotiation>();
  const early = createEarlyCandidates();
  const connect =
    options.createConnection ?? ((configuration: RTCConfiguration) => new RTCPeerConnection(configuration));
  const incoming = createIncomingOpenings();
  const refuse = createRefusing(signaler, options.clock);
  let isAbandoned = false;

  /** Keeps the negotiation until its link closes: candidates go on arriving after it opened. */
  function begin(ends: NegotiationParts['ends'], dialId: string): Negotiation | undefined {
    try {
      const connection = connect({ iceServers: Array.from(options.iceServers) });
      const isMediumUp = () => !isAbandoned;
      const parts = { connection, ends, dialId, signaler, isMediumUp, context: options };
      const negotiation = createNegotiation(parts);
      const key = keyOf(ends.remoteId, dialId);
      running.set(key, negotiation);
      negotiation.onEnded(() => running.delete(key));
      return negotiation;
    } catch {
      // Browsers bound the number of connections of a page.
      return undefined;
    }
  }

  return {
    async dial(remoteId, { signal, timeoutMs = DIAL_TIMEOUT_MS }) {
      const dialId = formatHex(options.random.bytes(DIAL_ID_BYTES));
      const negotiation = begin({ localId: signaler.id, remoteId, role: 'dialer' }, dialId);
      if (!negotiation) return err({ code: 'failed', detail: 'no more connections' });
      void negotiation.offer();
      return awaitLink(negotiation, { clock: options.clock, signal, timeoutMs });
    },
    async answer({ from, signal }) {
      const key = keyOf(from, signal.dialId);
      if (signal.type !== 'offer' || running.has(key)) return undefined;
      if (!incoming.mayOpen(from)) return refuse(from, signal.dialId);
      const negotiation = begin({ localId: signaler.id, remoteId: from, role: 'listener' }, signal.dialId);
      if (!negotiation) return undefined;
      incoming.add(from, negotiation);
      void negotiation.answer(signal.sdp);
      for (const candidate of early.take(key)) negotiation.addCandidate(candidate);
      return awaitLink(negotiation, { clock: options.clock, timeoutMs: DIAL_TIMEOUT_MS });
    },
    receive({ from, signal }) {
      const { dialId, round } = parseDialId(signal.dialId);
      const key = keyOf(from, dialId);
      const negotiation = running.get(key);
      if (negotiation) negotiation.receive(signal);
      else if (signal.type === 'candidate' && round === 0) early.hold(key, candidateOf(signal));
    },
    tryNow() {
      for (const negotiation of running.values()) negotiation.tryNow();
    },
    abandon() {
      isAbandoned = true;
      for (const negotiation of running.values()) negotiation.abandon('the address was given back');
    },
  };
}

/** Whoever dials need not wait for what does not come; told a few times a second at most. */
function createRefusing(signaler: Signaler, clock: Clock): (to: TransportId, dialId: string) => undefined {
  const refusals = createTokenBucket(REFUSAL_LIMIT);
  return (to, dialId) => {
    if (refusals.take(clock.nowMs()))
      void signaler.send(to, { type: 'refuse', dialId, detail: 'too many are being opened' });
    return undefined;
  };
}

/** An address never holds a line feed, so the pair is told apart from every other. */
function keyOf(remoteId: TransportId, dialId: string): string {
  return `${remoteId}\n${dialId}`;
}
