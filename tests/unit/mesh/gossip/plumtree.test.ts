import { describe, expect, test } from 'vitest';
import { GATHER_MS } from '../../../../src/mesh/gossip/announcements.ts';
import { MAX_IDS } from '../../../../src/mesh/gossip/gossip-message.ts';
import {
  ASK_AFTER_MS,
  ASK_NEXT_AFTER_MS,
  KEPT_WITHIN_MS,
  MAX_PROMISES,
} from '../../../../src/mesh/gossip/missing-messages.ts';
import { SEEN_MS } from '../../../../src/mesh/gossip/plumtree.ts';
import { ADA, BEN, CLEO, createScene, idOf, numbersIn } from './plumtree-scene.ts';

const ASKED_BY_MS = ASK_AFTER_MS.to + 50;

describe('a message', () => {
  test('is pushed to every neighbour in the tree, but not back, one hop farther', () => {
    const { hear, take } = createScene([ADA, BEN, CLEO]);
    expect(hear(1, ADA, { hops: 3 })).toBe(true);
    const sent = take();
    expect(sent.map(({ to }) => to)).toEqual([BEN, CLEO]);
    expect(sent.map(({ message }) => message)).toMatchObject([
      { type: 'GOSSIP', hops: 4 },
      { type: 'GOSSIP', hops: 4 },
    ]);
  });

  test('is announced beside the tree, gathered for 20 ms', async () => {
    const { clock, tree, hear, said, take } = createScene([ADA, BEN]);
    tree.prune(BEN);
    hear(1, ADA);
    hear(2, ADA);
    expect(said()).toEqual([]);
    await clock.advance(GATHER_MS);
    const [announced, ...others] = take();
    expect(others).toEqual([]);
    expect(announced).toMatchObject({ to: BEN, message: { type: 'IHAVE', hops: Uint8Array.of(3, 3) } });
    expect(numbersIn(announced?.message)).toEqual([1, 2]);
  });

  test('that was seen is not taken again', () => {
    const { hear, take } = createScene([ADA, BEN]);
    hear(1, ADA);
    take();
    expect(hear(1, BEN)).toBe(false);
    expect(take()).toEqual([]);
  });

  test('is neither pushed nor announced to who announced it', async () => {
    const { clock, tree, hear, take } = createScene([ADA, BEN, CLEO]);
    tree.prune(CLEO);
    tree.announced(idOf(1), BEN, 2);
    tree.announced(idOf(1), CLEO, 2);
    hear(1, ADA);
    await clock.advance(1_000);
    expect(take()).toEqual([]);
  });

  test('from a neighbour beside the tree takes that neighbour into it', () => {
    const { tree, hear } = createScene([ADA, BEN]);
    tree.prune(ADA);
    hear(1, ADA);
    expect(tree.eager).toEqual([ADA, BEN]);
  });

  test('is known for two minutes', async () => {
    const { clock, tree, hear } = createScene([ADA]);
    hear(1, ADA);
    await clock.advance(SEEN_MS - 1);
    expect(tree.hasSeen(idOf(1))).toBe(true);
    await clock.advance(1);
    expect(tree.hasSeen(idOf(1))).toBe(false);
    expect(SEEN_MS).toBe(120_000);
  });

  test('of one’s own goes to everybody, from hop 1', () => {
    const { publish, take } = createScene([ADA, BEN]);
    publish(1);
    expect(take().map(({ message }) => message)).toMatchObject([{ hops: 1 }, { hops: 1 }]);
  });

  test('that is ignored is neither passed on nor asked for', async () => {
    const { clock, tree, take } = createScene([ADA, BEN]);
    tree.announced(idOf(1), BEN, 1);
    tree.ignore(idOf(1));
    tree.announced(idOf(1), ADA, 1);
    await clock.advance(2_000);
    expect(take()).toEqual([]);
  });
});

