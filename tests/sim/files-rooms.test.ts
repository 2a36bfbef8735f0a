// The files of real rooms over a simulated network: what their space says is true while people come, go and change
// their minds.

import { describe, expect, it, vi } from 'vitest';
import { chunkSizeFor } from '../../src/features/files/files-world.ts';
import { ok } from '../../src/primitives/result.ts';
import { createSimWorld, type SimWorld } from '../support/make-room.ts';
import { choose, enterWithFiles, gatherWithFiles, type FilesGuest } from '../support/files-room.ts';
import { seedsToRun } from '../support/seeds.ts';

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
  return { world, noor, amara, mei };
}

async function offered(world: SimWorld, from: FilesGuest, to: readonly FilesGuest[], bytes: number) {
  expect(from.files.offer([choose('film.mp4', bytes)])).toEqual([]);
  await world.clock.until(() => to.every((guest) => guest.state('film.mp4') === 'offered'), SOON_MS);
}

const idOf = (guest: FilesGuest, name = 'film.mp4') => guest.row(name)?.id ?? '';
const get = (guest: FilesGuest, name?: string) => guest.files.get(idOf(guest, name));
const isWhole = (guest: FilesGuest) => guest.state('film.mp4') === 'complete';

describe('a file in a room', () => {
  it.each(seedsToRun([1, 2]))(
    'is heard of by name, comes, and is whole at everybody who wants it (seed %i)',
    async (seed) => {
      const { world, noor, amara, mei } = await three(seed);
      await offered(world, noor, [amara, mei], 4 * MIB + 5);
      expect(amara.row('film.mp4')).toMatchObject({
        from: { name: 'Noor', mark: noor.room.self.mark, isSelf: false },
        isOwn: false,
        sizeBytes: 4 * MIB + 5,
        wholeCount: 1,
        othersCount: 2,
      });
      expect([amara.files.unread.value, noor.files.unread.value]).toEqual([1, 0]);
      get(amara);
      get(mei);
      expect(amara.files.unread.value).toBe(0);
      await world.clock.until(() => (amara.files.progress.value ?? 0) > 0.3, SOON_MS);
      expect(amara.row('film.mp4')?.downRate).toBeGreaterThan(0);
      expect([amara.files.unfinished.value, noor.files.unfinished.value]).toEqual([true, false]);
      await world.clock.until(() => [amara, mei].every(isWhole), LONG_MS);
      expect([amara.holds(noor, 'film.mp4'), mei.holds(noor, 'film.mp4')]).toEqual([true, true]);
      expect(amara.files.progress.value).toBeUndefined();
      expect(amara.files.unfinished.value).toBe(false);
      await world.clock.until(() => noor.row('film.mp4')?.wholeCount === 2, SOON_MS);
      expect((await amara.files.blob(idOf(amara)))?.size).toBe(4 * MIB + 5);
    },
  );

  it('shows who gave which part of it, and who has how much', async () => {
    const { world, noor, amara, mei } = await three(3);
    await offered(world, noor, [amara, mei], 4 * MIB);
    get(amara);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    get(mei);
    await world.clock.until(() => isWhole(mei), LONG_MS);
    const stitches = mei.files.weave(idOf(mei), 64);
    const names = new Set(stitches.map(({ from }) => from?.name ?? ''));
    expect(stitches.every(({ kind }) => kind === 'here')).toBe(true);
    expect(Array.from(names).toSorted()).toEqual(['Amara', 'Noor']);
    expect(noor.files.weave(idOf(noor), 8)).toEqual(
      Array.from({ length: 8 }, () => ({ kind: 'here', from: undefined })),
    );
    const holders = mei.files.holders(idOf(mei));
    expect(holders.map(({ person, share }) => [person.name, share])[0]).toEqual(['Mei', 1]);
    expect(holders.map(({ person }) => person.name).toSorted()).toEqual(['Amara', 'Mei', 'Noor']);
    expect(holders.every(({ bar }) => bar.length === 48 && bar.every((share) => share === 1))).toBe(true);
  });

  it('tells its giver how fast it goes out and to how many, and nothing of it once all is given', async () => {
    const { world, noor, amara, mei } = await three(21, MIB);
    await offered(world, noor, [amara, mei], 4 * MIB);
    const stopWatching = noor.files.watch();
    get(amara);
    get(mei);
    await world.clock.until(() => noor.row('film.mp4')?.takerCount === 2, SOON_MS);
    expect(noor.row('film.mp4')?.upRate).toBeGreaterThan(0);
    stopWatching();
    await world.clock.until(() => [amara, mei].every(isWhole), LONG_MS);
    // At once, not when the rate has faded.
    await world.clock.until(() => noor.row('film.mp4')?.takerCount === 0, 1_500);
    expect(noor.row('film.mp4')?.wholeCount).toBe(2);
  });

  it('says that it is only here until somebody else has it all, also after a broken path', async () => {
    const { world, noor, amara, mei } = await three(4);
    expect(noor.files.holding.value).toEqual({ kind: 'nothing' });
    await offered(world, noor, [amara, mei], MIB);
    expect(noor.files.holding.value).toEqual({
      kind: 'something',
      wholly: new Set(),
      isLast: true,
      about: 'files',
    });
    get(amara);
    const wholly = new Set([amara.room.self.identityId]);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    await world.clock.until(() => noor.row('film.mp4')?.wholeCount === 1, SOON_MS);
    expect(noor.files.holding.value).toEqual({ kind: 'something', wholly, isLast: false, about: 'files' });
    world.network.cut(noor.room.machine, amara.room.machine);
    await world.clock.advance(20_000);
    world.network.heal();
    await world.clock.until(() => noor.room.sees.includes('Amara'), LONG_MS);
    expect(noor.files.holding.value).toEqual({ kind: 'something', wholly, isLast: false, about: 'files' });
    amara.leave();
    await world.clock.until(() => noor.row('film.mp4')?.wholeCount === 0, LONG_MS);
    expect(noor.files.holding.value).toEqual({
      kind: 'something',
      wholly: new Set(),
      isLast: true,
      about: 'files',
    });
  });

  it('names whom it waits for, and goes on when they are back', async () => {
    const world = createSimWorld(5, { bytesPerSecond: MIB });
    const [noor, amara] = (await gatherWithFiles(world, ['Noor', 'Amara'])) as [FilesGuest, FilesGuest];
    const { identity } = noor.room;
    await offered(world, noor, [amara], 8 * MIB);
    get(amara);
    await world.clock.until(() => (amara.row('film.mp4')?.done ?? 0) > 0.3, LONG_MS);
    noor.leave();
    await world.clock.until(() => amara.state('film.mp4') === 'stuck', LONG_MS);
    const stuck = amara.row('film.mp4');
    expect(stuck?.state).toMatchObject({ kind: 'stuck', waitsFor: { name: 'Noor' } });
    const before = stuck?.done ?? 0;
    expect(stuck?.state).toMatchObject({ missingChunks: 128 - Math.round(before * 128) });
    const unheld = () => amara.files.weave(idOf(amara), 128).filter(({ kind }) => kind === 'unheld').length;
    expect(unheld()).toBe(128 - Math.round(before * 128));
    // A stitch that is here in part and waits for the rest too.
    expect(amara.files.weave(idOf(amara), 2).map(({ kind }) => kind)).toContain('unheld');
    const back = await enterWithFiles(world, 'Noor', { identity });
    await world.clock.until(() => amara.room.sees.includes('Noor'), LONG_MS);
    back.files.offer([choose('film.mp4', 8 * MIB)]);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    expect([amara.holds(back, 'film.mp4'), amara.files.rows.value.length]).toEqual([true, 1]);
    expect([amara.world.stores.opened.length, unheld()]).toEqual([1, 0]);
  });
});

