// One who offers under somebody else's root what does not fit it, so that others who meet by that root do not understand
// each other, and one takes the other for a liar.

import { expect, it, vi } from 'vitest';
import type { PeerId } from '../../src/primitives/ids.ts';
import type { OfferOnWire, SwarmMessage } from '../../src/swarm/protocol.ts';
import { makeFile } from '../support/swarm-files.ts';
import type { NetPeer } from '../support/swarm-net.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const MIB = 1024 * 1024;

vi.setConfig({ testTimeout: 60_000 });

/** A file is on its way from its author to two helpers, and somebody who has not heard of it is told of it by a liar. */
async function stage() {
  const scene = await stageSwarm({
    leechers: 2,
    sizeBytes: 8 * MIB,
    peer: (at) => ({ upRate: at === 0 ? MIB / 4 : 4 * MIB }),
  });
  const { net, seeder } = scene;
  await net.clock.until(() => seeder.swarms.said(scene.id)?.by !== undefined, 10_000);
  const { root } = seeder.swarms.said(scene.id)!;
  const [liar, victim] = [net.add(), net.add()];
  const honest = [seeder, ...scene.leechers, victim];
  // It hears the author only later.
  const late: (() => void)[] = [];
  const hear = victim.swarms.onNews.bind(victim.swarms);
  victim.swarms.onNews = (from, news) => {
    if (from === liar.id) hear(from, news);
    else late.push(() => hear(from, news));
  };
  const tellVictim = (offered: OfferOnWire) => hear(liar.id, { type: 'offer', offers: [offered] });
  const offerOfLiar = () => victim.swarms.offers.find(({ from }) => from === liar.id)?.id ?? '';
  const heardLate = () => {
    for (const say of late.splice(0)) say();
  };
  return { scene, net, root: root!, liar, victim, honest, tellVictim, offerOfLiar, heardLate };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** Nobody honest is blamed, by anybody, though all are linked and links come and go; and the file comes all the same. */
async function nobodyHonestIsBlamed({ scene, net, victim, honest, heardLate }: Stage): Promise<void> {
  for (let times = 0; times < 4; times += 1) {
    for (const peer of honest) net.link(victim, peer);
    await net.clock.advance(3_000);
    for (const peer of honest) net.unlink(victim, peer);
    await net.clock.advance(200);
  }
  const names = new Set(honest.map(({ id }) => id));
  const blamed = honest.flatMap((peer) =>
    peer.blamed.filter((line) => names.has(line.slice(0, 26) as PeerId)),
  );
  expect(blamed).toEqual([]);
  heardLate();
  await net.clock.advance(50);
  for (const peer of honest) net.link(victim, peer);
  victim.swarms.accept(scene.id);
  await scene.untilWhole([victim, ...scene.leechers], 200_000);
  expect(scene.hasFile(victim)).toBe(true);
  expect(
    honest.flatMap((peer) => peer.blamed.filter((line) => names.has(line.slice(0, 26) as PeerId))),
  ).toEqual([]);
}

/** As the liar would say it, who holds another file. */
function offerBy(liar: NetPeer, { net }: Stage, sizeBytes: number, chunkSizeBytes: 65_536 | 16_384) {
  const file = makeFile({ clock: net.clock, sizeBytes, chunkSizeBytes, seed: 7, hashRate: MIB / 2 });
  const offered = liar.swarms.offer(file.manifest, file.source);
  return liar.swarms.said(offered.ok ? offered.value : '')!;
}

it.each<[string, number, 65_536 | 16_384]>([
  ['another size', 4 * MIB, 65_536],
  ['another size of chunks', 8 * MIB, 16_384],
  ['its own size, and other leaves', 8 * MIB, 65_536],
])('[F20] a root offered with %s makes nobody honest strike another', async (_, sizeBytes, chunkBytes) => {
  const staged = await stage();
  const { net, root, liar, victim, tellVictim, offerOfLiar } = staged;
  const offered = offerBy(liar, staged, sizeBytes, chunkBytes);
  tellVictim({ ...offered, root });
  net.link(liar, victim);
  victim.swarms.accept(offerOfLiar());
  await nobodyHonestIsBlamed(staged);
  // Of the same shape it is the file of that root, whoever offered it.
  if (sizeBytes !== 8 * MIB || chunkBytes !== 65_536)
    expect(victim.swarms.snapshot(offerOfLiar())?.haveCount).toBe(0);
});

it('[F20] nor one that is said once something else came of it', async () => {
  const staged = await stage();
  const { net, root, liar, victim, tellVictim, offerOfLiar } = staged;
  const offered = offerBy(liar, staged, 4 * MIB, 65_536);
  const said: SwarmMessage['type'][] = [];
  const listen = liar.swarms.onMessage.bind(liar.swarms);
  liar.swarms.onMessage = (from, message) => {
    said.push(message.type);
    listen(from, message);
  };
  tellVictim(offered);
  net.link(liar, victim);
  victim.swarms.accept(offerOfLiar());
  await net.clock.until(() => (victim.swarms.snapshot(offerOfLiar())?.haveCount ?? 0) > 8, 20_000, 10);
  expect(said).toContain('request');
  tellVictim({ ...offered, root });
  await nobodyHonestIsBlamed(staged);
});
