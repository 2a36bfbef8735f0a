// Files for one person alone, in rooms over a simulated network: nobody else hears of them, holds them or is given them.

import { expect, it, vi } from 'vitest';
import type { SharedRef } from '../../src/features/file-sharing.ts';
import { createFilesModel } from '../../src/features/files/model.ts';
import { createSharing } from '../../src/features/files/sharing.ts';
import { createFakeRoom, makePeer } from '../support/fake-room.ts';
import { choose, createTestFilesWorld, gatherWithFiles, type FilesGuest } from '../support/files-room.ts';
import { createSimWorld } from '../support/make-room.ts';
import { keyBy } from '../support/offer-keys.ts';

vi.setConfig({ testTimeout: 60_000 });

const MIB = 2 ** 20;
const SOON_MS = 10_000;
const LONG_MS = 60_000;

async function three(seed: number, bytesPerSecond = 4 * MIB) {
  const world = createSimWorld(seed, { bytesPerSecond });
  const [noor, amara, mei] = (await gatherWithFiles(world, ['Noor', 'Amara', 'Mei'])) as [
    FilesGuest,
    FilesGuest,
    FilesGuest,
  ];
  return { world, noor, amara, mei, toAmara: amara.room.self.identityId };
}

it('[F15] what is offered to one comes to that one, whole, and is said so', async () => {
  const { world, noor, amara, mei, toAmara } = await three(101);
  const { refs } = createSharing(noor.files).share([choose('film.mp4', 3 * MIB)], toAmara);
  await world.clock.until(() => amara.state('film.mp4') === 'offered', SOON_MS);
  expect(amara.row('film.mp4')).toMatchObject({ from: { name: 'Noor' }, only: { isSelf: true } });
  expect(noor.row('film.mp4')).toMatchObject({ isOwn: true, only: { name: 'Amara' }, othersCount: 1 });
  const [ref] = refs as [SharedRef];
  expect(amara.files.find(ref)).toMatchObject({ kind: 'file' });
  createSharing(amara.files).get(ref.id);
  await world.clock.until(() => amara.state('film.mp4') === 'complete', LONG_MS);
  expect(amara.holds(noor, 'film.mp4')).toBe(true);
  await world.clock.until(() => noor.row('film.mp4')?.wholeCount === 1, SOON_MS);
  expect(amara.files.weave(amara.row('film.mp4')?.id ?? '', 4)).toHaveLength(4);
  expect([mei.files.rows.value, mei.files.find(ref)]).toEqual([[], { kind: 'gone' }]);
});

it('[F15] nobody else is told of it when its offerer leaves, comes back, or takes it back', async () => {
  const { world, noor, amara, mei, toAmara } = await three(102);
  noor.files.share([choose('a.txt', 100), choose('b.txt', 200)], toAmara);
  await world.clock.until(() => amara.files.rows.value.length === 2, SOON_MS);
  amara.files.getAll();
  await world.clock.until(() => amara.state('a.txt') === 'complete', LONG_MS);
  noor.files.remove(noor.row('b.txt')?.id ?? '');
  await world.clock.advance(2_000);
  expect(noor.files.rows.value.map(({ name }) => name)).toEqual(['a.txt']);
  noor.leave();
  await world.clock.until(() => !amara.room.sees.includes('Noor'), LONG_MS);
  await world.clock.advance(10_000);
  expect([amara.state('a.txt'), mei.files.rows.value]).toEqual(['complete', []]);
});

it('[F15] nobody else is told of it when it could not be read and is offered again, nor when it is passed on', async () => {
  const { world, noor, amara, mei, toAmara } = await three(104);
  noor.world.gone.add('diary.pdf');
  noor.files.share([choose('diary.pdf', MIB)], toAmara);
  await world.clock.until(() => noor.state('diary.pdf') === 'failed', SOON_MS);
  noor.world.gone.clear();
  noor.files.get(noor.row('diary.pdf')?.id ?? '');
  await world.clock.until(() => amara.state('diary.pdf') === 'offered', SOON_MS);
  expect(noor.files.rows.value.map(({ only }) => only?.name)).toEqual(['Amara']);
  const id = amara.row('diary.pdf')?.id ?? '';
  amara.files.get(id);
  await world.clock.until(() => amara.state('diary.pdf') === 'complete', LONG_MS);
  expect(await amara.files.forward(id)).toEqual([]);
  await world.clock.advance(5_000);
  expect([amara.files.rows.value.length, mei.files.rows.value]).toEqual([1, []]);
});

