// News that nobody takes: tried again ever more rarely, and at once when somebody can be reached again.

import { describe, expect, it } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { MAX_NEWS_RETRY_MS, NEWS_RETRY_MS } from '../../../src/swarm/limits.ts';
import { NewsDesk } from '../../../src/swarm/news-desk.ts';
import type { SwarmTools } from '../../../src/swarm/swarm-port.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const AMARA = 'amara' as PeerId;
const BEN = 'ben' as PeerId;
const key = (number: number) => new Uint8Array(16).fill(number);

function makeScene() {
  const clock = createSimClock();
  const scene = {
    clock,
    /** Who takes what is said. */
    reachable: new Set<PeerId>(),
    members: [AMARA, BEN] as readonly PeerId[],
    triedAtMs: [] as number[],
    taken: [] as string[],
    desk: undefined as unknown as NewsDesk,
  };
  const tell = (peer: PeerId) => {
    scene.triedAtMs.push(clock.nowMs());
    if (!scene.reachable.has(peer)) return false;
    scene.taken.push(peer);
    return true;
  };
  const port = {
    members: () => scene.members,
    neighbours: () => [],
    broadcast: () => scene.members.filter(tell),
    tell,
  };
  scene.desk = new NewsDesk({ clock, port } as unknown as SwarmTools);
  return scene;
}

describe('news that nobody takes', () => {
  it('are tried again ever more rarely: once a second for ever would keep a device awake', async () => {
    const { desk, clock, triedAtMs } = makeScene();
    desk.withdraw(key(1));
    await clock.advance(600_000);
    const gaps = Array.from(new Set(triedAtMs))
      .map((atMs, at, all) => atMs - (all[at - 1] ?? 0))
      .slice(1);
    expect(gaps.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 32, 32].map((factor) => factor * NEWS_RETRY_MS));
    expect(Math.max(...gaps)).toBe(MAX_NEWS_RETRY_MS);
  });

  it('of one who cannot be reached are, too, while the others hear all', async () => {
    const scene = makeScene();
    const { desk, clock } = scene;
    scene.reachable.add(AMARA);
    desk.withdraw(key(1));
    await clock.advance(60_000);
    expect(scene.taken).toEqual([AMARA]);
    const before = scene.triedAtMs.length;
    await clock.advance(300_000);
    expect(scene.triedAtMs.length - before).toBeLessThan(12);
  });

  it('do not wait for long once somebody is linked, nor does what is new', async () => {
    const scene = makeScene();
    const { desk, clock } = scene;
    desk.withdraw(key(1));
    await clock.advance(200_000);
    scene.reachable.add(AMARA).add(BEN);
    desk.onReachable();
    await clock.advance(NEWS_RETRY_MS);
    expect(scene.taken).toEqual([AMARA, BEN]);
    scene.reachable.clear();
    desk.withdraw(key(2));
    await clock.advance(200_000);
    scene.reachable.add(AMARA).add(BEN);
    desk.withdraw(key(3));
    await clock.advance(100);
    expect(scene.taken.length).toBeGreaterThan(2);
  });

  it('are forgotten with those who are gone, and no timer is left', async () => {
    const scene = makeScene();
    scene.desk.withdraw(key(1));
    await scene.clock.advance(10_000);
    scene.members = [];
    await scene.clock.advance(60_000);
    expect(scene.clock.pendingTimers).toBe(0);
  });
});
