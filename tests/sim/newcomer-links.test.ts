// How soon those who come to a small room are linked with everybody in it, whatever their ids, and at what price. More
// rooms: `KITH_SEEDS=1-200`, or `random`.

import { expect, test, vi } from 'vitest';
import {
  allSeeAll,
  forSeeds,
  type MakeRoomOptions,
  type SimRoom,
  type SimWorld,
} from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { seedsToRun } from '../support/seeds.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';

vi.setConfig({ testTimeout: 120_000 });

const SEEDS = seedsToRun(Array.from({ length: 16 }, (_, index) => index + 1));
/** A home network: one way, with half as much jitter. */
const NETWORK = { latencyMs: 20, jitterMs: 10 } as const;
/** Router, handshake and being told of the others take some 250 ms, the links to them as long again. */
const LINKED_WITHIN_MS = 1_000;
/** Router addresses: three are dialled by everybody who comes. */
const SLOTS = 3;

function makeRoom(world: SimWorld, name: string, isPlain = false): Promise<SimRoom> {
  const { network } = world;
  const machine = network.createMachine(name);
  const overrides: MakeRoomOptions['overrides'] = {
    transports: [createMemoryTransport(network, 'broker', machine)],
    transportOver: (signaling) => createSimWebrtcTransport({ network, signaling, machine }),
  };
  return world.makeRoom(name, { overrides, machine, isPlain });
}

/** Ann leads; the others came one after the other. */
async function roomOfThree(world: SimWorld): Promise<SimRoom[]> {
  const rooms: SimRoom[] = [];
  for (const name of ['Ann', 'Ben', 'Cid']) {
    rooms.push(await makeRoom(world, name));
    await world.clock.until(() => allSeeAll(rooms), 30_000);
  }
  await world.clock.advance(10_000);
  world.network.traffic.reset();
  return rooms;
}

function hasLinks(room: SimRoom, count: number): boolean {
  return room.peers.value.filter(({ link }) => link.kind === 'direct').length === count;
}

function disposeAll(rooms: readonly SimRoom[]): void {
  for (const room of rooms) room.dispose();
}

test('[T3] a newcomer to three is linked with all of them within a second, whoever has the higher id', () =>
  forSeeds(
    SEEDS,
    async (world) => {
      const rooms = await roomOfThree(world);
      const dora = await makeRoom(world, 'Dora');
      rooms.push(dora);
      await world.clock.until(() => rooms.every((room) => hasLinks(room, 3)), LINKED_WITHIN_MS, 10);
      expect(dora.sees).toEqual(['Ann', 'Ben', 'Cid']);
      disposeAll(rooms);
    },
    NETWORK,
  ));

test('[T3] three who come to three at once are linked with everybody as soon', () =>
  forSeeds(
    SEEDS.slice(0, 4),
    async (world) => {
      const rooms = await roomOfThree(world);
      const newcomers = ['Dora', 'Eve', 'Fay'].map((name) => makeRoom(world, name));
      rooms.push(...(await Promise.all(newcomers)));
      await world.clock.until(() => rooms.every((room) => hasLinks(room, 5)), LINKED_WITHIN_MS, 10);
      expect(allSeeAll(rooms)).toBe(true);
      disposeAll(rooms);
    },
    NETWORK,
  ));

test('[T3] ten who come at once dial each other once: whose turn it is not waits for the other', () =>
  forSeeds(
    SEEDS.slice(0, 4),
    async (world) => {
      const count = 10;
      const names = Array.from({ length: count }, (_, index) => `Person ${index}`);
      const rooms = await Promise.all(names.map((name) => makeRoom(world, name, true)));
      await world.clock.until(() => rooms.every((room) => hasLinks(room, count - 1)), 10_000, 20);
      await world.clock.advance(5_000);
      const pairs = (count * (count - 1)) / 2;
      expect(world.network.traffic.links).toBeLessThanOrEqual(pairs + SLOTS);
      expect(world.network.traffic.dials).toBeLessThanOrEqual(pairs + count * SLOTS);
      disposeAll(rooms);
    },
    NETWORK,
  ));
