// Large rooms with everything but the handshake, which is tested elsewhere: storms of joiners, brokers that are down,
// halves that lose sight of each other for long. More histories: `KITH_SEEDS=1-20`, or `random`.

import { describe, expect, test, vi } from 'vitest';
import { text, record } from '../../src/primitives/schema.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import {
  allSeeAll,
  createSimWorld,
  type MakeRoomOptions,
  type SimRoom,
  type SimWorld,
} from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { seedsToRun } from '../support/seeds.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';

vi.setConfig({ testTimeout: 600_000 });

/** Each takes more than five seconds of a processor. All of it: `KITH_SEEDS=1-3`. */
const SEEDS = seedsToRun([1]);

const WORDS: Protocol<{ readonly words: string }> = {
  id: 'words',
  version: 1,
  channel: 'control',
  message: record({ words: text({ maxLength: 100 }) }),
  maxBytes: 200,
  rate: { perSecond: 10, burst: 100 },
};

/** A room on a machine of its own, whose links may come about through members too. */
function makeRoom(world: SimWorld, name: string): Promise<SimRoom> {
  const { network } = world;
  const machine = network.createMachine(name);
  const overrides: MakeRoomOptions['overrides'] = {
    transports: [createMemoryTransport(network, 'broker', machine)],
    transportOver: (signaling) => createSimWebrtcTransport({ network, signaling, machine }),
  };
  return world.makeRoom(name, { isPlain: true, overrides, machine });
}

function makeRooms(world: SimWorld, count: number): Promise<SimRoom[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => makeRoom(world, `Person ${index}`)));
}

function linkCounts(rooms: readonly SimRoom[]): readonly number[] {
  return rooms.map(({ peers }) => peers.value.filter(({ link }) => link.kind === 'direct').length);
}

/** How many lead, as their own notes say. */
function leaders(rooms: readonly SimRoom[]): number {
  const isElection = ({ message }: SimRoom['log'][number]) => message === 'election';
  return rooms.filter(({ log }) => log.findLast(isElection)?.facts?.['to'] === 'leading').length;
}

/** What one says reaches all others, once. */
async function expectHeardByAll(world: SimWorld, rooms: readonly SimRoom[]): Promise<void> {
  const heard = rooms.map(() => 0);
  const stops = rooms.map((room, index) =>
    room.channel(WORDS).onMessage(() => void (heard[index] = (heard[index] ?? 0) + 1)),
  );
  expect(rooms[1]?.channel(WORDS).broadcast({ words: 'hello' })).toHaveLength(rooms.length - 1);
  await world.clock.advance(4_000);
  for (const stop of stops) stop();
  expect(heard).toEqual(rooms.map((_, index) => (index === 1 ? 0 : 1)));
}

describe.each(SEEDS)('seed %i', (seed) => {
  test('fifty who come at once are all in within 10 s, nobody is turned away, and one leads', async () => {
    const world = createSimWorld(seed);
    const rooms = await makeRooms(world, 50);
    for (const { state } of rooms)
      state.subscribe(({ kind }) => expect(kind, 'a state of joining').not.toBe('failed'));
    await world.clock.until(() => rooms.every(({ state }) => state.value.kind === 'open'), 10_000, 250);
    await world.clock.until(() => allSeeAll(rooms), 20_000, 500);
    await world.clock.advance(10_000);
    expect(Math.max(...linkCounts(rooms))).toBeLessThanOrEqual(8);
    expect(Math.min(...linkCounts(rooms))).toBeGreaterThanOrEqual(4);
    expect(leaders(rooms)).toBe(1);
    expect(world.network.traffic.dials).toBeLessThan(50 * 24);
    await expectHeardByAll(world, rooms);
  });

  test('a broker that is down for 10 minutes is not missed: lost links are mended through members', async () => {
    const world = createSimWorld(seed);
    const rooms = await makeRooms(world, 14);
    await world.clock.until(() => allSeeAll(rooms), 60_000, 500);
    await world.clock.advance(20_000);
    world.network.broker('broker').stop();
    await world.clock.advance(60_000);
    // Somebody's links all end, and one of them crashes.
    const cutOff = rooms.slice(0, 7).map(({ machine }) => machine);
    for (const other of rooms.slice(7)) world.network.cut(cutOff[0]!, other.machine);
    world.network.crash(rooms.pop()!.machine);
    await world.clock.advance(60_000);
    world.network.heal();
    await world.clock.advance(480_000);
    expect(allSeeAll(rooms)).toBe(true);
    expect(Math.min(...linkCounts(rooms))).toBeGreaterThanOrEqual(4);
    await expectHeardByAll(world, rooms);

    world.network.broker('broker').start();
    await world.clock.advance(60_000);
    rooms.push(await makeRoom(world, 'Late'));
    await world.clock.until(() => allSeeAll(rooms), 60_000, 500);
  });

  test('halves that were apart for minutes, and have forgotten each other, find together by the broker', async () => {
    const world = createSimWorld(seed);
    const rooms = await makeRooms(world, 22);
    await world.clock.until(() => allSeeAll(rooms), 60_000, 500);
    world.network.partition(rooms.slice(0, 11).map(({ machine }) => machine));
    await world.clock.advance(150_000);
    const halves = [rooms.slice(0, 11), rooms.slice(11)];
    for (const half of halves) expect(allSeeAll(half)).toBe(true);
    world.network.heal();
    await world.clock.until(() => allSeeAll(rooms), 180_000, 1_000);
    await world.clock.advance(60_000);
    expect(leaders(rooms)).toBe(1);
    expect(Math.max(...linkCounts(rooms))).toBeLessThanOrEqual(8);
    await expectHeardByAll(world, rooms);
  });
});
