// Somebody leaves, is silent, or comes back: what the rest together hold, all of them get, and what they do not hold is
// named.

import { describe, expect, it, vi } from 'vitest';
import { formatHex } from '../../src/primitives/bytes.ts';
import { createMemoryStores } from '../support/memory-chunks.ts';
import { seedsToRun } from '../support/seeds.ts';
import type { NetPeer } from '../support/swarm-net.ts';
import { stageSwarm, type Scene } from '../support/swarm-scene.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

vi.setConfig({ testTimeout: 60_000 });
const SEEDS = seedsToRun([1, 2, 3]);
const BIG = { leechers: 4, sizeBytes: 8 * MIB } as const;

/** Chunks that nobody of these holds. */
function missingFor(scene: Scene, peers: readonly NetPeer[]): number {
  const held = new Set(peers.flatMap(({ stores }) => Array.from(stores.opened.at(-1)?.chunks.keys() ?? [])));
  return scene.file.manifest.sizeBytes / (64 * KIB) - held.size;
}

describe.each(SEEDS)('seed %i', (seed) => {
  it('a helper leaves in the middle: the others finish', async () => {
    const scene = await stageSwarm({ ...BIG, seed });
    await scene.net.clock.advance(4_000);
    const [helper, ...others] = scene.leechers;
    scene.net.remove(helper!);
    const tookMs = await scene.untilWhole(others, 30_000);
    expect(others.every((peer) => scene.hasFile(peer))).toBe(true);
    expect(tookMs).toBeLessThan(16_000);
  });

  it('[F7] a helper falls silent though its links stand: nobody waits for it long', async () => {
    const scene = await stageSwarm({ ...BIG, seed });
    await scene.net.clock.advance(4_000);
    const [helper, ...others] = scene.leechers;
    helper!.isFrozen = true;
    const tookMs = await scene.untilWhole(others, 60_000);
    expect(others.every((peer) => scene.hasFile(peer))).toBe(true);
    expect(tookMs).toBeLessThan(19_000);
  });

  it('[F8] the seeder leaves when the others have it all between them: all finish', async () => {
    const scene = await stageSwarm({ ...BIG, seed });
    await scene.net.clock.until(() => missingFor(scene, scene.leechers) === 0, 60_000, 10);
    expect(scene.leechers.some((peer) => scene.state(peer) === 'complete')).toBe(false);
    scene.net.remove(scene.seeder);
    await scene.untilWhole(scene.leechers, 30_000);
    expect(scene.leechers.every((peer) => scene.hasFile(peer))).toBe(true);
  });

  it('[F8] the seeder leaves too early: what is missing is named, and it goes on when it is back', async () => {
    // Nobody can dial it meanwhile.
    const scene = await stageSwarm({ ...BIG, seed, maxLinks: 0 });
    const { net, seeder, leechers } = scene;
    await net.clock.advance(3_000);
    for (const peer of leechers) net.unlink(seeder, peer);
    await net.clock.advance(15_000);
    const missing = missingFor(scene, leechers);
    expect(missing).toBeGreaterThan(0);
    for (const peer of leechers) {
      const state = peer.swarms.snapshot(scene.id)?.state;
      const ranges = state?.kind === 'stuck' ? state.missing : [];
      expect(ranges.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(missing);
    }
    for (const peer of leechers) net.link(seeder, peer);
    await scene.untilWhole(leechers, 30_000);
    expect(leechers.every((peer) => scene.hasFile(peer))).toBe(true);
  });

  it('a receiver reloads and resumes with what it kept', async () => {
    const scene = await stageSwarm({ ...BIG, seed });
    const { net, seeder, leechers, file, id } = scene;
    await net.clock.advance(5_000);
    const gone = leechers[0]!;
    const root = seeder.swarms.snapshot(id)!.root!;
    const chunks = gone.stores.opened[0]!.chunks;
    const keptCount = chunks.size;
    net.remove(gone);
    // One of them was damaged meanwhile.
    const [damaged] = chunks.keys();
    chunks.set(damaged!, new Uint8Array(64 * KIB));
    const stores = createMemoryStores();
    stores.kept.set(formatHex(root), chunks);
    const back = net.add({ stores });
    for (const peer of [seeder, ...leechers.slice(1)]) net.link(back, peer);
    await net.clock.advance(500);
    expect(back.swarms.offers.map((offer) => offer.id)).toEqual([id]);
    expect(back.swarms.accept(id).ok).toBe(true);
    await scene.untilWhole([back, ...leechers.slice(1)], 60_000);
    expect(scene.hasFile(back)).toBe(true);
    const received = back.swarms.snapshot(id)!.receivedBytes;
    expect(keptCount).toBeGreaterThan(20);
    expect(received).toBe(file.manifest.sizeBytes - (keptCount - 1) * 64 * KIB);
  });
});

describe('a link that is interrupted', () => {
  it('brings what was on its way when it is back, and nobody is blamed for it', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: 4 * MIB });
    const { net, seeder, leechers } = scene;
    const [first] = leechers;
    const late: (() => void)[] = [];
    for (let times = 0; times < 3; times += 1) {
      await net.clock.advance(700);
      seeder.meddle = (to, frame) => {
        if (to !== first!.id) return frame;
        late.push(() => first!.swarms.onFrame(seeder.id, frame));
        return false;
      };
      await net.clock.advance(100);
      seeder.meddle = undefined;
      net.unlink(seeder, first!);
      net.link(seeder, first!);
      await net.clock.advance(50);
      for (const arrive of late.splice(0)) arrive();
    }
    await scene.untilWhole(leechers, 30_000);
    expect(leechers.every((peer) => scene.hasFile(peer))).toBe(true);
    expect(net.peers.flatMap(({ blamed }) => blamed)).toEqual([]);
  });
});