describe('whoever changes their mind', () => {
  it('pauses and goes on', async () => {
    const { world, noor, amara } = await three(6, MIB);
    await offered(world, noor, [amara], 4 * MIB);
    get(amara);
    await world.clock.until(() => (amara.row('film.mp4')?.done ?? 0) > 0.2, LONG_MS);
    amara.files.pause(idOf(amara));
    await world.clock.advance(2_000);
    const done = amara.row('film.mp4')?.done;
    expect([amara.state('film.mp4'), amara.files.progress.value]).toEqual(['paused', undefined]);
    await world.clock.advance(5_000);
    expect(amara.row('film.mp4')?.done).toBe(done);
    amara.files.resume(idOf(amara));
    await world.clock.until(() => isWhole(amara), LONG_MS);
    expect(amara.holds(noor, 'film.mp4')).toBe(true);
  });

  it('removes what came: it is forgotten, and may be had again; declines: it is gone', async () => {
    const { world, noor, amara } = await three(7);
    await offered(world, noor, [amara], MIB);
    get(amara);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    await world.clock.until(() => noor.row('film.mp4')?.wholeCount === 1, SOON_MS);
    amara.files.remove(idOf(amara));
    expect([amara.state('film.mp4'), amara.files.unread.value]).toEqual(['offered', 0]);
    expect(amara.world.stores.opened.map(({ isDiscarded }) => isDiscarded)).toEqual([true]);
    await world.clock.until(() => noor.row('film.mp4')?.wholeCount === 0, SOON_MS);
    get(amara);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    amara.files.remove(idOf(amara));
    amara.files.remove(idOf(amara));
    expect(amara.files.rows.value).toEqual([]);
  });

  it('takes back what was offered: it is gone where nobody fetched it, and stays where it came', async () => {
    const { world, noor, amara, mei } = await three(8);
    await offered(world, noor, [amara, mei], MIB);
    get(amara);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    noor.files.remove(idOf(noor));
    expect([noor.files.rows.value, noor.files.holding.value]).toEqual([[], { kind: 'nothing' }]);
    await world.clock.until(() => mei.files.rows.value.length === 0, SOON_MS);
    await world.clock.until(() => amara.row('film.mp4')?.isWithdrawn === true, SOON_MS);
    expect([amara.state('film.mp4'), amara.row('film.mp4')?.wholeCount]).toEqual(['complete', 0]);
  });

  it('blocks whoever offers it: nothing of them is shown, and nothing comes any more', async () => {
    const { world, noor, amara } = await three(9, MIB);
    const { identityId } = noor.room.self;
    await offered(world, noor, [amara], 4 * MIB);
    amara.regards.value = new Map([[identityId, 'waiting']]);
    expect([amara.files.rows.value, amara.files.unread.value]).toEqual([[], 0]);
    amara.regards.value = new Map([[identityId, 'muted']]);
    expect([amara.files.rows.value.length, amara.files.unread.value]).toEqual([1, 0]);
    amara.regards.value = new Map();
    get(amara);
    await world.clock.until(() => (amara.row('film.mp4')?.done ?? 0) > 0.2, LONG_MS);
    amara.regards.value = new Map([[identityId, 'blocked']]);
    expect([amara.files.rows.value, amara.files.progress.value]).toEqual([[], undefined]);
    expect(amara.world.stores.opened.map(({ isDiscarded }) => isDiscarded)).toEqual([true]);
    amara.regards.value = new Map();
    expect(amara.state('film.mp4')).toBe('offered');
  });
});

