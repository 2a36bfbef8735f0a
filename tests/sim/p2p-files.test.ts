// Files for scripts over simulated rooms: what a script offers, hears of and gets, and what it may not.

import { expect, it, vi } from 'vitest';
import type { P2p, P2pFile } from '../../src/app/p2p/api.ts';
import { createSimWorld } from '../support/make-room.ts';
import { makeP2p, scriptsMeet, settle } from '../support/make-p2p.ts';
import { choose } from '../support/files-room.ts';

vi.setConfig({ testTimeout: 60_000 });

const MIB = 2 ** 20;
const SOON_MS = 10_000;
const failure = (name: string, code: string) => expect.objectContaining({ name, code }) as Error;
const film = (bytes = MIB) => choose('film.mp4', bytes).file;

function told(p2p: P2p): readonly P2pFile[] {
  const files: P2pFile[] = [];
  p2p.on('file', (file) => files.push(file));
  return files;
}

it('one script offers, the other hears of it and gets it, under the same id', async () => {
  const world = createSimWorld(81, { bytesPerSecond: 4 * MIB });
  const [alice, bob] = await scriptsMeet(world);
  const [aliceHears, bobHears] = [told(alice.p2p), told(bob.p2p)];
  const shared = await alice.p2p.shareFile(film());
  expect(shared).toMatchObject({ name: 'film.mp4', size: MIB, type: 'image/png', isOwn: true });
  expect(shared.id).toMatch(/^[0-9a-f]{32}$/);
  await world.clock.until(() => bobHears.length > 0, SOON_MS);
  expect(bobHears).toEqual([
    { ...shared, isOwn: false, from: alice.p2p.self?.identityId, state: 'offered', progress: 0 },
  ]);
  expect(await bob.p2p.files()).toEqual(bobHears);
  expect((await settle(world, bob.p2p.getFile(shared.id))).size).toBe(MIB);
  expect(bobHears.map(({ state }) => state)).toEqual(['offered', 'coming', 'complete']);
  expect((await bob.p2p.getFile(shared.id)).size).toBe(MIB);
  expect(await alice.p2p.getFile(shared.id)).toBeInstanceOf(File);
  expect(aliceHears.map(({ name, isOwn }) => [name, isOwn])).toContainEqual(['film.mp4', true]);
});

it('[P3] what a script asks for is what a press would ask for: it shows, and the person has the last word', async () => {
  const world = createSimWorld(82, { bytesPerSecond: MIB / 2 });
  const [alice, bob] = await scriptsMeet(world);
  const { id } = await alice.p2p.shareFile(film(4 * MIB));
  await world.clock.until(() => bob.files().rows.value.length === 1, SOON_MS);
  const got = bob.p2p.getFile(id);
  const [row] = bob.files().rows.value;
  expect(row?.state.kind).toBe('opening');
  await world.clock.until(() => bob.files().rows.value[0]?.state.kind === 'fetching', SOON_MS);
  const stopped = expect(got).rejects.toThrow(failure('ConnectionError', 'file-stopped'));
  bob.files().remove(row?.id ?? '');
  await world.clock.advance(100);
  await stopped;
  const left = expect(bob.p2p.getFile(id)).rejects.toThrow(failure('ConnectionError', 'left'));
  await bob.p2p.leaveRoom();
  await left;
});

it('what cannot be had, offered or read is refused in words', async () => {
  const world = createSimWorld(83);
  const alone = await makeP2p(world, 'Alone');
  await expect(alone.p2p.shareFile(film())).rejects.toThrow(failure('ConnectionError', 'no-room'));
  await expect(alone.p2p.files()).rejects.toThrow(failure('ConnectionError', 'no-room'));
  const { p2p } = await makeP2p(world, 'Alice');
  await p2p.createRoom();
  for (const id of ['', 'film.mp4', '0'.repeat(32), 5 as never, undefined as never])
    await expect(p2p.getFile(id)).rejects.toThrow(failure('ConnectionError', 'unknown-file'));
  for (const file of ['text', {}, new Blob(['x']), undefined])
    await expect(p2p.shareFile(file as never)).rejects.toThrow(failure('ConnectionError', 'invalid-file'));
  await expect(p2p.shareFile(film(2 ** 35))).rejects.toThrow(failure('ConnectionError', 'file-too-large'));
});

it('a script that offers file after file is held to what others take', async () => {
  const world = createSimWorld(84);
  const [alice, bob] = await scriptsMeet(world);
  for (let n = 0; n < 20; n += 1) await alice.p2p.shareFile(choose(`${n}.txt`, n).file);
  await expect(alice.p2p.shareFile(film())).rejects.toThrow(failure('ConnectionError', 'rate-limited'));
  await world.clock.until(() => bob.files().rows.value.length === 20, SOON_MS);
  await world.clock.advance(3_000);
  await alice.p2p.shareFile(film());
  expect((await alice.p2p.files()).length).toBe(21);
});
