// A Link on an RTCPeerConnection: from the channels' opening to a Link with proven fingerprints. How the descriptions
// travelled is not known here.

import { equalBytes } from '../primitives/bytes.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { describedFingerprints, readFingerprints, type Digest } from './fingerprints.ts';
import { createLinkNegotiation, type LinkMedium } from './link-negotiation.ts';
import type { NegotiationMessage } from './negotiation-message.ts';
import { readRoute } from './route.ts';
import type { CloseReason, Fingerprints, Link } from './transport.ts';
import { createSiblings } from './siblings.ts';
import { createWebrtcSession, type SessionContext, type WebrtcSession } from './webrtc-session.ts';

/** What a link needs of its surroundings, the same for all links of a transport. */
export interface LinkContext extends SessionContext {
  /** Checks the certificate in use against the description, where the engine shows it. */
  readonly digest?: Digest | undefined;
  /** Default: the browser's. */
  readonly createSibling?: ((configuration: RTCConfiguration) => RTCPeerConnection) | undefined;
}

export interface LinkEnds {
  readonly localId: TransportId;
  readonly remoteId: TransportId;
  readonly role: Link['role'];
  readonly medium: LinkMedium;
}

/** A link whose channels may not be open yet. */
export interface OpeningLink {
  /** The link, or why there will be none. */
  readonly opened: Promise<Result<Link, CloseReason>>;
  /** Gives up; has no effect once a link was handed out. */
  abandon(detail: string): void;
  /** The connection's end, whether it had opened or not. */
  onEnded(listener: () => void): Unsubscribe;
  /** Whoever is at the other end was taken in, or the connection is closed for good. */
  readonly settled: Promise<void>;
  /** What the medium brings for it beside the descriptions that open it. */
  receive(message: NegotiationMessage): void;
  /** The network may be another one now: makes sure of the path, or looks for another. */
  tryNow(): void;
}

/** Call before the offer or the answer is made: it creates the channels. Owns `connection` from then on. */
export function openWebrtcLink(
  connection: RTCPeerConnection,
  ends: LinkEnds,
  context: LinkContext,
): OpeningLink {
  const { role, medium } = ends;
  const session = createWebrtcSession(connection, context);
  const negotiation = createLinkNegotiation({ role, medium, session, clock: context.clock });
  let isHandedOut = false;

  async function prove(): Promise<Link | undefined> {
    await whenStable(connection);
    const fingerprints = await readFingerprints(connection, context.digest);
    if (!fingerprints.ok) session.end({ kind: 'refused', detail: fingerprints.error });
    if (!fingerprints.ok || session.closing.reason) return undefined;
    isHandedOut = true;
    session.heartbeat.start();
    watchFingerprints(session, fingerprints.value);
    negotiation.start(fingerprints.value);
    useSiblings(session, ends, context);
    return createLink(session, ends, fingerprints.value);
  }

  session.onNegotiation((message) => negotiation.receive(message, 'link'));
  const opened = new Promise<Result<Link, CloseReason>>((resolve) => {
    session.closing.onClosed((reason) => resolve(err(reason)));
    session.onOpen(() => void prove().then((link) => link && resolve(ok(link))));
  });
  return {
    opened,
    abandon(detail) {
      if (!isHandedOut) session.end({ kind: 'local', detail });
    },
    onEnded: (listener) => session.closing.onClosed(listener),
    settled: session.standing.settled,
    receive: (message) => negotiation.receive(message, 'medium'),
    tryNow: () => negotiation.tryNow(),
  };
}

function createLink(session: WebrtcSession, ends: LinkEnds, fingerprints: Fingerprints): Link {
  const { closing, heartbeat, inbox } = session;
  return {
    // Asked each time: a link by invitation has its addresses from descriptions that come later.
    get localId() {
      return ends.localId;
    },
    get remoteId() {
      return ends.remoteId;
    },
    role: ends.role,
    fingerprints,
    get isOpen() {
      return closing.reason === undefined;
    },
    get isInterrupted() {
      return heartbeat.isInterrupted;
    },
    onInterrupted: (listener) => heartbeat.onInterrupted(listener),
    get isDoubted() {
      return heartbeat.isDoubted;
    },
    onDoubted: (listener) => heartbeat.onDoubted(listener),
    onDrained: (listener) => session.onDrained(listener),
    bufferedBytes: (channel) => session.bufferedBytes(channel),
    send: (channel, data) => session.send(channel, data),
    onFrame: (listener) => inbox.onFrame(listener),
    onClosed: (listener) => closing.onClosed(listener),
    admit: () => session.standing.admit(),
    close: (detail) => session.end({ kind: 'local', detail }),
    route: async () => ({
      ...(await readRoute(session.connection, heartbeat.rttMs)),
      clock: heartbeat.clockOffset,
    }),
  };
}

function useSiblings(
  session: WebrtcSession,
  { role }: LinkEnds,
  { clock, createSibling }: LinkContext,
): void {
  const make = createSibling ?? browserConnections();
  if (!make) return;
  const { connection } = session;
  session.useSiblings((ports) =>
    createSiblings({
      ...ports,
      clock,
      role,
      createConnection: () => make(connection.getConfiguration()),
    }),
  );
}

function browserConnections(): LinkContext['createSibling'] {
  if (typeof RTCPeerConnection === 'undefined') return undefined;
  return (configuration) => new RTCPeerConnection(configuration);
}

/** The network may be ready before the page has heard that the descriptions are in force (seen in Chromium). */
function whenStable(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (connection.signalingState !== 'stable') return;
      connection.removeEventListener('signalingstatechange', check);
      resolve();
    };
    connection.addEventListener('signalingstatechange', check);
    check();
  });
}

/** A renegotiation, for a call say, must not bring another certificate (PROTOCOL [L3]). */
function watchFingerprints(session: WebrtcSession, proven: Fingerprints): void {
  const { connection } = session;
  connection.addEventListener('signalingstatechange', () => {
    if (connection.signalingState !== 'stable') return;
    const now = describedFingerprints(connection);
    const isSame =
      now.ok && equalBytes(now.value.local, proven.local) && equalBytes(now.value.remote, proven.remote);
    if (!isSame) session.end({ kind: 'refused', detail: 'the certificate changed' });
  });
}
