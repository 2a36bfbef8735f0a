// A pretended PeerJS peer: its socket and events are moved by hand, its connections are pretended ones.

import type { BrokerConnection, BrokerPeer } from '../../src/transport/broker-peer.ts';
import { FakeConnection, fakeDescription } from './fake-connection.ts';

type Listener = (value: never) => void;

export interface FakeBrokerPeer extends BrokerPeer {
  /** What the broker sends, before any gate. */
  deliver(message: unknown): void;
  /** What PeerJS emits. */
  emit(event: 'open' | 'close' | 'disconnected' | 'error' | 'connection', value?: unknown): void;
  /** What passed the gate. */
  readonly passed: readonly unknown[];
  /** What was sent to the broker. */
  readonly sent: readonly unknown[];
  readonly connections: readonly (BrokerConnection & { readonly fake: FakeConnection })[];
  readonly isDestroyed: boolean;
}

export function createFakeBrokerPeer(): FakeBrokerPeer {
  const listeners = new Map<string, Listener[]>();
  const passed: unknown[] = [];
  const sent: unknown[] = [];
  const connections: (BrokerConnection & { readonly fake: FakeConnection })[] = [];
  let socketListeners: ((message: unknown) => void)[] = [(message) => passed.push(message)];
  let isDestroyed = false;

  return {
    passed,
    sent,
    connections,
    get isDestroyed() {
      return isDestroyed;
    },
    deliver(message) {
      for (const listener of Array.from(socketListeners)) listener(message);
    },
    emit(event, value) {
      for (const listener of listeners.get(event) ?? []) listener(value as never);
    },
    on(event: string, listener: Listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    connect(remoteId) {
      const connection = createFakeBrokerConnection(remoteId, `dc_${connections.length}`);
      connections.push(connection);
      return connection;
    },
    destroy: () => void (isDestroyed = true),
    socket: {
      send: (message) => void sent.push(message),
      on: (_event, listener) => void socketListeners.push(listener),
      listeners: () => Array.from(socketListeners),
      removeAllListeners: () => void (socketListeners = []),
    },
  };
}

export function createFakeBrokerConnection(peer: string, connectionId: string) {
  const fake = new FakeConnection();
  return {
    peer,
    connectionId,
    dataChannel: null,
    fake,
    isReleased: false,
    peerConnection: fake.asConnection as RTCPeerConnection | null,
    close() {
      this.isReleased = this.peerConnection === null;
    },
  };
}

/** Messages as a broker relays them from an honest peer. */
export const brokerMessages = {
  offer: (src: string, connectionId: string) => ({
    type: 'OFFER',
    src,
    dst: 'me',
    payload: {
      type: 'data',
      connectionId,
      serialization: 'raw',
      label: connectionId,
      reliable: true,
      sdp: { type: 'offer', sdp: fakeDescription() },
    },
  }),
  answer: (src: string, connectionId: string) => ({
    type: 'ANSWER',
    src,
    dst: 'me',
    payload: { type: 'data', connectionId, sdp: { type: 'answer', sdp: fakeDescription() } },
  }),
  candidate: (src: string, connectionId: string) => ({
    type: 'CANDIDATE',
    src,
    dst: 'me',
    payload: {
      type: 'data',
      connectionId,
      candidate: {
        candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host',
        sdpMid: '0',
        sdpMLineIndex: 0,
        usernameFragment: null,
      },
    },
  }),
};
