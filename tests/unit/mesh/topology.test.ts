import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { randomInteger } from '../../../src/primitives/random.ts';
import {
  admitLink,
  linksToDial,
  linksToSwap,
  linkToDrop,
  mostLinks,
  nextShape,
  protectedLinks,
  TOPOLOGY_LIMITS,
  type HeldLink,
  type MeshShape,
} from '../../../src/mesh/topology.ts';
import { createLinkGraph, type LinkGraph } from '../../support/link-graph.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

vi.setConfig({ testTimeout: 60_000 });

const random = createSeededRandom(1);

function id(number: number): PeerId {
  return `peer ${number}` as PeerId;
}

function held(count: number, fields: (index: number) => Partial<HeldLink> = () => ({})): HeldLink[] {
  return Array.from({ length: count }, (_, index) => ({
    peerId: id(index),
    sinceMs: index,
    isVerified: false,
    isBridge: false,
    score: 0,
    linkCount: 6,
    ...fields(index),
  }));
}

function candidates(...linkCounts: readonly (number | undefined)[]) {
  return linkCounts.map((linkCount, index) => ({ peerId: id(100 + index), linkCount }));
}

describe('[T1] the shape', () => {
  test('is full to ten members and partial above', () => {
    expect([1, 10, 11, 500].map((memberCount) => nextShape('full', { memberCount }))).toEqual([
      'full',
      'full',
      'partial',
      'partial',
    ]);
  });

  test('does not flap when one comes and goes at the bound', () => {
    let shape: MeshShape = 'full';
    let turns = 0;
    for (let i = 0; i < 50; i += 1) {
      const next = nextShape(shape, { memberCount: 10 + (i % 2) });
      if (next !== shape) turns += 1;
      shape = next;
    }
    expect([shape, turns]).toEqual(['partial', 1]);
    expect(nextShape('partial', { memberCount: 8 })).toBe('full');
  });

  test('between the bounds is that of those who let one go', () => {
    expect(nextShape('full', { memberCount: 9, wasLetGo: true })).toBe('partial');
    expect(nextShape('full', { memberCount: 8, wasLetGo: true })).toBe('full');
  });

  test('may be full for more members', () => {
    expect(nextShape('full', { memberCount: 40 }, { fullMembers: 40 })).toBe('full');
    expect(nextShape('full', { memberCount: 41 }, { fullMembers: 40 })).toBe('partial');
  });
});

describe('whom to dial', () => {
  const view = { dialing: 0, random };

  test('everybody in a full mesh', () => {
    const everybody = candidates(...Array.from({ length: 9 }, () => undefined));
    expect(linksToDial({ ...view, shape: 'full', linkCount: 0, candidates: everybody })).toHaveLength(9);
  });

  test('in a partial one as many as are missing to six, those dialled now counted', () => {
    const many = candidates(...Array.from({ length: 30 }, () => 5));
    const partial = { ...view, shape: 'partial', candidates: many } as const;
    expect(linksToDial({ ...partial, linkCount: 0 })).toHaveLength(6);
    expect(linksToDial({ ...partial, linkCount: 3, dialing: 2 })).toHaveLength(1);
    expect(linksToDial({ ...partial, linkCount: 6 })).toEqual([]);
    expect(linksToDial({ ...partial, linkCount: 8, dialing: 3 })).toEqual([]);
  });

  test('those with room first, the full ones last', () => {
    const three = candidates(8, undefined, 3);
    const dialled = (linkCount: number) =>
      linksToDial({ ...view, shape: 'partial', linkCount, candidates: three });
    expect(dialled(5)).toEqual([id(102)]);
    expect(dialled(4)).toEqual([id(102), id(101)]);
  });

  test('at random, so that nobody is dialled by all', () => {
    const many = candidates(...Array.from({ length: 20 }, () => 5));
    const chosen = Array.from(
      { length: 200 },
      () => linksToDial({ ...view, shape: 'partial', linkCount: 5, candidates: many })[0],
    );
    expect(new Set(chosen).size).toBe(20);
  });
});

describe('whom to take in', () => {
  const partial = { shape: 'partial', random, links: held(8) } as const;

  test('anybody, while there is room', () => {
    expect(admitLink({ ...partial, heldPlaces: 7, theirLinks: undefined, links: held(7) })).toBe('accept');
    expect(admitLink({ ...partial, shape: 'full', heldPlaces: 17, theirLinks: 9 })).toBe('accept');
    expect(admitLink({ ...partial, shape: 'full', heldPlaces: 18, theirLinks: 0 })).toBe('full');
  });

  test('then whoever is short of links, in place of somebody who is not', () => {
    expect(admitLink({ ...partial, heldPlaces: 8, theirLinks: undefined })).toBe('ask');
    expect(admitLink({ ...partial, heldPlaces: 8, theirLinks: 4 })).toBe('full');
    const admission = admitLink({ ...partial, heldPlaces: 8, theirLinks: 3 });
    expect([2, 3, 4, 5, 6, 7].map((each) => ({ drop: id(each) }))).toContainEqual(admission);
  });

  test('also when all others are short of links themselves, but not without end', () => {
    const storm = { ...partial, theirLinks: 0, links: held(8, () => ({ linkCount: 1 })) };
    expect(admitLink({ ...storm, heldPlaces: 8 })).toBe('accept');
    expect(admitLink({ ...storm, heldPlaces: 15 })).toBe('accept');
    expect(admitLink({ ...storm, heldPlaces: 16 })).toBe('full');
  });
});

