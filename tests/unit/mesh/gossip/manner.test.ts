import { describe, expect, test } from 'vitest';
import { GATHER_MS, GATHER_ROUTINE_MS } from '../../../../src/mesh/gossip/announcements.ts';
import { boundedManner, URGENT, type Manner } from '../../../../src/mesh/gossip/manner.ts';
import { mannerOf, encodeMembersMessage } from '../../../../src/mesh/membership-protocol.ts';
import { createSimClock } from '../../../support/sim-clock.ts';
import { ADA, BEN, CLEO, createScene, numbersIn } from './plumtree-scene.ts';

describe('[G6] an urgent broadcast', () => {
  const scene = () => createScene([ADA, BEN, CLEO], () => 'urgent');

  test('is pushed to all neighbours, in the tree or not, at once', () => {
    const { tree, hear, said } = scene();
    tree.prune(BEN);
    tree.prune(ADA);
    expect(hear(1, ADA, { hops: 1, payload: new Uint8Array(10) })).toBe(true);
    expect(said()).toEqual(['GOSSIP to ben', 'GOSSIP to cleo']);
  });

  test('changes nothing of the tree, however many copies come', () => {
    const { tree, hear, again, said } = scene();
    tree.prune(BEN);
    hear(1, BEN);
    said();
    again(1, ADA);
    again(1, CLEO);
    expect(said()).toEqual([]);
    expect(tree.eager).toEqual([ADA, CLEO]);
  });

  test('takes the tree beyond what one peer is to pass on', () => {
    const clock = createSimClock();
    const bounded = boundedManner(() => 'urgent', clock);
    const message = { protocol: 'members', payload: new Uint8Array(10) };
    const manners = Array.from({ length: URGENT.burst + 2 }, () => bounded(message));
    expect(new Set(manners.slice(0, URGENT.burst))).toEqual(new Set<Manner>(['urgent']));
    expect(manners.slice(URGENT.burst)).toEqual(['tree', 'tree']);
  });
});

describe('[G6] a routine broadcast', () => {
  test('is mentioned together with others, within 2 s', async () => {
    const { clock, tree, hear, take } = createScene([ADA, BEN], () => 'routine');
    tree.prune(BEN);
    hear(1, ADA);
    await clock.advance(1_500);
    hear(2, ADA);
    expect(take()).toEqual([]);
    await clock.advance(GATHER_ROUTINE_MS - 1_500);
    expect(numbersIn(take()[0]?.message)).toEqual([1, 2]);
  });

  test('is mentioned at once with one that is not', async () => {
    const { clock, tree, hear, take } = createScene([ADA, BEN], ({ protocol }) =>
      protocol === 'chat' ? 'tree' : 'routine',
    );
    tree.prune(BEN);
    hear(1, ADA, { protocol: 'members' });
    hear(2, ADA);
    await clock.advance(GATHER_MS);
    expect(take().map(({ message }) => numbersIn(message))).toEqual([[1, 2]]);
    await clock.advance(GATHER_ROUTINE_MS);
    expect(take()).toEqual([]);
  });
});

test('[G6] a goodbye is urgent, an announcement routine, and all else neither', () => {
  const bye = encodeMembersMessage({ type: 'BYE' });
  const none = new Uint8Array();
  const announcement = encodeMembersMessage({ type: 'ANNOUNCE', entry: none, links: 0, card: none });
  expect(mannerOf({ protocol: 'members', payload: bye })).toBe('urgent');
  expect(mannerOf({ protocol: 'members', payload: announcement })).toBe('routine');
  expect(mannerOf({ protocol: 'chat', payload: bye })).toBe('tree');
});