describe('[G1] a duplicate', () => {
  test('takes the link out of the tree on both sides', () => {
    const { tree, hear, again, said } = createScene([ADA, BEN]);
    hear(1, ADA);
    said();
    again(1, BEN);
    expect(said()).toEqual(['PRUNE to ben']);
    expect(tree.eager).toEqual([ADA]);
  });

  test('from who brought it first leaves the tree as it is', () => {
    const { tree, hear, again, said } = createScene([ADA, BEN]);
    hear(1, ADA);
    said();
    again(1, ADA);
    expect(said()).toEqual([]);
    expect(tree.eager).toEqual([ADA, BEN]);
  });

  test('of one’s own message takes the link out of the tree', () => {
    const { tree, publish, again, said } = createScene([ADA, BEN]);
    publish(1);
    said();
    again(1, BEN);
    expect(said()).toEqual(['PRUNE to ben']);
    expect(tree.eager).toEqual([ADA]);
  });

  test('is answered once a second: what was under way is no reason to repeat oneself', async () => {
    const { clock, hear, again, said } = createScene([ADA, BEN]);
    for (let i = 1; i <= 5; i += 1) hear(i, ADA);
    said();
    for (let i = 1; i <= 4; i += 1) again(i, BEN);
    expect(said()).toEqual(['PRUNE to ben']);
    await clock.advance(1_000);
    said();
    again(5, BEN);
    expect(said()).toEqual(['PRUNE to ben']);
  });
});

describe('PRUNE and GRAFT', () => {
  test('PRUNE takes the sender out of the tree', () => {
    const { tree, hear, said } = createScene([ADA, BEN]);
    tree.prune(BEN);
    hear(1, ADA);
    expect(said()).toEqual([]);
  });

  test('GRAFT takes it in again and is answered with what was asked for', () => {
    const { tree, hear, said } = createScene([ADA, BEN]);
    tree.prune(BEN);
    hear(1, ADA);
    tree.graft(BEN, [idOf(1), idOf(99)]);
    expect(said()).toEqual(['GOSSIP to ben']);
    hear(2, ADA);
    expect(said()).toEqual(['GOSSIP to ben']);
  });

  test('nobody gets a message more than twice, however often it asks', () => {
    const { tree, hear, said } = createScene([ADA, BEN]);
    hear(1, ADA);
    for (let i = 0; i < 10; i += 1) tree.graft(BEN, [idOf(1), idOf(1)]);
    expect(said()).toEqual(['GOSSIP to ben', 'GOSSIP to ben']);
  });

  test('answers stay within the neighbour’s allowance', () => {
    const { tree, hear, said, allowance } = createScene([ADA, BEN]);
    tree.prune(BEN);
    hear(1, ADA);
    hear(2, ADA);
    allowance.answersLeft = 1;
    tree.graft(BEN, [idOf(1), idOf(2)]);
    expect(said()).toEqual(['GOSSIP to ben']);
  });

  test('nobody who is not a neighbour is answered or taken in', () => {
    const { tree, hear, said } = createScene([ADA]);
    hear(1, ADA);
    tree.graft(BEN, [idOf(1)]);
    tree.prune(BEN);
    expect(said()).toEqual([]);
    expect(tree.eager).toEqual([ADA]);
  });
});

