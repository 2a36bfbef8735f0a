import { expect, it } from 'vitest';
import { MAX_ATTACHMENTS } from '../../../../../src/features/chat/api.ts';
import { createFileTray } from '../../../../../src/features/chat/view/composer-state.ts';
import { err } from '../../../../../src/primitives/result.ts';
import { createFixtureModel } from '../../../../support/chat-fixture.ts';

const file = (name: string, size = 3) => new File([new Uint8Array(size)], name, { type: 'text/plain' });
const asItIs = async (picked: File) => ({
  bytes: new Uint8Array(await picked.arrayBuffer()),
  name: picked.name,
  type: picked.type,
});

it('takes files on, lets them be taken off, and hands the rest over', async () => {
  const tray = createFileTray(asItIs);
  await tray.add([file('a.txt'), file('b.txt')]);
  tray.takeOff(tray.files.value[0]!.id);
  const handed = await tray.handOver(createFixtureModel().blobs);
  expect(handed.ok && handed.value.map(({ name }) => name)).toEqual(['b.txt']);
  expect(tray.files.value).toEqual([]);
});

it('says which file does not fit, and leaves it out', async () => {
  const tray = createFileTray(async () => undefined);
  await tray.add([file('film.mkv', 9)]);
  expect(tray.files.value).toEqual([]);
  expect(tray.trouble.value).toMatchObject({ kind: 'too-large', name: 'film.mkv', size: 9 });
  await tray.add([file('a.mkv'), file('b.mkv')]);
  const { left } = tray.trouble.value as { readonly left: readonly File[] };
  expect(left.map(({ name }) => name)).toEqual(['a.mkv', 'b.mkv']);
  tray.forgetTrouble();
  expect(tray.trouble.value).toBeUndefined();
});

it('says so when a file cannot be read at all', async () => {
  const tray = createFileTray(() => Promise.reject(new Error('gone')));
  await tray.add([file('a.txt')]);
  expect(tray.trouble.value).toMatchObject({ kind: 'too-large', name: 'a.txt' });
});

it('takes no more files than a message does', async () => {
  const tray = createFileTray(asItIs);
  await tray.add(Array.from({ length: MAX_ATTACHMENTS + 2 }, (_, i) => file(`${i}.txt`)));
  expect(tray.files.value).toHaveLength(MAX_ATTACHMENTS);
  expect(tray.trouble.value).toEqual({ kind: 'too-many' });
});

it('keeps the files when nothing more can be held', async () => {
  const tray = createFileTray(asItIs);
  await tray.add([file('a.txt')]);
  const handed = await tray.handOver({ add: async () => err('full') });
  expect(handed.ok).toBe(false);
  expect(tray.files.value).toHaveLength(1);
  expect(tray.trouble.value).toEqual({ kind: 'full' });
});