describe('whom to let go', () => {
  test('nobody up to eight links', () => {
    expect(linkToDrop({ links: held(8), random })).toBeUndefined();
  });

  test('never the two longest-standing, and verified people before those', () => {
    const links = held(9, (index) => ({ isVerified: index === 7 }));
    expect(protectedLinks(links)).toEqual(new Set([id(7), id(0)]));
    const dropped = new Set(Array.from({ length: 300 }, () => linkToDrop({ links, random })));
    expect(dropped).toEqual(new Set([1, 2, 3, 4, 5, 6, 8].map(id)));
  });

  test('never a bridge to members not known yet', () => {
    const links = held(12, (index) => ({ isBridge: index === 5 || index === 11 }));
    const dropped = new Set(Array.from({ length: 300 }, () => linkToDrop({ links, random })));
    expect(dropped).toEqual(new Set([2, 3, 4, 6, 7, 8, 9, 10].map(id)));
  });

  test('nobody who is short of links or has not said how many', () => {
    const links = held(9, (index) => ({ linkCount: index === 5 ? 5 : [4, 1, undefined][index % 3] }));
    for (let i = 0; i < 50; i += 1) expect(linkToDrop({ links, random })).toBe(id(5));
    expect(linkToDrop({ links: held(9, () => ({ linkCount: 4 })), random })).toBeUndefined();
  });

  test('rather a bad link than a good one', () => {
    const links = held(12, (index) => ({ score: index }));
    const counts = new Map<PeerId, number>();
    for (let i = 0; i < 2_000; i += 1) {
      const dropped = linkToDrop({ links, random });
      if (dropped) counts.set(dropped, (counts.get(dropped) ?? 0) + 1);
    }
    expect(counts.get(id(2)) ?? 0).toBeGreaterThan(4 * (counts.get(id(10)) ?? 1));
    expect(counts.has(id(11))).toBe(false);
  });
});

describe('a swap', () => {
  test('happens above the target only, between ends that have enough', () => {
    expect(linksToSwap({ links: held(6), candidates: candidates(5), random })).toBeUndefined();
    expect(linksToSwap({ links: held(7), candidates: [], random })).toBeUndefined();
    expect(linksToSwap({ links: held(7), candidates: candidates(5), random })).toBeUndefined();
    const swap = linksToSwap({ links: held(7, () => ({ linkCount: 7 })), candidates: candidates(5), random });
    expect(swap?.dial).toBe(id(100));
    expect([2, 3, 4, 5, 6].map(id)).toContain(swap?.drop);
  });
});

test('a full mesh has room for its members and those who refresh', () => {
  expect([mostLinks('full'), mostLinks('partial')]).toEqual([18, 16]);
  expect(mostLinks('full', { ...TOPOLOGY_LIMITS, fullMembers: 40 })).toBe(48);
});

/** So many peers who came one after the other through a random one who was there. */
function grow(seed: number, count: number): LinkGraph {
  const graph = createLinkGraph(createSeededRandom(seed));
  const draw = createSeededRandom(seed + 1);
  for (let i = 0; i < count; i += 1) {
    const { ids } = graph;
    graph.join(ids[ids.length === 0 ? 0 : randomInteger(draw, ids.length)]);
    graph.round({ isInformed: i % 5 === 0 });
  }
  for (let i = 0; i < 10; i += 1) graph.round();
  return graph;
}

/** fast-check prints the seed and the size of a graph that fails. */
const anyGraph = { seed: fc.integer({ min: 1, max: 1e6 }), size: fc.integer({ min: 2, max: 60 }) };

function degrees(graph: LinkGraph): readonly number[] {
  return graph.ids.map((each) => graph.degreeOf(each));
}

describe('[T1] any room that follows it', () => {
  test('is whole, with four to eight links each, or everybody with everybody', () => {
    fc.assert(
      fc.property(anyGraph.seed, anyGraph.size, (seed, size) => {
        const graph = grow(seed, size);
        expect(graph.parts()).toEqual([size]);
        const [least, most] = size > 10 ? [4, 8] : [size - 1, size - 1];
        for (const degree of degrees(graph)) {
          expect(degree).toBeGreaterThanOrEqual(least);
          expect(degree).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('comes to rest: nothing is dialled or let go any more', () => {
    fc.assert(
      fc.property(anyGraph.seed, anyGraph.size, (seed, size) => {
        const graph = grow(seed, size);
        const { changes } = graph;
        for (let i = 0; i < 5; i += 1) graph.round();
        expect(graph.changes).toBe(changes);
      }),
      { numRuns: 20 },
    );
  });

  test('stays whole and within its bounds while links are swapped', () => {
    fc.assert(
      fc.property(anyGraph.seed, fc.integer({ min: 12, max: 60 }), (seed, size) => {
        const graph = grow(seed, size);
        for (let i = 0; i < 30; i += 1) {
          graph.round({ shuffles: true });
          expect(graph.parts()).toEqual([size]);
        }
        graph.round();
        expect(Math.max(...degrees(graph))).toBeLessThanOrEqual(8);
        expect(Math.min(...degrees(graph))).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 10 },
    );
  });

  test('is whole again after half of its peers crash at once', () => {
    fc.assert(
      fc.property(anyGraph.seed, fc.integer({ min: 24, max: 80 }), (seed, size) => {
        const graph = grow(seed, size);
        const draw = createSeededRandom(seed + 2);
        for (let i = 0; i < size / 2; i += 1) graph.remove(graph.ids[randomInteger(draw, graph.ids.length)]!);
        // Nobody tells them who is left: they find out by dialling.
        for (let i = 0; i < 20; i += 1) graph.round({ isInformed: false });
        expect(graph.parts()).toEqual([graph.ids.length]);
      }),
      { numRuns: 10 },
    );
  });
});
