// Mallory is in the room and linked with Ben; Ben is linked with Cleo, and Cleo with Dev. Mallory says what no honest
// peer would. Ben's gossip is held to: nothing untrue goes on, everything is bounded, and whoever did it is blamed.

import { describe, expect, test } from 'vitest';
import {
  encodeGossipMessage,
  MAX_GOSSIP_PAYLOAD_BYTES,
  MAX_IDS,
  type Gossip,
  type GossipMessage,
} from '../../../../src/mesh/gossip/gossip-message.ts';
import { KEPT_WITHIN_MS } from '../../../../src/mesh/gossip/missing-messages.ts';
import {
  ANSWERED_BYTES,
  BROKEN_PROMISES,
  DUPLICATES,
  NEW_ORIGINS,
} from '../../../../src/mesh/gossip/neighbour-limits.ts';
import { ORIGIN_MESSAGES } from '../../../../src/mesh/gossip/origins.ts';
import { SEEN_MS } from '../../../../src/mesh/gossip/plumtree.ts';
import { encodeUtf8 } from '../../../../src/primitives/bytes.ts';
import { randomInteger } from '../../../../src/primitives/random.ts';
import { textsOf } from '../../../support/gossip-network.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { hostileScene, makeGossip, numberedIds } from './hostile-scene.ts';

describe('announcements of messages that do not exist', () => {
  test('are asked for only so often, then blamed, and hold up nobody else', async () => {
    const { clock, mallory, ben, dev, attack, ada } = await hostileScene();
    for (let i = 0; i < 100; i += 1) {
      attack({ type: 'IHAVE', ids: numberedIds(i * MAX_IDS, MAX_IDS), hops: new Uint8Array(MAX_IDS) });
      await clock.advance(20);
    }
    await clock.advance(KEPT_WITHIN_MS + 5_000);
    expect(ben.blamed.length).toBeGreaterThan(0);
    expect(new Set(ben.blamed.map(({ peer }) => peer))).toEqual(new Set([mallory.peerId]));
    expect(ben.dropped).toContain(mallory.peerId);
    ada.gossip.broadcast('chat', 1, encodeUtf8('hello'));
    await clock.advance(1_000);
    expect(textsOf(dev)).toEqual(['hello']);
  });

  test('below the allowance are nobody’s misdeed: a store may be full', async () => {
    const { clock, ben, attack } = await hostileScene();
    const count = BROKEN_PROMISES.burst - 4;
    attack({ type: 'IHAVE', ids: numberedIds(0, count), hops: new Uint8Array(count) });
    await clock.advance(KEPT_WITHIN_MS + 5_000);
    expect(ben.blamed).toEqual([]);
  });

  test('with something else for an answer do not count as kept', async () => {
    const { clock, mallory, ben, attack } = await hostileScene();
    for (let i = 0; i < BROKEN_PROMISES.burst + 20; i += 1) {
      attack({ type: 'IHAVE', ids: numberedIds(i, 1), hops: Uint8Array.of(1) });
    }
    await clock.advance(500);
    attack(await makeGossip(mallory, { sequence: 1 }));
    await clock.advance(KEPT_WITHIN_MS + 5_000);
    expect(ben.blamed.map(({ detail }) => detail)).toContain('gossip: announces what it does not have');
  });

  test.each<[string, Uint8Array]>([
    ['without hops for each id', new Uint8Array(1)],
    ['that have travelled too far', Uint8Array.of(1, 16)],
  ])('%s are blamed', async (_, hops) => {
    const { ben, attack } = await hostileScene();
    attack({ type: 'IHAVE', ids: numberedIds(0, 2), hops: Uint8Array.from(hops) });
    expect(ben.blamed).toHaveLength(1);
  });
});

