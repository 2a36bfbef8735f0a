// Who is linked with whom: bare meshes over a simulated network, without rooms and routers.

import { describe, expect, test, vi } from 'vitest';
import { MAX_LINKS } from '../../src/mesh/topology.ts';
import { makeMesh, type MeshWorld, type SimMesh } from '../support/make-mesh.ts';
import { makeContext } from '../support/secure-pair.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimClock } from '../support/sim-clock.ts';
import { createSimNetwork } from '../support/sim-network.ts';

vi.setConfig({ testTimeout: 30_000 });

function createWorld(): MeshWorld {
  const clock = createSimClock();
  const network = createSimNetwork({ clock, random: createSeededRandom(1) });
  return { clock, network, context: makeContext(2) };
}

/** So many meshes, lowest id first. */
async function makeMeshes(world: MeshWorld, count: number): Promise<SimMesh[]> {
  const meshes: SimMesh[] = [];
  for (let seed = 1; seed <= count; seed += 1) meshes.push(await makeMesh(world, { seed }));
  return meshes.sort((a, b) => (a.peerId < b.peerId ? -1 : 1));
}

/** Links both by a dial of the first. */
async function link({ clock }: MeshWorld, dialer: SimMesh, listener: SimMesh): Promise<void> {
  const meeting = dialer.meet(listener.address);
  await clock.until(() => listener.mesh.linked.includes(dialer.peerId), 5_000);
  await clock.advance(200);
  await meeting;
}

function toldBy(mesh: SimMesh, from: SimMesh, type: string) {
  return mesh.told.filter((each) => each.from === from.peerId && each.message.type === type);
}

describe('a mesh for which nobody chooses', () => {
  test('is full up to 15 links: everybody is linked with everybody; the next one is told FULL', async () => {
    const world = createWorld();
    const meshes = await makeMeshes(world, MAX_LINKS + 1);
    const everybody = meshes.map(({ known }) => known);
    for (const { mesh } of meshes) mesh.learn(everybody, { isEager: false });
    await world.clock.until(() => meshes.every(({ mesh }) => mesh.linked.length === MAX_LINKS), 60_000);

    const late = await makeMesh(world, { seed: 99 });
    late.mesh.learn(everybody, { isEager: true });
    await world.clock.advance(20_000);

    expect(MAX_LINKS).toBe(15);
    expect(late.mesh.linked).toEqual([]);
    expect(late.told.map(({ message }) => message.type)).toContain('FULL');
    expect(late.events.map(({ type }) => type)).toContain('full');
    expect(meshes.map(({ mesh }) => mesh.linked.length)).toEqual(meshes.map(() => MAX_LINKS));
  });

  test('never has more than 15 links, also when twenty come at once and have yet to choose', async () => {
    const world = createWorld();
    const meshes = await makeMeshes(world, 20);
    // Of the highest id: all others choose which link is used, so that links wait to be chosen.
    const target = meshes.at(-1)!;
    let most = 0;
    for (const other of meshes) if (other !== target) void other.meet(target.address);
    for (let i = 0; i < 100; i += 1) {
      await world.clock.advance(20);
      most = Math.max(most, target.mesh.linked.length);
    }
    expect(most).toBe(MAX_LINKS);
  });

  test('has room again when somebody leaves', async () => {
    const world = createWorld();
    const [first, late, ...others] = (await makeMeshes(world, MAX_LINKS + 2)) as [
      SimMesh,
      SimMesh,
      ...SimMesh[],
    ];
    for (const other of others) await link(world, other, first);
    late.mesh.learn([first.known], { isEager: true });
    await world.clock.advance(5_000);
    // It is told of others, who are as full.
    const [full] = toldBy(late, first, 'FULL');
    expect(full?.message).toMatchObject({ peers: expect.arrayContaining([expect.any(Uint8Array)]) });
    expect(late.mesh.linked).toEqual([]);
    others[0]?.mesh.leave();
    await world.clock.until(() => late.mesh.linked.includes(first.peerId), 100_000);
  });
});

