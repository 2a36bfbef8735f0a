// A way out of the machine that counts and leads nowhere: what a browser sends to whomever over TCP comes by here.

import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface CountingProxy {
  readonly port: number;
  /** The first line of each connection: what was asked for, and where. */
  readonly asked: readonly string[];
  /** Counts from the beginning. */
  forget(): void;
  close(): void;
}

const MAX_LINE_BYTES = 300;

export async function openCountingProxy(): Promise<CountingProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.once('data', (bytes) => {
      asked.push(bytes.subarray(0, MAX_LINE_BYTES).toString('latin1').split('\r\n', 1)[0] ?? '');
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    forget() {
      asked.length = 0;
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
