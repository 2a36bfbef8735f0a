// Links whose descriptions a person carries: an offer there, an answer back, each with its candidates, minutes apart.
// What they are packed in and who may use them is not known here.

import { formatBase32 } from '../primitives/base32.ts';
import type { TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import {
  packDescription,
  unpackDescription,
  type PackedDescription,
  type PackError,
} from '../signaling/packed-description.ts';
import { keepChecking } from './kept-checks.ts';
import type { LinkMedium } from './link-negotiation.ts';
import { awaitLink } from './opening.ts';
import type { DialError, Link } from './transport.ts';
import { openWebrtcLink, type LinkContext, type LinkEnds, type OpeningLink } from './webrtc-link.ts';

/** Why nothing can be offered or answered; `failed`: the browser refuses, or has too many connections. */
export type InvitationLinkError = PackError | { readonly code: 'failed'; readonly detail: string };

export interface OfferedLink {
  readonly description: PackedDescription;
  /** The answer is here: the link, within {@link COMPLETE_TIMEOUT_MS}. Once. */
  complete(answer: PackedDescription): Promise<Result<Link, DialError>>;
  cancel(): void;
}

export interface AnsweredLink {
  readonly description: PackedDescription;
  /** The link, once the answer was applied at the other end. */
  readonly opened: Promise<Result<Link, DialError>>;
  cancel(): void;
}

export interface InvitationTransport {
  offer(): Promise<Result<OfferedLink, InvitationLinkError>>;
  /** `timeoutMs`: how long somebody may take to carry the answer back. */
  answer(offer: PackedDescription, timeoutMs: number): Promise<Result<AnsweredLink, InvitationLinkError>>;
}

export interface InvitationTransportOptions extends LinkContext {
  readonly iceServers: readonly RTCIceServer[];
  /** Default: the browser's own. */
  readonly createConnection?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/** From the answer to the link: checks take under a second, and 3 s where an engine has to begin anew. */
export const COMPLETE_TIMEOUT_MS = 15_000;
/** Own addresses are there at once; a server that does not answer is not waited for. */
const GATHER_MS = 2_500;
const ID_BYTES = 16;
/** Nothing but the link itself carries what is said later. */
const NO_MEDIUM: LinkMedium = { isUp: false, send: () => undefined };

export function createInvitationTransport(options: InvitationTransportOptions): InvitationTransport {
  const { clock } = options;
  const connect =
    options.createConnection ?? ((configuration: RTCConfiguration) => new RTCPeerConnection(configuration));
  const context = { ...options, isPatient: true };

  return {
    async offer() {
      const connection = attempt(() => connect({ iceServers: Array.from(options.iceServers) }));
      if (!connection) return refused;
      // The guest dials: in the room's handshake it is the guest who may be behind.
      const opening = openWebrtcLink(connection, endsOf(connection, 'listener'), context);
      const made = await describe(connection, () => connection.createOffer(), options);
      if (!made.ok) opening.abandon(made.error.detail);
      if (!made.ok) return made;
      return ok({
        description: made.value,
        async complete(answer) {
          apply(connection, opening, answer);
          return awaitLink(opening, { clock, timeoutMs: COMPLETE_TIMEOUT_MS });
        },
        cancel: () => opening.abandon('withdrawn'),
      });
    },
    async answer(offer, timeoutMs) {
      const connection = attempt(() => connect({ iceServers: Array.from(options.iceServers) }));
      if (!connection) return refused;
      const opening = openWebrtcLink(connection, endsOf(connection, 'dialer'), context);
      const sdp = unpackDescription(offer);
      const answering = async () => {
        await connection.setRemoteDescription({ type: 'offer', sdp });
        return connection.createAnswer();
      };
      const made = await describe(connection, answering, options);
      if (!made.ok) opening.abandon(made.error.detail);
      if (!made.ok) return made;
      const stopChecking = keepChecking(connection, sdp.split('\r\n'), clock);
      void opening.opened.then(stopChecking);
      const opened = awaitLink(opening, { clock, timeoutMs });
      return ok({ description: made.value, opened, cancel: () => opening.abandon('withdrawn') });
    },
  };
}

const refused = err({ code: 'failed', detail: 'the browser makes no connection' } as const);

/** Browsers bound the number of connections of a page; some have none at all. */
function attempt<T>(create: () => T): T | undefined {
  try {
    return create();
  } catch {
    return undefined;
  }
}

/**
 * Addresses for a link that has none: from the certificates, so that no two links share them. They are known once both
 * descriptions are there, so whoever passes them on passes the getters on.
 */
function endsOf(connection: RTCPeerConnection, role: LinkEnds['role']): LinkEnds {
  const addressIn = (sdp: string | undefined): TransportId => {
    const hex = /^a=fingerprint:sha-256 ([0-9A-F:]+)/im.exec(sdp ?? '')?.[1]?.replaceAll(':', '') ?? '';
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return `kith-i-${formatBase32(bytes.subarray(0, ID_BYTES))}` as TransportId;
  };
  return {
    get localId() {
      return addressIn(connection.localDescription?.sdp);
    },
    get remoteId() {
      return addressIn(connection.remoteDescription?.sdp);
    },
    role,
    medium: NO_MEDIUM,
  };
}

async function describe(
  connection: RTCPeerConnection,
  create: () => Promise<RTCSessionDescriptionInit>,
  { clock }: InvitationTransportOptions,
): Promise<Result<PackedDescription, InvitationLinkError>> {
  try {
    await connection.setLocalDescription(await create());
    await new Promise<void>((resolve) => {
      const stop = clock.schedule(GATHER_MS, resolve);
      const check = () => {
        if (connection.iceGatheringState !== 'complete') return;
        stop();
        resolve();
      };
      connection.addEventListener('icegatheringstatechange', check);
      check();
    });
    return packDescription(connection.localDescription?.sdp ?? '');
  } catch (cause) {
    return err({ code: 'failed', detail: cause instanceof Error ? cause.message : 'the browser refused' });
  }
}

function apply(connection: RTCPeerConnection, opening: OpeningLink, answer: PackedDescription): void {
  connection
    .setRemoteDescription({ type: 'answer', sdp: unpackDescription(answer) })
    .catch(() => opening.abandon('the browser refused the answer'));
}
