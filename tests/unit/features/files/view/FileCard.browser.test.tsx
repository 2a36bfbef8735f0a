// A file of the room where a message names it: the row of the space, and nothing of its own.

import { beforeAll, describe, expect, it } from 'vitest';
import { makeRow, NOOR } from './files-fixture.ts';
import {
  buttonNamed,
  choose,
  faults,
  preparePage,
  press,
  show,
  showCard,
  spoken,
  until,
} from './shown-files.tsx';

beforeAll(preparePage);

describe('where a message names it', () => {
  const ref = (name: string, count?: number) => ({ id: '00', name, type: '', sizeBytes: 7, count });

  it('stands as it does in the space, is got there, and leads to the space', async () => {
    const { model, place, shows } = await showCard(ref('river-photos-2024.zip'));
    const name = buttonNamed(
      place,
      /^river-photos-2024\.zip, .* from Amara, Paused at 31%\. Show it in Files$/,
    );
    expect(place.querySelector('progress')?.value).toBe(31);
    await press(buttonNamed(place, 'Resume: river-photos-2024.zip'));
    const [row] = model.rows.value.filter((each) => each.name === 'river-photos-2024.zip');
    expect(model.calls).toEqual([`resume ${row?.id}`]);
    await press(name);
    expect([model.chosen.value, shows()]).toEqual([row?.id, 1]);
    expect(await faults(place)).toEqual([]);
  });

  it('says so when nobody here has it, and nothing of what its author called it can lie', async () => {
    const { place } = await showCard(ref('../../gpj.\u202eexe', 3));
    expect(place.textContent).toContain('Nobody here has it now.');
    expect(place.textContent).not.toMatch(/\.\.\/|\u202e/);
    expect(await faults(place)).toEqual([]);
  });
});

it('what is here is given to one person by name', async () => {
  const file = { kind: 'blob', blob: new Blob(['x']) } as const;
  const { model, place } = await show([
    makeRow('a.txt', { state: { kind: 'complete', file }, done: 1 }),
    makeRow('b.txt'),
  ]);
  await choose(place, 'a.txt', 'Forward to…');
  model.refusals = [{ code: 'gone' }];
  await press(buttonNamed(place, 'Mei'));
  // Nothing happened, and it is said where it was pressed.
  expect(place.querySelector('dialog [role="alert"]')?.textContent).toContain('It can’t be opened here');
  expect(await faults(place)).toEqual([]);
  model.refusals = [];
  await press(buttonNamed(place, 'Mei'));
  expect(model.calls).toEqual(['forward a.txt to mei', 'forward a.txt to mei']);
  expect(place.querySelector('dialog')).toBeNull();
  await until(() => spoken() !== '');
  expect(spoken()).toBe('a.txt is offered to Mei.');
});

it('what could not be shared on says why, and is tried again by one press', async () => {
  const file = { kind: 'blob', blob: new Blob(['x']) } as const;
  const { model, place } = await show([makeRow('a.txt', { state: { kind: 'complete', file }, done: 1 })]);
  model.refusals = [{ code: 'may-not-write' }];
  await choose(place, 'a.txt', 'Share it too');
  const dialog = place.querySelector('dialog')!;
  expect(dialog.textContent).toContain('a.txt was not shared');
  expect(dialog.textContent).toContain('The owner has decided');
  expect(await faults(place)).toEqual([]);
  model.refusals = [];
  await press(buttonNamed(dialog, 'Try again'));
  expect([model.calls.length, place.querySelector('dialog')]).toEqual([2, null]);
});

it('a room that is kept is another place to share it, two of one title by when one was there, but for what was confided to one', async () => {
  const file = { kind: 'blob', blob: new Blob(['x']) } as const;
  const whole = { state: { kind: 'complete', file }, done: 1 } as const;
  const rows = [makeRow('a.txt', whole), makeRow('secret.txt', { ...whole, only: NOOR })];
  const carried: string[] = [];
  const { model, place } = await show(rows, 'en', {
    otherRooms: [
      { tag: '1', title: 'Harbour', caption: 'Last here yesterday' },
      { tag: '2', title: 'Harbour', caption: 'Last here 3 weeks ago' },
    ],
    carry: ({ name, sizeBytes, blob }, { tag }) =>
      void blob().then((bytes) => carried.push(`${name} ${sizeBytes} ${bytes?.size} to ${tag}`)),
  });
  model.blobs.set('a.txt', file.blob);
  await choose(place, 'secret.txt', 'Forward to…');
  expect(buttonNamed(place, /^Harbour/)).toBeUndefined();
  await press(buttonNamed(place, 'Close'));
  await choose(place, 'a.txt', 'Forward to…');
  expect(buttonNamed(place, /^Harbour.*yesterday$/)).toBeDefined();
  expect(await faults(place)).toEqual([]);
  await press(buttonNamed(place, /^Harbour.*3 weeks ago$/));
  expect([carried, place.querySelector('dialog')]).toEqual([['a.txt 1000000 1 to 2'], null]);
});
