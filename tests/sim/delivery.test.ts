// Talk among five rooms while links break, the network splits and the broker dies: whatever was accepted for sending
// arrives exactly once and in order, and nobody has to do anything for it.

import { expect, test, vi } from 'vitest';
import { randomBetween, randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import { integer, record } from '../../src/primitives/schema.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import { createLinkCutter, type LinkCutter } from '../support/link-cutter.ts';
import { allSeeAll, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import type { SimMachine } from '../support/sim-network.ts';

// Five rooms with real handshakes and sealing keep a core busy for about a second per virtual minute.
vi.setConfig({ testTimeout: 120_000 });

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dev', 'Edda'];
/** What outages are: unnoticed, mended by itself, and long enough for links to end. */
const OUTAGES_MS = [4_000, 12_000, 35_000] as const;
/** After the path's return everybody is linked again within. */
const RECOVERY_MS = 5_000;

const TALK: Protocol<{ readonly n: number }> = {
  id: 'talk',
  version: 1,
  channel: 'control',
  message: record({ n: integer({ min: 0, max: 1_000_000 }) }),
  maxBytes: 64,
  rate: { perSecond: 1_000, burst: 4_000 },
};

interface Scene {
  readonly world: SimWorld;
  readonly random: RandomSource;
  readonly cutter: LinkCutter;
  readonly rooms: readonly SimRoom[];
  readonly machines: readonly SimMachine[];
  /** Numbers by way, `from to`, as accepted and as heard. */
  readonly said: Map<string, number[]>;
  readonly heard: Map<string, number[]>;
  /** One of them says the next number to everybody in its list. */
  readonly speak: () => void;
}

async function gather(world: SimWorld): Promise<Scene> {
  const random = createSeededRandom(world.seed + 77);
  const cutter = createLinkCutter(world.clock, random);
  const machines = NAMES.map((name) => world.network.createMachine(name));
  const rooms: SimRoom[] = [];
  for (const [index, name] of NAMES.entries()) {
    const transports = [cutter.wrap(createMemoryTransport(world.network, 'broker', machines[index]))];
    rooms.push(await world.makeRoom(name, { overrides: { transports } }));
  }
  await world.clock.until(() => allSeeAll(rooms), 30_000);
  const [said, heard] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const note = (log: Map<string, number[]>, way: string, n: number) =>
    log.set(way, [...(log.get(way) ?? []), n]);
  const channels = rooms.map((room) => room.channel(TALK));
  for (const [index, channel] of channels.entries()) {
    const to = rooms[index]?.self.peerId ?? '';
    channel.onMessage(({ from, message }) => note(heard, `${from} ${to}`, message.n));
  }
  let count = 0;
  const speak = () => {
    const index = randomInteger(random, rooms.length);
    const [room, channel] = [rooms[index], channels[index]];
    if (!room || !channel) return;
    count += 1;
    for (const { peerId } of room.peers.value)
      if (channel.send(peerId, { n: count })) note(said, `${room.self.peerId} ${peerId}`, count);
  };
  return { world, random, cutter, rooms, machines, said, heard, speak };
}

/** Everybody talks for so long. */
async function talk({ world, random, speak }: Scene, durationMs: number): Promise<void> {
  for (const endMs = world.clock.nowMs() + durationMs; world.clock.nowMs() < endMs;) {
    speak();
    await world.clock.advance(randomBetween(random, 20, 200));
  }
}

async function expectAllDelivered({ world, rooms, said, heard }: Scene): Promise<void> {
  await world.clock.until(() => allSeeAll(rooms), 10_000);
  await world.clock.advance(2_000);
  expect(said.size).toBe(NAMES.length * (NAMES.length - 1));
  expect(heard).toEqual(said);
}

test.each(OUTAGES_MS)('a partition of %i ms loses nothing and is mended within 5 s', (outageMs) =>
  forSeeds([1, 2], async (world) => {
    const scene = await gather(world);
    await talk(scene, 3_000);
    world.network.partition(scene.machines.slice(0, 2), scene.machines.slice(2));
    await talk(scene, outageMs);
    world.network.heal();
    await talk(scene, RECOVERY_MS);
    expect(allSeeAll(scene.rooms)).toBe(true);
    await expectAllDelivered(scene);
  }),
);

test('somebody whose network is away for 35 s is back within 5 s and has missed nothing', () =>
  forSeeds([4, 5], async (world) => {
    const scene = await gather(world);
    world.network.partition(scene.machines.slice(0, 1));
    await talk(scene, 35_000);
    world.network.heal();
    await talk(scene, RECOVERY_MS);
    expect(allSeeAll(scene.rooms)).toBe(true);
    await expectAllDelivered(scene);
  }));

/** Far less than is tried to be said. */
const NARROW: Protocol<{ readonly n: number }> = {
  ...TALK,
  id: 'narrow',
  rate: { perSecond: 20, burst: 40 },
};

test.each(seedsToRun([31, 32, 33]))(
  '[D1] whoever says more than is taken is refused, and none of what was accepted is dropped: seed %i',
  (seed) =>
    forSeeds(seed, async (world) => {
      const { rooms, machines, random, cutter } = await gather(world);
      const channels = rooms.map((room) => room.channel(NARROW));
      const [said, heard] = [new Map<string, number[]>(), new Map<string, number[]>()];
      const note = (log: Map<string, number[]>, way: string, n: number) =>
        log.set(way, [...(log.get(way) ?? []), n]);
      let [count, refused] = [0, 0];
      for (const [index, channel] of channels.entries())
        channel.onMessage(({ from, message }) =>
          note(heard, `${from} ${rooms[index]?.self.peerId}`, message.n),
        );
      const flood = async (durationMs: number) => {
        for (const endMs = world.clock.nowMs() + durationMs; world.clock.nowMs() < endMs;) {
          const index = randomInteger(random, rooms.length);
          const self = rooms[index]!.self.peerId;
          for (const peerId of channels[index]!.broadcast({ n: (count += 1) }))
            note(said, `${self} ${peerId}`, count);
          for (const { peerId } of rooms[index]!.peers.value)
            if (channels[index]!.send(peerId, { n: (count += 1) })) note(said, `${self} ${peerId}`, count);
            else refused += 1;
          await world.clock.advance(randomBetween(random, 2, 20));
        }
      };
      await flood(2_000);
      for (const outageMs of OUTAGES_MS) {
        world.network.partition(machines.filter(() => randomInteger(random, 2) === 0));
        await flood(outageMs);
        world.network.heal();
        cutter.cutOne();
        await flood(RECOVERY_MS);
      }
      await world.clock.advance(20_000);
      expect(heard).toEqual(said);
      expect(said.size).toBe(NAMES.length * (NAMES.length - 1));
      expect(refused).toBeGreaterThan(count / 4);
    }),
);

test('single links that break lose nothing, the broker running or not', () =>
  forSeeds([7, 8], async (world) => {
    const scene = await gather(world);
    for (let round = 0; round < 12; round += 1) {
      if (round === 6) world.network.broker('broker').stop();
      if (round === 9) world.network.broker('broker').start();
      scene.cutter.cutOne();
      await talk(scene, 3_000);
    }
    await talk(scene, 30_000);
    expect(scene.cutter.cuts).toBeGreaterThan(8);
    await expectAllDelivered(scene);
  }));

test.each(seedsToRun([11, 12, 13]))('any mixture of it loses nothing: seed %i', (seed) =>
  forSeeds(seed, async (world) => {
    const scene = await gather(world);
    const { random, cutter, machines } = scene;
    for (let round = 0; round < 6; round += 1) {
      const outageMs = OUTAGES_MS[randomInteger(random, OUTAGES_MS.length)] ?? 0;
      const isBrokerDown = randomInteger(random, 3) === 0;
      if (isBrokerDown) world.network.broker('broker').stop();
      if (randomInteger(random, 3) > 0) cutter.cutOne();
      world.network.partition(machines.filter(() => randomInteger(random, 2) === 0));
      await talk(scene, outageMs / 2);
      cutter.cutOne();
      await talk(scene, outageMs / 2);
      world.network.heal();
      world.network.broker('broker').start();
      // Long enough to link again: who is apart for 90 s has left, and what waited for it is gone.
      await talk(scene, RECOVERY_MS + randomBetween(random, 1_000, 6_000));
    }
    await talk(scene, 40_000);
    await expectAllDelivered(scene);
  }),
);

test('the router’s death during an outage changes nothing for the others', () =>
  forSeeds([21], async (world) => {
    const scene = await gather(world);
    const [, ...others] = scene.rooms;
    world.network.partition(scene.machines.slice(1, 3), scene.machines.slice(3));
    await talk(scene, 6_000);
    world.network.crash(scene.machines[0]!);
    await talk(scene, 6_000);
    world.network.heal();
    await talk(scene, 6_000);
    expect(others.map(({ sees }) => sees.length)).toEqual([3, 3, 3, 3]);
    const among = (log: Map<string, number[]>) => {
      const dead = scene.rooms[0]?.self.peerId ?? '';
      return Array.from(log)
        .filter(([way]) => !way.includes(dead))
        .sort(([a], [b]) => (a < b ? -1 : 1));
    };
    expect(among(scene.heard)).toEqual(among(scene.said));
    expect(among(scene.said)).toHaveLength(12);
  }));
