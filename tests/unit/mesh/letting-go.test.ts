// Who is taken in and who is let go: the overlay's word on it, and what both sides are told.

import { describe, expect, test, vi } from 'vitest';
import type { MeshOptions, NewcomerFacts, ProtocolAddress } from '../../../src/mesh/mesh-ports.ts';
import { LET_GO_MS } from '../../../src/mesh/peer-table.ts';
import type { Admission } from '../../../src/mesh/topology.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import {
  createMeshWorld,
  linkMeshes,
  makeMesh,
  makeMeshes,
  type MeshWorld,
  type SimMesh,
} from '../../support/make-mesh.ts';

// Real handshakes and sealing take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const TALK: ProtocolAddress = { id: 'talk', version: 1, channel: 'control' };

/** So many that dial nobody by themselves. */
function quietMeshes(world: MeshWorld, count: number) {
  return makeMeshes(world, count, () => ({ peersToDial: () => [] }));
}

function typesOf({ events }: SimMesh, peer: SimMesh): string[] {
  return events.flatMap((event) => ('peerId' in event && event.peerId === peer.peerId ? [event.type] : []));
}

async function linkedThree() {
  const world = createMeshWorld();
  const [ada, ben, cleo] = (await quietMeshes(world, 3)) as [SimMesh, SimMesh, SimMesh];
  await linkMeshes(world, ben, ada);
  await linkMeshes(world, cleo, ada);
  return { ...world, ada, ben, cleo };
}

describe('[T7] a peer that is let go', () => {
  test('is told why and whom else to dial; both sides know who let go', async () => {
    const { clock, ada, ben, cleo } = await linkedThree();
    ada.mesh.drop(ben.peerId, 'shuffle');
    await clock.advance(200);
    const released = ben.told.find(({ message }) => message.type === 'RELEASE')?.message;
    expect(released).toEqual({ type: 'RELEASE', reason: 'shuffle', peers: [cleo.known.encoded] });
    expect(ada.events).toContainEqual({ type: 'released', peerId: ben.peerId, by: 'us' });
    expect(ben.events).toContainEqual({ type: 'released', peerId: ada.peerId, by: 'them' });
    expect([ada.mesh.linked, ben.mesh.linked]).toEqual([[cleo.peerId], []]);
    expect(typesOf(ada, ben)).not.toContain('lost');
    expect(typesOf(ben, ada)).not.toContain('left');
  });

  test('is dialled by neither side for a minute, not even when it is introduced anew', async () => {
    const world = createMeshWorld();
    const [ada, ben] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
    await linkMeshes(world, ben, ada);
    ada.mesh.drop(ben.peerId, 'shuffle');
    await world.clock.advance(1_000);
    ada.mesh.learn([ben.known], { isEager: true });
    ben.mesh.learn([ada.known], { isEager: true });
    await world.clock.advance(LET_GO_MS - 2_000);
    expect([ada.dials, ben.dials]).toEqual([[], []]);
    await world.clock.advance(2_000);
    ben.mesh.learn([ada.known], { isEager: true });
    await world.clock.advance(2_000);
    expect(ben.mesh.linked).toEqual([ada.peerId]);
  });

  test('is dialled when it is asked for by name, and linked as ever', async () => {
    const { clock, ada, ben } = await linkedThree();
    ada.mesh.drop(ben.peerId, 'shuffle');
    await clock.advance(200);
    ada.mesh.learn([ben.known], { isEager: true });
    ada.mesh.connect(ben.peerId);
    await clock.advance(1_000);
    expect(ada.mesh.linked).toContain(ben.peerId);
    expect(typesOf(ada, ben).filter((type) => type !== 'measured')).toEqual(['released']);
  });

  test('is sent nothing while nobody passes it on, and what was accepted before goes on with the next link', async () => {
    const { clock, ada, ben } = await linkedThree();
    const heard: number[] = [];
    ben.mesh.handle(TALK.id, ({ payload }) => heard.push(payload[0] ?? -1));
    ada.links[0]?.interrupt(true);
    ada.mesh.send(ben.peerId, TALK, Uint8Array.of(1));
    ada.links[0]?.interrupt(false);
    ada.mesh.drop(ben.peerId, 'shuffle');
    expect(ada.mesh.send(ben.peerId, TALK, Uint8Array.of(2))).toBe(false);
    await clock.advance(200);
    ada.mesh.learn([ben.known], { isEager: true });
    ada.mesh.connect(ben.peerId);
    await clock.advance(1_000);
    expect(ada.mesh.send(ben.peerId, TALK, Uint8Array.of(3))).toBe(true);
    await clock.advance(200);
    expect(heard).toEqual([1, 3]);
  });

  test('that is nobody, or not linked, changes nothing', async () => {
    const { ada, ben } = await linkedThree();
    const before = ben.events.length;
    ben.mesh.drop(ben.peerId, 'nobody');
    ben.mesh.drop('unknown' as PeerId, 'nobody');
    expect([ben.events.length, ben.mesh.linked]).toEqual([before, [ada.peerId]]);
  });
});

