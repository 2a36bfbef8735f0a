// Places for verified people in a large room: whom somebody has verified reaches their mesh through the room. Links come
// and go there all the time; those between the two that verified each other stay.

import { expect, test, vi } from 'vitest';
import type { IdentityId } from '../../src/primitives/ids.ts';
import { createSimWorld, type SimRoom } from '../support/make-room.ts';

vi.setConfig({ testTimeout: 120_000 });

/** A large room in small: four links each at most, and whoever comes makes room for itself. */
const TOPOLOGY = { fullMembers: 3, minLinks: 1, targetLinks: 2, maxLinks: 4 } as const;
const EARLIER = 8;
const LATER = 6;
const SEED = 4;
const LINKED = new Set(['direct', 'relayed', 'unknown']);

/** For how many of so many looks one link of the first, which nothing else protects, was there while others came. */
async function looksWithLink({ isVerified }: { readonly isVerified: boolean }) {
  const world = createSimWorld(SEED);
  const friends = new Set<IdentityId>();
  const rooms: SimRoom[] = [];
  const join = async () => {
    const own: { identity?: IdentityId } = {};
    const knows = (identity: IdentityId) => friends.has(own.identity!) && friends.has(identity);
    const name = `Member ${rooms.length}`;
    const room = await world.makeRoom(name, {
      isPlain: true,
      overrides: { topology: TOPOLOGY, isVerified: knows },
    });
    own.identity = room.identity.id;
    rooms.push(room);
    await world.clock.advance(4_000);
  };
  const linksOf = (room: SimRoom) => room.peers.value.filter(({ link }) => LINKED.has(link.kind));
  for (let n = 0; n < EARLIER; n += 1) await join();
  const [ada] = rooms as [SimRoom];
  const friend = linksOf(ada)
    .toSorted((a, b) => a.joinedAtMs - b.joinedAtMs)
    .at(-1)!;
  if (isVerified) for (const each of [ada.self.identityId, friend.identityId]) friends.add(each);
  const looks = { with: 0, all: 0 };
  for (let n = 0; n < LATER; n += 1) {
    await join();
    for (let second = 0; second < 20; second += 1) {
      await world.clock.advance(1_000);
      looks.all += 1;
      looks.with += linksOf(ada).filter(({ peerId }) => peerId === friend.peerId).length;
    }
  }
  return looks;
}

test('[T1] a link to a verified person stays where another one goes', async () => {
  const [verified, stranger] = [
    await looksWithLink({ isVerified: true }),
    await looksWithLink({ isVerified: false }),
  ];
  expect(verified.with).toBe(verified.all);
  expect(stranger.with).toBeLessThan(stranger.all);
});
