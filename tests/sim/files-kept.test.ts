// Files in a room that is kept: after a reload what came is there again, is checked again, and the rest is fetched. The log
// of the room is a list of pieces here; tests/unit/app/keeping shows that it is kept.

import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createPrivateFiles } from '../../src/platform/files/private-files.ts';
import type { FilesWorld } from '../../src/features/files/files-world.ts';
import { decodeKeptFiles, keepFiles } from '../../src/features/files/kept.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { createFileSeal } from '../../src/swarm/store/file-seal.ts';
import { createKeepableStores } from '../../src/swarm/store/keepable-stores.ts';
import { createMemoryBudget } from '../../src/swarm/store/memory-budget.ts';
import { createRoomStores } from '../../src/swarm/store/room-stores.ts';
import { createSealedStores } from '../../src/swarm/store/sealed-stores.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { createFakeDisk } from '../support/fake-files.ts';
import { createFakeFileWorker } from '../support/fake-file-worker.ts';
import { choose, enterWithFiles, type FilesGuest, type TestFilesWorld } from '../support/files-room.ts';
import { createSimWorld, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

vi.setConfig({ testTimeout: 60_000 });

const MIB = 2 ** 20;
const SIZE = 8 * MIB + 5;
const SOON_MS = 20_000;
const LONG_MS = 60_000;

/** A disk and what the log of the room holds, over several pages. */
function createDevice() {
  const disk = createFakeDisk();
  const log: Bytes[] = [];
  let pages = 0;

  function changeWorld(made: TestFilesWorld): FilesWorld {
    pages += 1;
    const random = createSeededRandom(pages);
    const files = createPrivateFiles({
      getRoot: async () => disk.root,
      startWorker: () => createFakeFileWorker(disk.root),
      locks: undefined,
      pageName: `page${pages}`,
    });
    const plain = createRoomStores({ budget: createMemoryBudget(), files, downloads: undefined });
    const stores = createKeepableStores(plain);
    return {
      ...made,
      stores,
      async keepIn(place) {
        const crypto = createFakeCrypto(random);
        const seal = place && (await createFileSeal(place.key, { crypto, random }));
        await stores.moveTo(
          place && seal && createSealedStores({ files, folder: place.folder, seal, plain }),
        );
      },
      dispose: () => void files.dispose(),
    };
  }

  return {
    disk,
    log,
    changeWorld,
    keep({ files }: FilesGuest) {
      const keepable = keepFiles(files.insides, { folder: 'room' });
      for (const piece of log) expect(keepable.restore(piece)).toBe(true);
      const stop = keepable.onChange((piece) => void log.push(piece));
      return { ...keepable, stop };
    },
    paths: () => disk.paths().filter((path) => !path.endsWith('/')),
  };
}

type Device = ReturnType<typeof createDevice>;

async function meet(seed: number, device: Device) {
  const world = createSimWorld(seed, { bytesPerSecond: MIB });
  const noor = await enterWithFiles(world, 'Noor');
  const amara = await enterWithFiles(world, 'Amara', device);
  await world.clock.until(() => noor.room.sees.length === 1 && amara.room.sees.length === 1, SOON_MS);
  noor.files.offer([choose('film.mp4', SIZE)]);
  await world.clock.until(() => amara.row('film.mp4')?.state.kind === 'offered', SOON_MS);
  return { world, noor, amara };
}

const idOf = (guest: FilesGuest) => guest.row('film.mp4')?.id ?? '';
const isWhole = (guest: FilesGuest) => guest.state('film.mp4') === 'complete';

async function comesTo(world: SimWorld, guest: FilesGuest, share: number): Promise<void> {
  guest.files.get(idOf(guest));
  await world.clock.until(() => (guest.row('film.mp4')?.done ?? 0) > share, LONG_MS);
}

/** The page is gone, and another one of the same person enters. */
async function reload(world: SimWorld, guest: FilesGuest, device: Device): Promise<FilesGuest> {
  const { identity } = guest.room;
  guest.leave();
  await world.clock.advance(1_000);
  const again = await enterWithFiles(world, 'Amara', { identity, ...device });
  await world.clock.advance(1);
  return again;
}

async function hashOf(guest: FilesGuest): Promise<string> {
  const bytes = new Uint8Array((await (await guest.files.blob(idOf(guest)))?.arrayBuffer()) ?? []);
  return createHash('sha256').update(bytes).digest('hex');
}

function receivedBytes({ files }: FilesGuest, id: string): number {
  return files.insides.swarms.snapshot(id)?.receivedBytes ?? 0;
}

describe('a file in a kept room', () => {
  it('[F16] goes on by itself after a reload with what had come, and what is kept of it is read by nobody else', async () => {
    const device = createDevice();
    const { world, noor, amara } = await meet(1, device);
    device.keep(amara);
    await comesTo(world, amara, 0.5);
    const again = await reload(world, amara, device);
    device.keep(again);
    await world.clock.until(() => again.state('film.mp4') === 'fetching', LONG_MS);
    expect(again.row('film.mp4')?.done).toBeGreaterThan(0.4);
    expect(again.files.progress.value).toBe(again.row('film.mp4')?.done);
    await world.clock.until(() => isWhole(again), LONG_MS);
    expect(await hashOf(again)).toBe(noor.world.given.get('film.mp4')?.sha256);
    expect(receivedBytes(again, idOf(again))).toBeLessThan(0.6 * SIZE);
    expect(again.row('film.mp4')).toMatchObject({ from: { name: 'Noor' }, isOwn: false });
    expect(device.paths().filter((path) => path.includes('kept'))).toHaveLength(2);
  });

  it('[F16] is there again when nobody else is, whole ones checked and given on, and waits for the rest', async () => {
    const device = createDevice();
    const { world, noor, amara } = await meet(2, device);
    device.keep(amara);
    noor.files.offer([choose('small.png', 70_000)]);
    await world.clock.until(() => amara.state('small.png') === 'offered', SOON_MS);
    amara.files.get(amara.row('small.png')?.id ?? '');
    await world.clock.until(() => amara.state('small.png') === 'complete', SOON_MS);
    await comesTo(world, amara, 0.5);
    noor.leave();
    const again = await reload(world, amara, device);
    device.keep(again);
    await world.clock.until(() => again.state('small.png') === 'complete', LONG_MS);
    await world.clock.until(() => again.state('film.mp4') === 'stuck', LONG_MS);
    const waiting = again.row('film.mp4');
    expect(waiting?.state).toMatchObject({ waitsFor: { name: 'Noor' } });
    expect(waiting?.done).toBeGreaterThan(0.4);
    const missing = waiting?.state.kind === 'stuck' ? waiting.state.missingChunks : 0;
    expect(missing).toBeLessThan(0.6 * 129);

    const { identity } = noor.room;
    const back = await enterWithFiles(world, 'Noor', { identity });
    await world.clock.until(() => back.state('small.png') === 'offered', LONG_MS);
    expect(back.row('small.png')).toMatchObject({ from: { isSelf: true }, isOwn: false });
    back.files.offer([choose('film.mp4', SIZE)]);
    await world.clock.until(() => isWhole(again), LONG_MS);
    expect(await hashOf(again)).toBe(back.world.given.get('film.mp4')?.sha256);
    expect(again.files.rows.value.filter(({ name }) => name === 'film.mp4')).toHaveLength(1);
  });

  it('[F16] is kept from the middle on, rests again where it was paused, and is fetched anew where the disk lied', async () => {
    const device = createDevice();
    const { world, noor, amara } = await meet(3, device);
    await comesTo(world, amara, 0.4);
    device.keep(amara);
    await world.clock.until(() => device.log.length > 0 && (amara.row('film.mp4')?.done ?? 0) > 0.6, LONG_MS);
    amara.files.pause(idOf(amara));
    await world.clock.advance(100);
    const again = await reload(world, amara, device);
    const path = device.paths().find((each) => each.includes('kept') && !each.endsWith('.have')) ?? '';
    device.disk.bytesAt(path)?.fill(0, 0, MIB);
    device.keep(again);
    await world.clock.until(() => again.state('film.mp4') === 'paused', SOON_MS);
    expect(again.row('film.mp4')?.done).toBeGreaterThan(0.5);
    again.files.resume(idOf(again));
    await world.clock.until(() => isWhole(again), LONG_MS);
    expect(await hashOf(again)).toBe(noor.world.given.get('film.mp4')?.sha256);
    expect(receivedBytes(again, idOf(again))).toBeGreaterThan(MIB);
    expect(receivedBytes(again, idOf(again))).toBeLessThan(0.75 * SIZE);
  });

  it('leaves nothing on the disk once the room is forgotten or the file is removed, and comes all the same', async () => {
    const device = createDevice();
    const { world, noor, amara } = await meet(4, device);
    const keepable = device.keep(amara);
    await comesTo(world, amara, 0.3);
    expect(device.paths()).not.toEqual([]);
    keepable.stop();
    await keepable.letGo?.();
    expect(device.paths().filter((path) => path.includes('kept'))).toEqual([]);
    await world.clock.until(() => isWhole(amara), LONG_MS);
    expect(await hashOf(amara)).toBe(noor.world.given.get('film.mp4')?.sha256);

    device.log.length = 0;
    device.keep(amara);
    await world.clock.until(() => device.log.length === 2, SOON_MS);
    amara.files.remove(idOf(amara));
    await world.clock.until(() => device.log.length === 3, SOON_MS);
    expect(device.paths()).toEqual([]);
    const last = decodeKeptFiles(device.log.at(-1) ?? new Uint8Array());
    expect(last.ok && last.value.type).toBe('gone');
  });
});

it('[F16] a file for one alone is kept as others are, stays between the two, and goes on', async () => {
  const device = createDevice();
  const world = createSimWorld(5, { bytesPerSecond: MIB });
  const noor = await enterWithFiles(world, 'Noor');
  const ben = await enterWithFiles(world, 'Ben');
  const amara = await enterWithFiles(world, 'Amara', device);
  const guests = [noor, ben, amara];
  await world.clock.until(() => guests.every(({ room }) => room.sees.length === 2), SOON_MS);
  device.keep(amara);
  noor.files.share([choose('film.mp4', SIZE)], amara.room.self.identityId);
  await world.clock.until(() => amara.state('film.mp4') === 'offered', SOON_MS);
  await comesTo(world, amara, 0.5);
  const again = await reload(world, amara, device);
  device.keep(again);
  await world.clock.until(() => isWhole(again), LONG_MS);
  expect([again.row('film.mp4')?.only?.isSelf, again.row('film.mp4')?.from.name]).toEqual([true, 'Noor']);
  expect(receivedBytes(again, idOf(again))).toBeLessThan(0.6 * SIZE);
  noor.leave();
  await world.clock.advance(SOON_MS);
  const last = await reload(world, again, device);
  device.keep(last);
  await world.clock.until(() => isWhole(last), LONG_MS);
  expect(await hashOf(last)).toBe(noor.world.given.get('film.mp4')?.sha256);
  expect([last.row('film.mp4')?.only?.isSelf, ben.files.rows.value]).toEqual([true, []]);
});
