// Rooms for tests: real mesh, discovery and handshake over a simulated network on virtual time, with repeatable
// cryptography. One seed decides everything; a failing test prints it.

import type { LogEntry } from '../../src/primitives/log.ts';
import { createRoom } from '../../src/room/create-room.ts';
import type { Place } from '../../src/room/place.ts';
import { createRoomCode, type RoomCode } from '../../src/room/room-code.ts';
import type { CreateRoomOptions } from '../../src/room/room-options.ts';
import type { Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession, type LocalIdentity } from '../../src/secure/identity.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { createPlainSecure } from './plain-links.ts';
import { createSeededRandom } from './seeded-random.ts';
import { seedsToRun } from './seeds.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { createSimNetwork, type SimMachine, type SimNetwork, type SimNetworkOptions } from './sim-network.ts';

export interface SimWorld {
  readonly seed: number;
  readonly clock: SimClock;
  readonly network: SimNetwork;
  readonly code: RoomCode;
  /** Another instance in the same room, on a machine of its own. */
  readonly makeRoom: (name: string, options?: MakeRoomOptions) => Promise<SimRoom>;
}

export interface MakeRoomOptions {
  /** Default: one broker called `broker`. */
  readonly brokers?: readonly string[];
  /** Default: a new person. */
  readonly identity?: LocalIdentity;
  readonly code?: RoomCode;
  /** As in the link; default: joined by words alone. */
  readonly owner?: string;
  /** Instead of a room of these words. */
  readonly place?: Place;
  /** Links without a handshake and without sealing: for crowds. */
  readonly isPlain?: boolean;
  readonly overrides?: Partial<CreateRoomOptions>;
  /** Default: a new one. Transports in `overrides` are on it too. */
  readonly machine?: SimMachine;
}

export interface SimRoom extends Room {
  readonly name: string;
  readonly machine: SimMachine;
  readonly identity: LocalIdentity;
  readonly log: readonly LogEntry[];
  /** Names in the roster of peers that are linked now, sorted. */
  readonly sees: readonly string[];
}

export function createSimWorld(seed: number, network: Partial<SimNetworkOptions> = {}): SimWorld {
  const clock = createSimClock();
  const random = createSeededRandom(seed);
  const simNetwork = createSimNetwork({ clock, random: createSeededRandom(seed + 1), ...network });
  const code = createRoomCode(random);
  let made = 0;

  async function makeRoom(name: string, options: MakeRoomOptions = {}): Promise<SimRoom> {
    made += 1;
    const own = createSeededRandom(seed * 1_000 + made);
    const crypto = createFakeCrypto(own);
    const identity = options.identity ?? (await createGhostIdentity({ crypto, random: own }));
    const machine = options.machine ?? simNetwork.createMachine(name);
    const labels = options.brokers ?? ['broker'];
    const log: LogEntry[] = [];
    const peer = await openSession(identity, own, crypto);
    const plain = createPlainSecure(peer, crypto);
    const room = createRoom({
      place: options.place ?? { kind: 'room', code: options.code ?? code, owner: options.owner },
      peer,
      crypto,
      clock,
      random: own,
      log: { write: (entry) => void log.push(entry) },
      transports: labels.map((label) => createMemoryTransport(simNetwork, label, machine)),
      name,
      ...(options.isPlain ? { secure: (link, _, signal) => plain(link, signal) } : {}),
      ...options.overrides,
    });
    return withFacts(room, { name, machine, identity, log });
  }

  return { seed, clock, network: simNetwork, code, makeRoom };
}

/** Two people in one room who see each other. */
export async function aliceAndBob(
  seed: number,
): Promise<{ readonly world: SimWorld; readonly alice: SimRoom; readonly bob: SimRoom }> {
  const world = createSimWorld(seed);
  const alice = await world.makeRoom('Alice');
  await world.clock.until(() => alice.state.value.kind === 'open', 20_000);
  const bob = await world.makeRoom('Bob');
  await world.clock.until(() => alice.sees.includes('Bob') && bob.sees.includes('Alice'), 20_000);
  return { world, alice, bob };
}

/** Whether everybody sees everybody else, and nobody more. */
export function allSeeAll(rooms: readonly SimRoom[]): boolean {
  return rooms.every((room) => {
    const others = rooms.filter((other) => other !== room).map(({ name }) => name);
    return room.sees.join() === others.sort().join();
  });
}

/** Runs a scenario for each seed, a list being what is kept and a number that seed alone; a failure names its seed. */
export async function forSeeds(
  seeds: number | readonly number[],
  scenario: (world: SimWorld) => Promise<void>,
  network: Partial<SimNetworkOptions> = {},
): Promise<void> {
  for (const seed of typeof seeds === 'number' ? [seeds] : seedsToRun(seeds)) {
    try {
      await scenario(createSimWorld(seed, network));
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}

interface RoomFacts {
  readonly name: string;
  readonly machine: SimMachine;
  readonly identity: LocalIdentity;
  readonly log: readonly LogEntry[];
}

function withFacts(room: Room, facts: RoomFacts): SimRoom {
  const isLinked = (kind: string) => !['gone', 'reconnecting', 'connecting'].includes(kind);
  return new Proxy(room, {
    get(target, key) {
      if (key === 'sees') {
        return target.peers.value
          .filter(({ link }) => isLinked(link.kind))
          .map(({ name }) => name)
          .sort();
      }
      if (Object.hasOwn(facts, key)) return facts[key as keyof RoomFacts];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as SimRoom;
}
