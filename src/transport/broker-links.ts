// Links over one stay at a broker: PeerJS exchanges the descriptions, our channels ride its connection, and an open
// connection is taken out of PeerJS's hands.

import type { TransportId } from '../primitives/ids.ts';
import { err, type Result } from '../primitives/result.ts';
import type { BrokerConnection } from './broker-peer.ts';
import type { BrokerSession } from './broker-session.ts';
import type { GateEntry } from './broker-gate.ts';
import type { BrokerRestarts } from './broker-restarts.ts';
import { awaitLink, type IncomingOpenings } from './opening.ts';
import { DIAL_TIMEOUT_MS, type DialError, type DialOptions, type Link } from './transport.ts';
import { openWebrtcLink, type LinkContext } from './webrtc-link.ts';

export interface BrokerLinkOptions extends DialOptions {
  readonly localId: TransportId;
  readonly restarts: BrokerRestarts;
  readonly incoming: IncomingOpenings;
  readonly context: LinkContext;
}

export async function dialOnBroker(
  session: BrokerSession,
  remoteId: TransportId,
  options: BrokerLinkOptions,
): Promise<Result<Link, DialError>> {
  const connection = connect(session, remoteId);
  if (!connection) return err({ code: 'failed', detail: 'no more connections' });
  return openOnBroker({ session, connection, remoteId, role: 'dialer' }, options);
}

/** Undefined when the offer led to no link. */
export async function acceptOnBroker(
  session: BrokerSession,
  connection: BrokerConnection,
  options: BrokerLinkOptions,
): Promise<Link | undefined> {
  // The gate lets only well-formed addresses through.
  const remoteId = connection.peer as TransportId;
  const opened = await openOnBroker({ session, connection, remoteId, role: 'listener' }, options);
  return opened.ok ? opened.value : undefined;
}

function connect(session: BrokerSession, remoteId: TransportId): BrokerConnection | undefined {
  try {
    return session.peer.connect(remoteId, { serialization: 'raw', reliable: true });
  } catch {
    // Browsers bound the number of connections of a page.
    return undefined;
  }
}

interface Negotiated {
  readonly session: BrokerSession;
  readonly connection: BrokerConnection;
  readonly remoteId: TransportId;
  readonly role: Link['role'];
}

async function openOnBroker(
  { session, connection, remoteId, role }: Negotiated,
  { localId, context, restarts, incoming, signal, timeoutMs = DIAL_TIMEOUT_MS }: BrokerLinkOptions,
): Promise<Result<Link, DialError>> {
  const { peerConnection, connectionId } = connection;
  if (!peerConnection) return err({ code: 'failed', detail: 'the connection is over' });
  disarm(connection, peerConnection);
  const medium = restarts.mediumFor(connectionId, remoteId);
  const opening = openWebrtcLink(peerConnection, { localId, remoteId, role, medium }, context);
  if (role === 'listener') incoming.add(remoteId, opening);
  let failure: DialError | undefined;
  const fail = (error: DialError) => {
    failure ??= error;
    opening.abandon(error.detail);
  };
  const entry: GateEntry = {
    remoteId,
    role,
    connection: peerConnection,
    phase: 'opening',
    onUnavailable: () => fail({ code: 'no-such-peer', detail: remoteId }),
    onLost: () => fail({ code: 'unreachable', detail: 'the broker was lost' }),
  };
  session.gate.add(connectionId, entry);
  restarts.add(connectionId, { ...opening, remoteId });
  opening.onEnded(() => {
    session.gate.remove(connectionId);
    restarts.remove(connectionId);
    release(connection);
  });

  const awaited = {
    ...opening,
    get failure() {
      return failure;
    },
  };
  const result = await awaitLink(awaited, { clock: context.clock, signal, timeoutMs });
  if (result.ok) {
    entry.phase = 'standing';
    release(connection);
  }
  return result;
}

/**
 * PeerJS would close the connection when its own channel goes, and throws at events of connections it has forgotten. Its
 * candidates would leave by the stay of the dial, and no longer once ICE is complete: ours leave by any, for ever.
 */
function disarm({ dataChannel }: BrokerConnection, peerConnection: RTCPeerConnection): void {
  if (dataChannel) dataChannel.onclose = null;
  peerConnection.oniceconnectionstatechange = null;
  peerConnection.ontrack = null;
  peerConnection.onicecandidate = null;
  // PeerJS's channel carries nothing; it is held, because an engine may close what nobody holds.
  peerConnection.ondatachannel = ({ channel }) =>
    void (heldChannels.has(peerConnection) || heldChannels.set(peerConnection, channel));
}

const heldChannels = new WeakMap<RTCPeerConnection, RTCDataChannel>();

/** Takes the connection away from PeerJS, which would close it together with the peer object. */
function release(connection: BrokerConnection): void {
  connection.peerConnection = null;
  connection.close();
}
