// One dial's exchange of descriptions and candidates, either side. Descriptions of the other side are untrusted: a bad
// one ends this negotiation and nothing else.

import type { DialError } from './transport.ts';
import type { Signal, SignalError, Signaler } from '../signaling/signaler.ts';
import { createCandidateIntake } from './candidates.ts';
import type { LinkMedium } from './link-negotiation.ts';
import { negotiationOf, signalOf } from './negotiation-message.ts';
import { descriptionFingerprint, stateMaxMessageSize } from './session-description.ts';
import { openWebrtcLink, type LinkContext, type LinkEnds, type OpeningLink } from './webrtc-link.ts';

export interface Negotiation extends Omit<OpeningLink, 'receive'> {
  /** Why the medium or the other side ended it, when they said so. */
  readonly failure: DialError | undefined;
  offer(): Promise<void>;
  answer(sdp: string): Promise<void>;
  receive(signal: Signal): void;
  addCandidate(candidate: RTCIceCandidateInit): void;
}

export interface NegotiationParts {
  readonly connection: RTCPeerConnection;
  readonly ends: Omit<LinkEnds, 'medium'>;
  /** Whether anything can be sent by the medium. */
  readonly isMediumUp: () => boolean;
  readonly dialId: string;
  readonly signaler: Signaler;
  readonly context: LinkContext;
}

export function createNegotiation(parts: NegotiationParts): Negotiation {
  const { connection, dialId } = parts;
  const opening = openWebrtcLink(connection, { ...parts.ends, medium: createMedium(parts) }, parts.context);
  const candidates = createCandidateIntake(connection);
  let failure: DialError | undefined;
  let hasAnswer = false;

  function fail(error: DialError): void {
    failure ??= error;
    opening.abandon(error.detail);
  }

  /** Runs a step of the exchange; what an engine throws at a bad description ends this dial. */
  async function attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (cause) {
      fail({ code: 'failed', detail: cause instanceof Error ? cause.message : 'the browser refused' });
    }
  }

  async function describe(type: 'offer' | 'answer'): Promise<void> {
    const made = type === 'offer' ? await connection.createOffer() : await connection.createAnswer();
    await connection.setLocalDescription(made);
    const sdp = connection.localDescription?.sdp ?? '';
    const sent = await parts.signaler.send(parts.ends.remoteId, { type, dialId, sdp });
    if (!sent.ok) fail(describeSignalError(sent.error));
  }

  async function take(type: 'offer' | 'answer', sdp: string): Promise<void> {
    const fingerprint = descriptionFingerprint(sdp);
    if (!fingerprint.ok) return fail({ code: 'failed', detail: fingerprint.error });
    return connection.setRemoteDescription({ type, sdp: stateMaxMessageSize(sdp) });
  }

  async function answer(sdp: string): Promise<void> {
    await take('offer', sdp);
    if (!failure) await describe('answer');
  }

  return {
    ...opening,
    get failure() {
      return failure;
    },
    offer: () => attempt(() => describe('offer')),
    answer: (sdp) => attempt(() => answer(sdp)),
    addCandidate: (candidate) => candidates.add(candidate),
    receive(signal) {
      const message = negotiationOf(signal);
      if (message) return opening.receive(message);
      if (signal.type === 'candidate') candidates.add(candidateOf(signal));
      if (signal.type === 'refuse') fail({ code: 'busy', detail: signal.detail });
      if (signal.type !== 'answer' || hasAnswer || connection.signalingState !== 'have-local-offer') return;
      hasAnswer = true;
      void attempt(() => take('answer', signal.sdp));
    },
  };
}

function createMedium({ ends, dialId, signaler, isMediumUp }: NegotiationParts): LinkMedium {
  return {
    get isUp() {
      return isMediumUp();
    },
    send(message) {
      const signal = signalOf(dialId, message);
      // What does not arrive is a try or a path less, no more.
      if (signal) void signaler.send(ends.remoteId, signal);
    },
  };
}

export function candidateOf(signal: Extract<Signal, { readonly type: 'candidate' }>): RTCIceCandidateInit {
  return { candidate: signal.candidate, sdpMid: signal.mid, sdpMLineIndex: signal.lineIndex };
}

function describeSignalError({ code, detail }: SignalError): DialError {
  if (code === 'no-such-peer') return { code, detail };
  return { code: code === 'closed' ? 'unreachable' : 'failed', detail };
}
