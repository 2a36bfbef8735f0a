// A real PeerServer on a free port of this machine, for tests over real WebRTC.

import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import { PeerServer } from 'peer';
import { WebSocket, WebSocketServer, type ServerOptions } from 'ws';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';

export interface RunningBroker {
  readonly address: BrokerAddress;
  stop(): Promise<void>;
}

export interface PeerServerLimits {
  /** Clients at a time. Default: more than a test has. */
  readonly concurrentLimit?: number;
  /** Hangs up on who says this, as brokers do on who says too much. Default: on nobody. */
  readonly hangsUpOn?: (message: string) => boolean;
}

/** `port` 0 asks for a free one; a given one restarts a broker that was stopped. */
export async function startPeerServer(port = 0, limits: PeerServerLimits = {}): Promise<RunningBroker> {
  const sockets = new Set<{ destroy(): void }>();
  const { hangsUpOn } = limits;
  const server = await new Promise<Server | SecureServer>((resolve) => {
    // Nobody waits 5 s in a test to hear that an address is free.
    PeerServer(
      {
        port,
        host: '127.0.0.1',
        path: '/broker',
        expire_timeout: 500,
        cleanup_out_msgs: 100,
        concurrent_limit: limits.concurrentLimit ?? 5_000,
        ...(hangsUpOn && { createWebSocketServer: (options) => serveStrictly(options, hangsUpOn) }),
      },
      (running) => resolve(running),
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const { port: chosen } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port: chosen, path: '/broker', secure: false },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Close code "policy violation", as our own host has it. */
const REFUSED = 1008;

function serveStrictly(options: ServerOptions, hangsUpOn: (message: string) => boolean): WebSocketServer {
  class StrictSocket extends WebSocket {
    override emit(event: string | symbol, ...values: unknown[]): boolean {
      if (event !== 'message' || !hangsUpOn(String(values[0]))) return super.emit(event, ...values);
      this.close(REFUSED);
      return true;
    }
  }
  return new WebSocketServer({ ...options, WebSocket: StrictSocket });
}
