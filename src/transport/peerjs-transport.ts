// The Transport port over a PeerJS-compatible broker. PeerJS opens the first link to a stranger and nothing more: our
// own channels ride its connection, and once they are open the connection is ours. The only home of the package.

import { Peer } from 'peerjs';
import { formatHex } from '../primitives/bytes.ts';
import type { TransportId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err } from '../primitives/result.ts';
import { claimAtBroker, type BrokerClaim } from './broker-endpoint.ts';
import type { BrokerAddress, CreatePeer } from './broker-peer.ts';
import { openBrokerSession } from './broker-session.ts';
import type { Transport } from './transport.ts';
import type { LinkContext } from './webrtc-link.ts';

const TOKEN_BYTES = 16;

export interface PeerjsTransportOptions extends LinkContext {
  readonly broker: BrokerAddress;
  /** Stated even when empty: PeerJS's own default names public servers. */
  readonly iceServers: readonly RTCIceServer[];
  readonly random: RandomSource;
  /** Default: a PeerJS peer. */
  readonly createPeer?: CreatePeer;
}

export function createPeerjsTransport(options: PeerjsTransportOptions): Transport {
  const { broker, random } = options;
  return {
    label: `${broker.host}:${broker.port}`,
    async claim(id, { signal } = {}) {
      if (typeof RTCPeerConnection === 'undefined' || typeof WebSocket === 'undefined') {
        return err({ code: 'unsupported', detail: 'no WebRTC in this browser' });
      }
      return claimAtBroker({ id, context: options, random, openStay: createOpener(id, options) }, signal);
    },
  };
}

/** Every stay of one claim uses the same token, so that the broker gives the address back to us. */
function createOpener(id: TransportId, options: PeerjsTransportOptions): BrokerClaim['openStay'] {
  const { broker, iceServers, clock, random } = options;
  const token = formatHex(random.bytes(TOKEN_BYTES));
  const config = { iceServers: Array.from(iceServers) };
  const createPeer = () =>
    (options.createPeer ?? createPeerjsPeer)(id, { key: 'peerjs', ...broker, token, config, debug: 0 });
  return (request) => openBrokerSession({ id, clock, createPeer, ...request });
}

const createPeerjsPeer: CreatePeer = (id, options) => new Peer(id, options);
