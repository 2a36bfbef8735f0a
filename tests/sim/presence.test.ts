// What three people show of themselves for a moment: seen by the others at once, and over in time whatever gets lost.

import { describe, expect, test } from 'vitest';
import { integer, record } from '../../src/primitives/schema.ts';
import { TYPING } from '../../src/sync/presence/typing.ts';
import type { PresenceField } from '../../src/sync/shared-docs.ts';
import { agree, makeHouse } from '../support/make-house.ts';
import { allSeeAll, createSimWorld, forSeeds, type SimWorld } from '../support/make-room.ts';
import { seedsToRun } from '../support/seeds.ts';
import { joinAndShare, shareIn, type SharingRoom } from '../support/shared-room.ts';

const SEEDS = seedsToRun([1, 2, 3]);
/** Sent at once, over a link of some 20 ms; repeated once after 300. */
const SOON_MS = 500;

type Point = { readonly x: number; readonly y: number };
const at = integer({ min: 0, max: 1_000 });
const CURSOR: PresenceField<Point> = {
  name: 'board.cursor',
  value: record({ x: at, y: at }),
  holdsMs: 30_000,
};

const typing = ({ docs }: SharingRoom) => docs.presence.field(TYPING);
const cursor = ({ docs }: SharingRoom) => docs.presence.field(CURSOR);
const idOf = ({ room }: SharingRoom) => room.self.identityId;

/** What the first sees of the second. */
const seen = (by: SharingRoom, of: SharingRoom) => typing(by).said.value.get(idOf(of));
const seenAt = (by: SharingRoom, of: SharingRoom) => cursor(by).said.value.get(idOf(of));

async function meet(world: SimWorld) {
  const ada = await joinAndShare(world, 'Ada');
  const ben = await joinAndShare(world, 'Ben');
  const cem = await joinAndShare(world, 'Cem');
  const rooms = [ada, ben, cem].map(({ room }) => room);
  await world.clock.until(() => allSeeAll(rooms), 60_000);
  return { ada, ben, cem, clock: world.clock };
}

describe('among three', () => {
  test('who writes is seen by both others, not by itself, and over when it is taken back', () =>
    forSeeds(SEEDS, async (world) => {
      const { ada, ben, cem, clock } = await meet(world);
      ben.docs.presence.field(TYPING).say('chat');
      await clock.advance(SOON_MS);
      expect([seen(ada, ben), seen(cem, ben), seen(ben, ben)]).toEqual(['chat', 'chat', undefined]);
      typing(ben).takeBack();
      await clock.advance(SOON_MS);
      expect([typing(ada).said.value.size, typing(cem).said.value.size]).toEqual([0, 0]);
    }));

  test('it lasts while it is said again and six seconds more, and costs next to nothing', () =>
    forSeeds(SEEDS, async (world) => {
      const { ada, ben, cem, clock } = await meet(world);
      await clock.advance(15_000);
      world.network.traffic.reset();
      for (let i = 0; i < 200; i += 1) {
        typing(ben).say('chat');
        await clock.advance(100);
        if (i > 3) expect([seen(ada, ben), seen(cem, ben)]).toEqual(['chat', 'chat']);
      }
      // Every three seconds, each time twice, to two; and now and then by itself.
      expect(world.network.traffic.channels.realtime.frames).toBeLessThanOrEqual(2 * 2 * 8 + 4);
      await clock.advance(5_500);
      expect(seen(ada, ben)).toBe('chat');
      await clock.advance(2_000);
      expect([seen(ada, ben), seen(cem, ben), ben.docs.presence.own.value]).toEqual([
        undefined,
        undefined,
        {},
      ]);
    }));

  test('[Y10] nothing that gets lost leaves it standing', async () => {
    for (const seed of SEEDS) {
      const world = createSimWorld(seed, { lossRate: 0.5 });
      const { ada, ben, cem, clock } = await meet(world);
      for (let round = 0; round < 20; round += 1) {
        typing(ben).say('chat');
        await clock.advance(3_500);
        typing(ben).say('chat');
        await clock.advance(200);
        typing(ben).takeBack();
        await clock.advance(9_100);
        expect([seed, round, seen(ada, ben), seen(cem, ben)]).toEqual([seed, round, undefined, undefined]);
      }
    }
  });

  test('[Y10] where somebody points is the newest of what their tabs say, and goes when the link is interrupted', () =>
    forSeeds(SEEDS, async (world) => {
      const { ada, ben, cem, clock } = await meet(world);
      const tab = await joinAndShare(world, 'Ben', { identity: ben.room.identity });
      await clock.until(() => ada.room.sees.length === 3 && tab.room.sees.length === 3, 60_000);
      cursor(ben).say({ x: 1, y: 2 });
      await clock.advance(SOON_MS);
      cursor(tab).say({ x: 30, y: 40 });
      await clock.advance(SOON_MS);
      expect([seenAt(ada, ben), seenAt(cem, ben)]).toEqual([
        { x: 30, y: 40 },
        { x: 30, y: 40 },
      ]);
      expect([cursor(ben).said.value.size, cursor(tab).said.value.size]).toEqual([0, 0]);
      tab.room.leave();
      await clock.advance(SOON_MS);
      expect(seenAt(ada, ben)).toEqual({ x: 1, y: 2 });
      world.network.partition([ben.room.machine], [ada.room.machine, cem.room.machine]);
      await clock.until(() => !ada.room.sees.includes('Ben'), 10_000);
      expect(seenAt(ada, ben)).toBeUndefined();
    }));

  test('a newcomer is told what holds, and what does not hold against its type is not said', () =>
    forSeeds(SEEDS, async (world) => {
      const { ada, ben, clock } = await meet(world);
      ben.docs.presence.set(CURSOR.name, { x: 1, y: 'far' });
      cursor(ada).say({ x: 5, y: 6 });
      const dan = await joinAndShare(world, 'Dan');
      await clock.until(() => dan.room.sees.length === 3, 20_000);
      await clock.advance(SOON_MS);
      expect(Array.from(cursor(dan).said.value)).toEqual([[idOf(ada), { x: 5, y: 6 }]]);
      expect(dan.docs.presence.states.value.get(ben.room.self.peerId)).toEqual({
        [CURSOR.name]: { x: 1, y: 'far' },
      });
    }));
});

test('[Y10] who may not write there is not heard to write, and does not say so', () =>
  forSeeds(SEEDS, async (world) => {
    const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
    const rooms = [house.owner, ...guests].map((room) => ({ room, docs: shareIn(room, world) }));
    const [olga, ann, ben] = rooms.map((each) => ({
      ...each,
      doc: each.docs.open('notes', { space: 'notes' }),
    }));
    if (!olga || !ann || !ben) throw new Error('three are here');
    await house.owner.authority.setWriters('chat', [idOf(ann)]);
    await house.until(() => agree(rooms.map(({ room }) => room)));
    for (const each of [olga, ann, ben]) typing(each).say('chat');
    // A page that does not keep to it.
    ben.docs.presence.set(TYPING.name, 'chat');
    await world.clock.advance(SOON_MS);
    expect([seen(olga, ann), seen(olga, ben), seen(ann, olga), seen(ann, ben)]).toEqual([
      'chat',
      undefined,
      'chat',
      undefined,
    ]);
    await house.owner.authority.setWriters('chat', 'all');
    await house.until(() => agree(rooms.map(({ room }) => room)));
    expect([seen(olga, ben), seen(ann, ben)]).toEqual(['chat', 'chat']);
  }));
