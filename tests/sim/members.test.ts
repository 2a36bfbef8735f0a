// Who is in a room, and how they went: two tabs of one person are one member; leaving, crashing, falling asleep and
// coming back are told apart by those who stay.

import { expect, test } from 'vitest';
import type { RoomMember } from '../../src/room/room.ts';
import { forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { seedsToRun } from '../support/seeds.ts';

const SEEDS = seedsToRun([1, 2, 3]);
/** Silence after which somebody is gone, and some more. */
const GONE_MS = 140_000;

function memberOf(room: SimRoom, other: SimRoom): RoomMember | undefined {
  return room.members.value.find(({ identityId }) => identityId === other.self.identityId);
}

function stateOf(room: SimRoom, other: SimRoom): string | undefined {
  const state = memberOf(room, other)?.state;
  return state?.kind === 'gone' ? state.how : state?.kind;
}

async function meet({ clock, makeRoom }: SimWorld): Promise<readonly [SimRoom, SimRoom]> {
  const ada = await makeRoom('Ada');
  await clock.until(() => ada.state.value.kind === 'open', 20_000);
  const ben = await makeRoom('Ben');
  await clock.until(() => ada.sees.includes('Ben') && ben.sees.includes('Ada'), 20_000);
  return [ada, ben];
}

test('[R11] two tabs of one person are one member to the others, and to themselves', () =>
  forSeeds(SEEDS, async (world) => {
    const [ada, ben] = await meet(world);
    const tab = await world.makeRoom('Ben', { identity: ben.identity });
    await world.clock.until(
      () => ada.sees.length === 2 && tab.sees.length === 2 && ben.sees.length === 2,
      30_000,
    );
    expect(ada.members.value).toHaveLength(1);
    expect(memberOf(ada, ben)?.devices).toHaveLength(2);
    expect(ben.members.value.filter(({ isSelf }) => isSelf)).toHaveLength(1);
    expect(ben.members.value.filter(({ isSelf }) => !isSelf)).toHaveLength(1);
    tab.leave();
    await world.clock.advance(10_000);
    expect([stateOf(ada, ben), memberOf(ada, ben)?.devices.length]).toEqual(['here', 1]);
    expect(ben.members.value.filter(({ isSelf }) => isSelf)).toEqual([]);
  }));

test('who says goodbye has left at once and is forgotten', () =>
  forSeeds(SEEDS, async (world) => {
    const [ada, ben] = await meet(world);
    ben.leave();
    await world.clock.until(() => stateOf(ada, ben) === 'left', 2_000);
    await world.clock.advance(5_000);
    expect(stateOf(ada, ben)).toBeUndefined();
  }));

test('who crashes is lost: reconnecting first, then gone, then missed', () =>
  forSeeds(SEEDS, async (world) => {
    const [ada, ben] = await meet(world);
    world.network.crash(ben.machine);
    await world.clock.advance(10_000);
    expect([stateOf(ada, ben), memberOf(ada, ben)?.link.kind]).toEqual(['lost', 'reconnecting']);
    await world.clock.advance(GONE_MS);
    expect([stateOf(ada, ben), memberOf(ada, ben)?.link.kind]).toEqual(['lost', 'gone']);
  }));

test('[R12] whose page went to the background before it fell silent is asleep, and back when it wakes', () =>
  forSeeds(SEEDS, async (world) => {
    const [ada, ben] = await meet(world);
    ben.setAttention({ isHidden: true, isAway: false });
    await world.clock.advance(1_000);
    expect(stateOf(ada, ben)).toBe('here');
    world.network.partition([ben.machine], [ada.machine]);
    await world.clock.until(() => stateOf(ada, ben) === 'asleep', 90_000);
    world.network.heal();
    ben.setAttention({ isHidden: false, isAway: false });
    await world.clock.until(() => stateOf(ada, ben) === 'here', 90_000);
  }));

test('[R12] who is away is shown so, in this space and the next', () =>
  forSeeds(SEEDS, async (world) => {
    const [ada, ben] = await meet(world);
    ben.setAttention({ isHidden: false, isAway: true });
    ben.setSpace('map');
    await world.clock.advance(1_000);
    expect([stateOf(ada, ben), memberOf(ada, ben)?.space]).toEqual(['away', 'map']);
    ben.setAttention({ isHidden: false, isAway: false });
    await world.clock.advance(1_000);
    expect(stateOf(ada, ben)).toBe('here');
  }));