describe('questions and prunings', () => {
  test('a storm of GRAFT is answered within an allowance and twice a message at most', async () => {
    const { clock, network, mallory, ben, cleo, attack, heardByMallory } = await hostileScene();
    const size = 40 * 1024;
    for (let i = 0; i < 10; i += 1) cleo.gossip.broadcast('files', 1, new Uint8Array(size).fill(i));
    await clock.advance(1_000);
    const { ids } = heardByMallory;
    expect(ids).toHaveLength(10);
    const before = network.traffic.bytes;
    for (let i = 0; i < 200; i += 1) attack({ type: 'GRAFT', ids });
    await clock.advance(1_000);
    // Each went to Mallory once by itself.
    expect(network.traffic.bytes - before).toBeLessThanOrEqual(10 * (size + 1_024));
    expect(network.traffic.bytes - before).toBeLessThanOrEqual(ANSWERED_BYTES.burst);
    for (let i = 0; i < 400; i += 1) attack({ type: 'GRAFT', ids });
    expect(ben.dropped).toContain(mallory.peerId);
  }, 30_000);

  test('PRUNE by everybody slows messages down and stops none', async () => {
    const { clock, network, ben, cleo, dev, ada, mallory } = await hostileScene();
    for (const each of [ada, cleo, mallory]) network.say(each.peerId, ben.peerId, { type: 'PRUNE' });
    network.say(dev.peerId, cleo.peerId, { type: 'PRUNE' });
    ada.gossip.broadcast('files', 1, new Uint8Array(3_000).fill(65));
    await clock.advance(2_000);
    expect([cleo, dev].map(({ received }) => received.length)).toEqual([1, 1]);
  });
});

describe('[G2] [G4] a forged broadcast', () => {
  test.each<[string, (true_: Gossip) => Partial<Gossip>]>([
    ['with another payload', () => ({ payload: encodeUtf8('forged') })],
    ['with another protocol', () => ({ protocol: 'files' })],
    ['with another sequence', ({ sequence }) => ({ sequence: sequence + 1 })],
    ['with a signature of zeros', () => ({ signature: new Uint8Array(64) })],
    ['with a signature that is turned around', ({ signature }) => ({ signature: signature.toReversed() })],
  ])('%s is neither delivered nor passed on, and blamed', async (_, change) => {
    const { clock, mallory, ben, cleo, ada, attack } = await hostileScene();
    const honest = await makeGossip(ada, { hops: 2 });
    attack({ ...honest, ...change(honest) });
    await clock.advance(3_000);
    expect([textsOf(ben), textsOf(cleo)]).toEqual([[], []]);
    expect(ben.blamed).toEqual([{ peer: mallory.peerId, detail: 'gossip: forged' }]);
  });

  test('does not keep the true one out, although it came first and has its id', async () => {
    const { clock, ben, dev, ada, mallory, attack, network } = await hostileScene();
    const honest = await makeGossip(ada, { payload: encodeUtf8('true') });
    attack({ ...honest, payload: encodeUtf8('forged'), hops: 2 });
    network.say(ada.peerId, ben.peerId, honest);
    attack({ ...honest, payload: encodeUtf8('forged too'), hops: 2 });
    await clock.advance(3_000);
    expect([textsOf(ben), textsOf(dev)]).toEqual([['true'], ['true']]);
    expect(new Set(ben.blamed.map(({ peer }) => peer))).toEqual(new Set([mallory.peerId]));
  });

  test('signed for another room is blamed', async () => {
    const { clock, ben, cleo, mallory, attack } = await hostileScene();
    attack(await makeGossip(mallory, { namespace: new Uint8Array(16).fill(8) }));
    await clock.advance(1_000);
    expect([textsOf(ben), textsOf(cleo)]).toEqual([[], []]);
    expect(ben.blamed).toEqual([{ peer: mallory.peerId, detail: 'gossip: forged' }]);
  });
});

