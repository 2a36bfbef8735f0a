// The talk over real rooms: handshakes, delivery, gossip and relays below it, on a simulated network.

import { expect, test, vi } from 'vitest';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { joinAndTalk, say, textsIn, type TalkingRoom } from '../support/chat-room.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { allSeeAll, createSimWorld, type MakeRoomOptions, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 60_000 });

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'];
/** Small, so that eight are many. */
const TOPOLOGY = { fullMembers: 4, minLinks: 2, targetLinks: 3, maxLinks: 4 };

async function gather(
  world: SimWorld,
  names: readonly string[],
  options: MakeRoomOptions = {},
): Promise<TalkingRoom[]> {
  const people: TalkingRoom[] = [];
  for (const name of names) {
    people.push(await joinAndTalk(world, name, options));
    await world.clock.advance(1_000);
  }
  await world.clock.until(() => allSeeAll(people.map(({ room }) => room)), 120_000, 500);
  return people;
}

const agree = (people: readonly TalkingRoom[]) =>
  new Set(people.map((each) => JSON.stringify(textsIn(each)))).size === 1;

test.each(seedsToRun([1, 2]))(
  'five people end with one talk after a split, a crash and a return (seed %i)',
  async (seed) => {
    const world = createSimWorld(seed);
    const { clock, network } = world;
    const [ada, ben, cleo, dan, eve] = await gather(world, NAMES);
    const all = [ada!, ben!, cleo!, dan!];
    say(ada!, 'everybody');
    await clock.advance(500);
    const machines = all.map(({ room }) => room.machine);
    network.partition(machines.slice(0, 2), [...machines.slice(2), eve!.room.machine]);
    await clock.advance(120_000);
    for (const [index, each] of all.entries()) say(each, `from side ${index < 2 ? 'one' : 'two'}, ${index}`);
    await clock.advance(1_000);
    network.crash(eve!.room.machine);
    network.heal();
    await clock.until(() => agree(all) && textsIn(ada!).length === 5, 240_000, 1_000);
    const back = await joinAndTalk(world, 'Eve', { identity: eve!.room.identity });
    await clock.until(() => textsIn(back).length === 5, 60_000, 100);
    expect(textsIn(back)).toEqual(textsIn(ada!));
    expect(new Set(textsIn(ada!)).size).toBe(5);
    say(back, 'here again');
    await clock.until(() => all.every((each) => textsIn(each).at(-1) === 'here again'), 10_000);
  },
);

test('whoever leaves and comes back with the page still open is heard as before', async () => {
  const world = createSimWorld(7);
  const { clock } = world;
  const random = createSeededRandom(70);
  const crypto = createFakeCrypto(random);
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const options = { identity: peer.identity, overrides: { peer, crypto } };
  const bob = await joinAndTalk(world, 'Bob');
  const ada = await joinAndTalk(world, 'Ada', options);
  await clock.until(() => allSeeAll([ada.room, bob.room]), 60_000, 500);
  for (const text of ['one', 'two']) say(ada, text);
  await clock.until(() => textsIn(bob).length === 2, 10_000, 100);
  ada.chat.dispose();
  ada.room.leave();
  await clock.advance(2_000);
  const again = await joinAndTalk(world, 'Ada', { ...options, machine: ada.room.machine });
  await clock.until(() => allSeeAll([again.room, bob.room]), 60_000, 500);
  say(again, 'back');
  await clock.advance(40_000);
  for (const each of [bob, again]) expect(textsIn(each)).toEqual(['one', 'two', 'back']);
});

test('[N6] a partial mesh hears everything once, and a newcomer everything before', async () => {
  const world = createSimWorld(3);
  const overrides = { topology: TOPOLOGY };
  const people = await gather(world, [...NAMES, 'Fay', 'Gus', 'Hal'], { overrides });
  for (const [index, each] of people.entries()) say(each, `word ${index}`);
  await world.clock.until(() => agree(people) && textsIn(people[0]!).length === 8, 60_000, 200);
  const late = await joinAndTalk(world, 'Ivy', { overrides });
  await world.clock.until(() => textsIn(late).length === 8, 60_000, 200);
  expect(textsIn(late)).toEqual(textsIn(people[0]!));
});

test('[N10] words between two cross a partial mesh, and no third holds or hears them', async () => {
  const world = createSimWorld(4);
  const overrides = { topology: TOPOLOGY };
  const people = await gather(world, [...NAMES, 'Fay', 'Gus', 'Hal'], { overrides });
  const ada = people[0]!;
  const far = ada.room.peers.value.find(({ link }) => link.kind === 'via');
  const other = people.find(({ room }) => room.self.peerId === far?.peerId)!;
  void ada.chat.openDirect(other.room.self.identityId).send({ kind: 'text', text: 'across' });
  await world.clock.until(() => other.chat.direct.value[0]?.rows.value.length === 1, 30_000, 100);
  expect(textsIn(other, other.chat.direct.value[0])).toEqual(['across']);
  const thirds = people.filter((each) => each !== ada && each !== other);
  expect(thirds.map(({ chat }) => chat.direct.value.length + chat.room.rows.value.length)).toEqual(
    thirds.map(() => 0),
  );
});
