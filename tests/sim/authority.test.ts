// Rooms that are locked, knocked at and cleared of people, over a simulated network: who is out stays out, who belongs comes
// back by itself, and everybody ends up under the same charter.

import { describe, expect, it, vi } from 'vitest';
import { integer, record } from '../../src/primitives/schema.ts';
import { rootOf } from '../../src/room/charter.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { CreateRoomOptions } from '../../src/room/room-options.ts';
import { agree, makeHouse, makeIdentity, standingOf } from '../support/make-house.ts';
import { allSeeAll, forSeeds, type SimRoom } from '../support/make-room.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = [1, 2, 3, 4, 5];
const TALK: Protocol<{ readonly number: number }> = {
  id: 'talk',
  version: 1,
  channel: 'control',
  message: record({ number: integer({ min: 0, max: 1_000 }) }),
  maxBytes: 64,
  rate: { perSecond: 50, burst: 100 },
  space: 'talk',
  isSlowed: () => true,
};

const epochOf = ({ authority }: SimRoom) => authority.charter.value.epoch;

describe('removing somebody', () => {
  it('[E4] puts them out, and they stay out: as themselves, as somebody else, with the words', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Mallory']);
      const [ann, ben, mallory] = guests;
      expect(await house.owner.authority.remove(mallory.self.identityId)).toMatchObject({ ok: true });
      await house.until(() => standingOf(mallory) === 'removed');
      await house.until(() => allSeeAll([house.owner, ann, ben]));
      const again = await house.join('Mallory', { identity: mallory.identity });
      const other = await house.join('Nobody');
      const stranger = await world.makeRoom('Words');
      await world.clock.advance(120_000);
      expect([again, other, stranger].map(standingOf)).toEqual(['removed', 'knocking', 'knocking']);
      expect([again, other, stranger].flatMap(({ sees }) => sees)).toEqual([]);
      expect(allSeeAll([house.owner, ann, ben])).toBe(true);
      expect([house.owner, ann, ben].map(epochOf)).toEqual([1, 1, 1]);
    }));

  it('[E4] leaves them nothing to read, and lets nobody hear them', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Mallory']);
      const [ann, , mallory] = guests;
      const heard: string[] = [];
      ann.channel(TALK).onMessage(({ message }) => heard.push(`Ann ${message.number}`));
      mallory.channel(TALK).onMessage(({ message }) => heard.push(`Mallory ${message.number}`));
      await house.owner.authority.remove(mallory.self.identityId);
      await house.until(() => epochOf(ann) === 1 && !ann.sees.includes('Mallory'));
      mallory.channel(TALK).broadcast({ number: 666 });
      house.owner.channel(TALK).broadcast({ number: 7 });
      await world.clock.advance(30_000);
      expect(heard).toEqual(['Ann 7']);
    }));

  it('[C4] during a partition is known in both halves when it heals', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Mallory']);
      const [ann, ben, mallory] = guests;
      world.network.partition([house.owner.machine, ann.machine], [ben.machine, mallory.machine]);
      await world.clock.advance(40_000);
      await house.owner.authority.remove(mallory.self.identityId);
      await world.clock.advance(120_000);
      expect(ben.sees).toEqual(['Mallory']);
      world.network.heal();
      await house.until(
        () => allSeeAll([house.owner, ann, ben]) && standingOf(mallory) === 'removed',
        180_000,
      );
      expect([house.owner, ann, ben].map(epochOf)).toEqual([1, 1, 1]);
    }));
});

