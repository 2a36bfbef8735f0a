// One who hears of an offer and tells it elsewhere first, with the same key and another file.

import { expect, it, vi } from 'vitest';
import type { IdentityId } from '../../src/primitives/ids.ts';
import { signOffer } from '../../src/swarm/offer-proofs.ts';
import type { OfferOnWire } from '../../src/swarm/protocol.ts';
import { createFakeAttest } from '../support/fake-attest.ts';
import { makeFile } from '../support/swarm-files.ts';
import { createSwarmNet, type NetPeer } from '../support/swarm-net.ts';

const MIB = 1024 * 1024;

vi.setConfig({ testTimeout: 60_000 });

type Lie = (heard: OfferOnWire, liar: NetPeer) => Promise<OfferOnWire>;

const virus = ({ key }: OfferOnWire): OfferOnWire => ({
  key,
  name: 'virus.exe',
  mime: '',
  size: MIB,
  chunk: 16_384,
});

const OTHERS_KEY = 'swarm: an offer under the key of another';
const NO_SIGNATURE = 'swarm: an offer that nobody signed';

const LIES: readonly [string, string, Lie][] = [
  ['as its own', OTHERS_KEY, async (heard) => virus(heard)],
  [
    'as its own, of the same size',
    OTHERS_KEY,
    async (heard) => {
      const { by: _, ...unsigned } = heard;
      return { ...unsigned, name: 'virus.exe' };
    },
  ],
  [
    'with its own signature',
    OTHERS_KEY,
    async (heard, { id }) => {
      const attest = createFakeAttest({ peerId: id, identityId: `identity-${id}` as IdentityId });
      return signOffer({ ...virus(heard), root: new Uint8Array(32).fill(3) }, attest);
    },
  ],
  ['with the signature of its author', NO_SIGNATURE, async (heard) => ({ ...heard, ...virus(heard) })],
];

it.each(LIES)(
  '[F2] an offer told first under its key by another, %s, takes nothing from its author',
  async (...lie) => {
    const [how, fault, forge] = lie;
    const net = createSwarmNet(1);
    const [author, liar, helper] = [net.add(), net.add(), net.add()];
    // Far from the author, and late to hear from it.
    const victim = net.add({ latencyMs: 400 });
    net.linkAll();
    const hear = liar.swarms.onNews.bind(liar.swarms);
    let lies = 0;
    const isTold = (offer: OfferOnWire) =>
      how !== 'with the signature of its author' || offer.by !== undefined;
    liar.swarms.onNews = (from, news) => {
      hear(from, news);
      if (from !== author.id || news.type !== 'offer') return;
      for (const heard of news.offers.filter(isTold))
        void forge(heard, liar).then((forged) => {
          lies += 1;
          for (const peer of [victim, helper])
            peer.swarms.onNews(liar.id, { type: 'offer', offers: [forged] });
        });
    };
    const file = makeFile({ clock: net.clock, sizeBytes: 2 * MIB });
    const offered = author.swarms.offer(file.manifest, file.source);
    const id = offered.ok ? offered.value : '';
    await net.clock.until(() => victim.swarms.offers.length > 0, 5_000, 5);
    expect(lies).toBeGreaterThan(0);
    expect(victim.swarms.offers.map(({ from, fileName }) => [from, fileName])).toEqual([
      [author.id, file.manifest.name],
    ]);
    for (const peer of [victim, helper]) peer.swarms.accept(id);
    const isWhole = (peer: NetPeer) => peer.swarms.snapshot(id)?.state.kind === 'complete';
    await net.clock.until(() => isWhole(victim) && isWhole(helper), 120_000);
    expect(new Set(victim.blamed)).toEqual(new Set([`${liar.id}: ${fault}`]));
    expect(net.peers.flatMap(({ blamed }) => blamed).filter((line) => !line.startsWith(liar.id))).toEqual([]);
  },
);
