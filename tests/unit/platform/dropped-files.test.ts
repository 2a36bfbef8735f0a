// What is dropped: folders to their depth, in batches as browsers hand them out, and no more than is bearable.

import { describe, expect, it } from 'vitest';
import { MOST_ENTRIES, takeChosen, takeDropped } from '../../../src/platform/files/dropped-files.ts';
import { fileEntry, folderEntry, transferOf } from '../../support/fake-entries.ts';

describe('dropped files', () => {
  it('keep the folders they lie in', async () => {
    const trip = folderEntry('trip', [fileEntry('a.txt'), folderEntry('day one', [fileEntry('b.txt')])]);
    const { files, unreadable } = await takeDropped(transferOf([trip, fileEntry('loose.txt')]));
    expect(files.map(({ file, folders }) => [...folders, file.name].join('/')).sort()).toEqual([
      'loose.txt',
      'trip/a.txt',
      'trip/day one/b.txt',
    ]);
    expect(unreadable).toBe(0);
  });

  it('are all there, however many batches a folder comes in', async () => {
    const many = Array.from({ length: 250 }, (_, at) => fileEntry(`${at}.txt`));
    expect((await takeDropped(transferOf([folderEntry('many', many)]))).files).toHaveLength(250);
  });

  it('count those that would not be read', async () => {
    const dropped = transferOf([fileEntry('locked', true), folderEntry('secret', [], true), fileEntry('b')]);
    const { files, unreadable } = await takeDropped(dropped);
    expect([files.length, unreadable]).toEqual([1, 2]);
  });

  it('end somewhere, however deep they lie', async () => {
    const loop = folderEntry('loop', []);
    loop.children.push(loop, fileEntry('again'));
    expect((await takeDropped(transferOf([loop]))).files).toHaveLength(32);
  });

  it('end somewhere, however many they are', async () => {
    const many = Array.from({ length: MOST_ENTRIES + 5 }, (_, at) => fileEntry(`${at}`));
    const { files } = await takeDropped(transferOf([folderEntry('many', many)]));
    // The folder counts too.
    expect(files).toHaveLength(MOST_ENTRIES - 1);
  });
});

it('chosen folders are known by the path of each file', () => {
  const file = new File(['x'], 'b.txt');
  Object.defineProperty(file, 'webkitRelativePath', { value: 'trip/day one/b.txt' });
  const loose = new File(['x'], 'c.txt');
  Object.defineProperty(loose, 'webkitRelativePath', { value: '' });
  expect(takeChosen([file, loose]).map(({ folders }) => folders)).toEqual([['trip', 'day one'], []]);
});