describe('a room too large to be a full mesh', () => {
  it('puts somebody out everywhere, and lets in whoever an owner accepts', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const names = Array.from({ length: 13 }, (_, index) => `Guest ${index}`);
      const { house, guests } = await makeHouse(world, [...names, 'Mallory']);
      const mallory = guests[names.length] ?? guests[0];
      const honest = [house.owner, ...guests.slice(0, names.length)];
      await house.owner.authority.remove(mallory.self.identityId);
      await house.until(() => allSeeAll(honest) && agree(honest), 120_000);
      await house.until(() => standingOf(mallory) === 'removed');
      const late = await house.join('Late');
      const { knocks } = house.owner.authority;
      await house.until(() => knocks.value.length === 1, 60_000);
      await house.owner.authority.accept(late.self.identityId);
      await house.until(() => allSeeAll([...honest, late]) && agree([...honest, late]), 120_000);
      expect(mallory.sees).toEqual([]);
    }));
});

describe('members who were away', () => {
  it('[E5] come back by themselves after an epoch they slept through', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Mallory']);
      const [ann, ben, mallory] = guests;
      world.network.partition([ben.machine]);
      await world.clock.advance(100_000);
      await house.owner.authority.remove(mallory.self.identityId);
      await world.clock.advance(300_000);
      world.network.heal();
      // A router looks below itself every 30 s.
      await house.until(() => allSeeAll([house.owner, ann, ben]), 40_000);
      expect(epochOf(ben)).toBe(1);
    }));

  it('[E5] come back by name with a new page, to a locked room', () =>
    forSeeds(SEEDS.slice(0, 3), async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      const [ann, ben] = guests;
      ben.leave();
      await house.until(() => !ann.sees.includes('Ben'));
      await house.owner.authority.lock(true);
      const back = await house.join('Ben', { identity: ben.identity });
      await house.until(() => allSeeAll([house.owner, ann, back]));
      expect(back.authority.charter.value.isLocked).toBe(true);
    }));
});

describe('the door', () => {
  it('[K1] of a locked room stays shut', () =>
    forSeeds(SEEDS.slice(0, 3), async (world) => {
      const { house } = await makeHouse(world, ['Ann']);
      await house.owner.authority.lock(true);
      const late = await house.join('Late');
      await house.until(() => standingOf(late) === 'locked');
      await world.clock.advance(60_000);
      expect([standingOf(late), late.sees]).toEqual(['locked', []]);
    }));

  it('[K2] is knocked at; an owner lets in', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      await house.owner.authority.setKnock(true);
      await house.until(() => agree([house.owner, ...guests]));
      const late = await house.join('Late');
      const { knocks } = house.owner.authority;
      await house.until(() => standingOf(late) === 'knocking' && knocks.value.length === 1);
      expect(knocks.value).toEqual([
        { identityId: late.self.identityId, name: 'Late', mark: late.self.mark },
      ]);
      await house.owner.authority.accept(late.self.identityId);
      await house.until(() => allSeeAll([house.owner, ...guests, late]), 10_000);
      expect([late.state.value.kind, knocks.value]).toEqual(['open', []]);
    }));

  it('[K2] is knocked at; an owner sends away', () =>
    forSeeds(SEEDS.slice(0, 3), async (world) => {
      const { house } = await makeHouse(world, ['Ann']);
      await house.owner.authority.setKnock(true);
      const late = await house.join('Late');
      const { knocks } = house.owner.authority;
      await house.until(() => knocks.value.length === 1);
      await house.owner.authority.refuse(late.self.identityId);
      await house.until(() => standingOf(late) === 'refused');
      expect(knocks.value).toEqual([]);
    }));

  it('[E3] opens again for whoever knows the words, in the same epoch', () =>
    forSeeds(SEEDS.slice(0, 3), async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann']);
      await house.owner.authority.lock(true);
      await house.owner.authority.lock(false);
      const late = await world.makeRoom('Late');
      await house.until(() => allSeeAll([house.owner, ...guests, late]));
      expect([epochOf(late), late.authority.charter.value.trust]).toEqual([1, 'first-use']);
    }));
});

