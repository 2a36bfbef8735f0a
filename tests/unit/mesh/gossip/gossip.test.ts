// The whole gossip of a few peers over a simulated wire, with signatures.

import { describe, expect, test } from 'vitest';
import { MAX_GOSSIP_PAYLOAD_BYTES } from '../../../../src/mesh/gossip/gossip-message.ts';
import { OWN_MESSAGES, ROUTE_MS } from '../../../../src/mesh/gossip/origins.ts';
import { encodeUtf8 } from '../../../../src/primitives/bytes.ts';
import type { CryptoPort } from '../../../../src/primitives/crypto.ts';
import {
  createGossipNetwork,
  textsOf,
  type GossipNetworkOptions,
  type GossipNode,
} from '../../../support/gossip-network.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { createSimClock, settle } from '../../../support/sim-clock.ts';

/** Peers in a chain, each linked with the next. */
async function chain(length: number, options: Partial<GossipNetworkOptions> = {}) {
  const clock = createSimClock();
  const random = createSeededRandom(1);
  const network = createGossipNetwork({ clock, random, fromMs: 20, toMs: 20, ...options });
  const nodes: GossipNode[] = [];
  for (let seed = 1; seed <= length; seed += 1) nodes.push(await network.add(seed));
  for (const [index, node] of nodes.slice(1).entries()) network.link(nodes[index]!.peerId, node.peerId);
  await clock.advance(100);
  return { clock, network, nodes: nodes as [GossipNode, GossipNode, GossipNode, ...GossipNode[]] };
}

/** The earlier a signature is checked the longer it takes. */
function withSlowFirstChecks(crypto: CryptoPort): CryptoPort {
  let turns = 20;
  return {
    ...crypto,
    async verify(...input) {
      turns -= 1;
      for (let left = turns; left > 0; left -= 1) await settle();
      return crypto.verify(...input);
    },
  };
}

function say(node: GossipNode, text: string): boolean {
  return node.gossip.broadcast('chat', 2, encodeUtf8(text));
}

describe('a broadcast', () => {
  test('reaches everybody but its author once, with a proven author', async () => {
    const { clock, nodes } = await chain(4);
    const [ada, ben, , dev] = nodes;
    expect(say(ada, 'hello')).toBe(true);
    await clock.advance(200);
    expect(nodes.map(textsOf)).toEqual([[], ['hello'], ['hello'], ['hello']]);
    const { peerId, identity } = ada.person.peer;
    expect(dev!.received[0]).toMatchObject({
      from: { peerId, identityId: identity.id, identityKey: identity.publicKey },
      protocol: 'chat',
      version: 2,
      via: nodes[2].peerId,
      hops: 3,
      ageMs: 0,
    });
    expect(ben.received[0]).toMatchObject({ via: ada.peerId, hops: 1 });
  });

  test('of 48 KiB is taken, a larger one is refused to the caller', async () => {
    const { clock, nodes } = await chain(3);
    const largest = new Uint8Array(MAX_GOSSIP_PAYLOAD_BYTES).fill(1);
    expect(nodes[0].gossip.broadcast('files', 1, largest)).toBe(true);
    expect(nodes[0].gossip.broadcast('files', 1, new Uint8Array(MAX_GOSSIP_PAYLOAD_BYTES + 1))).toBe(false);
    await clock.advance(200);
    expect(nodes[2].received.map(({ payload }) => payload)).toEqual([largest]);
  });

  test('may reuse the caller’s bytes at once', async () => {
    const { clock, nodes } = await chain(3);
    const bytes = encodeUtf8('hello');
    nodes[0].gossip.broadcast('chat', 1, bytes);
    bytes.fill(0);
    await clock.advance(200);
    expect(textsOf(nodes[2])).toEqual(['hello']);
  });

  test('beyond one’s own rate is refused to the caller, and what was taken arrives everywhere', async () => {
    const { clock, nodes } = await chain(3);
    const taken = Array.from({ length: 3 * OWN_MESSAGES.burst }, (_, i) => String(i)).filter((text) =>
      say(nodes[0], text),
    );
    expect(taken).toHaveLength(OWN_MESSAGES.burst);
    await clock.advance(1_000);
    expect(textsOf(nodes[2])).toEqual(taken);
    expect(say(nodes[0], 'later')).toBe(true);
  });

  test('does not overtake another on the same way, however long its check takes', async () => {
    const { clock, nodes } = await chain(3, { crypto: withSlowFirstChecks });
    const texts = Array.from({ length: 10 }, (_, i) => String(i));
    for (const text of texts) say(nodes[0], text);
    await clock.until(() => nodes[2].received.length === texts.length, 20_000, 10);
    expect(nodes.slice(1).map(textsOf)).toEqual([texts, texts]);
  });

  test('waits for the first neighbour', async () => {
    const { clock, network, nodes } = await chain(3);
    const late = await network.add(9);
    expect(say(late, 'hello')).toBe(true);
    await clock.advance(5_000);
    network.link(late.peerId, nodes[0].peerId);
    await clock.advance(3_000);
    expect(textsOf(nodes[2])).toEqual(['hello']);
  });

  test('is over with disposal', async () => {
    const { clock, nodes } = await chain(3);
    const [ada, ben, cleo] = nodes;
    ben.gossip.dispose();
    expect(say(ben, 'hello')).toBe(false);
    say(ada, 'hello');
    await clock.advance(1_000);
    expect([textsOf(ben), textsOf(cleo)]).toEqual([[], []]);
    expect(() => ben.gossip.dispose()).not.toThrow();
  });
});