describe('[T7] a newcomer', () => {
  async function asked(answer: (facts: NewcomerFacts) => Admission) {
    const world = createMeshWorld();
    const facts: NewcomerFacts[] = [];
    const admit: MeshOptions['admit'] = (_, given) => {
      facts.push(given);
      return answer(given);
    };
    const [ben, cleo] = (await quietMeshes(world, 2)) as [SimMesh, SimMesh];
    await linkMeshes(world, ben, cleo);
    const ada = await makeMesh(world, { seed: 9, overrides: { admit, peersToDial: () => [] } });
    const meeting = ben.meet(ada.address);
    await world.clock.advance(2_000);
    return { ...world, ada, ben, cleo, facts, met: meeting };
  }

  test('is decided on at once where that does not depend on it', async () => {
    const { ada, ben, facts } = await asked(() => 'accept');
    expect(facts).toEqual([{ heldPlaces: 0, theirLinks: undefined }]);
    expect(ada.mesh.linked).toEqual([ben.peerId]);
  });

  test('is asked how many links it has where that matters', async () => {
    const { ada, ben, facts } = await asked(({ theirLinks }) =>
      theirLinks === undefined ? 'ask' : 'accept',
    );
    expect(facts).toEqual([
      { heldPlaces: 0, theirLinks: undefined },
      { heldPlaces: 0, theirLinks: 1 },
    ]);
    expect([ada.mesh.linked, ben.mesh.linked.length]).toEqual([[ben.peerId], 2]);
    expect(ada.mesh.snapshot(ben.peerId)?.theirLinks).toBe(1);
  });

  test('that has enough is told FULL, and whom else to dial', async () => {
    const { clock, ada, ben, met } = await asked(({ theirLinks }) =>
      theirLinks === undefined ? 'ask' : 'full',
    );
    await clock.advance(6_000);
    await met;
    expect([ada.mesh.linked, ben.told.some(({ message }) => message.type === 'FULL')]).toEqual([[], true]);
    expect(ben.mesh.linked).toHaveLength(1);
  });

  test('takes the place of another one, which is let go kindly', async () => {
    const world = createMeshWorld();
    const [ada, ben, cleo] = (await makeMeshes(world, 3, () => ({
      peersToDial: () => [],
      admit: (): Admission => (ada?.mesh.linked.length === 1 ? { drop: ada.mesh.linked[0]! } : 'accept'),
    }))) as [SimMesh, SimMesh, SimMesh];
    await linkMeshes(world, ben, ada);
    await linkMeshes(world, cleo, ada);
    await world.clock.advance(500);
    expect(ada.mesh.linked).toEqual([cleo.peerId]);
    expect(typesOf(ben, ada)).toContain('released');
  });
});
