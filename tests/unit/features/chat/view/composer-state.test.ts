import { expect, it } from 'vitest';
import { MAX_ATTACHMENTS } from '../../../../../src/features/chat/api.ts';
import { createFileTray, type Share } from '../../../../../src/features/chat/view/composer-state.ts';
import { NOTHING_LEFT } from '../../../../../src/platform/files/dropped-files.ts';
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
  expect(handed.ok && handed.value.attachments.map(({ name }) => name)).toEqual(['b.txt']);
  expect(tray.files.value).toEqual([]);
});

it('says which file does not fit, and leaves it out', async () => {
  const tray = createFileTray(async () => undefined);
  await tray.add([file('film.mkv', 9)]);
  expect(tray.files.value).toEqual([]);
  expect(tray.trouble.value).toMatchObject({ kind: 'too-large', name: 'film.mkv', size: 9 });
  tray.takeOff(0);
  expect(tray.trouble.value).toBeUndefined();
});

it('shares what does not fit where it may: a large file, and a folder as one', async () => {
  const tray = createFileTray(async (picked) => (picked.size > 5 ? undefined : asItIs(picked)));
  await tray.addDropped(
    {
      left: NOTHING_LEFT,
      files: [
        { file: file('note.txt'), folders: [] },
        { file: file('film.mkv', 9), folders: [] },
        { file: file('a.png', 2), folders: ['trip'] },
        { file: file('b.png', 2), folders: ['trip', 'day one'] },
      ],
    },
    true,
  );
  expect(tray.files.value.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
    'large film.mkv',
    'large trip',
    'ready note.txt',
  ]);
  const given: string[] = [];
  const share: Share = async (files) => {
    given.push(...files.map(({ file: each, folders }) => [...folders, each.name].join('/')));
    return { refs: [{ id: '00', name: 'film.mkv', type: '', sizeBytes: 9 }], refused: undefined };
  };
  const handed = await tray.handOver(createFixtureModel().blobs, share);
  expect(given.toSorted()).toEqual(['film.mkv', 'trip/a.png', 'trip/day one/b.png']);
  expect(handed.ok && [handed.value.attachments.length, handed.value.shared.length]).toEqual([1, 1]);
  expect([tray.files.value, tray.trouble.value]).toEqual([[], undefined]);
});

it.each([{ unreadable: 1 }, { isTooDeep: true }, { isTooMany: true }])(
  'says before it is sent that not all of a folder is here: %o',
  async (left) => {
    const tray = createFileTray(asItIs);
    const files = [{ file: file('a.txt'), folders: ['trip'] }];
    await tray.addDropped({ files, left: { ...NOTHING_LEFT, ...left } }, true);
    expect([tray.files.value.length, tray.trouble.value]).toEqual([1, { kind: 'left-out' }]);
  },
);

it('keeps what is not shared, and says why', async () => {
  const tray = createFileTray(async () => undefined);
  await tray.add([file('film.mkv', 9)], true);
  const handed = await tray.handOver(createFixtureModel().blobs, async () => ({
    refs: [],
    refused: 'may-not-write',
  }));
  expect([handed.ok, tray.files.value.length]).toEqual([false, 1]);
  expect(tray.trouble.value).toEqual({ kind: 'not-shared', why: 'may-not-write' });
});

it('takes no folder where nothing is shared', async () => {
  const tray = createFileTray(asItIs);
  const files = [{ file: file('a.png', 2), folders: ['trip'] }];
  await tray.addDropped({ files, left: NOTHING_LEFT }, false);
  expect(tray.trouble.value).toEqual({ kind: 'too-large', name: 'trip', size: 2 });
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
