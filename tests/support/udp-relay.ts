// Networks between two pages that a test can take away: candidates lead to relays of ours in Node. Cutting a network kills
// every path there was, as walking out of a Wi-Fi does, while new candidates lead to new relays; pausing it loses every
// packet for a while, whatever paths are looked for meanwhile. Commands of the browser tests.

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { BrowserCommand } from 'vitest/node';

/** Where a relay stands, and where its packets go. */
export interface RelayOrder {
  readonly network: string;
  readonly address: string;
  readonly port: number;
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** The port, on the same machine, whose packets go to `port` at `address`. */
    relayUdp: (order: RelayOrder) => Promise<number>;
    /** The relays that the network has pass nothing any more, for good. */
    cutRelays: (network: string) => Promise<void>;
    /** Everything is lost, on relays to come too, until it is paused no more. */
    pauseRelays: (network: string, isPaused: boolean) => Promise<void>;
  }
}

interface Network {
  readonly sockets: Set<Socket>;
  isPaused: boolean;
}

const networks = new Map<string, Network>();

/** By browser: several run the same tests at once. */
function networkOf(browser: string, name: string): Network {
  const key = `${browser} ${name}`;
  const network = networks.get(key) ?? { sockets: new Set(), isPaused: false };
  networks.set(key, network);
  return network;
}

export const relayUdp: BrowserCommand<[order: RelayOrder]> = async ({ project }, order) => {
  const network = networkOf(project.name, order.network);
  const { address, port } = order;
  const family = address.includes(':') ? 'udp6' : 'udp4';
  const front = await listen(family, network);
  const backs = new Map<string, Promise<Socket>>();

  function pass(socket: Socket, packet: Buffer, to: Pick<RemoteInfo, 'address' | 'port'>): void {
    if (!network.isPaused && network.sockets.has(socket)) socket.send(packet, to.port, to.address, ignore);
  }

  /** Answers find their way back: each sender has a socket of its own towards the target. */
  async function backFor(sender: RemoteInfo): Promise<Socket> {
    const back = await listen(family, network);
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

/** A packet that cannot leave is lost like others. */
const ignore = () => undefined;

export const cutRelays: BrowserCommand<[network: string]> = ({ project }, name) => {
  const { sockets } = networkOf(project.name, name);
  for (const socket of sockets) socket.close();
  sockets.clear();
};

export const pauseRelays: BrowserCommand<[network: string, isPaused: boolean]> = (
  { project },
  name,
  isPaused,
) => void (networkOf(project.name, name).isPaused = isPaused);

async function listen(family: 'udp4' | 'udp6', { sockets }: Network): Promise<Socket> {
  const socket = createSocket(family);
  socket.bind(0);
  await once(socket, 'listening');
  sockets.add(socket);
  return socket;
}
