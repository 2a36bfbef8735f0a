import { describe, expect, test } from 'vitest';
import { GATHER_MS, MAX_WAITING } from '../../../../src/mesh/gossip/announcements.ts';
import { MAX_AGE_MS, MAX_HOPS, MAX_IDS } from '../../../../src/mesh/gossip/gossip-message.ts';
import { MAX_STORE_BYTES } from '../../../../src/mesh/gossip/message-store.ts';
import {
  ASK_AFTER_MS,
  ASK_NEXT_AFTER_MS,
  MAX_PROMISES,
} from '../../../../src/mesh/gossip/missing-messages.ts';
import { SEEN_MS } from '../../../../src/mesh/gossip/plumtree.ts';
import { ADA, BEN, CLEO, createScene, DEV, idOf, LONG, numbersIn } from './plumtree-scene.ts';

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

describe('a duplicate', () => {
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

describe('a message that was announced and does not come', () => {
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
    expect(broken).toEqual([BEN, CLEO, ADA]);
    expect(tree.missingCount).toBe(0);
  });

  test('is a broken promise of nobody whose copy came, good or not', async () => {
    const { clock, tree, broken } = createScene([ADA]);
    tree.announced(idOf(1), ADA, 2);
    await clock.advance(ASKED_BY_MS);
    tree.arrived(idOf(1), ADA);
    await clock.advance(5_000);
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

describe('the hop limit', () => {
  test('a message is passed on for 16 links and no farther', async () => {
    const { clock, hear, take } = createScene([ADA, BEN]);
    hear(1, ADA, { hops: MAX_HOPS - 1 });
    expect(take()).toMatchObject([{ to: BEN, message: { type: 'GOSSIP', hops: 16 } }]);
    hear(2, ADA, { hops: MAX_HOPS });
    await clock.advance(1_000);
    expect(take()).toEqual([]);
  });

  test.each<[string, (scene: ReturnType<typeof createScene>) => void]>([
    ['a copy', ({ again }) => again(1, CLEO, { hops: 4 })],
    ['an announcement', ({ tree }) => void tree.announced(idOf(1), CLEO, 3)],
  ])('a message that came too far goes on when %s shows a shorter way', (_, shorten) => {
    const scene = createScene([ADA, BEN, CLEO]);
    scene.hear(1, ADA, { hops: MAX_HOPS });
    expect(scene.take()).toEqual([]);
    shorten(scene);
    const pushed = scene.take().filter(({ message }) => message.type === 'GOSSIP');
    expect(pushed).toMatchObject([{ to: BEN, message: { hops: 5 } }]);
  });

  test('a shorter way that was announced before counts too', () => {
    const { tree, hear, take } = createScene([ADA, BEN, CLEO]);
    tree.announced(idOf(1), CLEO, 3);
    hear(1, ADA, { hops: MAX_HOPS });
    expect(take()).toMatchObject([{ to: BEN, message: { type: 'GOSSIP', hops: 5 } }]);
  });

  test('what came too far is not announced, and not an answer', async () => {
    const { clock, tree, hear, take } = createScene([ADA, BEN]);
    tree.prune(BEN);
    hear(1, ADA, { hops: MAX_HOPS });
    await clock.advance(1_000);
    tree.graft(BEN, [idOf(1)]);
    expect(take()).toEqual([]);
  });
});

describe('a new neighbour', () => {
  test('is in the tree', () => {
    const { tree } = createScene([ADA]);
    tree.neighbourUp(BEN);
    expect(tree.eager).toEqual([ADA, BEN]);
  });

  test('hears of the last 30 s a second later, and the age goes with a message', async () => {
    const { clock, tree, hear, take } = createScene([ADA]);
    hear(1, ADA, { ageMs: 500 });
    await clock.advance(5_000);
    tree.neighbourUp(BEN);
    await clock.advance(1_000 + GATHER_MS);
    const [announced] = take();
    expect(numbersIn(announced?.message)).toEqual([1]);
    tree.graft(BEN, [idOf(1)]);
    expect(take()).toMatchObject([{ to: BEN, message: { ageMs: 500 + 6_020 } }]);
  });

  test('does not hear of what is older: nothing is handed from newcomer to newcomer for ever', async () => {
    const { clock, tree, hear, take } = createScene([ADA]);
    hear(1, ADA, { ageMs: MAX_AGE_MS - 4_000 });
    tree.neighbourUp(BEN);
    take();
    await clock.advance(10_000);
    expect(take().map(({ message }) => message.type)).not.toContain('GOSSIP');
    tree.graft(BEN, [idOf(1)]);
    expect(take()).toEqual([]);
  });

  test('hears of nothing when there is nothing', async () => {
    const { clock, tree, take } = createScene([ADA]);
    tree.neighbourUp(BEN);
    await clock.advance(10_000);
    expect(take()).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a short message of a neighbour', () => {
  const short = { payload: new Uint8Array(10), hops: 1 };

  test('is pushed beside the tree too', () => {
    const { tree, publish, said } = createScene([ADA, BEN]);
    tree.prune(BEN);
    publish(1, short);
    expect(said()).toEqual(['GOSSIP to ada', 'GOSSIP to ben']);
    publish(2, { payload: new Uint8Array(LONG) });
    expect(said()).toEqual(['GOSSIP to ada']);
  });

  test('that came beside the tree is announced there, and waits for the tree to go on', async () => {
    const { clock, tree, hear, again, said } = createScene([ADA, BEN, CLEO, DEV]);
    tree.prune(ADA);
    tree.prune(DEV);
    expect(hear(1, ADA, short)).toBe(true);
    await clock.advance(GATHER_MS);
    expect(said()).toEqual(['IHAVE to dev']);
    again(1, BEN, { ...short, hops: 4 });
    expect(said()).toEqual(['GOSSIP to cleo']);
    expect(tree.eager).toEqual([BEN, CLEO]);
  });

  test('goes on without the tree after 400 ms, and its way becomes the tree', async () => {
    const { clock, tree, hear, said } = createScene([ADA, BEN]);
    tree.prune(ADA);
    hear(1, ADA, short);
    await clock.advance(ASK_AFTER_MS.to);
    expect(said()).toEqual(['GRAFT to ada', 'GOSSIP to ben']);
    expect(tree.eager).toEqual([ADA, BEN]);
  });

  test('goes on too when who said it has gone', async () => {
    const { clock, tree, hear, said } = createScene([ADA, BEN]);
    tree.prune(ADA);
    hear(1, ADA, short);
    tree.neighbourDown(ADA);
    await clock.advance(ASK_AFTER_MS.to);
    expect(said()).toEqual(['GOSSIP to ben']);
  });

  test('that the tree was faster with changes nothing', () => {
    const { tree, hear, again, said } = createScene([ADA, BEN, CLEO]);
    tree.prune(ADA);
    hear(1, BEN, { ...short, hops: 2 });
    said();
    again(1, ADA, short);
    expect(said()).toEqual([]);
    expect(tree.eager).toEqual([BEN, CLEO]);
  });

  test('goes on at once where there is no tree', () => {
    const { tree, hear, said } = createScene([ADA, BEN]);
    tree.prune(ADA);
    tree.prune(BEN);
    hear(1, ADA, short);
    expect(tree.eager).toEqual([ADA]);
    expect(said()).toEqual([]);
  });
});

describe('a neighbour that takes nothing', () => {
  test('stalls nobody, and hears of it when it takes something again', async () => {
    const { clock, hear, said, stalled } = createScene([ADA, BEN, CLEO]);
    stalled.add(BEN);
    hear(1, ADA);
    expect(said()).toEqual(['GOSSIP to cleo']);
    await clock.advance(500);
    stalled.delete(BEN);
    await clock.advance(1_000);
    expect(said()).toEqual(['IHAVE to ben']);
  });

  test('has at most 512 announcements waiting, the newest', async () => {
    const { clock, tree, hear, take, stalled } = createScene([ADA, BEN]);
    tree.prune(BEN);
    stalled.add(BEN);
    for (let i = 1; i <= MAX_WAITING + 100; i += 1) hear(i, ADA, { payload: new Uint8Array(3_000) });
    await clock.advance(100);
    stalled.delete(BEN);
    await clock.advance(1_100);
    const announced = take().flatMap(({ message }) => numbersIn(message));
    expect(announced).toHaveLength(MAX_WAITING);
    expect(Math.min(...announced)).toBe(101);
  });
});

describe('memory', () => {
  test('holds 4 MiB of messages, the newest', () => {
    const { tree, hear, take } = createScene([ADA, BEN]);
    tree.prune(BEN);
    const largest = 48 * 1024;
    for (let i = 1; i <= 100; i += 1) hear(i, ADA, { payload: new Uint8Array(largest) });
    for (let i = 1; i <= 100; i += 1) tree.graft(BEN, [idOf(i)]);
    const kept = take().flatMap(({ message }) => (message.type === 'GOSSIP' ? [message.sequence] : []));
    expect(kept.length).toBe(Math.floor(MAX_STORE_BYTES / (largest + 1024)));
    expect(kept.at(-1)).toBe(100);
    expect(kept[0]).toBe(101 - kept.length);
  });

  test('and timers are let go when nobody speaks: an idle tree does nothing', async () => {
    const { clock, tree, hear, take } = createScene([ADA, BEN]);
    tree.prune(BEN);
    hear(1, ADA);
    tree.announced(idOf(2), BEN, 1);
    await clock.advance(60_000);
    take();
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(10 * 60_000);
    expect(take()).toEqual([]);
  });

  test('is let go at disposal, and nothing is sent after it', async () => {
    const { clock, tree, hear, publish, take } = createScene([ADA, BEN]);
    tree.prune(BEN);
    hear(1, ADA);
    tree.announced(idOf(2), BEN, 1);
    take();
    tree.dispose();
    expect(hear(3, ADA)).toBe(false);
    publish(4);
    tree.neighbourUp(CLEO);
    await clock.advance(60_000);
    expect(take()).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
