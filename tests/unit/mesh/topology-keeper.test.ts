import { describe, expect, test } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import type { Candidate, HeldLink, MeshShape } from '../../../src/mesh/topology.ts';
import {
  createTopologyKeeper,
  DIAL_PATIENCE_MS,
  EVICTION_LIMIT,
  SLOWEST_SWAP_MS,
  TURNED_AWAY_MS,
} from '../../../src/mesh/topology-keeper.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

function id(number: number): PeerId {
  return `peer ${number}` as PeerId;
}

/** A peer in a room of so many: none of them is linked, and dials do nothing until a test says so. */
function createScene(memberCount: number) {
  const clock = createSimClock(0);
  const linked = new Map<PeerId, HeldLink>();
  const known = new Set(Array.from({ length: memberCount - 1 }, (_, index) => id(index)));
  const dialled: PeerId[] = [];
  const givenUp: PeerId[] = [];
  const letGo: PeerId[] = [];
  const shapes: MeshShape[] = [];
  const unlinked = (): readonly Candidate[] =>
    Array.from(known)
      .filter((peerId) => !linked.has(peerId))
      .map((peerId) => ({ peerId, linkCount: undefined }));
  const keeper = createTopologyKeeper({
    clock,
    random: createSeededRandom(7),
    ports: {
      links: () => Array.from(linked.values()),
      memberCount: () => known.size + 1,
      candidates: unlinked,
      dial: (peer) => void dialled.push(peer),
      giveUp: (peer) => void givenUp.push(peer),
      letGo(peer) {
        letGo.push(peer);
        linked.delete(peer);
        keeper.onChange();
      },
      onShape: (shape) => void shapes.push(shape),
    },
  });
  const link = (peerId: PeerId, linkCount = 7) => {
    const sinceMs = clock.nowMs() + linked.size;
    linked.set(peerId, { peerId, sinceMs, isVerified: false, isBridge: false, score: 0, linkCount });
    keeper.onLinked(peerId);
  };
  const linkMany = async (count: number, linkCount?: number) => {
    for (let i = 0; i < count; i += 1) link(id(i), linkCount);
    await clock.advance(200);
    dialled.length = 0;
    givenUp.length = 0;
  };
  return { clock, keeper, linked, known, dialled, givenUp, letGo, shapes, link, linkMany };
}

describe('dialling', () => {
  test('goes to everybody in a small room, and to six in a large one', async () => {
    for (const [members, expected] of [
      [5, 4],
      [10, 9],
      [11, 6],
      [300, 6],
    ] as const) {
      const { clock, keeper, dialled } = createScene(members);
      keeper.onChange();
      await clock.advance(200);
      expect(new Set(dialled).size).toBe(expected);
    }
  });

  test('goes to others when one takes long, and not to the same again', async () => {
    const { clock, keeper, dialled, givenUp } = createScene(100);
    keeper.onChange();
    await clock.advance(200);
    const first = dialled.splice(0);
    await clock.advance(DIAL_PATIENCE_MS);
    expect(new Set(givenUp)).toEqual(new Set(first));
    expect(dialled).toHaveLength(6);
    expect(dialled.filter((peer) => first.includes(peer))).toEqual([]);
  });

  test('waits longer for the next when one took long, so that links come about on slow paths too', async () => {
    const { clock, keeper, dialled, givenUp, link, linked } = createScene(100);
    keeper.onChange();
    await clock.advance(200);
    await clock.advance(DIAL_PATIENCE_MS);
    expect(givenUp).toHaveLength(6);
    // As on a path on which a dial takes eleven seconds.
    await clock.advance(11_000);
    expect(givenUp).toHaveLength(6);
    for (const peer of dialled.slice(6)) link(peer);
    await clock.advance(60_000);
    expect([givenUp.length, linked.size]).toEqual([6, 6]);
  });

  test('ends when there are links enough', async () => {
    const { clock, keeper, dialled, givenUp, link } = createScene(100);
    keeper.onChange();
    await clock.advance(200);
    for (const peer of dialled.slice(0, 3)) link(peer);
    for (let i = 90; i < 93; i += 1) link(id(i));
    await clock.advance(200);
    expect(new Set(givenUp)).toEqual(new Set(dialled.slice(3)));
    await clock.advance(DIAL_PATIENCE_MS);
    expect(dialled).toHaveLength(6);
  });

  test('leaves those alone for a minute who turned this one away, unless nobody else is left', async () => {
    const { clock, keeper, dialled, linkMany, known } = createScene(12);
    await linkMany(5);
    for (let i = 5; i < 11; i += 1) keeper.onTurnedAway(id(i), 'full');
    await clock.advance(1_000);
    expect(dialled).toEqual([]);
    await clock.advance(TURNED_AWAY_MS);
    keeper.onChange();
    await clock.advance(200);
    expect(dialled).toHaveLength(1);

    const alone = createScene(12);
    for (const peer of alone.known) alone.keeper.onTurnedAway(peer, 'full');
    await alone.clock.advance(200);
    expect(alone.dialled.length).toBeGreaterThan(0);
    expect(known.size).toBe(11);
  });
});

