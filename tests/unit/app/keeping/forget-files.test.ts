import { expect, it } from 'vitest';
import type { KeptTag } from '../../../../src/sync/kept-names.ts';
import { HARBOUR, makeDevice, must, RIVER, type Tab } from '../../../support/keeping-scene.ts';
import { settle } from '../../../support/sim-clock.ts';

async function keepRoomAt(tab: Tab, code: typeof RIVER): Promise<void> {
  await tab.enter(code);
  must(await (await tab.keeper()).keepHere(undefined));
  await settle();
}

it('forgetting a room takes its files, and those of no other', async () => {
  const device = await makeDevice();
  const tab = await device.openTab();
  await keepRoomAt(tab, RIVER);
  await keepRoomAt(tab, HARBOUR);
  const keeper = await tab.keeper();
  await settle();
  const rooms = new Map(tab.keeping.rooms.value.map(({ title, tag }) => [title, tag]));
  must(await keeper.forget(rooms.get('Slow River') ?? ('' as KeptTag)));
  await settle();
  expect(device.spared.at(-1)).toEqual([rooms.get('Old Harbour')]);
  must(await keeper.forgetHere());
  await settle();
  expect(device.spared.at(-1)).toEqual([]);
});
