// Files that rest and go on: for the others nothing is lost by it, and for nobody is what came meanwhile.

import { describe, expect, it, vi } from 'vitest';
import { formatHex } from '../../src/primitives/bytes.ts';
import { delay, type Clock } from '../../src/primitives/clock.ts';
import type { ChunkStore } from '../../src/swarm/chunk-store.ts';
import { createMemoryStores } from '../support/memory-chunks.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const MIB = 1024 * 1024;

vi.setConfig({ testTimeout: 60_000 });

/** A disk that takes a tenth of a second for each chunk. */
function slowDown(store: ChunkStore, clock: Clock): void {
  const get = store.get.bind(store);
  store.get = async (index) => {
    await delay(clock, 100);
    return get(index);
  };
}

describe('a pause', () => {
  it('of the receiver stops everything for it and nothing for the others', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: 4 * MIB });
    const [paused, other] = scene.leechers;
    await scene.net.clock.advance(1_000);
    paused!.swarms.pause(scene.id);
    await scene.net.clock.advance(500);
    const held = scene.haveCount(paused!);
    await scene.untilWhole([other!], 30_000);
    expect(scene.state(paused!)).toBe('paused');
    expect(scene.haveCount(paused!)).toBe(held);
    expect(scene.net.peers.flatMap(({ blamed }) => blamed)).toEqual([]);
    paused!.swarms.resume(scene.id);
    await scene.untilWhole([paused!], 30_000);
    expect(scene.hasFile(paused!)).toBe(true);
  });

  it('of the receiver leaves what was on its way to it to others at once', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: 6 * MIB });
    const [paused, other] = scene.leechers;
    other!.swarms.pause(scene.id);
    await scene.net.clock.advance(2_000);
    paused!.swarms.pause(scene.id);
    other!.swarms.resume(scene.id);
    await scene.net.clock.advance(4_000);
    // A chunk takes a sixteenth of a second.
    expect(scene.haveCount(other!)).toBeGreaterThan(55);
  });

  it('while the last chunks are stored ends with a file that is whole', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 2 * MIB });
    const [peer] = scene.leechers;
    const { clock } = scene.net;
    await clock.until(() => scene.haveCount(peer!) >= 10, 10_000, 10);
    const held: (() => void)[] = [];
    const store = peer!.stores.opened[0]!;
    const put = store.put.bind(store);
    store.put = async (index, bytes) => {
      await new Promise<void>((resolve) => held.push(resolve));
      return put(index, bytes);
    };
    await clock.until(() => scene.haveCount(peer!) + held.length === 32, 10_000, 10);
    peer!.swarms.pause(scene.id);
    for (const release of held) release();
    await clock.advance(1_000);
    expect([scene.state(peer!), scene.haveCount(peer!)]).toEqual(['paused', 32]);
    peer!.swarms.resume(scene.id);
    await scene.untilWhole([peer!], 10_000);
    expect(scene.hasFile(peer!)).toBe(true);
  });

  it('of a kept file before it was looked at ends with a file that is whole', async () => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 2 * MIB });
    const { net, seeder, id } = scene;
    await scene.untilWhole(scene.leechers);
    const root = seeder.swarms.snapshot(id)!.root!;
    const stores = createMemoryStores();
    stores.kept.set(formatHex(root), scene.leechers[0]!.stores.opened[0]!.chunks);
    const open = stores.open.bind(stores);
    stores.open = async (request) => {
      const opened = await open(request);
      if (opened.ok) slowDown(opened.value, net.clock);
      return opened;
    };
    const back = net.add({ stores });
    net.link(back, seeder);
    await net.clock.advance(500);
    back.swarms.accept(id);
    await net.clock.until(() => scene.state(back) === 'fetching', 1_000, 1);
    back.swarms.pause(id);
    await net.clock.advance(2_000);
    expect([scene.state(back), scene.haveCount(back)]).toEqual(['paused', 32]);
    back.swarms.resume(id);
    await scene.untilWhole([back], 10_000);
  });

  it('of the offerer leaves the others waiting, and then it goes on', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: 4 * MIB });
    await scene.net.clock.advance(1_000);
    scene.seeder.swarms.pause(scene.id);
    await scene.net.clock.advance(5_000);
    const sent = scene.seeder.sent.chunkBytes;
    await scene.net.clock.advance(5_000);
    expect(scene.seeder.sent.chunkBytes).toBe(sent);
    scene.seeder.swarms.resume(scene.id);
    await scene.untilWhole(scene.leechers, 30_000);
    expect(scene.leechers.every((peer) => scene.hasFile(peer))).toBe(true);
    expect(scene.net.peers.flatMap(({ blamed }) => blamed)).toEqual([]);
  });
});
