// How people meet though addresses are taken by nobody, by somebody who proves nothing, or by somebody who lies: whoever
// comes is in within seconds, and what a broker is asked for is bounded.

import { describe, expect, test, vi } from 'vitest';
import { routerId, SLOTS, type Slot } from '../../src/discovery/namespace.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import { err } from '../../src/primitives/result.ts';
import type { Link, Transport } from '../../src/transport/transport.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { makeLyingRoom, type Tells } from '../support/lying-room.ts';
import { allSeeAll, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = seedsToRun([1, 2, 3]);
/** How soon whoever comes is in, though the old addresses are still taken. */
const IN_MS = 10_000;

async function namespaceOf(world: SimWorld): Promise<Uint8Array> {
  return (await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), world.code)).namespace;
}

async function gather(world: SimWorld, names: readonly string[]): Promise<SimRoom[]> {
  const rooms: SimRoom[] = [];
  for (const name of names) {
    rooms.push(await world.makeRoom(name));
    await world.clock.until(() => allSeeAll(rooms), 20_000);
  }
  return rooms;
}

/** Holders of router addresses, in the order of these. */
function holders(world: SimWorld, namespace: Uint8Array, rooms: readonly SimRoom[]): readonly SimRoom[] {
  const broker = world.network.broker('broker');
  const machines = SLOTS.map((slot) => broker.holderOf(routerId(namespace, slot))?.machine);
  return machines.flatMap((machine) => rooms.filter((room) => room.machine === machine));
}

describe('addresses of the crashed', () => {
  test.each([3_000, 6_000, 9_000])('[R4] two of them: who comes %i ms later is in within 10 s', (afterMs) =>
    forSeeds(SEEDS, async (world) => {
      const rooms = await gather(world, ['Ada', 'Ben', 'Cleo', 'Dev']);
      await world.clock.advance(30_000);
      const dead = holders(world, await namespaceOf(world), rooms);
      expect(dead).toHaveLength(2);
      for (const { machine } of dead) world.network.crash(machine);
      await world.clock.advance(afterMs);
      const left = rooms.filter((room) => !dead.includes(room));
      const late = await world.makeRoom('Late');
      await world.clock.until(() => allSeeAll([...left, late]), IN_MS);
      expect(late.state.value.kind).toBe('open');
    }),
  );

  test('[R4] two of them: who comes at once leads within 10 s, and is found when the others notice', () =>
    forSeeds(SEEDS, async (world) => {
      const rooms = await gather(world, ['Ada', 'Ben', 'Cleo', 'Dev']);
      await world.clock.advance(30_000);
      const dead = holders(world, await namespaceOf(world), rooms);
      for (const { machine } of dead) world.network.crash(machine);
      const late = await world.makeRoom('Late');
      await world.clock.until(() => late.state.value.kind === 'open', IN_MS);
      const left = rooms.filter((room) => !dead.includes(room));
      // A lost link is told after 9 s, and those who lost their router look within 3 s.
      await world.clock.until(() => allSeeAll([...left, late]), 13_000);
    }));

  test('[R4] of everybody there was: whoever comes is in within 10 s, and so is the next one', () =>
    forSeeds(SEEDS, async (world) => {
      const rooms = await gather(world, ['Ada', 'Ben']);
      await world.clock.advance(30_000);
      expect(holders(world, await namespaceOf(world), rooms)).toHaveLength(2);
      for (const { machine } of rooms) world.network.crash(machine);
      const late = await world.makeRoom('Late');
      await world.clock.until(() => late.state.value.kind === 'open', IN_MS);
      const later = await world.makeRoom('Later');
      await world.clock.until(() => allSeeAll([late, later]), IN_MS);
    }));
});

