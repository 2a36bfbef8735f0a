// Those who say that they hold a file and give nothing: whoever waits for it is told so, and goes on with others.

import { expect, it, vi } from 'vitest';
import { MAX_OFFERS_OF_ONE } from '../../src/swarm/limits.ts';
import { createMemoryStores } from '../support/memory-chunks.ts';
import { makeFile } from '../support/swarm-files.ts';
import { createSwarmNet } from '../support/swarm-net.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const MIB = 1024 * 1024;

vi.setConfig({ testTimeout: 60_000 });

it('[F8] whose store is broken says so: what is missing is named, and it goes on with another', async () => {
  const scene = await stageSwarm({ leechers: 1, sizeBytes: 4 * MIB });
  const { net, seeder, id } = scene;
  const holder = scene.leechers[0]!;
  await scene.untilWhole([holder]);
  net.unlink(seeder, holder);
  holder.stores.opened[0]!.get = async () => ({ ok: false, error: { code: 'broken', detail: 'gone' } });
  const late = net.add();
  net.link(late, holder);
  late.swarms.onNews(seeder.id, { type: 'offer', offers: [seeder.swarms.said(id)!] });
  await net.clock.advance(1_000);
  late.swarms.accept(id);
  await net.clock.until(() => scene.state(late) === 'stuck', 20_000);
  net.link(late, seeder);
  await scene.untilWhole([late], 30_000);
  expect(scene.hasFile(late)).toBe(true);
});

it('[F8] who is silent is no source: what is missing is named, and it goes on when it gives', async () => {
  const scene = await stageSwarm({ leechers: 1, sizeBytes: 4 * MIB });
  const peer = scene.leechers[0]!;
  scene.seeder.meddle = () => false;
  await scene.net.clock.until(() => scene.state(peer) === 'stuck', 20_000);
  expect(scene.haveCount(peer)).toBe(0);
  scene.seeder.meddle = undefined;
  await scene.untilWhole([peer], 60_000);
  expect(scene.hasFile(peer)).toBe(true);
});

it('a download that was cancelled is begun anew when it is tried again', async () => {
  const stores = createMemoryStores({ canRead: false, aheadChunks: 128 });
  const scene = await stageSwarm({
    leechers: 1,
    sizeBytes: 4 * MIB,
    peer: (at) => (at === 1 ? { stores } : {}),
  });
  const peer = scene.leechers[0]!;
  await scene.net.clock.until(() => scene.haveCount(peer) > 5, 10_000, 10);
  stores.opened[0]!.fault = { code: 'denied', detail: 'The download was cancelled.' };
  await scene.net.clock.until(() => scene.state(peer) === 'failed', 10_000, 10);
  peer.swarms.accept(scene.id);
  await scene.untilWhole([peer], 30_000);
  expect([stores.opened.length, scene.hasFile(peer)]).toEqual([2, true]);
});

it('one’s own offers are told and given though others have filled the table', async () => {
  const net = createSwarmNet(1);
  const [me, other, ...flooders] = [net.add(), net.add(), net.add(), net.add(), net.add(), net.add()];
  net.linkAll();
  for (const [who, { id }] of flooders.entries())
    for (let number = 0; number < MAX_OFFERS_OF_ONE; number += 1) {
      const key = Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? who + 1 : number >> (8 * (at & 3))));
      const fields = { key, name: `${number}.txt`, mime: '', size: 1, chunk: 65_536 } as const;
      me.swarms.onNews(id, { type: 'offer', offers: [fields] });
    }
  const full = me.swarms.offers.length;
  const file = makeFile({ clock: net.clock, sizeBytes: MIB });
  const offered = me.swarms.offer(file.manifest, file.source);
  await net.clock.advance(1_000);
  expect([full, offered.ok, me.swarms.offers.length]).toEqual([4_096, true, 4_097]);
  const id = other.swarms.offers.find(({ from }) => from === me.id)?.id ?? '';
  other.swarms.accept(id);
  await net.clock.until(() => other.swarms.snapshot(id)?.state.kind === 'complete', 10_000);
  me.swarms.leave(id);
  expect(me.swarms.offers).toHaveLength(4_096);
});
