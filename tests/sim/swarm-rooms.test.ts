// Swarms in real rooms over a simulated network: handshake, sealing, channels and mesh as they are.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRoomSwarms, type RoomSwarms } from '../../src/swarm/room-swarms.ts';
import { createSimWorld, allSeeAll, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createMemoryStores, type MemoryStores } from '../support/memory-chunks.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import { makeFile, storedHash } from '../support/swarm-files.ts';

const MIB = 1024 * 1024;
const NAMES = ['Noor', 'Amara', 'Mei', 'Sione', 'Priya'];

const HASH = {
  sha256: async (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
};

interface Person extends RoomSwarms {
  readonly room: SimRoom;
  readonly stores: MemoryStores;
}

async function enter(world: SimWorld, name: string): Promise<Person> {
  const room = await world.makeRoom(name);
  const stores = createMemoryStores();
  const random = createSeededRandom(world.seed * 100 + NAMES.indexOf(name));
  return { room, stores, ...createRoomSwarms({ room, clock: world.clock, random, hash: HASH, stores }) };
}

async function gather<N extends readonly string[]>(
  world: SimWorld,
  ...names: N
): Promise<{ readonly [K in keyof N]: Person }> {
  const people: Person[] = [];
  for (const name of names) {
    people.push(await enter(world, name));
    await world.clock.until(() => people.every(({ room }) => room.state.value.kind === 'open'), 20_000);
  }
  await world.clock.until(() => allSeeAll(people.map(({ room }) => room)), 20_000);
  return people as unknown as { readonly [K in keyof N]: Person };
}

function offer(world: SimWorld, { swarms }: Person, sizeBytes: number) {
  const file = makeFile({ clock: world.clock, sizeBytes, seed: world.seed });
  const offered = swarms.offer(file.manifest, file.source);
  if (!offered.ok) throw new Error(offered.error.code);
  return { file, id: offered.value };
}

const holds = (person: Person, { file }: ReturnType<typeof offer>) =>
  storedHash(person, file.manifest) === file.sha256;

describe('swarms in rooms', () => {
  it.each(seedsToRun([1, 2]))(
    'a file reaches everybody who wants it, byte for byte (seed %i)',
    async (seed) => {
      const world = createSimWorld(seed, { bytesPerSecond: 8 * MIB });
      const [noor, ...others] = await gather(world, 'Noor', 'Amara', 'Mei', 'Sione');
      const offered = offer(world, noor, 4 * MIB + 12_345);
      await world.clock.until(() => others.every(({ swarms }) => swarms.offers.length === 1), 5_000);
      for (const { swarms } of others) swarms.accept(offered.id);
      await world.clock.until(() => others.every((person) => holds(person, offered)), 30_000);
      expect(others.map(({ swarms }) => swarms.snapshot(offered.id)?.state.kind)).toEqual(
        others.map(() => 'complete'),
      );
      expect(
        (noor.swarms.snapshot(offered.id)?.sentBytes ?? 0) / offered.file.manifest.sizeBytes,
      ).toBeLessThan(1.6);
    },
  );

  it('whoever comes later is told, and gets it from those who stayed', async () => {
    const world = createSimWorld(3, { bytesPerSecond: 8 * MIB });
    const [noor, amara] = await gather(world, 'Noor', 'Amara');
    const offered = offer(world, noor, MIB);
    await world.clock.until(() => amara.swarms.offers.length === 1, 5_000);
    amara.swarms.accept(offered.id);
    await world.clock.until(() => holds(amara, offered), 20_000);
    noor.dispose();
    noor.room.leave();
    const mei = await enter(world, 'Mei');
    await world.clock.until(() => mei.swarms.offers.length === 1, 30_000);
    mei.swarms.accept(offered.id);
    await world.clock.until(() => holds(mei, offered), 20_000);
    expect(mei.swarms.snapshot(offered.id)?.state.kind).toBe('complete');
  });

  it('[F18] two hundred files that are sealed one by one, and taken back, are told of each', async () => {
    const world = createSimWorld(5, { bytesPerSecond: 8 * MIB });
    const [noor, amara] = await gather(world, 'Noor', 'Amara');
    const ids = Array.from({ length: 200 }, (_, at) => {
      const bytes = 16_384;
      const name = `${at}.jpg`;
      const hashRate = bytes / (0.1 * (at + 1));
      const { clock } = world;
      const made = { clock, sizeBytes: bytes, chunkSizeBytes: bytes, seed: at + 1, name, hashRate } as const;
      const file = makeFile(made);
      const offered = noor.swarms.offer(file.manifest, file.source);
      return offered.ok ? offered.value : '';
    });
    const heard = () => amara.swarms.offers;
    await world.clock.advance(25_000);
    expect(heard().filter(({ manifest }) => manifest.root)).toHaveLength(200);
    const late = offer(world, noor, 10);
    await world.clock.until(() => heard().some(({ id }) => id === late.id), 3_000);
    for (const id of ids) noor.swarms.leave(id);
    await world.clock.advance(10_000);
    expect(heard().map(({ id }) => id)).toEqual([late.id]);
  });

  it('[F19] two hundred files that are taken at once all come, though their words are more than a partner takes', async () => {
    const world = createSimWorld(6, { bytesPerSecond: 8 * MIB });
    const [noor, amara] = await gather(world, 'Noor', 'Amara');
    const offered = Array.from({ length: 200 }, () => offer(world, noor, 9_000));
    await world.clock.until(() => amara.swarms.offers.length === 200, 30_000);
    for (const { id } of offered) amara.swarms.accept(id);
    const states = () => offered.map(({ id }) => amara.swarms.snapshot(id)?.state.kind);
    await world.clock.until(() => states().every((kind) => kind === 'complete'), 30_000);
    expect(states()).toEqual(offered.map(() => 'complete'));
    expect(offered.every((each) => holds(amara, each))).toBe(true);
  });

  it('goes on after a path was broken for long', async () => {
    const world = createSimWorld(4, { bytesPerSecond: MIB });
    const [noor, amara] = await gather(world, 'Noor', 'Amara');
    const offered = offer(world, noor, 8 * MIB);
    await world.clock.until(() => amara.swarms.offers.length === 1, 5_000);
    amara.swarms.accept(offered.id);
    await world.clock.advance(2_000);
    const before = amara.swarms.snapshot(offered.id)?.haveCount;
    world.network.cut(noor.room.machine, amara.room.machine);
    await world.clock.advance(60_000);
    expect(amara.swarms.snapshot(offered.id)?.state.kind).toBe('stuck');
    world.network.heal();
    await world.clock.until(() => holds(amara, offered), 90_000);
    expect(before).toBeGreaterThan(0);
    expect(amara.stores.opened).toHaveLength(1);
  });
});
