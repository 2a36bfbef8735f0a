// Owners who hand over, share and lose what they own, and links that name somebody who owns nothing any more, or never
// did: everybody ends up under the charter that counts.

import { describe, expect, it, vi } from 'vitest';
import { rootOf } from '../../src/room/charter.ts';
import { agree, makeHouse, makeIdentity, standingOf } from '../support/make-house.ts';
import { allSeeAll, forSeeds } from '../support/make-room.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = [1, 2];
const NOT_OWNER = { ok: false, error: 'not-owner' };

describe('after a hand-over', () => {
  it('[C2] the old link leads to the new owner, though the old one is gone', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      const [ann, ben] = guests;
      await house.owner.authority.handOver(ann.self.identityId);
      await house.until(() => agree([house.owner, ann, ben]));
      house.owner.leave();
      const late = await house.join('Late');
      await house.until(() => allSeeAll([ann, ben, late]) && agree([ann, ben, late]));
      const { owners, trust, isDisputed } = late.authority.charter.value;
      expect([owners, trust, isDisputed]).toEqual([[ann.self.identityId], 'link', false]);
    }));

  it('[K2] whoever knocks by the old link is let in by the new owner', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      const [ann, ben] = guests;
      await house.owner.authority.handOver(ann.self.identityId);
      await house.until(() => ann.authority.charter.value.me === 'owner');
      await ann.authority.setKnock(true);
      const late = await house.join('Late');
      await house.until(() => ann.authority.knocks.value.length === 1);
      expect(await house.owner.authority.accept(late.self.identityId)).toEqual(NOT_OWNER);
      await ann.authority.accept(late.self.identityId);
      const all = [house.owner, ann, ben, late];
      await house.until(() => allSeeAll(all) && agree(all));
    }));

  it('[C3] the old owner with a page from before does not take it back', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      const [ann, ben] = guests;
      await house.owner.authority.setSlowMode(5);
      await house.until(() => agree([house.owner, ann, ben]));
      const kept = house.owner.authority.kept.value;
      await house.owner.authority.handOver(ann.self.identityId);
      await house.until(() => agree([house.owner, ann, ben]));
      house.owner.leave();
      world.network.partition([ann.machine, ben.machine]);
      const identity = house.owner.identity;
      const again = await house.join('Olga', { identity, overrides: { kept } });
      await house.until(() => again.authority.charter.value.me === 'owner');
      for (const seconds of [1, 2, 3, 4]) await again.authority.setSlowMode(seconds);
      expect(await again.authority.addOwner(ben.self.identityId)).toMatchObject({ ok: false });
      world.network.heal();
      await house.until(() => allSeeAll([again, ann, ben]) && agree([again, ann, ben]), 180_000);
      const { owners, slowModeSeconds } = again.authority.charter.value;
      expect([owners, slowModeSeconds]).toEqual([[ann.self.identityId], 5]);
      expect(await again.authority.lock(true)).toEqual(NOT_OWNER);
    }));
});

describe('several owners', () => {
  it('each decide for all, and who is one no more decides nothing', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Cleo']);
      const [ann, ben, cleo] = guests;
      const all = [house.owner, ann, ben, cleo];
      await house.owner.authority.addOwner(ann.self.identityId);
      await house.until(() => ann.authority.charter.value.me === 'owner');
      await ann.authority.addOwner(ben.self.identityId);
      await house.until(() => ben.authority.charter.value.me === 'owner');
      await ben.authority.setTitle('Tea');
      await house.until(() => all.every(({ authority }) => authority.charter.value.title === 'Tea'));
      await ben.authority.setWriters('talk', [cleo.self.identityId]);
      await house.until(() => !ann.may('write', 'chat') || agree(all));
      expect([cleo.may('write', 'talk'), ann.may('write', 'talk')]).toEqual([true, true]);
      await ann.authority.dropOwner(ben.self.identityId);
      await house.until(() => agree(all) && ben.authority.charter.value.me !== 'owner');
      expect([ben.may('write', 'talk'), await ben.authority.lock(true)]).toEqual([false, NOT_OWNER]);
      await ann.authority.setWriters('talk', 'all');
      await house.until(() => ben.may('write', 'talk'));
    }));

  it('put out and take back: whoever was removed comes in again by the link', () =>
    forSeeds(SEEDS, async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Cleo']);
      const [ann, ben, cleo] = guests;
      await house.owner.authority.addOwner(ann.self.identityId);
      await house.until(() => ann.authority.charter.value.me === 'owner');
      await house.owner.authority.remove(cleo.self.identityId);
      await house.until(() => standingOf(cleo) === 'removed' && agree([house.owner, ann, ben]));
      expect(await ann.authority.readmit(cleo.self.identityId)).toMatchObject({ ok: true });
      const back = await house.join('Cleo', { identity: cleo.identity });
      const all = [house.owner, ann, ben, back];
      await house.until(() => allSeeAll(all) && agree(all), 120_000);
    }));
});

it('[C4] a link that names the wrong owner leads to nobody in a closed room, and it says so', () =>
  forSeeds(SEEDS, async (world) => {
    const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
    await house.owner.authority.lock(true);
    await house.until(() => agree([house.owner, ...guests]));
    const eve = await makeIdentity(world.seed * 991);
    const late = await world.makeRoom('Late', { owner: rootOf(eve.id) });
    await world.clock.until(() => late.state.value.kind === 'failed', 20_000);
    expect(late.state.value).toEqual({ kind: 'failed', failure: { code: 'other-owner' } });
    await world.clock.advance(120_000);
    expect([late.sees, late.authority.charter.value.isDisputed]).toEqual([[], true]);
    expect(late.state.value).toEqual({ kind: 'failed', failure: { code: 'other-owner' } });
    expect(allSeeAll([house.owner, ...guests])).toBe(true);
    // Whoever said so is gone, and so is what they said.
    house.owner.leave();
    for (const guest of guests) guest.leave();
    await world.clock.advance(5_000);
    late.retry();
    await world.clock.until(() => late.state.value.kind === 'open', 60_000);
  }));
