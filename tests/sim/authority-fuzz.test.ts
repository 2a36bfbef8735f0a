// Rooms in which owners decide at random, in parts that do not see each other, while people come, go and sleep: in the end
// everybody follows one charter, whoever belongs is in and whoever was removed is out.

import { expect, it, vi } from 'vitest';
import { randomInteger } from '../../src/primitives/random.ts';
import { agree, makeHouse, standingOf, type House } from '../support/make-house.ts';
import { allSeeAll, createSimWorld, type SimRoom } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 120_000 });

const STEPS = 25;

interface Life {
  readonly house: House;
  readonly rooms: SimRoom[];
  readonly choose: <T>(among: readonly T[]) => T | undefined;
  readonly log: string[];
}

const isHere = ({ state }: SimRoom) => state.value.kind !== 'left';
const isOwner = ({ authority }: SimRoom) => authority.charter.value.me === 'owner';
const isRemoved = (room: SimRoom) => standingOf(room) === 'removed';

async function step({ house, rooms, choose, log }: Life, turn: number): Promise<void> {
  const here = rooms.filter((room) => isHere(room) && !isRemoved(room));
  const by = choose(here.filter(isOwner)) ?? house.owner;
  const other = choose(here.filter((room) => room !== house.owner && room !== by)) ?? by;
  const { authority } = by;
  const { identityId } = other.self;
  const deeds: readonly (readonly [string, () => Promise<unknown> | void])[] = [
    ['lock', () => authority.lock(true)],
    ['unlock', () => authority.lock(false)],
    ['knock', () => authority.setKnock(true)],
    ['no knock', () => authority.setKnock(false)],
    ['slow', () => authority.setSlowMode(turn)],
    ['remove', () => (rooms.filter(isRemoved).length < 2 ? authority.remove(identityId) : undefined)],
    ['own', () => authority.addOwner(identityId)],
    ['own no more', () => (by === house.owner ? authority.dropOwner(identityId) : undefined)],
    [
      'part',
      () => house.world.network.partition(here.filter((_, index) => index % 2 === turn % 2).map(machineOf)),
    ],
    ['heal', () => house.world.network.heal()],
    ['leave', () => (here.length > 3 && other !== house.owner ? other.leave() : undefined)],
    ['come', async () => void rooms.push(await house.join(`Late ${turn}`))],
    ['accept', () => Promise.all(authority.knocks.value.map((knock) => authority.accept(knock.identityId)))],
  ];
  const deed = choose(deeds);
  log.push(`${deed?.[0]} by ${by.name}${by === other ? '' : ` (${other.name})`}`);
  await deed?.[1]();
}

const machineOf = ({ machine }: SimRoom) => machine;

it.each(seedsToRun([1, 2, 3]))('one charter in the end (seed %i)', async (seed) => {
  const world = createSimWorld(seed);
  const random = createSeededRandom(seed + 5_000);
  const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Cleo', 'Dan']);
  const life: Life = {
    house,
    rooms: [house.owner, ...guests],
    choose: (among) => among[among.length === 0 ? 0 : randomInteger(random, among.length)],
    log: [],
  };
  for (let turn = 1; turn <= STEPS; turn += 1) {
    await step(life, turn);
    await world.clock.advance(randomInteger(random, 20_000));
  }
  world.network.heal();
  await world.clock.advance(120_000);
  await house.owner.authority.lock(false);
  await house.owner.authority.setKnock(false);
  const { removed } = house.owner.authority.charter.value;
  const belongs = ({ self }: SimRoom) => !removed.includes(self.identityId);
  const inside = life.rooms.filter((room) => isHere(room) && belongs(room));
  await world.clock
    .until(() => allSeeAll(inside) && agree(inside), 600_000)
    .catch(() => expect({ log: life.log, ...facts(inside) }).toBe('agreed'));
  const out = life.rooms.filter((room) => isHere(room) && !belongs(room));
  expect(out.flatMap(({ sees }) => sees.filter((name) => inside.some((room) => room.name === name)))).toEqual(
    [],
  );
});

function facts(rooms: readonly SimRoom[]) {
  return {
    standings: rooms.map((room) => `${room.name}: ${standingOf(room)}, sees ${room.sees.join(' ')}`),
    charters: rooms.map(({ name, authority }) => {
      const { epoch, isLocked, doesKnock, removed, owners } = authority.charter.value;
      return `${name}: ${epoch} ${isLocked} ${doesKnock} ${removed.length} ${owners.length} ${authority.kept.value?.length}`;
    }),
  };
}