describe('[G3] an old broadcast', () => {
  test('is not delivered again, although its id was forgotten; whoever passed it on may be honest', async () => {
    const { clock, ben, cleo, ada, network, attack } = await hostileScene();
    const honest = await makeGossip(ada, { payload: encodeUtf8('once') });
    network.say(ada.peerId, ben.peerId, honest);
    await clock.advance(SEEN_MS + 1_000);
    const checked = ben.checks.count;
    for (let i = 0; i < 50; i += 1) attack({ ...honest, hops: 2 });
    await clock.advance(3_000);
    expect([textsOf(ben), textsOf(cleo)]).toEqual([['once'], ['once']]);
    expect(ben.checks.count - checked).toBe(1);
    expect(ben.blamed).toEqual([]);
  });

  test('reaches a newcomer at most once', async () => {
    const { clock, ada, attack, network, ben } = await hostileScene();
    const honest = await makeGossip(ada, { payload: encodeUtf8('old'), sequence: 7 });
    const later = await makeGossip(ada, { payload: encodeUtf8('later'), sequence: 9 });
    attack({ ...honest, hops: 2 });
    network.say(ada.peerId, ben.peerId, later);
    await clock.advance(SEEN_MS + 1_000);
    attack({ ...honest, hops: 2 });
    await clock.advance(1_000);
    expect(textsOf(ben)).toEqual(['old', 'later']);
  });

  test('of one’s own is not heard again either', async () => {
    const { clock, ben, cleo, attack } = await hostileScene();
    attack(await makeGossip(ben, { hops: 2 }));
    await clock.advance(1_000);
    expect([textsOf(ben), textsOf(cleo)]).toEqual([[], []]);
    expect(ben.checks.count).toBe(0);
  });

  test('from far below what was heard is not taken', async () => {
    const { clock, ada, attack, network, ben } = await hostileScene();
    network.say(ada.peerId, ben.peerId, await makeGossip(ada, { sequence: 10_000 }));
    await clock.advance(100);
    attack(await makeGossip(ada, { sequence: 10, hops: 2 }));
    await clock.advance(100);
    expect(ben.received).toHaveLength(1);
    expect(ben.blamed).toEqual([]);
  });
});

describe('a lie about the way', () => {
  test('that is too long does not stop a message from going everywhere', async () => {
    const { clock, ada, dev, network, ben, attack } = await hostileScene();
    const honest = await makeGossip(ada, { payload: encodeUtf8('hello') });
    attack({ ...honest, hops: 16 });
    await clock.advance(10);
    network.say(ada.peerId, ben.peerId, honest);
    await clock.advance(3_000);
    expect(textsOf(dev)).toEqual(['hello']);
  });

  test('that says another’s message is one’s own is blamed', async () => {
    const { clock, ada, ben, attack } = await hostileScene();
    attack(await makeGossip(ada, { hops: 1 }));
    await clock.advance(100);
    expect(ben.blamed.map(({ detail }) => detail)).toEqual(['gossip: untrue hop count']);
    expect(ben.received).toEqual([]);
  });

  test('that says one’s own message is another’s is blamed', async () => {
    const { clock, mallory, ben, attack } = await hostileScene();
    attack(await makeGossip(mallory, { hops: 2 }));
    await clock.advance(100);
    expect(ben.blamed.map(({ detail }) => detail)).toEqual(['gossip: untrue hop count']);
  });
});

describe('[G4] a flood', () => {
  test('of one origin is cut at its neighbour', async () => {
    const { clock, mallory, cleo, attack } = await hostileScene();
    const seconds = 5;
    for (let i = 0; i < 200 * seconds; i += 1) {
      attack(await makeGossip(mallory, { sequence: i }));
      if (i % 100 === 99) await clock.advance(500);
    }
    await clock.advance(1_000);
    const most = ORIGIN_MESSAGES.burst + ORIGIN_MESSAGES.perSecond * (seconds + 1);
    expect(cleo.received.length).toBeGreaterThan(0);
    expect(cleo.received.length).toBeLessThanOrEqual(most);
  }, 30_000);

  test('of origins made for it is cut too', async () => {
    const { clock, mallory, ben, cleo, attack } = await hostileScene();
    const count = NEW_ORIGINS.burst + 100;
    for (let i = 0; i < count; i += 1) {
      attack(
        await makeGossip(mallory, { nonce: new Uint8Array(32).fill(i % 251).fill(i >> 8, 0, 8), hops: 2 }),
      );
    }
    await clock.advance(1_000);
    expect(ben.received.length).toBeLessThanOrEqual(NEW_ORIGINS.burst + 2 * NEW_ORIGINS.perSecond);
    expect(cleo.received).toHaveLength(ben.received.length);
    expect(ben.dropped).toContain(mallory.peerId);
  }, 30_000);

  test('of copies is blamed, and costs no signature', async () => {
    const { clock, mallory, ben, attack } = await hostileScene();
    const once = await makeGossip(mallory, {});
    attack(once);
    await clock.advance(100);
    for (let i = 0; i <= DUPLICATES.burst; i += 1) attack(once);
    await clock.advance(100);
    expect(ben.checks.count).toBe(1);
    expect(ben.blamed.map(({ detail }) => detail)).toContain('gossip: too many duplicates');
  });

  test('of large broadcasts waits within 2 MiB for its checks', async () => {
    const { clock, mallory, ben, attack } = await hostileScene();
    const payload = new Uint8Array(MAX_GOSSIP_PAYLOAD_BYTES);
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, sequence) => makeGossip(mallory, { sequence, payload })),
    );
    // All in one turn, before the first check can end.
    for (const each of all) attack(each);
    expect(ben.dropped.length).toBeGreaterThanOrEqual(60 - Math.ceil((2 * 1024) / 48));
    await clock.advance(1_000);
    expect(ben.received.length).toBeLessThanOrEqual(Math.ceil((2 * 1024) / 48));
    expect(mallory.received).toEqual([]);
  });
});

