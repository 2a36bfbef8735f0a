// A network between two pages that a test can take away: candidates lead to relays of ours in Node, and cutting them
// kills every path there was, as walking out of a Wi-Fi does, while new candidates lead to new relays. Commands of the
// browser tests.

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { BrowserCommand } from 'vitest/node';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** The port, on the same machine, whose packets go to `port` at `address`. */
    relayUdp: (address: string, port: number) => Promise<number>;
    /** Every relay there is passes nothing any more. */
    cutRelays: () => Promise<void>;
  }
}

/** By browser: several run the same tests at once. */
const openIn = new Map<string, Set<Socket>>();

function socketsOf(browser: string): Set<Socket> {
  const sockets = openIn.get(browser) ?? new Set();
  openIn.set(browser, sockets);
  return sockets;
}

export const relayUdp: BrowserCommand<[address: string, port: number]> = async (
  { project },
  address,
  port,
) => {
  const open = socketsOf(project.name);
  const family = address.includes(':') ? 'udp6' : 'udp4';
  const front = await listen(family, open);
  const backs = new Map<string, Promise<Socket>>();

  /** Answers find their way back: each sender has a socket of its own towards the target. */
  async function backFor(sender: RemoteInfo): Promise<Socket> {
    const back = await listen(family, open);
    back.on('message', (packet) => pass(front, packet, sender));
    return back;
  }

  front.on('message', (packet, sender) => {
    const key = `${sender.address} ${sender.port}`;
    const back = backs.get(key) ?? backFor(sender);
    backs.set(key, back);
    void back.then((socket) => pass(socket, packet, { address, port }));
  });
  return front.address().port;
};

export const cutRelays: BrowserCommand = ({ project }) => {
  const open = socketsOf(project.name);
  for (const socket of open) socket.close();
  open.clear();
};

async function listen(family: 'udp4' | 'udp6', open: Set<Socket>): Promise<Socket> {
  const socket = createSocket(family);
  socket.bind(0);
  await once(socket, 'listening');
  open.add(socket);
  return socket;
}

/** What is sent through a relay that was cut is lost. */
function pass(socket: Socket, packet: Buffer, { address, port }: Pick<RemoteInfo, 'address' | 'port'>): void {
  try {
    socket.send(packet, port, address, () => undefined);
  } catch {
    return;
  }
}
