// A broker that cannot be trusted: a real PeerServer whose messages a test may read, change, swallow and make up on their
// way to the browsers.

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { ExpressPeerServer } from 'peer';
import { WebSocket, WebSocketServer } from 'ws';

/** As PeerJS clients exchange them. */
export interface PassingMessage {
  readonly type: string;
  readonly src: string;
  readonly dst: string;
  readonly payload?: {
    readonly connectionId?: string;
    readonly sdp?: { readonly type: 'offer' | 'answer'; readonly sdp: string };
    readonly candidate?: RTCIceCandidateInit;
    readonly [field: string]: unknown;
  };
}

export interface TamperingBroker {
  /** Where pages find it. */
  readonly url: string;
  /** Hands a message to a client as if its `src` had sent it. */
  inject(message: PassingMessage): void;
  stop(): Promise<void>;
}

/** What arrives instead of a message; undefined swallows it. */
export type Tamper = (message: PassingMessage) => PassingMessage | undefined;

const PATH = '/broker';

export async function startTamperingBroker(tamper: Tamper): Promise<TamperingBroker> {
  const app = express();
  const server = createServer(app);
  const clients = new Map<string, TappedSocket>();
  const sockets = new Set<{ destroy(): void }>();
  class Tapped extends TappedSocket {
    override readonly tamper = tamper;
  }
  const peerServer = ExpressPeerServer(server, {
    path: '/',
    // Nobody waits 5 s in a test to hear that an address is free.
    expire_timeout: 500,
    cleanup_out_msgs: 100,
    createWebSocketServer(options) {
      const webSockets = new WebSocketServer({ ...options, WebSocket: Tapped });
      webSockets.on('connection', (socket: TappedSocket, request) => clients.set(clientOf(request), socket));
      return webSockets;
    },
  });
  app.use(PATH, peerServer);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${PATH}`,
    inject: (message) => clients.get(message.dst)?.sendAsIs(JSON.stringify(message)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Everything that `peer` sends to a client passes here; what the clients send to it does not. */
class TappedSocket extends WebSocket {
  readonly tamper: Tamper = (message) => message;

  override send(data: string): void {
    const message = JSON.parse(data) as PassingMessage;
    const instead = message.src ? this.tamper(message) : message;
    if (instead) super.send(JSON.stringify(instead));
  }

  sendAsIs(data: string): void {
    super.send(data);
  }
}

function clientOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://broker').searchParams.get('id') ?? '';
}