const SEEDS = [1, 2, 3];

test.each(SEEDS)(
  'anything in any order throws nothing and stops no honest message (seed %i)',
  async (seed) => {
    const { clock, ada, dev, ben, mallory, cleo, attack } = await hostileScene();
    const random = createSeededRandom(seed);
    const honest = await makeGossip(cleo, { hops: 2 });
    const own = await makeGossip(mallory, {});
    const ids = numberedIds(0, 4);
    const anything: readonly (() => GossipMessage | Uint8Array)[] = [
      () => ({ type: 'IHAVE', ids, hops: random.bytes(randomInteger(random, 6)).map((each) => each % 20) }),
      () => ({ type: 'GRAFT', ids }),
      () => ({ type: 'PRUNE' }),
      () => ({ ...honest, hops: 1 + randomInteger(random, 16) }),
      () => ({ ...own, sequence: randomInteger(random, 3) }),
      () => ({ ...honest, key: random.bytes(65), hops: 2 }),
      () => random.bytes(randomInteger(random, 200)),
      () => encodeGossipMessage(own).map((each) => (randomInteger(random, 50) === 0 ? each ^ 1 : each)),
    ];
    const texts: string[] = [];
    for (let i = 0; i < 400; i += 1) {
      attack(anything[randomInteger(random, anything.length)]!());
      if (i % 4 === 0) await clock.advance(randomInteger(random, 200));
      if (i % 40 !== 0) continue;
      texts.push(`message ${i}`);
      ada.gossip.broadcast('chat', 1, encodeUtf8(`message ${i}`));
    }
    await clock.advance(5_000);
    expect(textsOf(dev).filter((text) => text.startsWith('message'))).toEqual(texts);
    expect(new Set(ben.blamed.map(({ peer }) => peer))).toEqual(new Set([mallory.peerId]));
    expect(cleo.blamed).toEqual([]);
  },
  30_000,
);

describe('what is no message', () => {
  test('is blamed: too long, malformed, of another shape', async () => {
    const { ben, mallory, attack } = await hostileScene();
    const oversize = await makeGossip(mallory, { payload: new Uint8Array(MAX_GOSSIP_PAYLOAD_BYTES + 1) });
    attack(oversize);
    attack(new Uint8Array(60 * 1024));
    attack(Uint8Array.of(0xff));
    attack(encodeUtf8('hello'));
    expect(ben.blamed).toHaveLength(4);
    expect(ben.received).toEqual([]);
  });

  test('on a channel without limits is blamed', async () => {
    const { ben, network, mallory } = await hostileScene();
    const message = await makeGossip(mallory, {});
    network.say(mallory.peerId, ben.peerId, message, { channel: 'bulk' });
    network.say(mallory.peerId, ben.peerId, message, { channel: 'realtime' });
    expect(ben.blamed).toHaveLength(2);
  });

  test('of another version is counted and nobody’s misdeed', async () => {
    const { clock, ben, network, mallory } = await hostileScene();
    network.say(mallory.peerId, ben.peerId, await makeGossip(mallory, {}), { version: 2 });
    await clock.advance(100);
    expect({ blamed: ben.blamed, received: ben.received }).toEqual({ blamed: [], received: [] });
    expect(ben.dropped).toEqual([mallory.peerId]);
  });
});