describe('the shape', () => {
  test('is told once, and one who comes and goes at the bound turns nothing over', async () => {
    const { clock, keeper, known, shapes } = createScene(10);
    for (let i = 0; i < 20; i += 1) {
      if (known.size < 10) known.add(id(50));
      else known.delete(id(50));
      keeper.onChange();
      await clock.advance(5_000);
    }
    expect(shapes).toEqual(['partial']);
    for (let i = 0; i < 2; i += 1) known.delete(id(i));
    keeper.onChange();
    await clock.advance(200);
    expect(shapes).toEqual(['partial', 'full']);
  });

  test('lets a full mesh dial whoever it learns of, and chooses in a partial one', () => {
    expect(createScene(5).keeper.peersToDial([id(1), id(2)])).toEqual([id(1), id(2)]);
    expect(createScene(20).keeper.peersToDial([id(1), id(2)])).toEqual([]);
  });

  test('becomes partial with those who let this one go', async () => {
    const { clock, keeper, shapes } = createScene(10);
    keeper.onTurnedAway(id(1), 'released');
    await clock.advance(200);
    expect(shapes).toEqual(['partial']);
  });
});

describe('letting go', () => {
  test('happens one by one down to eight links, never to somebody who is short of them', async () => {
    const { clock, linkMany, letGo, linked } = createScene(30);
    await linkMany(12, 7);
    await clock.advance(10_000);
    expect([linked.size, letGo.length]).toEqual([8, 4]);

    const poor = createScene(30);
    await poor.linkMany(12, 3);
    await poor.clock.advance(10_000);
    expect(poor.letGo).toEqual([]);
  });

  test('makes room for a joiner, but not again and again', async () => {
    const { keeper, linkMany, clock } = createScene(300);
    await linkMany(8);
    const admit = () => keeper.admit(id(200), { heldPlaces: 8, theirLinks: 0 });
    const outcomes = Array.from({ length: 40 }, admit);
    expect(outcomes.filter((outcome) => typeof outcome === 'object')).toHaveLength(EVICTION_LIMIT.burst);
    expect(outcomes.at(-1)).toBe('full');
    await clock.advance(2_000);
    expect(admit()).toMatchObject({ drop: expect.any(String) });
  });

  test('is not needed for somebody this one dialled itself', async () => {
    const { keeper, clock, dialled } = createScene(100);
    keeper.onChange();
    await clock.advance(200);
    const [peer] = dialled as [PeerId];
    expect(keeper.admit(peer, { heldPlaces: 8, theirLinks: 7 })).toBe('accept');
    expect(keeper.admit(id(99), { heldPlaces: 8, theirLinks: 7 })).toBe('full');
  });
});

describe('swaps', () => {
  test('exchange one link within some 90 s, once the new one stands', async () => {
    const { clock, linkMany, dialled, letGo, link, linked } = createScene(50);
    await linkMany(7);
    await clock.until(() => dialled.length > 0, 91_000);
    expect([dialled.length, letGo.length]).toEqual([1, 0]);
    link(dialled[0]!);
    await clock.advance(200);
    expect(letGo).toHaveLength(1);
    expect(linked.size).toBe(7);
    expect(linked.has(dialled[0]!)).toBe(true);
  });

  test('become rare while nobody comes or goes, and frequent again when somebody does', async () => {
    const { clock, keeper, linkMany, dialled } = createScene(50);
    await linkMany(7);
    await clock.advance(60 * 60_000);
    expect(dialled.length).toBeLessThanOrEqual(9);
    await clock.advance(2 * SLOWEST_SWAP_MS);
    dialled.length = 0;
    keeper.onMembersChanged();
    await clock.advance(91_000);
    expect(dialled.length).toBeGreaterThan(0);
  });

  test('whose dial leads nowhere let nobody go', async () => {
    const { clock, linkMany, letGo } = createScene(50);
    await linkMany(7);
    await clock.advance(10 * 60_000);
    expect(letGo).toEqual([]);
  });
});

test('nothing waits once it is disposed', async () => {
  const { clock, keeper, linkMany } = createScene(50);
  await linkMany(12);
  keeper.onChange();
  keeper.dispose();
  expect(clock.pendingTimers).toBe(0);
});
