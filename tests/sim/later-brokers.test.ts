// A broker that is configured while a room is open: the room can be found there from then on, whoever began it and
// however its people met. Every scenario runs over several seeds; a failure prints its seed.

import { signal, type Signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import type { CreateRoomOptions } from '../../src/room/room-options.ts';
import type { Transport } from '../../src/transport/transport.ts';
import { allSeeAll, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';
import type { SimMachine } from '../support/sim-network.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = seedsToRun([1, 2, 3]);
/** How soon whoever comes by code is in, counted from the broker being configured. */
const FOUND_MS = 20_000;

interface Seat {
  readonly room: SimRoom;
  /** Names a broker to this one. */
  readonly configure: (label?: string) => void;
}

/** Links come about through members too. */
const introduced = (
  { network }: SimWorld,
  machine: SimMachine,
): Pick<CreateRoomOptions, 'transportOver'> => ({
  transportOver: (signaling) => createSimWebrtcTransport({ network, machine, signaling }),
});

/** By code, with the broker in the link. */
function comeByCode(world: SimWorld, name: string): Promise<SimRoom> {
  const machine = world.network.createMachine(name);
  return world.makeRoom(name, { machine, overrides: introduced(world, machine) });
}

/** In a room with no broker; whoever is `near` each other meets without one. */
async function sit(world: SimWorld, name: string, isNear = true): Promise<Seat> {
  const { network } = world;
  const machine = network.createMachine(name);
  const laterTransports: Signal<readonly Transport[]> = signal([]);
  const localTransports = isNear ? [createMemoryTransport(network, 'near', machine)] : [];
  const overrides = {
    laterTransports,
    localTransports,
    isLocalEnough: isNear,
    ...introduced(world, machine),
  };
  const room = await world.makeRoom(name, { machine, brokers: [], overrides });
  const configure = (label = 'broker') => {
    const known = laterTransports.peek();
    if (known.some((each) => each.label === label)) laterTransports.value = Array.from(known);
    else laterTransports.value = [...known, createMemoryTransport(network, label, machine)];
  };
  return { room, configure };
}

async function pair(world: SimWorld): Promise<readonly [Seat, Seat]> {
  const seats = [await sit(world, 'Ada'), await sit(world, 'Ben')] as const;
  await world.clock.until(() => allSeeAll(seats.map(({ room }) => room)), FOUND_MS);
  await world.clock.advance(30_000);
  expect(seats.map(({ room }) => room.brokers.value)).toEqual([[], []]);
  return seats;
}

test('[R7] a room begun with none is reached by code as soon as one of its people has one', () =>
  forSeeds(SEEDS, async (world) => {
    const [ada, ben] = await pair(world);
    ada.configure();
    const cleo = await comeByCode(world, 'Cleo');
    await world.clock.until(() => allSeeAll([ada.room, ben.room, cleo]), FOUND_MS);
    expect(cleo.state.value.kind).toBe('open');
    expect(ada.room.brokers.value).toEqual([{ label: 'broker', state: 'reachable' }]);
    expect(ben.room.brokers.value).toEqual([]);
  }));

test('[R7] all of its people who have one agree on who leads there, and one named twice is used once', () =>
  forSeeds(SEEDS, async (world) => {
    const [ada, ben] = await pair(world);
    for (const each of [ada, ben, ada, ben]) each.configure();
    await world.clock.advance(30_000);
    expect([ada, ben].map(({ room }) => room.brokers.value)).toEqual(
      Array.from({ length: 2 }, () => [{ label: 'broker', state: 'reachable' }]),
    );
    const elections = [ada, ben].map(
      ({ room }) => room.log.filter(({ facts }) => facts?.['broker'] === 'broker').at(-1)?.facts?.['to'],
    );
    expect(new Set(elections)).toEqual(new Set(['leading', 'member']));
    const cleo = await comeByCode(world, 'Cleo');
    await world.clock.until(() => allSeeAll([ada.room, ben.room, cleo]), FOUND_MS);
  }));

test('[R7] whoever found no broker to ask is in once there is one, and so is who began alone', () =>
  forSeeds(SEEDS, async (world) => {
    const ada = await comeByCode(world, 'Ada');
    const ben = await sit(world, 'Ben', false);
    const cleo = await sit(world, 'Cleo');
    await world.clock.advance(10_000);
    expect(ben.room.state.value).toMatchObject({ kind: 'failed', failure: { code: 'no-broker' } });
    expect(cleo.room.state.value.kind).toBe('open');
    for (const each of [ben, cleo]) each.configure();
    await world.clock.until(() => allSeeAll([ada, ben.room, cleo.room]), FOUND_MS);
    expect(ben.room.state.value.kind).toBe('open');
  }));

test('[R7] one that is named after the room was left is asked for nothing', () =>
  forSeeds(SEEDS, async (world) => {
    const ada = await sit(world, 'Ada');
    await world.clock.advance(5_000);
    ada.room.leave();
    ada.configure();
    await world.clock.advance(10_000);
    expect(ada.room.brokers.value).toEqual([]);
    expect(ada.room.state.value.kind).toBe('left');
  }));
