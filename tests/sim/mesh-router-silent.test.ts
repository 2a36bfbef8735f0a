// A router that falls silent, with its standby or alone: who comes meanwhile is found as soon as the silence is noticed, and
// an outage of a few seconds changes nothing.

import { expect, test, vi } from 'vitest';
import { routerId, SLOTS } from '../../src/discovery/namespace.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { allSeeAll, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import { SIM_INTERRUPTED_AFTER_MS } from '../support/sim-network.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = seedsToRun([1, 2, 3, 4, 5]);
/** A look that begins within 1 s, a dial and a handshake; where it came too early, another 2 s later. */
const FOUND_AFTER_SILENCE_MS = 1_000 + 2_000 + 500;

interface Scene {
  readonly rooms: readonly SimRoom[];
  /** In the order of their addresses: the router and its standby. */
  readonly holders: readonly SimRoom[];
  readonly heldBy: () => readonly (string | undefined)[];
}

async function gather(world: SimWorld): Promise<Scene> {
  const { namespace } = await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), world.code);
  const rooms: SimRoom[] = [];
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dev']) {
    rooms.push(await world.makeRoom(name));
    await world.clock.until(() => allSeeAll(rooms), 20_000);
  }
  await world.clock.advance(30_000);
  const heldBy = () =>
    SLOTS.map((slot) => world.network.broker('broker').holderOf(routerId(namespace, slot)));
  const holders = heldBy().flatMap((held) => rooms.filter(({ machine }) => machine === held?.machine));
  expect(holders).toHaveLength(2);
  return { rooms, holders, heldBy: () => heldBy().map((held) => held?.machine.name) };
}

/** How often elections have moved. */
function moves(rooms: readonly SimRoom[]): number {
  return rooms.flatMap(({ log }) => log).filter(({ message }) => message === 'election').length;
}

test('a router and its standby die: who comes at once is found within seconds of the silence', () =>
  forSeeds(SEEDS, async (world) => {
    const { rooms, holders } = await gather(world);
    const left = rooms.filter((room) => !holders.includes(room));
    for (const { machine } of holders) world.network.crash(machine);
    const late = await world.makeRoom('Late');
    const isFound = () => left.every(({ sees }) => sees.includes('Late')) && late.sees.length === left.length;
    await world.clock.until(isFound, SIM_INTERRUPTED_AFTER_MS + FOUND_AFTER_SILENCE_MS);
    await world.clock.until(() => allSeeAll([...left, late]), 10_000);
  }));

test('an outage of 4 s, and one that was noticed and over a second later, move no election', () =>
  forSeeds(SEEDS, async (world) => {
    const { rooms, holders, heldBy } = await gather(world);
    const [router] = holders as [SimRoom];
    const before = { moves: moves(rooms), held: heldBy() };
    for (const outageMs of [4_000, SIM_INTERRUPTED_AFTER_MS + 1_000]) {
      world.network.partition([router.machine]);
      await world.clock.advance(outageMs);
      world.network.heal();
      await world.clock.advance(20_000);
      expect({ moves: moves(rooms), held: heldBy() }).toEqual(before);
      expect(allSeeAll(rooms)).toBe(true);
    }
  }));

test('a router that is cut off for 20 s and comes back: there is one again, and nobody is missed', () =>
  forSeeds(SEEDS.slice(0, 2), async (world) => {
    const { rooms, holders } = await gather(world);
    const [router] = holders as [SimRoom];
    world.network.partition([router.machine]);
    await world.clock.advance(20_000);
    world.network.heal();
    await world.clock.until(() => allSeeAll(rooms), 20_000);
    await world.clock.advance(120_000);
    const last = rooms.map(({ log }) => log.filter(({ message }) => message === 'election').at(-1));
    expect(last.filter((entry) => entry?.facts?.['to'] === 'leading')).toHaveLength(1);
    expect(allSeeAll(rooms)).toBe(true);
  }));
