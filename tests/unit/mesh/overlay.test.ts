import { describe, expect, test, vi } from 'vitest';
import type { ProtocolAddress } from '../../../src/mesh/mesh-ports.ts';
import { createOverlayWorld, type OverlayWorld, type SimOverlay } from '../../support/make-overlay.ts';

vi.setConfig({ testTimeout: 120_000 });

/** So many in one room, settled. */
async function gather(count: number, seed = 1): Promise<{ world: OverlayWorld; all: SimOverlay[] }> {
  const world = createOverlayWorld(seed);
  const all = [...(await world.addMany(count))];
  await world.clock.advance(500);
  const [first] = all as [SimOverlay, ...SimOverlay[]];
  for (const each of all.slice(1)) each.meet(first);
  await world.clock.until(() => knowsAll(all), 60_000);
  await world.clock.advance(15_000);
  return { world, all };
}

function knowsAll(all: readonly SimOverlay[]): boolean {
  return all.every(({ overlay }) => overlay.members.length === all.length - 1);
}

function degrees(all: readonly SimOverlay[]): readonly number[] {
  return all.map(({ overlay }) => overlay.mesh.linked.length);
}

function texts({ heard }: SimOverlay): readonly string[] {
  return heard.map(({ text }) => text);
}

describe('a full mesh', () => {
  test('hands a broadcast to everybody directly; nothing is announced, gossiped or forwarded', async () => {
    const { world, all } = await gather(10);
    const [ada, ...others] = all as [SimOverlay, ...SimOverlay[]];
    expect(degrees(all)).toEqual(all.map(() => 9));
    world.network.traffic.reset();
    expect(ada.say('hello')).toHaveLength(9);
    await world.clock.advance(150);
    for (const other of others) expect(texts(other)).toEqual(['hello']);
    // One frame each; what else there is are pings of the moment.
    expect(world.network.traffic.frames).toBeLessThan(9 + 2 * 45);
    expect(all.flatMap(({ events }) => events).filter(({ type }) => type === 'announced')).toEqual([]);
  });

  test('takes a message for somebody whose link is lost for a while', async () => {
    const { world, all } = await gather(3);
    const [ada, ben] = all as [SimOverlay, SimOverlay, SimOverlay];
    world.network.partition([ada.machine]);
    await world.clock.advance(8_000);
    expect(ada.say('later')).toHaveLength(2);
    world.network.heal();
    await world.clock.advance(10_000);
    expect(texts(ben)).toEqual(['later']);
  });
});

describe('the bound of the full mesh', () => {
  test('the eleventh makes it partial: four to eight links, everybody known, all told once', async () => {
    const { world, all } = await gather(11);
    expect(all.map(({ overlay }) => overlay.shape)).toEqual(all.map(() => 'partial'));
    expect(Math.max(...degrees(all))).toBeLessThanOrEqual(8);
    expect(Math.min(...degrees(all))).toBeGreaterThanOrEqual(4);
    for (const each of all) expect(each.say(each.peerId)).toHaveLength(10);
    await world.clock.advance(3_000);
    for (const each of all) {
      const others = all.filter((other) => other !== each).map(({ peerId }) => peerId);
      expect(texts(each).toSorted()).toEqual(others.toSorted());
      for (const { from, text } of each.heard) expect(text).toBe(from);
    }
  });

  test('one who comes and goes turns nothing over; with eight left it is full again', async () => {
    const { world, all } = await gather(11);
    all.pop()?.leave();
    await world.clock.advance(30_000);
    expect(all.map(({ overlay }) => overlay.shape)).toEqual(all.map(() => 'partial'));
    for (let i = 0; i < 2; i += 1) all.pop()?.leave();
    await world.clock.until(() => degrees(all).every((degree) => degree === 7), 120_000);
    expect(all.map(({ overlay }) => overlay.shape)).toEqual(all.map(() => 'full'));
  });

  test('is where the room wants it', async () => {
    const world = createOverlayWorld(3);
    const all = await world.addMany(20, { topology: { fullMembers: 20 } });
    await world.clock.advance(500);
    for (const each of all.slice(1)) each.meet(all[0]!);
    await world.clock.until(() => degrees(all).every((degree) => degree === 19), 120_000);
    expect(all[0]?.overlay.shape).toBe('full');
  });
});