describe('a link that only one end saw fail', () => {
  it.each(['who gives', 'who fetches', 'who fetches, when all is asked for'])(
    '[F7] %s: the file goes on',
    async (end) => {
      const scene = await stageSwarm({ leechers: 1, sizeBytes: 4 * MIB });
      const { net, seeder, leechers } = scene;
      const [leecher] = leechers;
      const isLate = end.endsWith('asked for');
      await net.clock.until(() => scene.haveCount(leecher!) > (isLate ? 60 : 10), 60_000, 10);
      const [near, far] = end === 'who gives' ? [seeder, leecher!] : [leecher!, seeder];
      near.swarms.onUnlinked(far.id);
      await net.clock.advance(500);
      near.swarms.onLinked(far.id);
      expect(await scene.untilWhole([leecher!], 60_000)).toBeLessThan(8_000);
      expect(scene.hasFile(leecher!)).toBe(true);
      expect(net.peers.flatMap(({ blamed }) => blamed)).toEqual([]);
    },
  );

  it('[F7] of one that has had it all for long: whoever asks it is answered', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: 4 * MIB });
    const { net, leechers } = scene;
    const [first, second] = leechers;
    net.unlink(scene.seeder, second!);
    await scene.untilWhole([first!], 60_000);
    const before = scene.haveCount(second!);
    first!.swarms.onUnlinked(second!.id);
    await net.clock.advance(500);
    first!.swarms.onLinked(second!.id);
    expect(before).toBeLessThan(64);
    await scene.untilWhole([second!], 20_000);
    expect(scene.hasFile(second!)).toBe(true);
  });
});

describe('[F7] a source that knows nothing of who asks it', () => {
  it('is told anew when it gave nothing for long', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 4 * MIB });
    const { net, seeder, leechers } = scene;
    await net.clock.until(() => scene.haveCount(leechers[0]!) > 10, 60_000, 10);
    // Whatever became of it, nobody says so to the other.
    seeder.swarms.onUnlinked(leechers[0]!.id);
    expect(await scene.untilWhole(leechers, 60_000)).toBeLessThan(25_000);
    expect(scene.hasFile(leechers[0]!)).toBe(true);
  });
});

