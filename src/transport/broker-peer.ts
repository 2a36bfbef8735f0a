// The part of a PeerJS peer that we use, as types of our own: the package itself has one home, peerjs-transport.ts.

import type { TransportId } from '../primitives/ids.ts';

/** A PeerJS-compatible broker. Nothing else is ever contacted for signaling. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  /** Where the broker is mounted, such as `/broker`. */
  readonly path: string;
  readonly secure: boolean;
  /** Default `peerjs`, as in every PeerServer that was not told otherwise. */
  readonly key?: string;
}

/** What a peer is made with. Everything is stated: a default of PeerJS would contact its public servers. */
export interface BrokerPeerOptions extends Required<BrokerAddress> {
  /** Proves to the broker that a claim after a lost connection is ours. */
  readonly token: string;
  readonly config: { readonly iceServers: RTCIceServer[] };
  readonly debug: 0;
}

export interface BrokerConnection {
  readonly peer: string;
  readonly connectionId: string;
  peerConnection: RTCPeerConnection | null;
  /** PeerJS's own channel; the dialer has it at once. */
  readonly dataChannel: RTCDataChannel | null;
  close(): void;
}

export interface BrokerPeer {
  readonly socket: {
    send(message: unknown): void;
    on(event: 'message', listener: (message: unknown) => void): unknown;
    listeners(event: 'message'): ((message: unknown) => void)[];
    removeAllListeners(event: 'message'): unknown;
  };
  on(event: 'open' | 'close' | 'disconnected', listener: () => void): unknown;
  on(event: 'error', listener: (error: { readonly type: string; readonly message: string }) => void): unknown;
  on(event: 'connection', listener: (connection: BrokerConnection) => void): unknown;
  /** Undefined while it is not connected to the broker. */
  connect(
    remoteId: string,
    options: { readonly serialization: 'raw'; readonly reliable: true },
  ): BrokerConnection | undefined;
  destroy(): void;
}

export type CreatePeer = (id: TransportId, options: BrokerPeerOptions) => BrokerPeer;