test('who rejoins with the same peer id is heard again', async () => {
  const { clock, network, nodes } = await chain(3);
  for (const text of ['a', 'b', 'c']) say(nodes[0], text);
  await clock.advance(1_000);
  const [ada, ben, cleo] = nodes;
  ada.gossip.dispose();
  network.cut(ada.peerId, ben.peerId);
  const again = await network.add(1);
  expect(again.peerId).toBe(ada.peerId);
  network.link(again.peerId, ben.peerId);
  await clock.advance(100);
  say(again, 'd');
  await clock.advance(1_000);
  expect(textsOf(cleo)).toEqual(['a', 'b', 'c', 'd']);
});

test('messages that are under way while a link is made again arrive once', async () => {
  const { clock, network, nodes } = await chain(3);
  const [ada, ben, cleo] = nodes;
  network.cut(ben.peerId, cleo.peerId);
  say(ada, 'lost');
  await clock.advance(3_000);
  network.link(ben.peerId, cleo.peerId);
  await clock.advance(500);
  say(ada, 'hello');
  await clock.advance(3_000);
  expect(textsOf(cleo).toSorted()).toEqual(['hello', 'lost']);
  expect(cleo.received.find(({ payload }) => payload.length === 4)?.ageMs).toBeGreaterThan(3_000);
});

describe('the way back', () => {
  test('is the neighbour that brought the last broadcast, for two minutes', async () => {
    const { clock, nodes } = await chain(4);
    const [ada, ben, cleo, dev] = nodes;
    expect(dev!.gossip.nextHopTo(ada.peerId)).toBeUndefined();
    say(ada, 'hello');
    await clock.advance(200);
    expect(dev!.gossip.nextHopTo(ada.peerId)).toBe(cleo.peerId);
    expect(cleo.gossip.nextHopTo(ada.peerId)).toBe(ben.peerId);
    expect(ben.gossip.nextHopTo(ada.peerId)).toBe(ada.peerId);
    await clock.advance(ROUTE_MS);
    expect(dev!.gossip.nextHopTo(ada.peerId)).toBeUndefined();
  });

  test('is another neighbour that had it when the first is gone', async () => {
    const { clock, network, nodes } = await chain(4);
    const [ada, ben, cleo, dev] = nodes;
    network.link(dev!.peerId, ben.peerId);
    await clock.advance(100);
    say(ada, 'hello');
    await clock.advance(200);
    expect(dev!.gossip.nextHopTo(ada.peerId)).toBe(ben.peerId);
    network.cut(dev!.peerId, ben.peerId);
    expect(dev!.gossip.nextHopTo(ada.peerId)).toBe(cleo.peerId);
  });

  test('ends with the link', async () => {
    const { clock, network, nodes } = await chain(3);
    const [ada, ben, cleo] = nodes;
    say(ada, 'hello');
    await clock.advance(200);
    network.cut(ben.peerId, cleo.peerId);
    expect(cleo.gossip.nextHopTo(ada.peerId)).toBeUndefined();
    expect(ben.gossip.nextHopTo(ada.peerId)).toBe(ada.peerId);
  });
});

describe('cost', () => {
  /** Everybody linked with everybody. */
  async function mesh(size: number) {
    const { clock, network, nodes } = await chain(size);
    for (const { peerId: a } of nodes) {
      for (const { peerId: b } of nodes) {
        if (a < b && !network.neighboursOf(a).includes(b)) network.link(a, b);
      }
    }
    await clock.advance(200);
    return { clock, network, nodes };
  }

  test('[G5] nobody says anything while nobody broadcasts', async () => {
    const { network, nodes, clock } = await mesh(6);
    say(nodes[0], 'hello');
    await clock.advance(60_000);
    const { bytes } = network.traffic;
    await clock.advance(60 * 60_000);
    expect(network.traffic.bytes).toBe(bytes);
  });

  test('[G2] no signature is checked twice, however many copies come', async () => {
    const { nodes, clock } = await mesh(6);
    say(nodes[0], 'first');
    await clock.advance(2_000);
    expect(nodes.map(({ checks }) => checks.count)).toEqual([0, 1, 1, 1, 1, 1]);
  });

  test('the second broadcast finds the tree: one copy each, and those beside it from their author', async () => {
    const { network, nodes, clock } = await mesh(8);
    say(nodes[0], 'first');
    await clock.advance(2_000);
    const before = network.traffic.GOSSIP;
    nodes[3]!.gossip.broadcast('files', 1, new Uint8Array(4_096));
    await clock.advance(2_000);
    expect(network.traffic.GOSSIP - before).toBe(7);
    expect(
      nodes.filter(({ received }) => received.some(({ protocol }) => protocol === 'files')),
    ).toHaveLength(7);
  });
});
