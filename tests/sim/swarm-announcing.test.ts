// What is said of what is held: once as a whole when two meet, then what came since, together, ten times a second at most,
// by those who fetch and by whoever deals.

import { describe, expect, it, vi } from 'vitest';
import type { PeerId } from '../../src/primitives/ids.ts';
import type { SwarmMessage } from '../../src/swarm/protocol.ts';
import type { NetPeer } from '../support/swarm-net.ts';
import { seedsToRun } from '../support/seeds.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const MIB = 2 ** 20;

vi.setConfig({ testTimeout: 60_000 });

interface Said {
  readonly from: PeerId;
  readonly to: PeerId;
  readonly atMs: number;
  readonly message: SwarmMessage;
}

/** Virtual time adds up fractions: a second is a little less here. */
const SECOND_MS = 999;

/** The most that fall into one second. */
function mostInASecond(said: readonly Said[]): number {
  const within = (beganMs: number) =>
    said.filter(({ atMs }) => atMs >= beganMs && atMs < beganMs + SECOND_MS);
  return Math.max(0, ...said.map(({ atMs }) => within(atMs).length));
}

async function stage(seed: number) {
  const peer = () => ({ upRate: 8 * MIB });
  const scene = await stageSwarm({ seed, leechers: 3, sizeBytes: 32 * MIB, peer });
  const { net, id } = scene;
  const said: Said[] = [];
  const listen = (from: NetPeer) => {
    from.overhear = (to, message) => said.push({ from: from.id, to, message, atMs: net.clock.nowMs() });
  };
  for (const each of net.peers) listen(each);
  await net.clock.advance(1_500);
  // Somebody comes in the middle, and hears from everybody what they hold by then.
  const late = net.add(peer());
  listen(late);
  for (const each of net.peers) net.link(late, each);
  await net.clock.until(() => late.swarms.offers.length > 0, 1_000, 10);
  expect(late.swarms.accept(id).ok).toBe(true);
  await scene.untilWhole([...scene.leechers, late]);
  await net.clock.advance(5_000);
  const between = (from: NetPeer, to: NetPeer) =>
    said.filter((each) => each.from === from.id && each.to === to.id);
  return { scene, late, between };
}

describe.each(seedsToRun([1, 2]))('seed %i', (seed) => {
  it('[F5] a bitfield is sent once over a link, and HAVE ten times a second at most, seeder included', async () => {
    const { scene, late, between } = await stage(seed);
    const { net, seeder, leechers } = scene;
    let most = 0;
    for (const from of net.peers) {
      for (const to of net.peers.filter((each) => each !== from)) {
        const haves = between(from, to).filter(({ message }) => message.type === 'have');
        const increments = haves.filter(({ message }) => !('whole' in message));
        most = Math.max(most, mostInASecond(increments));
        expect(mostInASecond(increments)).toBeLessThanOrEqual(10);
        // Whoever deals has said so at the beginning; the others say once that they have it all.
        expect(haves.length - increments.length).toBe(from === seeder ? 0 : 1);
        const bitfields = between(from, to).filter(({ message }) => 'bits' in message);
        expect(bitfields).toHaveLength(to === late && from !== seeder ? 1 : 0);
      }
    }
    // There was more to say than may be said.
    expect(most).toBeGreaterThan(8);
    const dealt = leechers.map(
      (to) => between(seeder, to).filter(({ message }) => message.type === 'have').length,
    );
    expect(Math.min(...dealt)).toBeGreaterThan(1);
    expect([...leechers, late].every((peer) => scene.hasFile(peer))).toBe(true);
  });
});
