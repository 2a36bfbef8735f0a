// A crowd in one room over real WebRTC: a real PeerServer here, and the peers in a few processes. One process would not
// do: what libuv and libjuice spend on each event grows with the connections of the process.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createWebRandom } from '../../src/platform/web-random.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { createRoomCode } from '../../src/room/room-code.ts';
import { startPeerServer, type RunningBroker } from './peer-server.ts';
import type { Numbered, Order } from './real-room-process.ts';
import type { RealRoomOptions, RealRoomView } from './real-room.ts';

type Options = Pick<RealRoomOptions, 'topology'>;

export interface RealWorld {
  /** Everybody leaves; who joins after that comes to another room. The broker is there. */
  moveOn(): Promise<void>;
  /** More peers in the room, spread over the processes. */
  join(count: number, options: Options): Promise<readonly PeerId[]>;
  /** Each broadcasts its next number. */
  say(peers: readonly PeerId[]): Promise<void>;
  leave(peers: readonly PeerId[]): Promise<void>;
  /** Looks at all rooms again and again until it is so, or the time is up; what was seen last. */
  lookUntil(
    condition: (rooms: readonly RealRoomView[]) => boolean,
    limitMs: number,
  ): Promise<readonly RealRoomView[]>;
  stopBroker(): Promise<void>;
  /** At the same address. */
  startBroker(): Promise<void>;
  /** All processes ended, the broker stopped. */
  dispose(): Promise<void>;
}

const PROCESSES = 4;
const LOOK_PERIOD_MS = 200;
const SCRIPT = fileURLToPath(new URL('./real-room-process.ts', import.meta.url));
const PRELOAD = new URL('./browser-in-node.ts', import.meta.url).href;

export async function createRealWorld(): Promise<RealWorld> {
  const random = createWebRandom();
  const processes = Array.from({ length: PROCESSES }, startProcess);
  let code = createRoomCode(random);
  let server: RunningBroker | undefined = await startPeerServer();
  const { address: broker } = server;

  async function startBroker(): Promise<void> {
    server ??= await startPeerServer(broker.port);
  }

  async function leave(peers: readonly PeerId[]): Promise<void> {
    await Promise.all(processes.map((each) => each.tell('leave', peers)));
  }

  async function look(): Promise<readonly RealRoomView[]> {
    return (await Promise.all(processes.map((each) => each.look()))).flat();
  }

  return {
    startBroker,
    leave,
    async moveOn() {
      await startBroker();
      await leave((await look()).map(({ peerId }) => peerId));
      code = createRoomCode(random);
    },
    join(count, options) {
      const joining: Promise<PeerId>[] = [];
      for (let i = 0; i < count; i += 1) {
        const [emptiest] = processes.toSorted((a, b) => a.peers.size + a.joining - b.peers.size - b.joining);
        if (emptiest) joining.push(emptiest.join({ code, broker, ...options }));
      }
      return Promise.all(joining);
    },
    async say(peers) {
      await Promise.all(processes.map((each) => each.tell('say', peers)));
    },
    async lookUntil(condition, limitMs) {
      const endMs = performance.now() + limitMs;
      let rooms = await look();
      while (!condition(rooms) && performance.now() < endMs) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_PERIOD_MS));
        rooms = await look();
      }
      return rooms;
    },
    async stopBroker() {
      await server?.stop();
      server = undefined;
    },
    async dispose() {
      for (const each of processes) each.kill();
      await server?.stop();
    },
  };
}

interface RoomProcess {
  readonly peers: ReadonlySet<PeerId>;
  readonly joining: number;
  join(options: RealRoomOptions): Promise<PeerId>;
  /** Only those that live here. */
  tell(what: 'say' | 'leave', peers: readonly PeerId[]): Promise<void>;
  look(): Promise<readonly RealRoomView[]>;
  kill(): void;
}

function startProcess(): RoomProcess {
  const { ask, kill } = forkPeers();
  const peers = new Set<PeerId>();
  let joining = 0;
  return {
    peers,
    get joining() {
      return joining;
    },
    async join(options) {
      joining += 1;
      const peerId = (await ask({ do: 'join', options })) as PeerId;
      joining -= 1;
      peers.add(peerId);
      return peerId;
    },
    async tell(what, those) {
      const own = those.filter((peer) => peers.has(peer));
      await ask({ do: what, peers: own });
      if (what === 'leave') for (const peer of own) peers.delete(peer);
    },
    look: () => ask({ do: 'look' }) as Promise<readonly RealRoomView[]>,
    kill,
  };
}

/** `ask` rejects when the process ends before it has answered. */
function forkPeers() {
  const child = fork(SCRIPT, { execArgv: ['--import', 'tsx', '--import', PRELOAD] });
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  child.on('message', ({ number, value }: Numbered<unknown>) => {
    waiting.get(number)?.(value);
    waiting.delete(number);
  });
  child.on('exit', (status) => {
    const end = new Error(`a process of peers ended with ${status}`);
    for (const answer of waiting.values()) answer(Promise.reject(end));
    waiting.clear();
  });
  return {
    ask: (order: Order) =>
      new Promise<unknown>((resolve) => {
        asked += 1;
        waiting.set(asked, resolve);
        child.send({ number: asked, value: order });
      }),
    kill: () => void child.kill('SIGKILL'),
  };
}