describe('what goes wrong', () => {
  it('a full disk is said, and tried again on request', async () => {
    const { world, noor, amara } = await three(10);
    await offered(world, noor, [amara], MIB);
    amara.world.stores.fault = { code: 'full', detail: 'no room' };
    get(amara);
    await world.clock.until(() => amara.state('film.mp4') === 'failed', SOON_MS);
    expect(amara.row('film.mp4')?.state).toMatchObject({
      failure: { code: 'store', error: { code: 'full' } },
    });
    amara.world.stores.fault = undefined;
    get(amara);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    expect(amara.holds(noor, 'film.mp4')).toBe(true);
  });

  it('a file that cannot be read is said to whoever offers it, taken back, and tried again on request', async () => {
    const { world, noor, amara } = await three(11);
    noor.world.gone.add('film.mp4');
    noor.files.offer([choose('film.mp4', MIB)]);
    await world.clock.until(() => noor.state('film.mp4') === 'failed', SOON_MS);
    expect(noor.row('film.mp4')?.state).toMatchObject({ failure: { code: 'unreadable' } });
    expect(noor.files.holding.value).toEqual({ kind: 'nothing' });
    await world.clock.advance(2_000);
    expect(amara.files.rows.value).toEqual([]);
    noor.world.gone.clear();
    get(noor);
    await world.clock.until(() => amara.state('film.mp4') === 'offered', SOON_MS);
    expect([noor.files.rows.value.length, noor.state('film.mp4')]).toEqual([1, 'complete']);
  });
});

