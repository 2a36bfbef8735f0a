// How far and how long the tree carries a message, what it does beside itself, and what it holds on to.

import { describe, expect, test } from 'vitest';
import { GATHER_MS, MAX_WAITING } from '../../../../src/mesh/gossip/announcements.ts';
import { MAX_AGE_MS, MAX_HOPS } from '../../../../src/mesh/gossip/gossip-message.ts';
import { MAX_STORE_BYTES } from '../../../../src/mesh/gossip/message-store.ts';
import { ASK_AFTER_MS } from '../../../../src/mesh/gossip/missing-messages.ts';
import { ADA, BEN, CLEO, createScene, DEV, idOf, LONG, numbersIn } from './plumtree-scene.ts';

describe('[G3] the hop limit', () => {
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
    hear(1, ADA, { ageMs: MAX_AGE_MS - 3_500 });
    tree.neighbourUp(BEN);
    await clock.advance(10_000);
    expect(take()).toEqual([]);
    tree.graft(BEN, [idOf(1)]);
    expect(take()).toEqual([]);
  });

  test('hears of nobody’s earlier words without the later: one that counts as older came another way', async () => {
    const { clock, tree, hear, take } = createScene([ADA]);
    const other = { nonce: new Uint8Array(32).fill(1) };
    const tooOldInASecond = { ageMs: MAX_AGE_MS - 3_500 };
    hear(1, ADA, { ageMs: 0 });
    hear(3, ADA, { ageMs: 500 });
    hear(2, ADA, tooOldInASecond);
    hear(4, ADA, { ...other, ageMs: 0 });
    hear(5, ADA, { ...other, ageMs: 500 });
    tree.neighbourUp(BEN);
    await clock.advance(1_000 + GATHER_MS);
    expect(numbersIn(take()[0]?.message)).toEqual([3, 4, 5]);
  });

  test('hears at once what was said when there was nobody', async () => {
    const { clock, tree, publish, take } = createScene();
    publish(1);
    await clock.advance(700);
    tree.neighbourUp(BEN);
    expect(take()).toMatchObject([{ to: BEN, message: { type: 'GOSSIP', hops: 1, ageMs: 700 } }]);
    tree.neighbourUp(CLEO);
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
    const { clock, tree, hear, again, said, take } = createScene([ADA, BEN, CLEO, DEV]);
    tree.prune(ADA);
    tree.prune(DEV);
    expect(hear(1, ADA, short)).toBe(true);
    await clock.advance(GATHER_MS);
    expect(said()).toEqual(['IHAVE to dev']);
    again(1, BEN, { ...short, hops: 4 });
    const pushed = take();
    expect(pushed).toMatchObject([{ to: CLEO, message: { type: 'GOSSIP', hops: 5 } }]);
    expect(tree.eager).toEqual([BEN, CLEO]);
  });

  test('goes on although the tree brought it from too far', () => {
    const { tree, hear, again, said } = createScene([ADA, BEN, CLEO]);
    tree.prune(ADA);
    hear(1, ADA, short);
    again(1, BEN, { ...short, hops: MAX_HOPS });
    expect(said()).toEqual(['GOSSIP to cleo']);
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
    const payload = new Uint8Array(48 * 1024);
    const largest = payload.length;
    for (let i = 1; i <= 100; i += 1) hear(i, ADA, { payload });
    for (let i = 1; i <= 100; i += 1) tree.graft(BEN, [idOf(i)]);
    const kept = take().flatMap(({ message }) => (message.type === 'GOSSIP' ? [message.sequence] : []));
    expect(kept.length).toBe(Math.floor(MAX_STORE_BYTES / (largest + 1024)));
    expect(kept.at(-1)).toBe(100);
    expect(kept[0]).toBe(101 - kept.length);
  }, 30_000);

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
