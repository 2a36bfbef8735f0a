// A file of the room where a message names it: the row of the space, and nothing of its own.

import { beforeAll, describe, expect, it } from 'vitest';
import { makeRow } from './files-fixture.ts';
import { buttonNamed, choose, faults, preparePage, press, show, showCard } from './shown-files.tsx';

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
  await choose(place, 'a.txt', 'Give to one person');
  await press(buttonNamed(place, 'Mei'));
  expect(model.calls.at(-1)).toBe('forward a.txt to mei');
  expect(place.querySelector('dialog')).toBeNull();
});