describe('somebody who answers at a router’s address and proves nothing', () => {
  const ANSWERS: readonly (readonly [string, (link: Link) => void])[] = [
    ['says nothing', () => undefined],
    ['hangs up', (link) => link.close('no')],
    ['says anything', (link) => void link.send('control', new Uint8Array(200).fill(7))],
  ];

  test.each(ANSWERS.flatMap(([what, answer]) => [1, 2].map((count) => [what, count, answer] as const)))(
    '[R6] and %s, at %i of them: two who come at once are in within 10 s',
    (_, count, answer) =>
      forSeeds(SEEDS, async (world) => {
        const namespace = await namespaceOf(world);
        const transport = createMemoryTransport(world.network, 'broker');
        const claims = SLOTS.slice(0, count).map((slot) => transport.claim(routerId(namespace, slot)));
        await world.clock.advance(500);
        for (const claimed of await Promise.all(claims)) if (claimed.ok) claimed.value.onLink(answer);
        const rooms = await Promise.all([world.makeRoom('Ada'), world.makeRoom('Ben')]);
        await world.clock.until(() => allSeeAll(rooms), IN_MS);
        expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open']);
      }),
  );
});

describe('a router that lies', () => {
  const LIES: readonly (readonly [string, Tells])[] = [
    ['nobody', () => []],
    ['every other one', (entries) => entries.filter((_, index) => index % 2 === 0)],
    ['half of them, always the same', (entries) => entries.filter((entry) => (entry.at(-1) ?? 0) < 128)],
  ];
  const names = ['Ada', 'Ben', 'Cleo', 'Dev'];

  test.each(LIES)('[R7] [R14] and lists %s hides nobody for long', (_, tells) =>
    forSeeds(SEEDS, async (world) => {
      const liar = await makeLyingRoom(world, 'Liar', tells);
      await world.clock.until(() => liar.state.value.kind === 'open', 20_000);
      const rooms = [liar];
      for (const name of names) {
        rooms.push(await world.makeRoom(name));
        await world.clock.advance(2_000);
      }
      await world.clock.until(() => allSeeAll(rooms), 30_000);
    }),
  );

  test('[R7] [R14] to all who come at once hides nobody for long', () =>
    forSeeds(SEEDS, async (world) => {
      const liar = await makeLyingRoom(world, 'Liar', () => []);
      await world.clock.until(() => liar.state.value.kind === 'open', 20_000);
      const rooms = [liar, ...(await Promise.all(names.map((name) => world.makeRoom(name))))];
      await world.clock.until(() => allSeeAll(rooms), 60_000);
    }));

  test('[R7] and says that there is no place left turns nobody away', () =>
    forSeeds(SEEDS, async (world) => {
      const liar = await makeLyingRoom(world, 'Liar', () => [], { saysFull: () => true });
      await world.clock.until(() => liar.state.value.kind === 'open', 20_000);
      const rooms = [liar];
      for (const name of names) {
        rooms.push(await world.makeRoom(name));
        await world.clock.advance(2_000);
      }
      await world.clock.until(() => allSeeAll(rooms), 30_000);
      await world.clock.advance(60_000);
      expect(rooms.map(({ state }) => state.value.kind)).toEqual(rooms.map(() => 'open'));
    }));

  test('[R4] and dies is replaced like any other', () =>
    forSeeds(SEEDS, async (world) => {
      const liar = await makeLyingRoom(world, 'Liar', () => []);
      await world.clock.until(() => liar.state.value.kind === 'open', 20_000);
      const rooms = [await world.makeRoom('Ada'), await world.makeRoom('Ben')];
      await world.clock.advance(3_000);
      world.network.crash(liar.machine);
      rooms.push(await world.makeRoom('Cleo'));
      await world.clock.until(() => allSeeAll(rooms), 20_000);
    }));
});

