// What diagnostics and the people panel see of a mesh and of each peer.

import { expect, test, vi } from 'vitest';
import type { ProtocolAddress } from '../../../src/mesh/mesh-ports.ts';
import { createMeshWorld, linkMeshes, makeMesh, makeMeshes, type SimMesh } from '../../support/make-mesh.ts';

// Real handshakes and sealing take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const TALK: ProtocolAddress = { id: 'talk', version: 1, channel: 'control' };

async function linkedPair() {
  const world = createMeshWorld();
  const [ada, ben] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
  await linkMeshes(world, ben, ada);
  return { ...world, ada, ben };
}

test('a linked peer shows route, candidates, clock, round trip, rates and score', async () => {
  const { clock, ada, ben } = await linkedPair();
  await clock.advance(10_000);
  expect(ada.mesh.snapshot(ben.peerId)).toMatchObject({
    identityId: ben.peer.identity.id,
    state: { kind: 'linked' },
    route: 'direct',
    via: undefined,
    candidates: { local: 'host', remote: 'host', protocol: 'udp' },
    clock: { offsetMs: 0 },
    theirLinks: 1,
    malformed: 0,
    lastError: undefined,
  });
  const { rttMs, sentPerSecond, receivedPerSecond, score } = ada.mesh.snapshot(ben.peerId)!;
  expect(rttMs).toBeGreaterThanOrEqual(40);
  expect(rttMs).toBeLessThan(61);
  expect(Math.min(sentPerSecond, receivedPerSecond, score)).toBeGreaterThan(0);
});

test('a peer shows that it is dialled until it is linked, and again when it is lost', async () => {
  const world = createMeshWorld();
  const [ada, ben] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
  const isDialled = () => ada.mesh.snapshot(ben.peerId)?.isDialled;
  const measured = () => ada.events.filter(({ type }) => type === 'measured').length;
  ada.mesh.learn([ben.known], { isEager: true });
  expect(isDialled()).toBe(false);
  await world.clock.advance(1);
  expect(isDialled()).toBe(true);
  expect(measured()).toBe(1);
  await world.clock.until(() => ada.mesh.linked.length > 0, 5_000);
  expect(isDialled()).toBe(false);
  world.network.crash(ben.machine);
  await world.clock.until(() => isDialled() === true, 60_000);
  expect(ada.mesh.snapshot(ben.peerId)?.state.kind).not.toBe('linked');
});

test('what waits and what is not acknowledged is counted, and goes down to nothing', async () => {
  const { clock, ada, ben } = await linkedPair();
  ada.links[0]?.interrupt(true);
  for (let i = 0; i < 70; i += 1) ada.mesh.send(ben.peerId, TALK, new Uint8Array(10_000));
  const { queuedBytes, unacknowledgedBytes } = ada.mesh.snapshot(ben.peerId)!;
  expect(unacknowledgedBytes).toBeGreaterThan(700_000);
  // What is beyond the window of 160 KiB is not on the link yet.
  expect(queuedBytes).toBeGreaterThan(530_000);
  ada.links[0]?.interrupt(false);
  await clock.advance(2_000);
  expect(ada.mesh.snapshot(ben.peerId)).toMatchObject({ queuedBytes: 0, unacknowledgedBytes: 0 });
});

test('a lost peer shows no route any more, and keeps its last error', async () => {
  const { clock, network, ada, ben } = await linkedPair();
  network.crash(ben.machine);
  await clock.advance(35_000);
  expect(ada.mesh.snapshot(ben.peerId)).toMatchObject({
    state: { kind: 'lost' },
    route: 'unknown',
    candidates: undefined,
    rttMs: undefined,
    lastError: { category: 'connection' },
  });
});

test('events reach every listener, until it has enough', async () => {
  const { clock, ada, ben, ...world } = await linkedPair();
  const heard: string[] = [];
  const stop = ada.mesh.onEvent(({ type }) => heard.push(type));
  ben.mesh.leave();
  await clock.advance(200);
  expect(heard).toEqual(['left']);
  stop();
  const cleo = await makeMesh({ clock, ...world }, { seed: 9 });
  await linkMeshes({ clock, ...world }, cleo, ada);
  expect(heard).toEqual(['left']);
  expect(ada.events.filter(({ type }) => type === 'linked')).toHaveLength(2);
});

test('who a neighbour is linked with is told once its word is verified', async () => {
  const { clock, ada, ben, ...world } = await linkedPair();
  const cleo = await makeMesh({ clock, ...world }, { seed: 9 });
  await linkMeshes({ clock, ...world }, cleo, ada);
  expect(cleo.events).toContainEqual({
    type: 'introduced',
    by: ada.peerId,
    peers: [ben.peerId],
    isAll: true,
  });
});
