// The PeerJS-compatible broker: introduces browsers, then is out of the way. It sees ids, offers and answers, never
// what people say. Any origin may use it (saved files have none), so it holds nothing that an origin could steal.

import type { IncomingMessage, Server } from 'node:http';
import { ExpressPeerServer } from 'peer';
import { WebSocketServer, type ServerOptions } from 'ws';
import { BrokerSocket, isBrokerId, MAX_ID_LENGTH, MAX_MESSAGE_BYTES } from './broker-socket.ts';
import { createClientPlaces } from './client-places.ts';

/** Where the broker is mounted; its WebSocket is one step below, at `/broker/peerjs`. */
export const BROKER_PATH = '/broker';
/** Clients in all: an idle one costs about 60 KB here, so this is 300 MB. */
const MAX_CLIENTS = 5_000;
/** Clients of one address: a school behind one router; more is somebody filling the places. */
const MAX_CLIENTS_PER_ADDRESS = 500;
/** A tab in the background sends its heartbeat once a minute, so `peer` may not be stricter than this. */
const HEARTBEAT_TIMEOUT_MS = 90_000;
/** Browsers answer a ping even from background tabs: a vanished client's id is free again after two of these. */
const PROBE_PERIOD_MS = 15_000;
/** How long an offer waits for a receiver that is just reconnecting. Only then its sender learns that nobody is there,
 *  and a newcomer to an empty room waits for exactly that. */
const WAITING_MESSAGE_MS = 1_000;
const WAITING_CHECK_MS = 250;
/** Close code "going away". */
const GOING_AWAY = 1001;

export interface Broker {
  /** To be mounted at BROKER_PATH of the application that serves `server`'s requests. */
  readonly app: ReturnType<typeof ExpressPeerServer>;
  peerCount(): number;
  /** Says goodbye to every client. */
  close(): void;
}

/** `peer` adds its own `upgrade` listener to `server` at mounting, and keeps two timers for the process's life. */
export function createBroker(server: Server): Broker {
  const sockets = { current: undefined as WebSocketServer | undefined };
  const app = ExpressPeerServer(server, {
    path: '/',
    allow_discovery: false,
    alive_timeout: HEARTBEAT_TIMEOUT_MS,
    expire_timeout: WAITING_MESSAGE_MS,
    cleanup_out_msgs: WAITING_CHECK_MS,
    concurrent_limit: MAX_CLIENTS,
    createWebSocketServer: (options) => (sockets.current = createSocketServer(options)),
  });
  app.disable('x-powered-by');
  // Without a listener the first torn connection would end the process.
  app.on('error', () => undefined);
  const clients = new Set<object>();
  app.on('connection', (client) => clients.add(client));
  app.on('disconnect', (client) => clients.delete(client));
  const probing = setInterval(() => probeAll(sockets.current), PROBE_PERIOD_MS).unref();
  return {
    app,
    peerCount: () => clients.size,
    close() {
      clearInterval(probing);
      for (const socket of sockets.current?.clients ?? []) socket.close(GOING_AWAY);
      sockets.current?.close();
    },
  };
}

function createSocketServer(options: ServerOptions): WebSocketServer {
  const places = createClientPlaces(MAX_CLIENTS_PER_ADDRESS);
  const socketServer = new WebSocketServer({
    ...options,
    WebSocket: BrokerSocket,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    verifyClient: ({ req }: { req: IncomingMessage }) => hasValidNames(req) && places.hasRoom(addressOf(req)),
  });
  socketServer.on('connection', (socket, request) => {
    socket.once('close', places.take(addressOf(request)));
  });
  return socketServer;
}

function probeAll(socketServer: WebSocketServer | undefined): void {
  for (const socket of socketServer?.clients ?? []) {
    if (socket instanceof BrokerSocket) socket.probe();
  }
}

/** `peer` reads the last of several values of one name, and so does this. */
function hasValidNames(request: IncomingMessage): boolean {
  const query = new URL(request.url ?? '/', 'http://broker').searchParams;
  const { id = '', token = '' } = Object.fromEntries(query);
  return isBrokerId(id) && token !== '' && token.length <= MAX_ID_LENGTH;
}

function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? '';
}
