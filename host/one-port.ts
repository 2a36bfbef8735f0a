// Plain http and https on one port: the first byte of a connection tells which it is. One http server serves both, so
// that requests, upgrades and time limits are the same; a request's `socket.encrypted` says how it came.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import type { CertificatePair } from './certificate.ts';

/** How every TLS record of a handshake starts; no http method does. */
const TLS_HANDSHAKE = 0x16;
/** A phone on a bad network needs a second or two; who says nothing for this long wants only the connection. */
const FIRST_BYTE_TIMEOUT_MS = 10_000;
const TLS_HANDSHAKE_TIMEOUT_MS = 10_000;
/** Header and whole request; the biggest request is a share, which is thrown away. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const TIMEOUT_CHECK_MS = 5_000;
/** Connections in all, idle ones included: above the broker's clients, below the usual limit of open files. */
const MAX_CONNECTIONS = 8_000;

export interface OnePort {
  /** Listens, closes and counts for both. */
  readonly server: Server;
  /** For connections from now on. */
  setCertificate(pair: CertificatePair): void;
  /** Ends every connection at once, also those that were upgraded. */
  destroyConnections(): void;
}

export function createOnePort(certificate: CertificatePair, onRequest: RequestListener): OnePort {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    onRequest,
  );
  server.maxConnections = MAX_CONNECTIONS;
  const serve = takeConnectionListener(server);
  const tlsServer = createTls(certificate, serve);
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    routeByFirstByte(socket, { plain: serve, encrypted: (each) => tlsServer.emit('connection', each) });
  });
  return {
    server,
    setCertificate: ({ key, cert }) => tlsServer.setSecureContext({ key, cert }),
    destroyConnections() {
      for (const socket of connections) socket.destroy();
    },
  };
}

type Serve = (socket: Socket) => void;

/** Node's own listener, which makes requests of a connection's bytes; it is called when a connection is known. */
function takeConnectionListener(server: Server): Serve {
  const listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  return (socket) => {
    for (const listener of listeners) Reflect.apply(listener, server, [socket]);
  };
}

function createTls({ key, cert }: CertificatePair, serve: (socket: TLSSocket) => void): TlsServer {
  const tlsServer = createTlsServer({
    key,
    cert,
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: TLS_HANDSHAKE_TIMEOUT_MS,
  });
  tlsServer.on('secureConnection', serve);
  // Browsers break off the handshake when they do not know the certificate; nobody needs to hear of it.
  tlsServer.on('tlsClientError', (_error, socket) => socket.destroy());
  return tlsServer;
}

function routeByFirstByte(
  socket: Socket,
  routes: { readonly plain: Serve; readonly encrypted: Serve },
): void {
  const giveUp = () => socket.destroy();
  socket.setTimeout(FIRST_BYTE_TIMEOUT_MS, giveUp);
  socket.once('error', giveUp);
  socket.once('readable', () => {
    const start: unknown = socket.read(1);
    socket.setTimeout(0);
    socket.off('timeout', giveUp);
    if (!Buffer.isBuffer(start)) {
      giveUp();
      return;
    }
    socket.off('error', giveUp);
    socket.unshift(start);
    if (start[0] !== TLS_HANDSHAKE) return routes.plain(socket);
    // Inherited by the TLS socket: who hangs up in the middle of the handshake is not waited for.
    socket.allowHalfOpen = false;
    routes.encrypted(socket);
  });
}
