import { describe, expect, it } from 'vitest';
import type { IdentityId } from '../../../src/primitives/ids.ts';
import { allKnowAll, createOverlayWorld } from '../../support/make-overlay.ts';

/** Small enough to be a partial mesh of nine. */
const PARTIAL = { fullMembers: 4, maxLinks: 4, targetLinks: 3, minLinks: 2 };

/** Nine of whom one, Mallory, is told to be out; the last one hears of it later. */
async function nine(seed: number) {
  const world = createOverlayWorld(seed);
  const out = new Set<IdentityId>();
  const late = new Set<IdentityId>();
  const topology = PARTIAL;
  const members = await world.addMany(7, { topology, isMember: (identity) => !out.has(identity) });
  const slow = await world.add({ topology, isMember: (identity) => !late.has(identity) });
  const mallory = await world.add({ topology });
  const all = [...members, slow, mallory];
  for (const one of all) one.meet(...all.filter((other) => other !== one).slice(0, 3));
  await world.clock.until(() => allKnowAll(all), 120_000);
  return { world, out, late, members, slow, mallory };
}

describe('somebody who is no member any more', () => {
  it.each([1, 2, 3])('is known to nobody and heard by nobody (seed %i)', async (seed) => {
    const { world, out, late, members, slow, mallory } = await nine(seed);
    for (const set of [out, late]) set.add(mallory.entry.identityId);
    for (const { overlay } of [...members, slow]) overlay.expel();
    await world.clock.advance(5_000);
    mallory.say('still here');
    for (const { peerId } of members) mallory.tell(peerId, 'only for you');
    await world.clock.advance(180_000);
    const known = [...members, slow].filter(({ overlay }) => overlay.members.includes(mallory.peerId));
    const texts = [...members, slow].flatMap(({ heard }) => heard.map(({ text }) => text));
    expect([known, texts]).toEqual([[], []]);
    expect(allKnowAll([...members, slow])).toBe(true);
  });

  it.each([1, 2, 3])('is not heard through somebody who does not know it yet (seed %i)', async (seed) => {
    const { world, out, members, slow, mallory } = await nine(seed);
    out.add(mallory.entry.identityId);
    for (const { overlay } of members) overlay.expel();
    mallory.meet(slow);
    await world.clock.advance(10_000);
    mallory.say('pass it on');
    for (const { peerId } of members) mallory.tell(peerId, 'pass it on');
    await world.clock.advance(60_000);
    expect(slow.heard.map(({ text }) => text)).toContain('pass it on');
    expect(members.flatMap(({ heard }) => heard)).toEqual([]);
    slow.say('and we go on');
    await world.clock.advance(10_000);
    expect(members.filter(({ heard }) => heard.length !== 1)).toEqual([]);
  });
});
