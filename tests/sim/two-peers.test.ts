// Two people and a room: the shortest way from a code to each other's names.

import { expect, test } from 'vitest';
import { aliceAndBob, allSeeAll, forSeeds } from '../support/make-room.ts';

test('somebody alone is in the room once the broker answered', () =>
  forSeeds([1], async ({ makeRoom, clock }) => {
    const alice = await makeRoom('Alice');
    await clock.until(() => alice.state.value.kind === 'open', 3_000);
    expect(alice.peers.value).toEqual([]);
  }));

test('a second person is seen with name and mark, on both sides', async () => {
  const { alice, bob } = await aliceAndBob(2);
  const bobAtAlice = alice.peers.value[0];
  expect(bobAtAlice).toMatchObject({ name: 'Bob', mark: bob.self.mark, identityId: bob.self.identityId });
  expect(bob.peers.value[0]).toMatchObject({ name: 'Alice', mark: alice.self.mark });
});

test('two who start at the same moment meet', () =>
  forSeeds([1, 2, 3, 4, 5], async ({ makeRoom, clock }) => {
    const rooms = await Promise.all([makeRoom('Alice'), makeRoom('Bob')]);
    await clock.until(() => allSeeAll(rooms), 15_000);
  }));