describe('owners', () => {
  it('hand over; the old link leads to the new one', () =>
    forSeeds(SEEDS.slice(0, 3), async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      const [ann, ben] = guests;
      await house.owner.authority.handOver(ann.self.identityId);
      await house.until(() => ann.authority.charter.value.me === 'owner');
      expect(await ann.authority.lock(true)).toMatchObject({ ok: true });
      await house.until(() => agree([house.owner, ann, ben]));
      expect(await house.owner.authority.lock(false)).toEqual({ ok: false, error: 'not-owner' });
      expect(await ben.authority.setSlowMode(5)).toEqual({ ok: false, error: 'not-owner' });
    }));

  it('[C3] who rule two halves of a room apart agree when it heals, and no removal is lost', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Mallory']);
      const [ann, ben, mallory] = guests;
      await house.owner.authority.addOwner(ann.self.identityId);
      await house.until(() => ann.authority.charter.value.me === 'owner');
      world.network.partition([house.owner.machine, ben.machine], [ann.machine, mallory.machine]);
      await world.clock.advance(40_000);
      await house.owner.authority.setSlowMode(30);
      await house.owner.authority.setSlowMode(10);
      await ann.authority.remove(mallory.self.identityId);
      await world.clock.advance(20_000);
      world.network.heal();
      const honest = [house.owner, ann, ben];
      await house.until(
        () => honest.every(({ authority }) => authority.charter.value.removed.length === 1),
        180_000,
      );
      await house.until(() => allSeeAll(honest) && new Set(honest.map(epochOf)).size === 1, 180_000);
      expect(house.owner.authority.charter.value.slowModeSeconds).toBe(10);
      expect(standingOf(mallory)).toBe('removed');
    }));

  it('[C4] of another link: nobody follows them, and it shows', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const { house } = await makeHouse(world, ['Ann']);
      const pretender = await makeIdentity(world.seed * 991);
      const false_ = await world.makeRoom('Eve', { identity: pretender, owner: rootOf(pretender.id) });
      await house.until(() => house.owner.sees.includes('Eve'));
      await false_.authority.lock(true);
      await house.until(() => house.owner.authority.charter.value.isDisputed);
      expect(house.owner.authority.charter.value.isLocked).toBe(false);
    }));
});

describe('speaking', () => {
  it('[C5] [C6] is for those who may write, and no faster than slow mode allows', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      const [ann, ben] = guests;
      const heard: number[] = [];
      ben.channel(TALK).onMessage(({ message }) => heard.push(message.number));
      expect(ann.may('write', 'talk')).toBe(true);
      await house.owner.authority.setWriters('talk', [ann.self.identityId]);
      await house.until(() => !ben.may('write', 'talk'));
      expect(ben.channel(TALK).broadcast({ number: 1 })).toEqual([]);
      await house.owner.authority.setSlowMode(60);
      await house.until(() => ann.authority.charter.value.slowModeSeconds === 60);
      for (const number of [2, 3]) ann.channel(TALK).broadcast({ number });
      for (const number of [4, 5]) house.owner.channel(TALK).broadcast({ number });
      await world.clock.advance(5_000);
      expect(heard.toSorted((a, b) => a - b)).toEqual([2, 4, 5]);
    }));
});

describe('a kept room', () => {
  it('remembers its charter and its secret when everybody was gone', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann']);
      const [ann] = guests;
      await house.owner.authority.lock(true);
      await house.until(() => agree([house.owner, ann]));
      const kept: Pick<CreateRoomOptions, 'kept'> = { kept: ann.authority.kept.value };
      for (const room of [house.owner, ann]) room.leave();
      await world.clock.advance(200_000);
      const back = await house.join('Ann', { identity: ann.identity, overrides: kept });
      await house.until(() => back.state.value.kind === 'open');
      expect([epochOf(back), back.authority.charter.value.isLocked]).toEqual([1, true]);
      const olga = await house.join('Olga', { identity: house.owner.identity });
      await house.until(() => allSeeAll([back, olga]), 120_000);
      expect(olga.authority.charter.value.isLocked).toBe(true);
    }));
});
