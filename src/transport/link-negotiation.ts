// What a standing link negotiates: media and new paths over its own control channel, new paths by the medium that it was
// made by when it is interrupted. Puts the state machines together with one connection.

import { equalBytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import { createMediumGate } from './medium-gate.ts';
import type { DescriptionMessage, NegotiationMessage } from './negotiation-message.ts';
import { createPathRecovery, type RestartAttempt } from './path-recovery.ts';
import { createRenegotiation, type Carrier, type Renegotiation } from './renegotiation.ts';
import { countMediaSections, descriptionFingerprint, stateMaxMessageSize } from './session-description.ts';
import type { Fingerprints, Link } from './transport.ts';
import type { WebrtcSession } from './webrtc-session.ts';

/** Sections for data, and for camera, microphone and screen of either side, with room. */
export const MAX_MEDIA_SECTIONS = 16;

/** The medium that a link was made by, as far as this one link needs it. */
export interface LinkMedium {
  /** False when the medium is gone: nothing is tried then. */
  readonly isUp: boolean;
  /** Best effort. */
  send(message: NegotiationMessage): void;
}

export interface LinkNegotiationOptions {
  readonly session: WebrtcSession;
  readonly role: Link['role'];
  readonly medium: LinkMedium;
  readonly clock: Clock;
}

export interface LinkNegotiation {
  /** The link stands; before that what comes waits, in bounded number. */
  start(proven: Fingerprints): void;
  receive(message: NegotiationMessage, carrier: Carrier): void;
  /** The network may be another one now. */
  tryNow(): void;
}

export function createLinkNegotiation(options: LinkNegotiationOptions): LinkNegotiation {
  const { session, role, medium, clock } = options;
  const { connection, heartbeat, closing } = session;
  const isPolite = role === 'listener';
  let proven: Fingerprints | undefined;
  let start: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (start = resolve));

  const send = (message: NegotiationMessage, carrier: Carrier) =>
    carrier === 'medium' ? medium.send(message) : session.sayNegotiation(message);

  /** The medium's words are not the peer's: what is wrong with them is ignored, and media are none of its business. */
  function admit({ sdp }: DescriptionMessage, carrier: Carrier): string | undefined {
    const problem = problemOf(sdp, proven);
    if (problem && carrier === 'link') session.end({ kind: 'refused', detail: problem });
    const sections =
      carrier === 'medium' ? countMediaSections(connection.remoteDescription?.sdp ?? '') : undefined;
    const isOdd = sections !== undefined && sections !== countMediaSections(sdp);
    return problem || isOdd ? undefined : stateMaxMessageSize(sdp);
  }

  const renegotiation = createRenegotiation({ connection, clock, isPolite, ready, send, admit });
  const recovery = createPathRecovery({
    clock,
    isPolite,
    restart: (attempt) => !medium.isUp || lookForPath(renegotiation, attempt),
  });
  const gate = createMediumGate({
    isDoubted: () => heartbeat.isDoubted,
    probe: (listener) => heartbeat.probe(listener),
    pass: (message) => renegotiation.receive(message, 'medium'),
  });

  sendCandidates(connection, (candidate) => {
    const message = { ...candidate, round: renegotiation.localRound };
    medium.send(message);
    if (message.round > 0 && !heartbeat.isDoubted) session.sayNegotiation(message);
  });
  connection.addEventListener('negotiationneeded', () => proven && renegotiation.negotiate());
  // Before anybody is told: a network that was left for another is not waited for.
  heartbeat.onDoubted((isDoubted) => {
    if (isDoubted) renegotiation.begin();
    recovery.onDoubted(isDoubted);
    if (isDoubted) gate.onDoubted();
    else renegotiation.resume();
  });
  closing.onClosed(() => {
    recovery.stop();
    renegotiation.stop();
  });

  return {
    start(given) {
      proven = given;
      start();
    },
    receive: (message, carrier) =>
      carrier === 'medium' ? gate.take(message) : renegotiation.receive(message, carrier),
    tryNow() {
      if (heartbeat.isDoubted) recovery.tryNow();
      else heartbeat.probe((hasAnswered) => hasAnswered || recovery.tryNow());
    },
  };
}

/** Restarts once, and goes on with that while nothing else is known. False where the engine cannot restart. */
function lookForPath(renegotiation: Renegotiation, { isFirst, isHinted }: RestartAttempt): boolean {
  if (isHinted || !renegotiation.isUnderWay) return renegotiation.restart({ alsoOnLink: isFirst });
  renegotiation.insist();
  return true;
}

function problemOf(sdp: string, proven: Fingerprints | undefined): string | undefined {
  const fingerprint = descriptionFingerprint(sdp);
  if (!fingerprint.ok) return fingerprint.error;
  if (!proven || !equalBytes(fingerprint.value, proven.remote)) return 'the certificate changed';
  return countMediaSections(sdp) > MAX_MEDIA_SECTIONS ? 'too many media sections' : undefined;
}

type LocalCandidate = Omit<Extract<NegotiationMessage, { readonly type: 'candidate' }>, 'round'>;

/** From the first one on: the link is opened by the same medium. */
function sendCandidates(connection: RTCPeerConnection, send: (candidate: LocalCandidate) => void): void {
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (!candidate?.candidate) return;
    const { sdpMid, sdpMLineIndex } = candidate;
    send({
      type: 'candidate',
      candidate: candidate.candidate,
      mid: sdpMid ?? '',
      lineIndex: sdpMLineIndex ?? 0,
    });
  });
}
