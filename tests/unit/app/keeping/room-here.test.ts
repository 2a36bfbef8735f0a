// Which of the rooms that are kept is the one its person is in: what is brought from one to another goes to the others.

import { expect, it } from 'vitest';
import { HARBOUR, makeDevice, must } from '../../../support/keeping-scene.ts';
import { settle } from '../../../support/sim-clock.ts';

it('is known from when it is kept or found until it is left, and is not told by its title', async () => {
  const device = await makeDevice();
  const tab = await device.openTab();
  const keep = async () => {
    must(await (await tab.keeper()).keepHere(undefined));
    await settle();
  };
  await tab.enter();
  await keep();
  const river = tab.keeping.tagHere.value;
  expect(tab.keeping.rooms.value.map(({ tag }) => tag)).toEqual([river]);
  tab.session.leave();
  await settle();
  expect(tab.keeping.tagHere.value).toBeUndefined();

  await tab.enter(HARBOUR);
  expect(tab.keeping.tagHere.value).toBeUndefined();
  await keep();
  const harbour = tab.keeping.tagHere.value;
  expect(new Set(tab.keeping.rooms.value.map(({ tag }) => tag))).toEqual(new Set([river, harbour]));
  tab.session.leave();
  await tab.enter();
  expect(tab.keeping.tagHere.value).toBe(river);
});