describe('[G1] a message that was announced and does not come', () => {
  test('is asked for after 250 to 400 ms, and its announcer is in the tree', async () => {
    const { clock, tree, said, take } = createScene([ADA]);
    tree.prune(ADA);
    tree.announced(idOf(1), ADA, 2);
    await clock.advance(ASK_AFTER_MS.from - 1);
    expect(said()).toEqual([]);
    await clock.advance(ASKED_BY_MS - ASK_AFTER_MS.from);
    const [asked] = take();
    expect(asked).toMatchObject({ to: ADA, message: { type: 'GRAFT' } });
    expect(numbersIn(asked?.message)).toEqual([1]);
    expect(tree.eager).toEqual([ADA]);
  });

  test('is not asked for when it comes in time', async () => {
    const { clock, tree, hear, said } = createScene([ADA, BEN]);
    tree.announced(idOf(1), ADA, 2);
    hear(1, BEN);
    await clock.advance(2_000);
    expect(said()).toEqual([]);
    expect(tree.missingCount).toBe(0);
  });

  test('is asked for at the nearest first, then at the next, each after half a second', async () => {
    const { clock, tree, said, broken } = createScene([ADA, BEN, CLEO]);
    tree.announced(idOf(1), ADA, 5);
    tree.announced(idOf(1), BEN, 2);
    tree.announced(idOf(1), CLEO, 3);
    await clock.advance(ASKED_BY_MS);
    expect(said()).toEqual(['GRAFT to ben']);
    await clock.advance(ASK_NEXT_AFTER_MS);
    expect(said()).toEqual(['GRAFT to cleo']);
    await clock.advance(ASK_NEXT_AFTER_MS);
    expect(said()).toEqual(['GRAFT to ada']);
    await clock.advance(ASK_NEXT_AFTER_MS);
    expect(said()).toEqual([]);
    expect([tree.missingCount, broken]).toEqual([0, []]);
    await clock.advance(KEPT_WITHIN_MS + 1_000);
    expect(broken).toEqual([BEN, CLEO, ADA]);
  });

  test('is no broken promise when the copy comes late, as from a busy machine', async () => {
    const { clock, tree, broken } = createScene([ADA, BEN]);
    for (let i = 1; i <= 200; i += 1) for (const peer of [ADA, BEN]) tree.announced(idOf(i), peer, 2);
    await clock.advance(KEPT_WITHIN_MS - 1_000);
    for (let i = 1; i <= 200; i += 1) tree.arrived(idOf(i), ADA);
    await clock.advance(60_000);
    expect([broken.length, new Set(broken)]).toEqual([200, new Set([BEN])]);
  });

  test('is no broken promise of a neighbour that is gone', async () => {
    const { clock, tree, broken } = createScene([ADA]);
    tree.announced(idOf(1), ADA, 2);
    await clock.advance(2_000);
    tree.neighbourDown(ADA);
    await clock.advance(60_000);
    expect([broken, clock.pendingTimers]).toEqual([[], 0]);
  });

  test('is a broken promise of nobody whose copy came, good or not', async () => {
    const { clock, tree, broken } = createScene([ADA]);
    tree.announced(idOf(1), ADA, 2);
    await clock.advance(ASKED_BY_MS);
    tree.arrived(idOf(1), ADA);
    await clock.advance(60_000);
    expect(broken).toEqual([]);
    expect(tree.missingCount).toBe(0);
  });

  test('is asked for together with others, at most 64 at a time', async () => {
    const { clock, tree, take } = createScene([ADA]);
    for (let i = 1; i <= 100; i += 1) tree.announced(idOf(i), ADA, 2);
    await clock.advance(ASKED_BY_MS);
    const asked = take().map(({ message }) => numbersIn(message));
    expect(asked.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(Math.max(...asked.map(({ length }) => length))).toBeLessThanOrEqual(MAX_IDS);
    expect(asked.length).toBeLessThanOrEqual(10);
  });

  test('is forgotten with the neighbour that announced it', async () => {
    const { clock, tree, take, broken } = createScene([ADA, BEN]);
    tree.announced(idOf(1), ADA, 2);
    tree.neighbourDown(ADA);
    expect(tree.missingCount).toBe(0);
    await clock.advance(2_000);
    expect(take()).toEqual([]);
    expect(broken).toEqual([]);
  });

  test('is asked for elsewhere when the neighbour that was asked goes', async () => {
    const { clock, tree, said } = createScene([ADA, BEN]);
    tree.announced(idOf(1), ADA, 1);
    tree.announced(idOf(1), BEN, 2);
    await clock.advance(ASKED_BY_MS);
    expect(said()).toEqual(['GRAFT to ada']);
    tree.neighbourDown(ADA);
    await clock.advance(ASK_NEXT_AFTER_MS);
    expect(said()).toEqual(['GRAFT to ben']);
  });

  test('is waited for 512 times a neighbour, no more', () => {
    const { tree } = createScene([ADA, BEN]);
    for (let i = 1; i <= MAX_PROMISES; i += 1) expect(tree.announced(idOf(i), ADA, 1)).toBe(true);
    expect(tree.announced(idOf(9_999), ADA, 1)).toBe(false);
    expect(tree.missingCount).toBe(MAX_PROMISES);
    expect(tree.announced(idOf(9_999), BEN, 1)).toBe(true);
  });
});
