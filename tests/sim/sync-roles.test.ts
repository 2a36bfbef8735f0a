// Shared documents where not everybody may write: what a charter says of a space holds for its documents.

import { expect, test, vi } from 'vitest';
import type { Refusal } from '../../src/sync/shared-docs.ts';
import { makeHouse } from '../support/make-house.ts';
import { createSimWorld } from '../support/make-room.ts';
import { shareIn } from '../support/shared-room.ts';

vi.setConfig({ testTimeout: 60_000 });

async function houseWithDocs(seed: number) {
  const world = createSimWorld(seed);
  const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
  const [ann, ben] = guests;
  const open = (room: typeof ann) => {
    const docs = shareIn(room, world);
    const refusals: Refusal[] = [];
    docs.onRefused((refusal) => refusals.push(refusal));
    return { docs, refusals, doc: docs.open('plan', { space: 'plan' }) };
  };
  const people = { owner: open(house.owner), ann: open(ann), ben: open(ben) };
  await world.clock.advance(2_000);
  return {
    world,
    house,
    ...people,
    texts: () => Object.values(people).map(({ doc }) => doc.text('t').toString()),
  };
}

test('[Y6] who may not write in a space cannot change its documents, here or anywhere', async () => {
  const { world, house, owner, ann, ben, texts } = await houseWithDocs(21);
  owner.doc.text('t').insert(0, 'by the owner');
  await world.clock.advance(1_000);
  await house.owner.authority.setWriters('plan', 'owners');
  await world.clock.advance(2_000);
  expect(owner.doc.mayWrite.value).toBe(true);
  for (const member of [ann, ben]) {
    expect(member.doc.mayWrite.value).toBe(false);
    member.doc.text('t').insert(0, 'by a member ');
    member.doc.undo.undo();
    expect(member.doc.text('t').toString()).toBe('by the owner');
    expect(member.refusals.map(({ code, from }) => [code, from])).toContainEqual(['not-a-writer', undefined]);
  }
  owner.doc.text('t').insert(0, 'still ');
  await world.clock.advance(1_000);
  expect(texts()).toEqual(Array.from({ length: 3 }, () => 'still by the owner'));
});
