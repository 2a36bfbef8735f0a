// Files of somebody whom one person of a room has blocked: hidden from that person alone, and lost to nobody.

import { expect, it, vi } from 'vitest';
import { choose, enterWithFiles, gatherWithFiles, type FilesGuest } from '../support/files-room.ts';
import { createSimWorld } from '../support/make-room.ts';

vi.setConfig({ testTimeout: 60_000 });

const MIB = 2 ** 20;
const SOON_MS = 10_000;
const LONG_MS = 60_000;

async function meet(seed: number) {
  const world = createSimWorld(seed, { bytesPerSecond: 4 * MIB });
  const guests = await gatherWithFiles(world, ['Noor', 'Amara', 'Mei']);
  const [noor, amara, mei] = guests as [FilesGuest, FilesGuest, FilesGuest];
  noor.files.offer([choose('film.mp4', 2 * MIB)]);
  await world.clock.until(() => amara.state('film.mp4') === 'offered', SOON_MS);
  amara.files.get(amara.row('film.mp4')?.id ?? '');
  await world.clock.until(() => amara.state('film.mp4') === 'complete', LONG_MS);
  amara.regards.value = new Map([[noor.room.self.identityId, 'blocked']]);
  return { world, noor, amara, mei };
}

const seen = ({ files }: FilesGuest) => [
  files.rows.value.length,
  files.unread.value,
  files.holding.value.kind,
];

it('what had come whole is not shown while they are blocked, nor what they offer, and is there again afterwards', async () => {
  const { world, noor, amara } = await meet(31);
  expect(seen(amara)).toEqual([0, 0, 'nothing']);
  noor.files.offer([choose('more.mp4', MIB)]);
  await world.clock.advance(SOON_MS);
  amara.files.getAll();
  expect(seen(amara)).toEqual([0, 0, 'nothing']);
  expect(amara.world.stores.opened).toHaveLength(1);
  amara.regards.value = new Map();
  const states = amara.files.rows.value.map(({ name, state }) => `${name} ${state.kind}`).toSorted();
  expect(states).toEqual(['film.mp4 complete', 'more.mp4 offered']);
  const blob = await amara.files.blob(amara.row('film.mp4')?.id ?? '');
  expect(blob?.size).toBe(2 * MIB);
});

it('others still get it from whoever has it, also when its author is gone', async () => {
  const { world, noor, amara, mei } = await meet(32);
  noor.leave();
  await world.clock.until(() => mei.room.sees.join() === 'Amara', LONG_MS);
  await world.clock.advance(SOON_MS);
  expect(mei.row('film.mp4')).toMatchObject({ from: { name: 'Noor' }, state: { kind: 'offered' } });
  mei.files.get(mei.row('film.mp4')?.id ?? '');
  await world.clock.until(() => mei.state('film.mp4') === 'complete', LONG_MS);
  expect([mei.holds(noor, 'film.mp4'), seen(amara)[0]]).toEqual([true, 0]);
});

it('what somebody else brings of theirs is hidden in their name, and shown in that one’s own', async () => {
  const { world, noor, amara, mei } = await meet(33);
  mei.files.get(mei.row('film.mp4')?.id ?? '');
  await world.clock.until(() => mei.state('film.mp4') === 'complete', LONG_MS);
  noor.leave();
  amara.leave();
  const { identity } = amara.room;
  const back = await enterWithFiles(world, 'Amara', { identity });
  back.regards.value = amara.regards.value;
  await world.clock.until(() => back.room.sees.join() === 'Mei', LONG_MS);
  await world.clock.advance(SOON_MS);
  // Mei told it as Noor's.
  expect(seen(back)).toEqual([0, 0, 'nothing']);
  mei.files.offer([choose('film.mp4', 2 * MIB)]);
  await world.clock.until(() => back.files.rows.value.length === 1, SOON_MS);
  expect(back.row('film.mp4')?.from.name).toBe('Mei');
  back.regards.value = new Map();
  const givers = back.files.rows.value.map(({ from }) => from);
  expect(givers.map(({ identityId }) => identityId)).toContain(noor.room.self.identityId);
  // Never met by this page: told by the key, by no peer's id.
  expect(givers.map(({ name }) => name).toSorted()).toEqual(['', 'Mei']);
});