it('the same file for all and for one: each knows it once, and others of that content are not mixed up', async () => {
  const { world, noor, amara, mei, toAmara } = await three(103);
  noor.files.offer([choose('film.mp4', MIB)]);
  noor.files.share([choose('film.mp4', MIB)], toAmara);
  await world.clock.until(
    () => amara.files.rows.value.length > 0 && mei.files.rows.value.length > 0,
    SOON_MS,
  );
  await world.clock.advance(1_000);
  const mine = amara.files.rows.value.find(({ only }) => only !== undefined);
  amara.files.get(mine?.id ?? '');
  await world.clock.until(
    () => amara.files.rows.value.some(({ state }) => state.kind === 'complete'),
    LONG_MS,
  );
  expect(amara.files.rows.value.filter(({ state }) => state.kind === 'complete')).toHaveLength(1);
  expect(mei.files.rows.value).toHaveLength(1);
});

it('what came can be given on to one person alone, as the same file', async () => {
  const { world, noor, amara, mei } = await three(104);
  noor.files.offer([choose('a.txt', 100)]);
  await world.clock.until(() => amara.state('a.txt') === 'offered', SOON_MS);
  amara.files.getAll();
  await world.clock.until(() => amara.state('a.txt') === 'complete', LONG_MS);
  noor.files.remove(noor.row('a.txt')?.id ?? '');
  await world.clock.until(() => mei.row('a.txt')?.from.name !== 'Noor', SOON_MS);
  expect(amara.files.others.value.map(({ name }) => name).toSorted()).toEqual(['Mei', 'Noor']);
  const given = amara.files.rows.value.find(({ state }) => state.kind === 'complete');
  expect(await amara.files.forward(given?.id ?? '', mei.room.self.identityId)).toEqual([]);
  const alone = (guest: FilesGuest) => guest.files.rows.value.filter(({ only }) => only !== undefined);
  await world.clock.until(() => alone(mei).length === 1, SOON_MS);
  expect(alone(mei)[0]).toMatchObject({ name: 'a.txt', from: { name: 'Amara' }, only: { isSelf: true } });
  expect(alone(noor)).toEqual([]);
});

interface Told {
  readonly key: Uint8Array;
  readonly root?: Uint8Array;
}

it('[F15] whoever else knows its key or its root is answered nothing, and cannot take its name', async () => {
  const [amara, mallory] = [makePeer('Amara'), makePeer('Mallory')];
  const fake = createFakeRoom([amara, mallory]);
  const model = createFilesModel(fake.context, createTestFilesWorld(fake.clock));
  model.share([choose('film.mp4', 100_000)], amara.identityId);
  await fake.clock.advance(3_000);
  const offers = fake.sent.filter(({ message }) => (message as { type: string }).type === 'offer');
  expect(new Set(offers.map(({ to }) => to))).toEqual(new Set([amara.peerId]));
  const told = offers.map(({ message }) => message as { readonly offers: readonly Told[] });
  const offer = told.at(-1)?.offers[0];
  const before = fake.sent.length;
  const root = offer?.root?.slice(0, 16);
  for (const key of [offer?.key, root])
    for (const protocol of ['swarm', 'swarm-direct']) {
      fake.receive(mallory, { type: 'accept', key }, protocol);
      fake.receive(mallory, { type: 'request', key, runs: [0, 4] }, protocol);
      fake.receive(mallory, { type: 'ask', key, slices: [0], top: true }, protocol);
    }
  await fake.clock.advance(3_000);
  expect(fake.sent.slice(before).filter(({ to }) => to === mallory.peerId)).toEqual([]);
  // Another offer under its key, to all or to this person, is not it.
  const fields = { name: 'virus.exe', mime: '', size: 7, chunk: 16_384 };
  fake.receive(mallory, { type: 'offer', offers: [{ ...fields, key: offer?.key }] }, 'swarm-news');
  fake.receive(mallory, { type: 'offer', offers: [{ ...fields, key: offer?.key }] }, 'swarm-news-direct');
  await fake.clock.advance(1_000);
  expect(model.rows.value.map(({ name, isOwn }) => [name, isOwn])).toEqual([['film.mp4', true]]);
  model.dispose();
});

it('many who offer to this person alone fill what they are allowed and no more', async () => {
  const many = Array.from({ length: 100 }, (_, at) => makePeer(`p${at}`));
  const fake = createFakeRoom(many);
  const model = createFilesModel(fake.context, createTestFilesWorld(fake.clock));
  const fields = { mime: '', size: 7, chunk: 16_384 };
  for (const [at, peer] of many.entries()) {
    const key = keyBy(peer.peerId, at + 1);
    fake.receive(
      peer,
      { type: 'offer', offers: [{ ...fields, key, name: `${at}.txt` }] },
      'swarm-news-direct',
    );
  }
  await fake.clock.advance(500);
  expect(model.rows.value).toHaveLength(64);
  // When they are gone, and what they offered with them, there is room for others.
  const late = makePeer('late');
  fake.peers.value = [late];
  await fake.clock.advance(10_000);
  const key = keyBy(late.peerId, 200);
  fake.receive(late, { type: 'offer', offers: [{ ...fields, key, name: 'late.txt' }] }, 'swarm-news-direct');
  await fake.clock.advance(500);
  expect(model.rows.value.map(({ name }) => name)).toEqual(['late.txt']);
  model.dispose();
});
