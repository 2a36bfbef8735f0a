// Coming back to a kept room: members who stayed are dialled at their own addresses, so that nobody who holds the
// routers' addresses, dead or hostile, keeps this person out. What was kept is never believed: everybody proves.

import { describe, expect, test, vi } from 'vitest';
import { routerId, SLOTS, type Slot } from '../../src/discovery/namespace.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { formatPeerId } from '../../src/primitives/ids.ts';
import { decodeKept, encodeKept } from '../../src/room/kept-authority.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { agree, makeHouse } from '../support/make-house.ts';
import { allSeeAll, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = [1, 2, 3, 4];

/** Answers at routers' addresses and proves nothing. */
async function squat(world: SimWorld, slots: readonly Slot[]): Promise<void> {
  const { namespace } = await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), world.code);
  const transport = createMemoryTransport(world.network, 'broker');
  const claims = slots.map((slot) => transport.claim(routerId(namespace, slot)));
  await world.clock.advance(500);
  for (const claimed of await Promise.all(claims)) if (claimed.ok) claimed.value.onLink(() => undefined);
}

async function gather(world: SimWorld, names: readonly string[]): Promise<SimRoom[]> {
  const rooms: SimRoom[] = [];
  for (const name of names) {
    rooms.push(await world.makeRoom(name));
    await world.clock.until(() => allSeeAll(rooms), 20_000);
  }
  return rooms;
}

const keptBy = ({ authority }: SimRoom) => ({ kept: authority.kept.value });

/** How long after its return a room sees somebody; Infinity for not within a minute. */
async function msUntilMet(world: SimWorld, room: SimRoom): Promise<number> {
  const startMs = world.clock.nowMs();
  await world.clock.until(() => room.sees.length > 0, 60_000, 50).catch(() => undefined);
  return room.sees.length > 0 ? world.clock.nowMs() - startMs : Infinity;
}

describe('on return', () => {
  test('[R13] a member who stayed lets this one in at once, while the routers are dead and all slots taken', () =>
    forSeeds(SEEDS, async (world) => {
      await squat(world, [3]);
      const [first, second, stayed, ann] = (await gather(world, ['Ada', 'Ben', 'Cleo', 'Ann'])) as [
        SimRoom,
        SimRoom,
        SimRoom,
        SimRoom,
      ];
      await world.clock.advance(30_000);
      const kept = keptBy(ann);
      // Router and standby go without a goodbye: the broker holds their addresses for a while.
      for (const { machine } of [first, second, ann]) world.network.crash(machine);
      await world.clock.advance(1_000);
      const back = await world.makeRoom('Ann', { identity: ann.identity, overrides: kept });
      expect(await msUntilMet(world, back)).toBeLessThan(2_000);
      await world.clock.until(() => stayed.sees.includes('Ann') && back.sees.includes('Cleo'), 5_000);
    }));

  test('[R13] squatters at every router address keep out strangers, and not who kept the room', () =>
    forSeeds(SEEDS, async (world) => {
      const [ada, ann] = (await gather(world, ['Ada', 'Ann'])) as [SimRoom, SimRoom];
      await world.clock.advance(30_000);
      const kept = keptBy(ann);
      world.network.crash(ann.machine);
      await world.clock.advance(1_000);
      // The broker forgets everybody and is told of the squatters first.
      world.network.broker('broker').stop();
      world.network.broker('broker').start();
      await squat(world, SLOTS);
      await world.clock.advance(15_000);
      const stranger = await world.makeRoom('Zoe');
      const back = await world.makeRoom('Ann', { identity: ann.identity, overrides: kept });
      expect(await msUntilMet(world, back)).toBeLessThan(2_000);
      expect(back.sees).toContain('Ada');
      expect([stranger.sees, ada.sees.includes('Zoe')]).toEqual([[], false]);
    }));

  test('to a room of another epoch, the one who stayed leads to the door, and in', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
      const [ann, ben] = guests;
      const kept = keptBy(ann);
      world.network.crash(ann.machine);
      await house.owner.authority.remove(ben.identity.id);
      await world.clock.advance(5_000);
      expect(house.owner.authority.charter.value.epoch).toBe(1);
      await house.owner.authority.setKnock(false);
      await squat(world, SLOTS);
      const back = await house.join('Ann', { identity: ann.identity, overrides: kept });
      await house.until(() => back.sees.includes('Olga'), 60_000);
      expect(agree([house.owner, back])).toBe(true);
    }));

  test('when everybody is gone, the room is this one’s as ever, and the dead are forgotten', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const [ada, ann] = (await gather(world, ['Ada', 'Ann'])) as [SimRoom, SimRoom];
      const kept = keptBy(ann);
      expect(decodeKept(kept.kept ?? new Uint8Array())?.known).toEqual([ada.self.peerId]);
      for (const { machine } of [ada, ann]) world.network.crash(machine);
      await world.clock.advance(200_000);
      const back = await world.makeRoom('Ann', { identity: ann.identity, overrides: kept });
      await world.clock.until(() => back.state.value.kind === 'open', 10_000);
      await world.clock.advance(30_000);
      expect(decodeKept(back.authority.kept.value ?? new Uint8Array())?.known).toEqual([]);
    }));

  test('[R13] who said goodbye is not remembered, who is merely out of reach is', () =>
    forSeeds(SEEDS.slice(0, 2), async (world) => {
      const [ada, ben, ann] = (await gather(world, ['Ada', 'Ben', 'Ann'])) as [SimRoom, SimRoom, SimRoom];
      ada.leave();
      world.network.cut(ann.machine, ben.machine);
      await world.clock.advance(200_000);
      expect(ann.sees).toEqual([]);
      expect(decodeKept(keptBy(ann).kept ?? new Uint8Array())?.known).toEqual([ben.self.peerId]);
    }));
});