it('a folder comes in its order, a few files at a time, also an empty one', async () => {
  const { world, noor, amara } = await three(12);
  const sizes = Array.from({ length: 30 }, (_, at) => at * 1_000);
  noor.files.offer(sizes.map((bytes, at) => choose(`${100 + at}.png`, bytes, ['holiday', 'day 1'])));
  await world.clock.until(() => amara.files.rows.value.length === 30, SOON_MS);
  expect(amara.files.rows.value.map(({ name }) => name)).toEqual(sizes.map((_, at) => `${100 + at}.png`));
  expect(amara.row('100.png')?.folders).toEqual(['holiday', 'day 1']);
  let most = 0;
  amara.files.getAll();
  await world.clock.until(() => {
    most = Math.max(most, amara.files.rows.value.filter(({ state }) => state.kind === 'fetching').length);
    return amara.files.rows.value.every(({ state }) => state.kind === 'complete');
  }, LONG_MS);
  expect(most).toBeLessThanOrEqual(8);
  expect(sizes.filter((_, at) => !amara.holds(noor, `${100 + at}.png`))).toEqual([]);
  expect(amara.row('100.png')?.done).toBe(1);
});

it('what is played while it comes is asked for first, from where it is played', async () => {
  const { world, noor, amara } = await three(14, MIB);
  await offered(world, noor, [amara], 16 * MIB);
  get(amara);
  await world.clock.until(() => amara.state('film.mp4') === 'fetching', SOON_MS);
  await world.clock.advance(1_000);
  expect((await amara.files.play(idOf(amara), 'video/mp4'))?.url).toBe('./play/1');
  const [bytes] = amara.world.played;
  let tail: Uint8Array | undefined;
  void bytes?.read(16 * MIB - 10, () => true).then((read) => (tail = read));
  await world.clock.until(() => tail !== undefined, SOON_MS);
  expect([tail?.length, (amara.row('film.mp4')?.done ?? 1) < 0.8]).toEqual([10, true]);
  let isWanted = true;
  let isDone = false;
  void bytes?.read(8 * MIB, () => isWanted).then(() => (isDone = true));
  isWanted = false;
  await world.clock.advance(500);
  expect(isDone).toBe(true);
  amara.files.remove(idOf(amara));
  expect([await bytes?.read(0, () => true), await amara.files.play(idOf(amara), 'video/mp4')]).toEqual([
    undefined,
    undefined,
  ]);
});

it('what is here can be saved as one archive and shared by whoever has it', async () => {
  const { world, noor, amara, mei } = await three(13);
  noor.files.offer([choose('a.txt', 10, ['trip']), choose('A.txt', 20, ['trip']), choose('b.txt', 30)]);
  await world.clock.until(() => amara.files.rows.value.length === 3, SOON_MS);
  amara.files.getAll();
  const isHere = (guest: FilesGuest) =>
    guest.files.rows.value.every(({ state }) => state.kind === 'complete');
  await world.clock.until(() => isHere(amara), LONG_MS);
  const ids = amara.files.rows.value.map(({ id }) => id);
  expect(await amara.files.saveAll([...ids, 'nothing'], '../trip.zip')).toEqual(ok('saved'));
  expect(amara.world.archives).toEqual([
    { name: 'trip.zip', paths: ['trip/a.txt', 'trip/A (2).txt', 'b.txt'] },
  ]);
  noor.leave();
  await world.clock.until(() => !amara.room.sees.includes('Noor'), LONG_MS);
  expect(await amara.files.forward(idOf(amara, 'b.txt'))).toEqual([]);
  await world.clock.until(() => mei.row('b.txt')?.from.name === 'Amara', SOON_MS);
  expect(mei.row('b.txt')).toMatchObject({ sizeBytes: 30, state: { kind: 'offered' } });
});

it('small files have small chunks, so that several can be given parts', () => {
  expect([0, MIB, MIB + 1].map(chunkSizeFor)).toEqual([16_384, 16_384, 65_536]);
});

it('[F17] a small picture goes with an offer, also to whoever comes after its offerer left; a larger one does not', async () => {
  const { world, noor, amara } = await three(15);
  const look = new Uint8Array(4_096).fill(7);
  const larger = new Uint8Array(4_097);
  noor.files.offer([
    { ...choose('a.png', 10), look },
    { ...choose('b.png', 20), look: larger },
  ]);
  await world.clock.until(() => amara.files.rows.value.length === 2, SOON_MS);
  expect([amara.row('a.png')?.look, amara.row('b.png')?.look]).toEqual([look, undefined]);
  get(amara, 'a.png');
  await world.clock.until(() => amara.state('a.png') === 'complete', LONG_MS);
  noor.leave();
  await world.clock.until(() => !amara.room.sees.includes('Noor'), LONG_MS);
  await world.clock.advance(5_000);
  const late = await enterWithFiles(world, 'Priya');
  await world.clock.until(() => late.row('a.png') !== undefined, LONG_MS);
  expect(late.row('a.png')?.look).toEqual(look);
});
