// What is dropped: folders to their depth, in batches as browsers hand them out, and no more than is bearable.

import { describe, expect, it } from 'vitest';
import {
  MOST_ENTRIES,
  MOST_FOLDERS,
  NOTHING_LEFT,
  takeChosen,
  takeDropped,
} from '../../../src/platform/files/dropped-files.ts';
import { fileEntry, folderEntry, transferOf } from '../../support/fake-entries.ts';

describe('dropped files', () => {
  it('keep the folders they lie in', async () => {
    const trip = folderEntry('trip', [fileEntry('a.txt'), folderEntry('day one', [fileEntry('b.txt')])]);
    const { files, left } = await takeDropped(transferOf([trip, fileEntry('loose.txt')]));
    expect(files.map(({ file, folders }) => [...folders, file.name].join('/')).sort()).toEqual([
      'loose.txt',
      'trip/a.txt',
      'trip/day one/b.txt',
    ]);
    expect(left).toEqual(NOTHING_LEFT);
  });

  it('are all there, however many batches a folder comes in', async () => {
    const many = Array.from({ length: 250 }, (_, at) => fileEntry(`${at}.txt`));
    expect((await takeDropped(transferOf([folderEntry('many', many)]))).files).toHaveLength(250);
  });

  it('count those that would not be read', async () => {
    const dropped = transferOf([fileEntry('locked', true), folderEntry('secret', [], true), fileEntry('b')]);
    const { files, left } = await takeDropped(dropped);
    expect([files.length, left]).toEqual([1, { ...NOTHING_LEFT, unreadable: 2 }]);
  });

  it('end somewhere, however deep they lie, and say so', async () => {
    const loop = folderEntry('loop', []);
    loop.children.push(loop, fileEntry('again'));
    const { files, left } = await takeDropped(transferOf([loop]));
    expect([files.length, left]).toEqual([MOST_FOLDERS, { ...NOTHING_LEFT, isTooDeep: true }]);
  });

  it('leave nothing out where only an empty folder lies deeper', async () => {
    let nested = folderEntry('empty', []);
    for (let depth = 0; depth < MOST_FOLDERS; depth += 1) nested = folderEntry('f', [nested]);
    expect(await takeDropped(transferOf([nested]))).toEqual({
      files: [],
      left: { ...NOTHING_LEFT, emptyFolders: 1 },
    });
  });

  it.each([
    [MOST_ENTRIES - 1, false],
    [MOST_ENTRIES, true],
    [100_000, true],
  ])('end somewhere, however many they are, and say so: %i', async (count, isTooMany) => {
    const many = Array.from({ length: count }, (_, at) => fileEntry(`${at}`));
    const { files, left } = await takeDropped(transferOf([folderEntry('many', many)]));
    // The folder counts too.
    expect([files.length, left]).toEqual([MOST_ENTRIES - 1, { ...NOTHING_LEFT, isTooMany }]);
  });
});

it('chosen folders are known by the path of each file', () => {
  const file = new File(['x'], 'b.txt');
  Object.defineProperty(file, 'webkitRelativePath', { value: 'trip/day one/b.txt' });
  const loose = new File(['x'], 'c.txt');
  Object.defineProperty(loose, 'webkitRelativePath', { value: '' });
  expect(takeChosen([file, loose]).files.map(({ folders }) => folders)).toEqual([['trip', 'day one'], []]);
});

it('chosen folders leave out what dropped ones would, and say so', () => {
  const lying = (path: string) =>
    Object.defineProperty(new File(['x'], 'a'), 'webkitRelativePath', { value: path });
  const deep = lying(`${'f/'.repeat(MOST_FOLDERS + 1)}a`);
  const taken = takeChosen([lying(`${'f/'.repeat(MOST_FOLDERS)}a`), deep]);
  expect([taken.files.length, taken.left]).toEqual([1, { ...NOTHING_LEFT, isTooDeep: true }]);
  const many = takeChosen(Array.from<File>({ length: 100_000 }).fill(lying('f/a')));
  expect([many.files.length, many.left]).toEqual([MOST_ENTRIES, { ...NOTHING_LEFT, isTooMany: true }]);
});