describe('what was kept, and is not what this one wrote', () => {
  const stranger = (n: number) => formatPeerId(Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? n : 9)));
  const known = Array.from({ length: 64 }, (_, n) => stranger(n));

  test.each<[string, () => Uint8Array]>([
    ['noise', () => createSeededRandom(5).bytes(900)],
    ['nothing', () => new Uint8Array()],
    ['another shape', () => encodeMessage({ version: 1, secrets: [], known: { a: 1 } })],
    [
      'more than there may be',
      () => encodeMessage({ version: 1, secrets: [], known: [...known, stranger(64)] }),
    ],
    ['what are no peers', () => encodeKept({ secrets: [], known: ['x', '', '../../x', `${stranger(1)}-1`] })],
    ['strangers', () => encodeKept({ secrets: [], known })],
  ])('of %s: nothing happens', (_, bytes) =>
    forSeeds([1], async (world) => {
      const ada = await world.makeRoom('Ada');
      await world.clock.until(() => ada.state.value.kind === 'open', 20_000);
      const ann = await world.makeRoom('Ann', { overrides: { kept: bytes() } });
      await world.clock.until(() => allSeeAll([ada, ann]), 20_000);
      await world.clock.advance(60_000);
      expect(allSeeAll([ada, ann])).toBe(true);
    }),
  );

  test('somebody of another room at a remembered address gets nowhere', () =>
    forSeeds([1, 2], async (world) => {
      const other = await world.makeRoom('Zoe', {
        code: ['one', 'two', 'three', 'four', 'five', 'six'] as unknown as SimWorld['code'],
      });
      await world.clock.until(() => other.state.value.kind === 'open', 20_000);
      const kept = encodeKept({ secrets: [], known: [other.self.peerId] });
      const ann = await world.makeRoom('Ann', { overrides: { kept } });
      await world.clock.advance(60_000);
      expect([ann.sees, other.sees, ann.state.value.kind]).toEqual([[], [], 'open']);
    }));
});
