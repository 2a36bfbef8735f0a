// The contract of features, shown by the example: the same model, unchanged, in a room and between two people.

import { describe, expect, test } from 'vitest';
import type { Place } from '../../src/room/place.ts';
import type { SharedDocs } from '../../src/sync/shared-docs.ts';
import { createHandsModel, type HandsModel } from '../support/example-feature/model.ts';
import { HANDS_PROTOCOL, type HandMessage } from '../support/example-feature/protocol.ts';
import { forSeeds, type MakeRoomOptions, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { seedsToRun } from '../support/seeds.ts';
import { shareIn } from '../support/shared-room.ts';

const SEEDS = seedsToRun([1, 2]);
const PAIR: Place = { kind: 'pair', secret: new Uint8Array(32).fill(7) };
const SOON_MS = 5_000;

interface Guest {
  readonly room: SimRoom;
  readonly docs: SharedDocs;
  readonly hands: HandsModel;
}

async function enter(world: SimWorld, name: string, options: MakeRoomOptions): Promise<Guest> {
  const room = await world.makeRoom(name, options);
  const docs = shareIn(room, world);
  return { room, docs, hands: createHandsModel({ room, docs }) };
}

function raised({ hands }: Guest): readonly string[] {
  return hands.others.value.map(({ name }) => name).sort();
}

function pointed({ hands }: Guest): readonly string[] {
  return hands.pointers.value.map(({ member, spot }) => `${member.name} ${spot.x} ${spot.y}`);
}

describe.each<[Place['kind'], MakeRoomOptions]>([
  ['room', {}],
  ['pair', { place: PAIR }],
])('in a %s', (kind, options) => {
  test('a raised hand is seen, by those who come later too, and taken down again', () =>
    forSeeds(SEEDS, async (world) => {
      const ada = await enter(world, 'Ada', options);
      expect(ada.room.kind).toBe(kind);
      await world.clock.until(() => ada.room.state.value.kind === 'open', 20_000);
      ada.hands.setUp(true);
      const ben = await enter(world, 'Ben', options);
      await world.clock.until(() => raised(ben).join() === 'Ada', 20_000);
      ben.hands.setUp(true);
      await world.clock.until(() => raised(ada).join() === 'Ben', SOON_MS);
      ada.hands.setUp(false);
      await world.clock.until(() => raised(ben).length === 0, SOON_MS);
      expect(raised(ada)).toEqual(['Ben']);
    }));

  test('two tabs of one person raise one hand, and nobody keeps it up who has left', () =>
    forSeeds(SEEDS, async (world) => {
      const ada = await enter(world, 'Ada', options);
      const ben = await enter(world, 'Ben', options);
      const tab = await enter(world, 'Ben', { ...options, identity: ben.room.identity });
      await world.clock.until(() => ada.room.sees.length === 2, 30_000);
      ben.hands.setUp(true);
      tab.hands.setUp(true);
      await world.clock.until(() => raised(ada).length > 0, SOON_MS);
      await world.clock.advance(1_000);
      expect(raised(ada)).toEqual(['Ben']);
      for (const { room, docs, hands } of [ben, tab]) {
        hands.dispose();
        docs.dispose();
        room.leave();
      }
      await world.clock.until(() => raised(ada).length === 0, 10_000);
      expect(ada.room.members.value).toEqual([]);
    }));

  test('where somebody points is seen while they do, by those who come later too', () =>
    forSeeds(SEEDS, async (world) => {
      const ada = await enter(world, 'Ada', options);
      const ben = await enter(world, 'Ben', options);
      await world.clock.until(() => ada.room.sees.length === 1 && ben.room.sees.length === 1, 30_000);
      for (let x = 0; x <= 500; x += 50) {
        ben.hands.point({ x, y: 20 });
        await world.clock.advance(20);
      }
      await world.clock.until(() => pointed(ada).join() === 'Ben 500 20', 1_000);
      const tab = await enter(world, 'Ada', { ...options, identity: ada.room.identity });
      await world.clock.until(() => pointed(tab).join() === 'Ben 500 20', 8_000);
      await world.clock.until(() => pointed(ada).length === 0, 11_000);
    }));

  test('what does not hold against its schema never reaches it, and is blamed on its sender', () =>
    forSeeds(SEEDS, async (world) => {
      const ada = await enter(world, 'Ada', options);
      const ben = await enter(world, 'Ben', options);
      await world.clock.until(() => ada.room.sees.length === 1 && ben.room.sees.length === 1, 30_000);
      const channel = ben.room.channel(HANDS_PROTOCOL);
      channel.broadcast({ isUp: 'very' } as unknown as HandMessage);
      channel.broadcast({ isUp: true, more: 'x'.repeat(64) } as HandMessage);
      await world.clock.advance(1_000);
      expect(raised(ada)).toEqual([]);
      ben.hands.setUp(true);
      await world.clock.until(() => raised(ada).length === 1, SOON_MS);
    }));
});
