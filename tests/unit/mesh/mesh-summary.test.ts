// The mesh as a whole: what all links carry, what is passed on for others, and that its shape is told.

import { expect, test, vi } from 'vitest';
import { createOverlayWorld, type SimOverlay } from '../../support/make-overlay.ts';
import { NO_MESH } from '../../support/no-mesh.ts';

vi.setConfig({ testTimeout: 120_000 });

async function gather(count: number) {
  const world = createOverlayWorld(1);
  const all = [...(await world.addMany(count))] as [SimOverlay, ...SimOverlay[]];
  await world.clock.advance(500);
  for (const each of all.slice(1)) each.meet(all[0]);
  await world.clock.until(() => all.every(({ overlay }) => overlay.members.length === count - 1), 60_000);
  await world.clock.advance(15_000);
  return { world, all };
}

const shapesOf = ({ events }: SimOverlay) =>
  events.flatMap((event) => (event.type === 'shape' ? [event.shape] : []));

test('nobody is a full mesh that carries nothing', async () => {
  const { overlay, events } = await createOverlayWorld(1).add();
  expect(overlay.summary()).toEqual(NO_MESH);
  expect(events).toEqual([]);
});

test('links together: rates, what waits, and what was not taken', async () => {
  const { world, all } = await gather(3);
  const [ada, ben] = all as [SimOverlay, SimOverlay, SimOverlay];
  for (let i = 0; i < 20; i += 1) {
    ada.say('x'.repeat(1_000));
    await world.clock.advance(100);
  }
  const spoken = ada.overlay.summary();
  expect(spoken).toMatchObject({ shape: 'full', memberCount: 2, linkCount: 2, droppedCount: 0 });
  expect(spoken.sentPerSecond).toBeGreaterThan(2 * 1_000);
  expect(ben.overlay.summary().receivedPerSecond).toBeGreaterThan(1_000);

  const address = { id: 'nobody-knows', version: 1, channel: 'control' } as const;
  for (let i = 0; i < 3; i += 1) ada.overlay.mesh.send(ben.peerId, address, Uint8Array.of(i));
  await world.clock.advance(1_000);
  expect(ben.overlay.summary().droppedCount).toBe(3);

  world.network.partition([ada.machine]);
  await world.clock.advance(12_000);
  ada.say('x'.repeat(1_000));
  expect(ada.overlay.summary()).toMatchObject({ memberCount: 2, linkCount: 0 });
  expect(ada.overlay.summary().queuedBytes).toBeGreaterThan(2 * 1_000);

  expect(ada.overlay.summary().lastError).toBeUndefined();
  await world.clock.advance(30_000);
  expect(ada.overlay.summary().lastError).toMatchObject({ category: 'connection' });
});

test('a mesh tells that it is partial from the eleventh on, and who passes messages on for others counts them', async () => {
  const { world, all } = await gather(11);
  expect(all.map(shapesOf)).toEqual(all.map(() => ['partial']));
  const speaker = all.find(({ overlay }) => overlay.mesh.linked.length < 10)!;
  const [far] = speaker.overlay.members.filter((peer) => !speaker.overlay.mesh.linked.includes(peer));
  expect(speaker.tell(far!, 'to one alone')).toBe(true);
  await world.clock.advance(2_000);
  const summaries = all.map(({ overlay }) => overlay.summary());
  const total = (figure: (summary: (typeof summaries)[number]) => number) =>
    summaries.reduce((sum, summary) => sum + figure(summary), 0);
  expect(speaker.overlay.summary().relayed.sent).toBeGreaterThan(0);
  expect(total(({ relayed }) => relayed.forwarded)).toBeGreaterThan(0);
  expect(total(({ relayed }) => relayed.delivered)).toBeGreaterThan(0);
  expect(total(({ relayed }) => relayed.dropped)).toBe(0);
  expect(summaries.map(({ shape }) => shape)).toEqual(all.map(() => 'partial'));
});