describe('members of a partial mesh', () => {
  /** One who is not linked with the first. */
  const farFrom = (all: readonly SimOverlay[]) =>
    all.find(({ peerId }) => peerId !== all[0]?.peerId && !all[0]?.overlay.mesh.linked.includes(peerId))!;

  test('without a link are told things alone, through others, in order and once', async () => {
    const { world, all } = await gather(16);
    const [ada, far] = [all[0]!, farFrom(all)];
    for (let n = 0; n < 20; n += 1) expect(ada.tell(far.peerId, `${n}`)).toBe(true);
    await world.clock.advance(5_000);
    expect(far.heard).toMatchObject(
      Array.from({ length: 20 }, (_, n) => ({ from: ada.peerId, text: `${n}` })),
    );
    expect(far.tell(ada.peerId, 'back')).toBe(true);
    await world.clock.advance(2_000);
    expect(texts(ada)).toEqual(['back']);
    const others = all.filter((each) => each !== ada && each !== far);
    expect(others.flatMap(texts)).toEqual([]);
  });

  test('are shown with the neighbour that leads to them', async () => {
    const { all } = await gather(16);
    const [ada, far] = [all[0]!, farFrom(all)];
    const { via, link } = ada.overlay.snapshot(far.peerId);
    expect(via).toHaveLength(1);
    expect(ada.overlay.mesh.linked).toContain(via[0]);
    expect(link?.state.kind).not.toBe('linked');
    const [neighbour] = ada.overlay.mesh.linked;
    expect(ada.overlay.snapshot(neighbour!)).toMatchObject({ via: [], link: { state: { kind: 'linked' } } });
  });

  test('who leave are gone everywhere within seconds, and told of once', async () => {
    const { world, all } = await gather(16);
    const left = all.pop()!;
    left.leave();
    await world.clock.advance(3_000);
    for (const { overlay, events } of all) {
      expect(overlay.members).not.toContain(left.peerId);
      const lefts = events.filter((event) => event.type === 'left' && event.peerId === left.peerId);
      expect(lefts).toHaveLength(1);
    }
  });

  test('who leave while a path breaks are gone there as soon as the link is given up', async () => {
    const { world, all } = await gather(16);
    const left = all.pop()!;
    const neighbour = all.find(({ peerId }) => left.overlay.mesh.linked.includes(peerId))!;
    world.network.cut(left.machine, neighbour.machine);
    left.leave();
    await world.clock.advance(3_000);
    expect(all.filter(({ overlay }) => overlay.members.includes(left.peerId))).toEqual([neighbour]);
    await world.clock.advance(7_000);
    expect(neighbour.overlay.members).not.toContain(left.peerId);
    const lefts = neighbour.events.filter((event) => event.type === 'left' && event.peerId === left.peerId);
    expect(lefts).toMatchObject([{ how: 'goodbye' }]);
  });

  test('who crash are gone after 90 s of silence', async () => {
    const { world, all } = await gather(16);
    const lost = all.pop()!;
    world.network.crash(lost.machine);
    await world.clock.advance(20_000);
    const far = all.find(({ overlay }) => !overlay.mesh.linked.includes(lost.peerId))!;
    expect(far.overlay.members).toContain(lost.peerId);
    await world.clock.advance(100_000);
    for (const { overlay } of all) expect(overlay.members).not.toContain(lost.peerId);
  });

  test('whose link is let go stay members', async () => {
    const { world, all } = await gather(16);
    const [ada] = all as [SimOverlay];
    await world.clock.until(
      () => all.some(({ events }) => events.some(({ type }) => type === 'released')),
      180_000,
    );
    await world.clock.advance(5_000);
    expect(knowsAll(all)).toBe(true);
    const types = new Set(all.flatMap(({ events }) => events.map(({ type }) => type)));
    expect(types).not.toContain('left');
    expect(ada.overlay.members).toHaveLength(15);
  });

  test('hear nothing larger than 48 KiB and nothing of other channels, unless they are linked', async () => {
    const { all } = await gather(16);
    const { overlay } = all[0]!;
    const large: ProtocolAddress = { id: 'large', version: 1, channel: 'control' };
    const linked = [...overlay.mesh.linked].sort();
    expect([...overlay.broadcast(large, new Uint8Array(50_000))].sort()).toEqual(linked);
    expect([...overlay.broadcast({ ...large, channel: 'realtime' }, new Uint8Array(10))].sort()).toEqual(
      linked,
    );
    expect(overlay.broadcast(large, new Uint8Array(10_000))).toHaveLength(15);
  });
});

test('two whose link never comes about see each other in a small room, and talk through the third', async () => {
  const world = createOverlayWorld(5);
  const [ada, ben, cleo] = (await world.addMany(3)) as [SimOverlay, SimOverlay, SimOverlay];
  await world.clock.advance(500);
  world.network.cut(ada.machine, ben.machine);
  ada.meet(cleo);
  ben.meet(cleo);
  await world.clock.until(() => knowsAll([ada, ben, cleo]), 60_000);
  expect(ada.overlay.mesh.linked).toEqual([cleo.peerId]);
  expect(ada.overlay.snapshot(ben.peerId).via).toEqual([cleo.peerId]);
  expect(ada.say('to both')).toHaveLength(2);
  expect(ben.tell(ada.peerId, 'to you')).toBe(true);
  await world.clock.advance(3_000);
  expect([texts(ada), texts(ben), texts(cleo)]).toEqual([['to you'], ['to both'], ['to both']]);
  await world.clock.advance(4 * 60_000);
  expect(knowsAll([ada, ben, cleo])).toBe(true);
});

test('nothing waits once all have left', async () => {
  const { world, all } = await gather(12);
  for (const each of all) each.leave();
  await world.clock.advance(60_000);
  const pending = world.clock.pendingTimers;
  await world.clock.advance(10 * 60_000);
  expect(pending).toBe(0);
});