describe('a holder whose place broke', () => {
  it('has it no more, for itself and for all others, until it gets it anew', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: 2 * MIB });
    const { net, seeder, id } = scene;
    const [broken, good] = scene.leechers;
    await scene.untilWhole(scene.leechers);
    net.remove(seeder);
    await net.clock.advance(10_000);
    const holdersFor = (peer: NetPeer) => peer.swarms.offers.find((offer) => offer.id === id)?.holders;
    expect(holdersFor(good!)?.get(broken!.id)).toBe(true);
    broken!.stores.opened[0]!.chunks.clear();
    const late = net.add();
    net.link(late, broken!);
    await net.clock.until(() => late.swarms.offers.length > 0, 10_000, 10);
    late.swarms.accept(id);
    await net.clock.until(() => scene.state(broken!) === 'failed', 10_000, 10);
    const state = broken!.swarms.snapshot(id)?.state;
    expect(state).toMatchObject({ failure: { code: 'store', error: { code: 'missing' } } });
    await net.clock.advance(5_000);
    expect([holdersFor(good!)?.has(broken!.id), holdersFor(late)?.has(broken!.id)]).toEqual([false, false]);
    // It finds the other holder by itself.
    await scene.untilWhole([late], 60_000);
    expect(late.blamed).toEqual([]);
    broken!.swarms.accept(id);
    await scene.untilWhole([broken!], 60_000);
    expect([scene.hasFile(late), scene.hasFile(broken!)]).toEqual([true, true]);
    await net.clock.advance(1_000);
    expect(holdersFor(good!)?.get(broken!.id)).toBe(true);
  });
});

describe('a file that failed', () => {
  it('can be accepted again when there is room', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: MIB });
    const [peer] = scene.leechers;
    await scene.net.clock.until(() => scene.haveCount(peer!) > 2, 10_000, 10);
    peer!.stores.opened[0]!.fault = { code: 'full', detail: 'no room' };
    await scene.net.clock.until(() => scene.state(peer!) === 'failed', 10_000);
    const [store] = peer!.stores.opened;
    const before = store!.chunks.size;
    await scene.net.clock.advance(20_000);
    expect([store!.chunks.size, scene.state(peer!)]).toEqual([before, 'failed']);
    store!.fault = undefined;
    expect(peer!.swarms.accept(scene.id).ok).toBe(true);
    await scene.untilWhole([peer!], 30_000);
    expect([scene.hasFile(peer!), peer!.stores.opened.length]).toEqual([true, 1]);
  });

  it('is begun anew where its place is broken', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: MIB });
    const [peer] = scene.leechers;
    await scene.net.clock.until(() => scene.haveCount(peer!) > 2, 10_000, 10);
    peer!.stores.opened[0]!.fault = { code: 'broken', detail: 'gone' };
    await scene.net.clock.until(() => scene.state(peer!) === 'failed', 10_000);
    expect(peer!.swarms.accept(scene.id).ok).toBe(true);
    await scene.untilWhole([peer!], 30_000);
    expect([scene.hasFile(peer!), peer!.stores.opened.length]).toEqual([true, 2]);
  });
});

describe('a source that forgot what it was asked', () => {
  it('is asked anew after a while', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 4 * MIB });
    const [peer] = scene.leechers;
    await scene.net.clock.advance(1_000);
    scene.seeder.meddle = () => false;
    await scene.net.clock.advance(4_000);
    scene.seeder.meddle = undefined;
    await scene.untilWhole([peer!], 60_000);
    expect(scene.hasFile(peer!)).toBe(true);
    expect(peer!.blamed).toEqual([]);
  });
});