describe('[T2] introductions', () => {
  test('one known peer leads to all others', async () => {
    const world = createWorld();
    const [ada, ben, cleo, dev] = (await makeMeshes(world, 4)) as [SimMesh, SimMesh, SimMesh, SimMesh];
    for (const other of [ben, cleo, dev]) await link(world, other, ada);
    await world.clock.advance(5_000);
    expect([ada, ben, cleo, dev].map(({ mesh }) => mesh.linked.length)).toEqual([3, 3, 3, 3]);
  });

  test('go out at link-up, at once and in both directions', async () => {
    const world = createWorld();
    const [ada, ben, cleo, dev] = (await makeMeshes(world, 4)) as [SimMesh, SimMesh, SimMesh, SimMesh];
    await link(world, ben, ada);
    await link(world, dev, cleo);
    await link(world, cleo, ada);
    expect(toldBy(cleo, ada, 'KNOWN_PEERS')[0]?.message).toMatchObject({ entries: [ben.known.encoded] });
    expect(toldBy(ada, cleo, 'KNOWN_PEERS')[0]?.message).toMatchObject({ entries: [dev.known.encoded] });
  });

  test('carry entries of linked peers only, never hearsay', async () => {
    const world = createWorld();
    const [ada, ben, cleo, ghost] = (await makeMeshes(world, 4)) as [SimMesh, SimMesh, SimMesh, SimMesh];
    world.network.crash(ghost.machine);
    await link(world, ben, ada);
    ada.mesh.learn([ghost.known], { isEager: false });
    expect(ada.mesh.snapshot(ghost.peerId)?.state.kind).toBe('known');
    await link(world, cleo, ada);
    const lists = cleo.told.flatMap(({ message }) =>
      message.type === 'KNOWN_PEERS' ? [message.entries] : [],
    );
    expect(lists).not.toEqual([]);
    expect(lists.flat()).not.toContainEqual(ghost.known.encoded);
  });

  test('a random neighbour is asked every 30 s, and answers', async () => {
    const world = createWorld();
    const [ada, ...others] = (await makeMeshes(world, 4)) as [SimMesh, ...SimMesh[]];
    for (const other of others) await link(world, other, ada);
    await world.clock.advance(15 * 60_000);
    const requests = others
      .flatMap((other) => toldBy(other, ada, 'REQUEST_KNOWN_PEERS'))
      .sort((a, b) => a.atMs - b.atMs);
    const pausesMs = requests.slice(1).map(({ atMs }, index) => atMs - (requests[index]?.atMs ?? 0));
    expect(requests.length).toBeGreaterThanOrEqual(30);
    for (const pauseMs of pausesMs) expect(Math.abs(pauseMs - 30_000)).toBeLessThan(20);
    for (const other of others) {
      const asked = toldBy(other, ada, 'REQUEST_KNOWN_PEERS').length;
      expect(asked).toBeGreaterThan(0);
      expect(toldBy(ada, other, 'KNOWN_PEERS').length).toBeGreaterThanOrEqual(asked);
    }
  });
});

describe('[T3] the head start', () => {
  /** When `mesh` dialled `other` after `fromMs`, counted from there. */
  const dialsMs = (mesh: SimMesh, other: SimMesh, fromMs: number) =>
    mesh.dials
      .filter(({ to, atMs }) => to === other.address && atMs >= fromMs)
      .map(({ atMs }) => atMs - fromMs);

  test('of two that are introduced the lower id dials at once, and the other need not', async () => {
    const world = createWorld();
    const [low, high] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
    const nowMs = world.clock.nowMs();
    low.mesh.learn([high.known], { isEager: false });
    high.mesh.learn([low.known], { isEager: false });
    await world.clock.advance(10_000);
    expect(dialsMs(low, high, nowMs)).toEqual([0]);
    expect(dialsMs(high, low, nowMs)).toEqual([]);
    expect(high.mesh.linked).toEqual([low.peerId]);
  });

  test('the higher id dials after 2 s when the other does not', async () => {
    const world = createWorld();
    const [low, high] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
    const nowMs = world.clock.nowMs();
    high.mesh.learn([low.known], { isEager: false });
    await world.clock.advance(10_000);
    expect(dialsMs(high, low, nowMs)).toEqual([2_000]);
    expect(low.mesh.linked).toEqual([high.peerId]);
  });

  test('those linked are told of a newcomer when it is told of them, so that nobody waits in vain', async () => {
    const world = createWorld();
    const [low, ada, high] = (await makeMeshes(world, 3)) as [SimMesh, SimMesh, SimMesh];
    await link(world, low, ada);
    const nowMs = world.clock.nowMs();
    await link(world, high, ada);
    await world.clock.advance(800);
    expect(toldBy(low, ada, 'ENTRY').map(({ message }) => message)).toContainEqual({
      type: 'ENTRY',
      entry: high.known.encoded,
    });
    expect(low.events).toContainEqual({
      type: 'introduced',
      by: ada.peerId,
      peers: [high.peerId],
      isAll: false,
    });
    expect([dialsMs(low, high, nowMs).length, dialsMs(high, low, nowMs).length]).toEqual([1, 0]);
    expect(high.mesh.linked).toContain(low.peerId);
  });

  test('nobody is told of those who have links already, nor twice of a newcomer', async () => {
    const world = createWorld();
    const [ada, ben, cleo, dev] = (await makeMeshes(world, 4)) as [SimMesh, SimMesh, SimMesh, SimMesh];
    await link(world, ben, ada);
    await link(world, dev, cleo);
    await link(world, cleo, ada);
    await world.clock.advance(10_000);
    const told = [ben, dev].flatMap(({ told }) => told.map(({ message }) => message));
    const ofCleo = told.filter(
      (message) => message.type === 'ENTRY' && message.entry.join() === cleo.known.encoded.join(),
    );
    expect(ofCleo).toEqual([]);
    expect(ben.mesh.linked).toContain(cleo.peerId);
  });

  test('peers from the registry are dialled at once, whatever their ids', async () => {
    const world = createWorld();
    const [low, high] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
    const nowMs = world.clock.nowMs();
    high.mesh.learn([low.known], { isEager: true });
    await world.clock.advance(1_000);
    expect(dialsMs(high, low, nowMs)).toEqual([0]);
  });

  test('of two that lose their link the lower id dials first, the other 2 s later', async () => {
    const world = createWorld();
    const [low, high] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
    await link(world, high, low);
    world.network.partition([low.machine], [high.machine]);
    const nowMs = world.clock.nowMs();
    await world.clock.advance(8_000);
    const [firstMs = 0] = dialsMs(low, high, nowMs);
    const [secondMs = 0] = dialsMs(high, low, nowMs);
    expect(firstMs).toBeGreaterThan(0);
    expect(secondMs - firstMs).toBe(2_000);
  });
});
