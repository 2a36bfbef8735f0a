// Those who say that they hold a file and give nothing: whoever waits for it is told so, and goes on with others.

import { expect, it, vi } from 'vitest';
import type { Bytes } from '../../src/primitives/bytes.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { MAX_OFFERS_OF_ONE } from '../../src/swarm/limits.ts';
import { createMemoryStores } from '../support/memory-chunks.ts';
import type { SwarmMessage } from '../../src/swarm/protocol.ts';
import { keyBy } from '../support/offer-keys.ts';
import { makeFile } from '../support/swarm-files.ts';
import { createSwarmNet, type NetPeer } from '../support/swarm-net.ts';
import { stageSwarm, type Scene } from '../support/swarm-scene.ts';

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

type Claim = (key: Bytes) => SwarmMessage;

/** Says to others that it holds all, and answers what they ask by `none`, or by nothing. */
function claim(scene: Scene, dupes: readonly NetPeer[], said: Claim, gives: 'none' | 'nothing'): void {
  const { net, seeder, id } = scene;
  const liar = scene.leechers[0]!;
  const { key } = seeder.swarms.said(id)!;
  const listen = liar.swarms.onMessage.bind(liar.swarms);
  liar.swarms.onMessage = (from: PeerId, message: SwarmMessage) => {
    const dupe = dupes.find((peer) => peer.id === from);
    if (!dupe) return listen(from, message);
    if (message.type !== 'request' || gives === 'nothing') return;
    net.clock.schedule(20, () => {
      dupe.swarms.onMessage(liar.id, { type: 'none', key, runs: message.runs });
      dupe.swarms.onMessage(liar.id, { type: 'have', key, runs: [0, 128], whole: true });
    });
  };
  for (const dupe of dupes) dupe.swarms.onMessage(liar.id, said(key));
}

const CLAIMS: readonly [string, Claim][] = [
  ['whole', (key) => ({ type: 'accept', key, whole: true })],
  ['by bits', (key) => ({ type: 'accept', key, bits: new Uint8Array(16).fill(0xff) })],
];
const CLAIM_RUNS = CLAIMS.flatMap(([how, said]) =>
  (['none', 'nothing'] as const).flatMap((gives) =>
    (['a receiver', 'everybody'] as const).map((whom) => ({ how, said, gives, whom })),
  ),
);

it.each(CLAIM_RUNS)(
  '[F6] all of it claimed $how to $whom, and answered by $gives: the offerer, who is here, gives it',
  async ({ said, gives, whom }) => {
    const scene = await stageSwarm({
      leechers: 2,
      sizeBytes: 8 * MIB,
      peer: (at) => ({ upRate: at === 0 ? MIB / 4 : 4 * MIB }),
    });
    const victim = scene.leechers[1]!;
    await scene.net.clock.advance(300);
    claim(scene, whom === 'everybody' ? [scene.seeder, victim] : [victim], said, gives);
    await scene.untilWhole([victim], 200_000);
    expect(scene.hasFile(victim)).toBe(true);
  },
);

it.each(CLAIMS.flatMap(([how, said]) => [1, 3].map((count) => ({ how, said, count }))))(
  '[F6] all of it claimed $how by one who gives nothing, to $count who come and to whom nothing ever came: the offerer gives it',
  async ({ said, count }) => {
    const scene = await stageSwarm({ leechers: 1, sizeBytes: 8 * MIB });
    const { net, seeder, id } = scene;
    const liar = scene.leechers[0]!;
    await scene.untilWhole([liar]);
    const late = Array.from({ length: count }, () => net.add());
    net.linkAll();
    await net.clock.advance(500);
    const { key } = seeder.swarms.said(id)!;
    liar.swarms.onMessage = () => undefined;
    const claimed = { ...said(key), answer: true } as SwarmMessage;
    seeder.swarms.onMessage(liar.id, claimed);
    for (const peer of late) peer.swarms.accept(id);
    await net.clock.advance(1);
    for (const peer of late) peer.swarms.onMessage(liar.id, claimed);
    await scene.untilWhole(late, 200_000);
    expect(late.map((peer) => scene.hasFile(peer))).not.toContain(false);
  },
);

it('[F6] twelve who claim all of it and are silent keep no last chunks from who comes', async () => {
  const scene = await stageSwarm({ leechers: 12, sizeBytes: 8 * MIB });
  const { net, seeder, id } = scene;
  await scene.untilWhole(scene.leechers);
  const { key } = seeder.swarms.said(id)!;
  const claimed: SwarmMessage = { type: 'accept', key, bits: new Uint8Array(16).fill(0xff), answer: true };
  const late = net.add();
  net.linkAll();
  await net.clock.advance(500);
  for (const liar of scene.leechers) {
    liar.swarms.onMessage = () => undefined;
    seeder.swarms.onMessage(liar.id, claimed);
  }
  late.swarms.accept(id);
  await net.clock.advance(1);
  for (const liar of scene.leechers) late.swarms.onMessage(liar.id, claimed);
  await scene.untilWhole([late], 200_000);
  expect(scene.hasFile(late)).toBe(true);
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
  for (const { id } of flooders)
    for (let number = 0; number < MAX_OFFERS_OF_ONE; number += 1) {
      const fields = {
        key: keyBy(id, number),
        name: `${number}.txt`,
        mime: '',
        size: 1,
        chunk: 65_536,
      } as const;
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