describe('an offerer that comes back as another', () => {
  it('offers the file anew: those who were stuck go on with what they have', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: 8 * MIB });
    const { net, seeder, leechers, file, id } = scene;
    await net.clock.advance(3_000);
    net.remove(seeder);
    await net.clock.advance(8_000);
    expect(leechers.map((peer) => scene.state(peer))).toEqual(['stuck', 'stuck']);
    const received = leechers.map((peer) => peer.swarms.snapshot(id)!.receivedBytes);
    const back = net.add();
    for (const peer of leechers) net.link(back, peer);
    expect(back.swarms.offer(file.manifest, file.source).ok).toBe(true);
    await scene.untilWhole(leechers, 60_000);
    expect(leechers.every((peer) => scene.hasFile(peer))).toBe(true);
    expect(Math.min(...received)).toBeGreaterThan(MIB);
    for (const peer of leechers)
      expect(peer.swarms.snapshot(id)!.receivedBytes).toBe(file.manifest.sizeBytes);
  });
});

describe('[F13] a file whose offerer is gone', () => {
  /** One has it all, and one never wanted it. */
  async function leaveBehind() {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: MIB });
    const { net, seeder, leechers } = scene;
    const idle = net.add();
    net.linkAll();
    await scene.untilWhole(leechers);
    net.remove(seeder);
    return { scene, net, seeder, id: scene.id, idle, holder: leechers[0]! };
  }

  it('stays on offer, in its name, for those who did not accept it yet', async () => {
    const { scene, net, seeder, idle, id } = await leaveBehind();
    await net.clock.advance(10_000);
    expect(idle.swarms.offers.map(({ from, isWithdrawn }) => [from, isWithdrawn])).toEqual([
      [seeder.id, false],
    ]);
    expect(idle.swarms.accept(id).ok).toBe(true);
    await scene.untilWhole([idle]);
    expect(scene.hasFile(idle)).toBe(true);
  });

  it('is offered to newcomers in the name of whoever made it', async () => {
    const { scene, net, seeder, holder, id } = await leaveBehind();
    const late = net.add();
    net.link(late, holder);
    await net.clock.advance(1_000);
    expect(late.swarms.offers.map(({ from }) => from)).toEqual([seeder.id]);
    expect(Array.from(late.swarms.offers[0]?.holders.keys() ?? [])).toEqual([holder.id]);
    late.swarms.accept(id);
    await scene.untilWhole([late]);
    expect(scene.hasFile(late)).toBe(true);
  });

  it('is offered no more when the last who held it is gone, or gave it up', async () => {
    const first = await leaveBehind();
    await first.net.clock.advance(10_000);
    first.net.remove(first.holder);
    await first.net.clock.advance(6_000);
    expect(first.idle.swarms.offers).toEqual([]);
    const second = await leaveBehind();
    await second.net.clock.advance(10_000);
    second.holder.swarms.leave(second.id, { discard: true });
    await second.net.clock.advance(200);
    expect(second.idle.swarms.offers).toEqual([]);
    expect(second.idle.blamed).toEqual([]);
  });
});

describe('somebody who has it all', () => {
  it('gives it to those who come when the offerer is gone', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: MIB });
    await scene.untilWhole(scene.leechers);
    const helper = scene.leechers[0]!;
    scene.net.remove(scene.seeder);
    const late = scene.net.add();
    scene.net.link(late, helper);
    await scene.net.clock.advance(200);
    expect(late.swarms.accept(scene.id).ok).toBe(true);
    await scene.untilWhole([late]);
    expect(scene.hasFile(late)).toBe(true);
  });

  it('leaves: it is asked for nothing more, and the store stays or goes as was said', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: MIB });
    const [first, second] = scene.leechers;
    await scene.net.clock.advance(600);
    first!.swarms.leave(scene.id, { discard: true });
    await scene.untilWhole([second!]);
    expect(first!.stores.opened[0]!.isDiscarded).toBe(true);
    expect(first!.swarms.snapshot(scene.id)).toBeUndefined();
  });
});
