// Large files named by messages, in rooms over a simulated network: the message says which, the files say how it stands.

import { expect, it, vi } from 'vitest';
import { createChatModel, type Chat } from '../../src/features/chat/model.ts';
import type { SharedRef } from '../../src/features/file-sharing.ts';
import { createSharing } from '../../src/features/files/sharing.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createDetachedDocs } from '../support/detached-docs.ts';
import { choose, enterWithFiles, gatherWithFiles, type FilesGuest } from '../support/files-room.ts';
import { createSimWorld, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

vi.setConfig({ testTimeout: 60_000 });

const MIB = 2 ** 20;
const SOON_MS = 10_000;
const LONG_MS = 60_000;

interface Talker extends FilesGuest {
  readonly chat: Chat;
}

let made = 0;

function talking(world: SimWorld, guest: FilesGuest): Talker {
  made += 1;
  const chat = createChatModel({
    room: guest.room,
    clock: world.clock,
    random: createSeededRandom(world.seed * 17 + made),
    log: silentLog,
    docs: createDetachedDocs(),
    wallTimeMs: () => 1_763_000_000_000 + world.clock.nowMs(),
    regardOf: () => 'open',
  });
  return { ...guest, chat };
}

async function talkers(world: SimWorld, names: readonly string[]): Promise<readonly Talker[]> {
  return (await gatherWithFiles(world, names)).map((guest) => talking(world, guest));
}

function named({ chat }: Talker): readonly SharedRef[] {
  const bodies = chat.room.rows.value.map((row) => (row.kind === 'message' ? row.body : undefined));
  return bodies.flatMap((body) => (body?.kind === 'text' ? (body.shared ?? []) : []));
}

async function attach(world: SimWorld, from: Talker, files: readonly ReturnType<typeof choose>[]) {
  const sharing = createSharing(from.files);
  const knowing = sharing.withRoots(sharing.share(files).refs);
  await world.clock.advance(2_000);
  const refs = await knowing;
  void from.chat.room.send({ kind: 'text', text: 'look', shared: refs });
  await world.clock.advance(1_000);
  return refs;
}

const stateOf = ({ files }: Talker, ref: SharedRef) => {
  const found = files.find(ref);
  return found.kind === 'file' ? found.row.state.kind : found.kind;
};

it('[A3] a message names a large file: everybody finds it there, gets it, and it is the row of the space', async () => {
  const world = createSimWorld(91, { bytesPerSecond: 4 * MIB });
  const [noor, amara, mei] = (await talkers(world, ['Noor', 'Amara', 'Mei'])) as [Talker, Talker, Talker];
  const [sent] = await attach(world, noor, [choose('film.mp4', 3 * MIB)]);
  expect(sent).toMatchObject({ name: 'film.mp4', sizeBytes: 3 * MIB, type: 'image/png' });
  const [heard] = named(amara);
  expect(heard).toEqual(sent);
  expect(named(mei)).toEqual([sent]);
  const ref = heard!;
  expect([stateOf(noor, ref), stateOf(amara, ref)]).toEqual(['complete', 'offered']);
  const found = amara.files.find(ref);
  expect(found.kind === 'file' && found.row).toBe(amara.row('film.mp4'));
  createSharing(amara.files).get(ref.id);
  await world.clock.until(() => stateOf(amara, ref) === 'complete', LONG_MS);
  expect(amara.holds(noor, 'film.mp4')).toBe(true);
  expect(mei.files.find(ref)).toMatchObject({ row: { sizeBytes: 3 * MIB } });
});

it('a folder is one, and what of it is not wanted can be had after all', async () => {
  const world = createSimWorld(92);
  const [noor, amara] = (await talkers(world, ['Noor', 'Amara'])) as [Talker, Talker];
  const inIt = [choose('a.png', 10, ['trip']), choose('b.png', 20, ['trip', 'one']), choose('c.txt', 5)];
  await attach(world, noor, inIt);
  const [folder, single] = named(amara);
  expect(folder).toMatchObject({ name: 'trip', sizeBytes: 30, count: 2 });
  expect(single).toMatchObject({ name: 'c.txt', sizeBytes: 5 });
  const found = amara.files.find(folder!);
  expect(found.kind === 'folder' && found.rows.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
  amara.files.remove(amara.row('c.txt')?.id ?? '');
  expect([amara.row('c.txt'), stateOf(amara, single!)]).toEqual([undefined, 'declined']);
  createSharing(amara.files).get(single!.id);
  await world.clock.until(() => stateOf(amara, single!) === 'complete', LONG_MS);
});

it('says that nobody has it, finds it with whoever holds it, and knows it again under another offer', async () => {
  const world = createSimWorld(93, { bytesPerSecond: 4 * MIB });
  const [noor, amara] = (await talkers(world, ['Noor', 'Amara'])) as [Talker, Talker];
  const { identity } = noor.room;
  const [ref] = (await attach(world, noor, [choose('film.mp4', MIB)])) as [SharedRef];
  noor.leave();
  await world.clock.until(() => stateOf(amara, ref) === 'gone', LONG_MS);
  const back = talking(world, await enterWithFiles(world, 'Noor', { identity }));
  await world.clock.until(() => amara.room.sees.includes('Noor'), LONG_MS);
  back.files.offer([choose('film.mp4', MIB)]);
  // The same bytes under a new offer: what was said of the first one holds for it.
  await world.clock.until(() => stateOf(amara, ref) === 'offered', SOON_MS);
  const found = amara.files.find(ref);
  if (found.kind === 'file') amara.files.get(found.row.id);
  await world.clock.until(() => stateOf(amara, ref) === 'complete', LONG_MS);
  back.leave();
  await world.clock.until(() => !amara.room.sees.includes('Noor'), LONG_MS);
  const mei = talking(world, await enterWithFiles(world, 'Mei'));
  await world.clock.until(() => named(mei).length === 1, LONG_MS);
  await world.clock.until(() => mei.row('film.mp4')?.state.kind === 'offered', LONG_MS);
  expect(stateOf(mei, named(mei)[0]!)).toBe('offered');
  expect(mei.row('film.mp4')?.from.identityId).toBe(identity.id);
});

it('[A3] what a message says of a file counts for nothing once the file is known', async () => {
  const world = createSimWorld(94);
  const [noor, amara] = (await talkers(world, ['Noor', 'Amara'])) as [Talker, Talker];
  const [ref] = (await attach(world, noor, [choose('virus.exe', 100)])) as [SharedRef];
  void noor.chat.room.send({
    kind: 'text',
    text: '',
    shared: [{ ...ref, name: 'holiday.png', sizeBytes: 1, count: 7 }],
  });
  await world.clock.until(() => named(amara).length === 2, SOON_MS);
  const found = amara.files.find(named(amara)[1]!);
  expect(found.kind === 'file' && [found.row.name, found.row.sizeBytes]).toEqual(['virus.exe', 100]);
});
