// What could not be saved is said where everybody sees it, with why, and is tried again by one press.

import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { err, ok } from '../../../../../src/primitives/result.ts';
import { makeRow } from './files-fixture.ts';
import { buttonNamed, choose, faults, preparePage, press, settle, show, until } from './shown-files.tsx';

beforeAll(preparePage);
afterEach(() => void vi.unstubAllGlobals());

const whole = (name: string) =>
  makeRow(name, { done: 1, state: { kind: 'complete', file: { kind: 'blob', blob: new Blob(['x']) } } });

/** A disk where so many attempts find no room. */
function stubPicker(attempts: number): { readonly written: Blob[] } {
  const disk = { written: [] as Blob[] };
  let left = attempts;
  vi.stubGlobal('showSaveFilePicker', async () => ({
    createWritable: async () => ({
      async write(blob: Blob) {
        left -= 1;
        if (left >= 0) throw new DOMException('No room.', 'QuotaExceededError');
        disk.written.push(blob);
      },
      close: async () => undefined,
    }),
  }));
  return disk;
}

it('one file on a full disk', async () => {
  const disk = stubPicker(1);
  const { model, place } = await show([whole('a.txt'), makeRow('b.txt')]);
  model.blobs.set('a.txt', new Blob(['x']));
  await press(buttonNamed(place, 'Save: a.txt'));
  await until(() => place.querySelector('dialog') !== null);
  const dialog = place.querySelector('dialog')!;
  expect(dialog.textContent).toContain('a.txt was not saved');
  expect(dialog.querySelector('[role="alert"]')?.textContent).toContain('There is no more room');
  expect(await faults(place)).toEqual([]);
  await press(buttonNamed(dialog, 'Try again'));
  await until(() => disk.written.length > 0);
  await settle();
  expect([place.querySelector('dialog'), model.saved.value.get('a.txt')]).toEqual([null, 'saved']);
});

it('a file that is gone', async () => {
  const { place } = await show([whole('a.txt'), makeRow('b.txt')]);
  await press(buttonNamed(place, 'Save: a.txt'));
  await until(() => place.querySelector('dialog') !== null);
  expect(place.querySelector('dialog [role="alert"]')?.textContent).toContain('It can’t be opened here');
});

it('an archive larger than may lie in memory, and nothing of it counts as saved', async () => {
  const { model, place } = await show([whole('a.txt'), whole('b.txt')]);
  model.outcome = err({ code: 'over-budget', detail: '' });
  await press(buttonNamed(place, 'Save all'));
  const dialog = place.querySelector('dialog')!;
  expect(dialog.textContent).toContain('Files of Slow River was not saved');
  expect(dialog.querySelector('[role="alert"]')?.textContent).toContain('can only put it together in memory');
  expect(model.saved.value.size).toBe(0);
  model.outcome = ok('handed');
  await press(buttonNamed(dialog, 'Try again'));
  expect([model.calls.length, place.querySelector('dialog'), model.saved.value.size]).toEqual([2, null, 2]);
});

it('from the menu of a file that was saved before, and it is left by one press', async () => {
  stubPicker(9);
  const { model, place } = await show([whole('a.txt'), makeRow('b.txt')]);
  model.blobs.set('a.txt', new Blob(['x']));
  model.saved.value = new Map([['a.txt', 'saved']]);
  await settle();
  await choose(place, 'a.txt', 'Save');
  await until(() => place.querySelector('dialog') !== null);
  await press(buttonNamed(place, 'Leave it'));
  expect([place.querySelector('dialog'), model.saved.value.get('a.txt')]).toEqual([null, 'saved']);
});
