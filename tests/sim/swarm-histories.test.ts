// Random histories: links come and go, people pause, leave and accept again, reload. Whatever happened, once everybody is
// linked and wants it, everybody has the file, nobody honest was blamed, and it is quiet.

import { describe, expect, it, vi } from 'vitest';
import { randomBetween, randomInteger } from '../../src/primitives/random.ts';
import { seedsToRun } from '../support/seeds.ts';
import type { NetPeer } from '../support/swarm-net.ts';
import { stageSwarm, type Scene } from '../support/swarm-scene.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

vi.setConfig({ testTimeout: 60_000 });
const SEEDS = seedsToRun([1, 2, 3, 4, 5, 6]);
const STEPS = 60;

type Act = (scene: Scene, peer: NetPeer, other: NetPeer) => void;

const ACTS: readonly Act[] = [
  ({ net }, peer, other) => net.unlink(peer, other),
  ({ net }, peer, other) => net.link(peer, other),
  ({ net }, peer, other) => net.link(peer, other),
  (scene, peer) => peer.swarms.pause(scene.id),
  (scene, peer) => peer.swarms.resume(scene.id),
  (scene, peer) => peer.swarms.resume(scene.id),
  (scene, peer) => {
    if (peer !== scene.seeder) peer.swarms.leave(scene.id, { discard: true });
  },
  (scene, peer) => void peer.swarms.accept(scene.id),
  (scene, peer) => void peer.swarms.accept(scene.id),
  (scene, peer) => peer.swarms.prefer(scene.id, { playingAt: randomInteger(scene.net.random, 128) }),
  (scene, peer) => {
    const isFailing = peer !== scene.seeder && randomInteger(scene.net.random, 4) === 0;
    const store = peer.stores.opened.at(-1);
    if (isFailing && store) store.fault = { code: 'full', detail: 'as told' };
  },
];

function reconcile(scene: Scene): void {
  scene.net.linkAll();
  for (const peer of scene.leechers) {
    const store = peer.stores.opened.at(-1);
    if (store) store.fault = undefined;
    peer.swarms.accept(scene.id);
    peer.swarms.resume(scene.id);
  }
  scene.seeder.swarms.resume(scene.id);
}

describe.each(SEEDS)('seed %i', (seed) => {
  it('everybody has it in the end, and nobody is blamed', async () => {
    const scene = await stageSwarm({
      seed,
      leechers: 5,
      sizeBytes: 2 * MIB,
      chunkSizeBytes: 16_384,
      hashRate: MIB,
      peer: (at) => ({ upRate: (at + 2) * 100 * KIB, latencyMs: 10 * at }),
    });
    const { net, leechers, seeder } = scene;
    const peers = [seeder, ...leechers];
    for (let step = 0; step < STEPS; step += 1) {
      const act = ACTS[randomInteger(net.random, ACTS.length)]!;
      const peer = peers[randomInteger(net.random, peers.length)]!;
      const other = peers[randomInteger(net.random, peers.length)]!;
      act(scene, peer, other);
      await net.clock.advance(randomBetween(net.random, 5, 500));
    }
    reconcile(scene);
    await net.clock.advance(50);
    reconcile(scene);
    await scene.untilWhole(leechers, 120_000);
    expect(leechers.map((peer) => scene.hasFile(peer))).toEqual(leechers.map(() => true));
    expect(net.peers.flatMap(({ blamed }) => blamed)).toEqual([]);
    await net.clock.advance(20_000);
    const before = net.totalBytes();
    await net.clock.advance(60_000);
    expect(net.totalBytes()).toBe(before);
  });
});