describe('liars at several router addresses', () => {
  const names = ['Ada', 'Ben', 'Cleo', 'Dev'];

  /** Each comes when the one before stands at its address, and so holds the next. */
  async function lieAt(world: SimWorld, count: number, tells: Tells): Promise<readonly SimRoom[]> {
    const liars: SimRoom[] = [];
    const namespace = await namespaceOf(world);
    while (liars.length < count) {
      const liar = await makeLyingRoom(world, `Liar ${'i'.repeat(liars.length + 1)}`, tells);
      liars.push(liar);
      await world.clock.until(() => holders(world, namespace, liars).length === liars.length, 60_000);
    }
    return liars;
  }

  async function come(world: SimWorld, brokers: readonly string[]): Promise<SimRoom[]> {
    const rooms: SimRoom[] = [];
    for (const name of names) {
      rooms.push(await world.makeRoom(name, { brokers }));
      await world.clock.advance(2_000);
    }
    return rooms;
  }

  /** Whether each of them sees all the others of them, whoever else is there. */
  const seeEachOther = (rooms: readonly SimRoom[]) =>
    rooms.every(({ name, sees }) => rooms.every((other) => other.name === name || sees.includes(other.name)));

  test('two of them, who stand by for each other, hide nobody for long', () =>
    forSeeds(SEEDS, async (world) => {
      await lieAt(world, 2, () => []);
      const rooms = await come(world, ['broker']);
      await world.clock.until(() => seeEachOther(rooms), 30_000);
    }));

  test('at all three: who comes there alone is hidden as long as they stay, and not a minute longer', () =>
    forSeeds(SEEDS, async (world) => {
      const liars = await lieAt(world, 3, () => []);
      const rooms = await come(world, ['broker']);
      await world.clock.advance(60_000);
      expect(seeEachOther(rooms)).toBe(false);
      liars.at(-1)?.leave();
      await world.clock.until(() => seeEachOther(rooms), 90_000);
    }));

  test('at all three of one broker: at another one everybody is found', () =>
    forSeeds(SEEDS, async (world) => {
      await lieAt(world, 3, () => []);
      const rooms = await come(world, ['broker', 'another']);
      await world.clock.until(() => seeEachOther(rooms), IN_MS);
    }));
});

describe('a room without a place left', () => {
  test('says so to whoever comes, within seconds and for as long as it is so', () =>
    forSeeds(SEEDS, async (world) => {
      const rooms: SimRoom[] = [];
      const lie = { isFull: false };
      for (const name of ['Ada', 'Benno', 'Cleome']) {
        rooms.push(await makeLyingRoom(world, name, (entries) => entries, { saysFull: () => lie.isFull }));
        await world.clock.until(() => allSeeAll(rooms), 30_000);
      }
      lie.isFull = true;
      const late = await world.makeRoom('Late');
      const isFull = () => JSON.stringify(late.state.value).includes('room-full');
      await world.clock.until(isFull, IN_MS);
      await world.clock.advance(120_000);
      expect(late.state.value).toEqual({ kind: 'failed', failure: { code: 'room-full' } });
      expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open', 'open']);
      lie.isFull = false;
      late.retry();
      await world.clock.until(() => late.state.value.kind === 'open', IN_MS);
      await world.clock.advance(60_000);
      expect(late.state.value.kind).toBe('open');
    }));

  test('is not what one member makes of it: whoever else is there says otherwise', () =>
    forSeeds(SEEDS, async (world) => {
      const liar = await makeLyingRoom(world, 'Liar', (entries) => entries, { saysFull: () => true });
      await world.clock.until(() => liar.state.value.kind === 'open', 20_000);
      const rooms = [liar, await world.makeRoom('Ada'), await world.makeRoom('Ben')];
      await world.clock.until(() => allSeeAll(rooms), 30_000);
      const late = await world.makeRoom('Late');
      await world.clock.until(() => allSeeAll([...rooms, late]), IN_MS);
      await world.clock.advance(120_000);
      expect(late.state.value.kind).toBe('open');
    }));
});

describe('what a broker is asked for', () => {
  test('is bounded though an address that seems free can never be had', () =>
    forSeeds(SEEDS, async (world) => {
      const namespace = await namespaceOf(world);
      const transport = createMemoryTransport(world.network, 'broker');
      const asked: Slot[] = [];
      const stubborn: Transport = {
        label: transport.label,
        claim(id, options) {
          const slot = SLOTS.find((each) => routerId(namespace, each) === id);
          if (slot === undefined) return transport.claim(id, options);
          asked.push(slot);
          return Promise.resolve(err({ code: 'id-taken', detail: id }));
        },
      };
      const room = await world.makeRoom('Ada', { overrides: { transports: [stubborn] } });
      await world.clock.advance(600_000);
      expect(room.state.value).toEqual({ kind: 'failed', failure: { code: 'nobody-proved' } });
      expect(new Set(asked)).toEqual(new Set(SLOTS));
      // Each once a search, and in the end one search in half a minute.
      expect(asked.length).toBeLessThan(3 * 30);
    }));
});
